"""Files of sheets: an .xlsx, a CSV file as Excel saves it, and Excel 2003's .xls.

xlrd reads the last, not a faster reader of values alone: colours, merged cells and hidden rows
mean something in a rota.
"""

import csv
import io
import warnings
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.extras import missing
from sevenday.files.safe import MOST_BYTES, MOST_CELLS, check_before_opening
from sevenday.files.sheets import Cell, Sheet, not_opened, xlsx_sheets

CSV = (".csv", ".tsv", ".txt")
SEPARATORS = ",;\t"


def open_book(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a file. Raises InputError where it cannot, or should not, be opened."""
    if path.suffix.lower() in CSV:
        return (csv_sheet(path),)
    if check_before_opening(path) == "xls":
        return xls_sheets(path)
    return xlsx_sheets(path)


def csv_sheet(path: Path) -> Sheet:
    """A CSV file as a sheet. Raises InputError where it is none.

    The text is UTF-8, or else Windows's (cp1252), as Excel saves it; the separator is the one that
    stands most often.
    """
    if path.stat().st_size > MOST_BYTES:
        found = f"{path.stat().st_size // 10**6} MB"
        expected = f"at most {MOST_BYTES // 10**6} MB"
        raise InputError(
            Fault("too large", path.name, None, "", found, expected, code="not-a-workbook")
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        expected = "a CSV file; in Excel, save as 'CSV UTF-8'"
        raise InputError(
            Fault("not a text file", path.name, expected=expected, code="unreadable-file")
        )
    separator = max(SEPARATORS, key=text.count)
    return Sheet(path.stem, dict(_cells(path, text.replace("\r\n", "\n"), separator)))


def _cells(path: Path, text: str, separator: str) -> Iterator[tuple[tuple[int, int], Cell]]:
    """The cells of a CSV file that hold something. Raises InputError for more than a rota has."""
    rows, many = csv.reader(io.StringIO(text, newline=""), delimiter=separator), 0
    try:
        for row, values in enumerate(rows, 1):
            many += len(values)
            if many > MOST_CELLS:
                expected = f"at most {MOST_CELLS:,} cells"
                raise InputError(
                    Fault("too many cells", path.name, expected=expected, code="not-a-workbook")
                )
            for column, value in enumerate(values, 1):
                if value := value.strip():
                    yield (row, column), Cell(_value(value))
    except csv.Error as error:
        how = 'commas between cells, and " around a cell that holds a comma'
        what = f"not a CSV table: {error}"
        raise InputError(
            Fault(what, path.name, rows.line_num, expected=how, code="not-a-table")
        ) from None


def _value(text: str) -> str | int | float:
    """A cell's text, or the number that it is."""
    if text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") and len(text) < 9:
        return int(text)
    whole, point, part = text.partition(".")
    if point and whole == "0" and part.isdigit():
        return float(text)
    return text


def xls_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a workbook of Excel 2003. Raises InputError where it cannot be opened."""
    try:
        import xlrd
    except ImportError as error:
        raise missing("xlrd", "reading a workbook of Excel 2003") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
    except Exception as error:  # a damaged file may raise anything inside the library
        raise not_opened(path, error) from None
    if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > MOST_CELLS:
        expected = f"at most {MOST_CELLS:,} cells"
        raise InputError(
            Fault("too many cells", path.name, expected=expected, code="not-a-workbook")
        )
    return tuple(_xls_sheet(book, sheet, xlrd) for sheet in book.sheets())


def _xls_sheet(book: Any, sheet: Any, xlrd: Any) -> Sheet:
    cells = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            look = book.xf_list[sheet.cell_xf_index(row, column)]
            value = _xls_value(book, sheet.cell(row, column), xlrd)
            note = sheet.cell_note_map.get((row, column))
            fill = _xls_fill(book, look)
            if value is None and not fill and not note:
                continue
            struck = value is not None and bool(book.font_list[look.font_index].struck_out)
            text = note.text.strip() if note else ""
            cells[row + 1, column + 1] = Cell(value, "", text, fill, struck)
    merged = [(top + 1, left + 1, below, right) for top, below, left, right in sheet.merged_cells]
    rows = [n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden]
    columns = [n + 1 for n, info in sheet.colinfo_map.items() if info.hidden and n < sheet.ncols]
    return Sheet(
        sheet.name,
        cells,
        tuple(sorted(merged)),
        sheet.visibility != 0,
        tuple(sorted(rows)),
        tuple(sorted(columns)),
        book.datemode == 1,
    )


def _xls_value(book: Any, cell: Any, xlrd: Any) -> Any:
    """A cell's value, dates and times as Python's; None for an empty one."""
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_DATE:
        if 0 <= cell.value < 1:
            minutes = round(cell.value * 1440)
            return time(minutes // 60 % 24, minutes % 60)
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return int(cell.value) if cell.value == int(cell.value) else cell.value
    return cell.value or None


def _xls_fill(book: Any, look: Any) -> str:
    """A cell's colour as RGB, "" where it has none or is white."""
    back = look.background
    rgb = book.colour_map.get(back.pattern_colour_index) if back.fill_pattern else None
    if not rgb or rgb == (255, 255, 255):
        return ""
    return "".join(f"{part:02X}" for part in rgb)
