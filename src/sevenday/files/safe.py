"""What a workbook is looked at for before it is opened, so that none can hang or fill a machine."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from sevenday.errors import Fault, InputError

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 200
"""Parts that unpack to more than `ODD_BYTES` and to so many times their size are zip bombs."""
ODD_BYTES = 10_000_000
MOST_PARTS = 2_000
MOST_CELLS = 200_000
"""A thousand doctors for six months, counting empty cells that have a colour."""
MOST_ROWS = 100_000

XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
OLE = b"\xd0\xcf\x11\xe0"
REF = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


def check_before_opening(path: Path) -> str:
    """The kind of a workbook, xlsx or xls. Raises InputError for no workbook, or too large a one.

    Reads the zip's list of parts, then counts each sheet's cells as a stream: nothing of the
    workbook is held.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
            head = start + file.read(1 << 16) if start[:4] == OLE else start
    except OSError as error:
        raise InputError(
            Fault(f"cannot be read: {error.strerror}", path.name, code="unreadable-file")
        ) from None
    if size > MOST_BYTES:
        raise _refused(
            path, "too large", f"{size // 10**6} MB", f"at most {MOST_BYTES // 10**6} MB"
        )
    if start[:4] == OLE:
        _check_locked(path, head)
        return "xls"
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive)
            _check_sheets(path, archive)
    except InputError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
        ValueError,
    ):
        what, expected = "not a workbook that can be read", "an Excel workbook, .xlsx, not damaged"
        raise _refused(path, what, _beginning(start), expected) from None
    return "xlsx"


def _beginning(start: bytes) -> str:
    """How a file begins, in words."""
    if not start:
        return "an empty file"
    text = start.decode("ascii", "replace")
    return f"it begins {text}" if text.isprintable() and "\ufffd" not in text else "other data"


def _refused(path: Path, what: str, found: str, expected: str) -> InputError:
    return InputError(Fault(what, path.name, None, "", found, expected, code="not-a-workbook"))


def _check_locked(path: Path, head: bytes) -> None:
    """Refuse an OLE file that is behind a password: else it is a workbook of Excel 2003."""
    # the directory may stand anywhere in the file, so the whole of it is looked through
    data = head + path.read_bytes()[len(head) :]
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _refused(
            path,
            "behind a password",
            "an encrypted workbook",
            "one without: in Excel, File, Info, Protect Workbook, Encrypt with "
            "Password, empty the box, and save",
        )


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    odd = any(
        part.file_size > ODD_BYTES and part.file_size > MOST_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or odd:
        found = f"{len(parts)} parts, {packed / 1e6:.1f} MB that unpack to {unpacked / 1e6:.0f} MB"
        raise _refused(
            path,
            "too large once unpacked",
            found,
            f"at most {MOST_UNPACKED // 10**6} "
            f"MB, and {MOST_RATIO} times its size; a rota has far less",
        )
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise _refused(path, "behind a password", "a zip with a password", "a plain workbook")
    if "xl/workbook.bin" in names:
        raise _refused(path, "a binary workbook", ".xlsb", ".xlsx: Save As, Excel Workbook")
    if "content.xml" in names and "mimetype" in names:
        raise _refused(path, "an OpenDocument file", ".ods", ".xlsx: save it as Excel")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise _refused(path, "a zip, but no workbook", f"{len(parts)} parts", "an .xlsx workbook")


def _check_sheets(path: Path, archive: zipfile.ZipFile) -> None:
    count = _Count(path)
    titles: dict[str, str] = {}
    shown: set[tuple[str, str]] = set()
    # the small parts that name the sheets before the sheets themselves
    for part in sorted(archive.infolist(), key=lambda p: p.filename.startswith("xl/worksheets/")):
        number = titles.get(part.filename, part.filename)
        count.sheet = titles.get(number, number)
        for name, attributes in _starts(path, archive, part.filename):
            if points := _points_to(part.filename, name, attributes):
                if points in shown:
                    # a small file of many sheets, each of which is opened as the same large one
                    what, expected = "two sheets of one part", "a workbook as Excel saves it"
                    raise _refused(path, what, points[1], expected)
                shown.add(points)
            if name == "sheet" and part.filename == "xl/workbook.xml":
                number = next((v for k, v in attributes.items() if k.endswith(" id")), "")
                titles[number] = attributes.get("name", "")
            elif name == "Relationship" and part.filename.endswith("workbook.xml.rels"):
                target = attributes.get("Target", "").removeprefix("/xl/")
                titles[f"xl/{target}"] = attributes.get("Id", "")
            else:
                count.take(name, attributes)


def _points_to(part: str, name: str, attributes: dict[str, str]) -> tuple[str, str] | None:
    """The sheet that an element of a part opens, as its part and what it points to."""
    if name == "sheet":
        number = next((v for k, v in attributes.items() if k.endswith(" id")), "")
        return (part, number) if number else None
    if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
        target, folder = attributes.get("Target", ""), posixpath.dirname(posixpath.dirname(part))
        # an address from the root begins with a stroke, as Excel and its readers have it
        found = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        return part, posixpath.normpath(found)
    return None


def _starts(
    path: Path, archive: zipfile.ZipFile, part: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of an XML part, name and attributes, as they are read."""
    parser = expat.ParserCreate(namespace_separator=" ")
    seen: list[tuple[str, dict[str, str]]] = []

    def begun(name: str, attributes: dict[str, str]) -> None:
        seen.append((name.rpartition(" ")[2], attributes))

    def declared(*_: object) -> None:
        raise _refused(path, "an XML entity or document type", part, "a workbook as Excel saves it")

    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    try:
        with archive.open(part) as stream:
            chunk = stream.read(1 << 16)
            if not chunk.lstrip().startswith(XML):
                return
            while chunk:
                parser.Parse(chunk)
                yield from seen
                seen.clear()
                chunk = stream.read(1 << 16)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if part.endswith(".vml"):
            return  # Excel's old drawings are not always well formed, and nobody reads them
        raise _refused(path, f"damaged: {error}", part, "a workbook as Excel saves it") from None


class _Count:
    """Cells and rows so far, all sheets together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sheet = ""
        self.cells = 0
        self.rows = 0

    def take(self, name: str, attributes: dict[str, str]) -> None:
        """Count one element. Raises InputError once there are too many."""
        if name == "c":
            self.cells += 1
        elif name == "row":
            self.rows += 1
        elif name in ("mergeCell", "hyperlink"):
            self.cells += _area(attributes.get("ref", ""))
        elif name == "si":
            self.cells += 1
        else:
            return
        if self.cells > MOST_CELLS or self.rows > MOST_ROWS:
            at = attributes.get("r") or attributes.get("ref") or "A1"
            at = f"{self.sheet}!{'A' if name == 'row' else ''}{at}"
            found = f"more than {MOST_CELLS if self.cells > MOST_CELLS else MOST_ROWS:,} " + (
                "cells" if self.cells > MOST_CELLS else "rows"
            )
            raise _refused(
                self.path,
                f"too many cells: counted as far as {at}",
                found,
                f"at most {MOST_CELLS:,} cells and {MOST_ROWS:,} rows: the rota "
                "alone, without the empty coloured cells beyond it",
            )


def _area(ref: str) -> int:
    """How many cells a range has; opening a workbook makes each of them."""
    match = REF.fullmatch(ref.replace("$", ""))
    if not match:
        return 1
    left, top, right, bottom = match.groups()
    wide = _column(right or left) - _column(left)
    high = int(bottom or top) - int(top)
    return (abs(wide) + 1) * (abs(high) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
