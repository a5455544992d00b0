"""A workbook as plain sheets: each cell's value, whether it is a formula, its note and colour."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.extras import missing
from sevenday.files.csv_text import without_unseen

Span = tuple[int, int, int, int]
"""Top row, left column, bottom row, right column; all count from 1 and are included."""

Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` of a formula is what Excel last showed, None where it did not save it.

    `note` is a comment on the cell; `fill` its colour as RGB or a theme's number, "" for none.
    """

    value: Any
    formula: str = ""
    note: str = ""
    fill: str = ""
    struck: bool = False

    @property
    def text(self) -> str:
        """The value as the text of a CSV file's cell."""
        return plain(self.value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells that are not empty by (row, column), and its merged ranges.

    `places`: where the cells of a sheet that was laid out anew stand in the workbook.
    """

    title: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[Span, ...] = ()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    since_1904: bool = False
    places: Mapping[Place, Place] = field(default_factory=dict)

    def where(self, row: int, column: int) -> str:
        """A cell's address, as Rota!C7."""
        row, column = self.places.get((row, column), (row, column))
        return f"{self.title}!{letters(column)}{row}"

    def span(self, span: Span) -> str:
        """A range's address, as Rota!B4:AC30."""
        top, left, bottom, right = span
        if self.places:
            return self.where(top, left)
        end = f":{letters(right)}{bottom}" if (top, left) != (bottom, right) else ""
        return self.where(top, left) + end


def wrong(what: str, where: str, found: str, expected: str) -> Fault:
    """A fault at a cell's or a range's address."""
    return Fault(what, where, None, "", found, expected, code="unclear-cell")


def letters(column: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def plain(value: Any) -> str:
    """A cell's value as text: dates YYYY-MM-DD, times HH:MM, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M") if not value.second else value.isoformat()
    if isinstance(value, timedelta):
        hours, rest = divmod(int(value.total_seconds()) // 60, 60)
        return f"{hours % 24:02d}:{rest:02d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return without_unseen(str(value)).replace("\xa0", " ").strip()


def xlsx_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of an .xlsx workbook that is safe to open. Raises InputError if it is damaged."""
    book = _load(path, shown=False)
    formulas = any(
        cell.data_type == "f" for sheet in book.worksheets for cell in _stored_cells(sheet)
    )
    shown = _load(path, shown=True) if formulas else book
    since_1904 = book.epoch.year == 1904
    return tuple(_sheet(sheet, shown[sheet.title], since_1904) for sheet in book.worksheets)


def _load(path: Path, shown: bool) -> Any:
    """The workbook with its formulas, or with what they last showed."""
    try:
        import openpyxl
    except ImportError as error:
        raise missing("openpyxl", "reading a workbook") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on parts that are not read: macros, pictures
            return openpyxl.load_workbook(path, data_only=shown, keep_links=False)
    except Exception as error:  # a damaged file may raise anything inside the library
        raise not_opened(path, error) from None


def not_opened(path: Path, error: Exception) -> InputError:
    """What is wrong with a workbook that its library could not open."""
    what = f"cannot be opened as a workbook: {type(error).__name__}: {error}"
    expected = "a workbook that Excel opens; save it again as .xlsx"
    return InputError(Fault(what, path.name, expected=expected, code="unreadable-file"))


def _stored_cells(sheet: Any) -> Iterator[Any]:
    # the sheet's own dictionary: iter_rows() would make every empty cell out to the furthest one
    return iter(sheet._cells.values())


def _sheet(sheet: Any, shown: Any, since_1904: bool) -> Sheet:
    cells = {}
    for cell in _stored_cells(sheet):
        note = cell.comment.text.strip() if cell.comment else ""
        fill = _fill(cell)
        formula, value = "", cell.value
        if cell.data_type == "f":
            formula = str(getattr(value, "text", None) or value)
            value = shown.cell(cell.row, cell.column).value
        if (value is not None and value != "") or note or fill or formula:
            struck = bool(cell.has_style and cell.font and cell.font.strike)
            cells[cell.row, cell.column] = Cell(value, formula, note, fill, struck)
    rows = [n for n, row in sheet.row_dimensions.items() if row.hidden]
    columns = [
        n
        for column in sheet.column_dimensions.values()
        if column.hidden
        for n in range(column.min, column.max + 1)
    ]
    merged = tuple((m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges)
    return Sheet(
        sheet.title,
        cells,
        tuple(sorted(merged)),
        sheet.sheet_state != "visible",
        tuple(sorted(rows)),
        tuple(sorted(columns)),
        since_1904,
    )


def _fill(cell: Any) -> str:
    """A cell's colour, "" where it has none or is white."""
    if not cell.has_style or cell.fill is None or cell.fill.fill_type in (None, "none"):
        return ""
    colour = cell.fill.fgColor
    if colour is None:
        return ""
    if colour.type == "rgb":
        return "" if str(colour.rgb)[-6:].upper() == "FFFFFF" else str(colour.rgb)[-6:]
    return f"{colour.type} {colour.value}"
