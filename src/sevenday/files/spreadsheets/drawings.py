"""What lies over a workbook's cells: text boxes, pictures and charts, which hold no duty."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from sevenday.files.spreadsheets.result import Statement

TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
MOST, SHORT = 20, 120


def read_drawings(path: Path) -> list[Statement]:
    """A sentence on each text box, and one on drawings without a word.

    The file was looked at before it was opened: its parts are of a size, and declare nothing.
    """
    found: list[Statement] = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/drawings/drawing"):
                continue
            drawn = list(ElementTree.fromstring(archive.read(name)))
            words = [" ".join(t.text or "" for t in shape.iter(TEXT)).strip() for shape in drawn]
            texts = [text for text in words if text]
            found += [Statement("", f"a text box: {text[:SHORT]!r}") for text in texts[:MOST]]
            if len(texts) > MOST or len(texts) < len(words):
                rest = len(words) - min(len(texts), MOST)
                found.append(
                    Statement("", f"{rest} more drawn over the cells: pictures, charts, boxes")
                )
    return found
