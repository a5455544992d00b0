"""A table of a folder as rows of cells by column, from bytes and back to them."""

import csv
import io
from collections.abc import Mapping, Sequence

from sevenday.errors import Fault, InputError
from sevenday.files.cover import COVER
from sevenday.files.csv_text import csv_rows_of
from sevenday.files.doctors import COLUMNS as DOCTORS
from sevenday.files.exceptions import COLUMNS as EXCEPTIONS
from sevenday.files.requests import REQUESTS
from sevenday.files.shifts import COLUMNS as SHIFTS
from sevenday.files.table import Rows

COLUMNS: Mapping[str, Sequence[str]] = {
    "doctors.csv": DOCTORS,
    "shifts.csv": SHIFTS,
    "cover.csv": COVER,
    "requests.csv": REQUESTS,
    "exceptions.csv": EXCEPTIONS,
}
"""The columns of each table that the database holds by rows."""
NEEDED: Mapping[str, Sequence[str]] = {
    "doctors.csv": ("doctor",),
    "shifts.csv": ("code", "name", "start", "end"),
    "cover.csv": ("service", "shift", "days", "min"),
    "requests.csv": ("doctor", "from", "to"),
    "exceptions.csv": ("report", "doctor", "date", "kind"),
}
"""Columns that a table new from the database has, whatever its rows say."""

RowCells = dict[str, str]
"""A row's cells by column; blank ones are left out."""


def table_rows(name: str, content: bytes) -> Rows:
    """A CSV file at hand as bytes, as the readers take it. Raises InputError for what is none."""
    faults: list[Fault] = []
    body = list(csv_rows_of(name, content, faults))
    if faults:
        raise InputError(*faults)
    return Rows(name, body)


def cells_of(table: Rows) -> list[RowCells]:
    """The rows of a table that has been read, each as its cells by column."""
    (_, header), *body = table.body
    return [
        {column: text for column, text in zip(header, row, strict=False) if text} for _, row in body
    ]


def as_rows(name: str, cells: Sequence[RowCells], header: Sequence[str] = ()) -> Rows:
    """Rows of the database as the readers take them; a row stands where its file would have it."""
    columns = _columns(name, cells, header)
    body = [(1, columns)]
    body += [(n, [row.get(column, "") for column in columns]) for n, row in enumerate(cells, 2)]
    return Rows(name, body)


def table_bytes(name: str, cells: Sequence[RowCells], came: bytes | None) -> bytes:
    """The file of some rows: as it came where it says the same, else written anew."""
    header: Sequence[str] = ()
    if came is not None:
        table = table_rows(name, came)
        if cells_of(table) == list(cells):
            return came
        header = table.body[0][1]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(row for _, row in as_rows(name, cells, header).body)
    return out.getvalue().encode()


def _columns(name: str, cells: Sequence[RowCells], header: Sequence[str]) -> list[str]:
    """The columns of a table: those it came with, then those that a row fills."""
    filled = {column for row in cells for column in row}.union(header or NEEDED[name])
    return [*header, *(c for c in COLUMNS[name] if c in filled and c not in header)]
