"""A CSV file as rows of cells: its letters, what parts its cells, and what no cell may hold."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from sevenday.errors import Fault

CONTROL = re.compile(r"[\x01-\x08\x0b-\x1f\x7f]")
"""What no workbook, page or calendar can hold."""
UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Letters without a shape that come with text copied from a page, and those that turn a line round:
no part of a name or a code."""
TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")
"""How a text of two bytes a letter begins."""
PARTED = re.compile(r"sep=.\n")
"""A first line that tells Excel what parts the cells."""


def without_unseen(text: str) -> str:
    """The text without letters that nobody sees."""
    return UNSEEN.sub("", text)


def csv_rows(path: Path, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file as (number, stripped cells), blank ones left out.

    What is wrong with the file is added to `faults`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        faults.append(
            Fault(
                f"cannot be read: {error.strerror}",
                path.name,
                expected="a file",
                code="unreadable-file",
            )
        )
        return
    yield from csv_rows_of(path.name, data, faults)


def csv_rows_of(name: str, data: bytes, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file that is at hand as bytes; see `csv_rows`."""
    text = _text(name, data, faults)
    if text is None:
        return
    width = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in reader:
            for cell in filter(CONTROL.search, cells):
                faults.append(
                    Fault(
                        "a control character",
                        name,
                        reader.line_num,
                        "",
                        cell,
                        "text",
                        code="control-character",
                    )
                )
            if any(cell.strip() for cell in cells):
                stripped = [without_unseen(cell).strip() for cell in cells]
                width = width or _headed(stripped)
                yield reader.line_num, _without_blank_end(stripped, width)
    except csv.Error as error:
        faults.append(
            Fault(
                f"not a CSV table: {error}",
                name,
                reader.line_num,
                expected='commas between cells, and " around a cell that holds a comma',
                code="not-a-table",
            )
        )


def _text(name: str, data: bytes, faults: list[Fault]) -> str | None:
    """The text of a file; None where it is no text with commas between cells."""
    if data.startswith(TWO_BYTES):
        what = "letters of two bytes, as Excel's 'Unicode Text' has them"
        how = "in Excel: Save As, 'CSV UTF-8 (Comma delimited)'"
        faults.append(Fault(what, name, 1, expected=how, code="not-in-encoding"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        faults.append(
            Fault(
                "letters that are not UTF-8: Excel's plain 'CSV' writes them in a code of its own",
                name,
                row,
                "",
                data[error.start :][:8].decode("cp1252", "replace"),
                "in Excel: Save As, 'CSV UTF-8 (Comma delimited)'",
                code="not-in-encoding",
            )
        )
        return None
    if "\0" in text:
        faults.append(
            Fault(
                "not a text file",
                name,
                expected="CSV in UTF-8; this has NUL bytes in it",
                code="unreadable-file",
            )
        )
        return None
    # a cell of several lines has them apart by \n, whichever system it was written on
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = PARTED.sub("\n", text) if PARTED.match(text) else text
    head = text.lstrip().partition("\n")[0]
    if ";" in head and "," not in head:
        faults.append(
            Fault(
                "semicolons between cells, as Excel writes them in some countries",
                name,
                1,
                "",
                head[:40],
                "commas: in Excel, Save As 'CSV UTF-8 (Comma delimited)', or replace each ; by ,",
                code="not-a-table",
            )
        )
        return None
    return text


def _headed(header: list[str]) -> int:
    """How many columns a header has: Excel leaves columns after them that say nothing."""
    return max(k for k, cell in enumerate(header, 1) if cell)


def _without_blank_end(cells: list[str], width: int) -> list[str]:
    """The cells of a row without blank ones past the last heading."""
    last = len(cells)
    while last > width and not cells[last - 1]:
        last -= 1
    return cells[:last]
