"""A table as checked rows: every fault says which file, row and column is wrong."""

import re
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sevenday.clock import DAY, WEEKDAYS, hhmm, minutes
from sevenday.errors import Fault
from sevenday.files.csv_text import csv_rows
from sevenday.files.excel_dates import named_date, written_date, year_first
from sevenday.files.time_words import ALONE, parse_minute

YES = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}


@dataclass(slots=True)
class Faults:
    """What is wrong so far. A reader goes on after a fault, so that all are told at once."""

    found: list[Fault]

    def add(
        self,
        what: str,
        file: str,
        row: int | None = None,
        column: str = "",
        found: str = "",
        expected: str = "",
        *,
        code: str,
    ) -> None:
        """Note one fault; see `errors.Fault`."""
        self.found.append(Fault(what, file, row, column, found, expected, code=code))


@dataclass(frozen=True, slots=True)
class Rows:
    """A table that is no CSV file: a workbook's sheet, as (row number, stripped cells).

    `name` is that of the file whose place it takes; `wrong` is what no row can hold.
    """

    name: str
    body: Sequence[tuple[int, list[str]]]
    wrong: tuple[Fault, ...] = ()


Source = Path | Rows
"""Where a table comes from: a CSV file, or rows that are read already."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the header is row 1) and its cells by column, stripped."""

    file: str
    number: int
    cells: dict[str, str]
    faults: Faults

    def fault(self, column: str, what: str, expected: str = "", *, code: str) -> None:
        """Note a fault in a cell of this row."""
        found = self.cells.get(column, "")
        self.faults.add(what, self.file, self.number, column, found, expected, code=code)

    def text(self, column: str, otherwise: str = "") -> str:
        """The cell's text, or `otherwise` where it is blank or the column is not there."""
        return self.cells.get(column, "") or otherwise

    def needed(self, column: str) -> str:
        """The cell's text; a fault where it is blank."""
        if not (text := self.text(column)):
            self.fault(column, "nothing there", "a value", code="missing-value")
        return text

    def number_in(
        self, column: str, otherwise: Any = None, low: float = 0.0, high: float = 1e6
    ) -> Any:
        """The cell as a number from low to high, or `otherwise` where it is blank."""
        if not (text := self.text(column)):
            return otherwise
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            meant = _number_meant(text)
            ours = f"; here {meant:g}" if meant is not None and low <= meant <= high else ""
            self.fault(
                column,
                "not a number in range",
                f"a number from {low:,.15g} to {high:,.15g}{ours}",
                code="not-a-number",
            )
            return otherwise
        return value

    def whole(self, column: str, otherwise: Any = None, low: int = 0, high: int = 10**6) -> Any:
        """The cell as a whole number from low to high, or `otherwise` where it is blank."""
        if not (text := self.text(column)):
            return otherwise
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            self.fault(
                column,
                "not a number in range",
                f"a whole number from {low:,} to {high:,}",
                code="not-a-number",
            )
            return otherwise
        return int(text)

    def time(self, column: str, midnight: bool = False) -> int | None:
        """The cell as minutes after midnight; 09:00:00, as Excel writes it, is 09:00.

        `midnight`: whether 24:00 may stand there, the midnight that ends the day.
        """
        text = self.needed(column)
        short = text.removesuffix(":00") if text.count(":") == 2 else text
        if midnight and short == "24:00":
            return DAY
        try:
            return minutes(short) if text else None
        except ValueError:
            last = "24:00" if midnight else "23:59"
            read = parse_minute(text) if ALONE.fullmatch(text) else None
            ours = f"; here {hhmm(read)}" if read is not None else ""
            self.fault(column, "not a time", f"HH:MM, 00:00 to {last}{ours}", code="not-a-time")
            return None

    def date(self, column: str) -> date | None:
        """The cell as a date, None where it is blank."""
        if not (text := self.text(column)):
            return None
        if (day := parse_date(text)) is None:
            self.fault(column, "not a date", written_date(text), code="not-a-date")
        return day

    def yes(self, column: str, otherwise: bool = False) -> bool:
        """The cell as yes or no."""
        if not (text := self.text(column)):
            return otherwise
        if text.lower() not in YES:
            self.fault(column, "neither yes nor no", "yes or no", code="not-a-text")
            return otherwise
        return YES[text.lower()]

    def choice(
        self,
        column: str,
        choices: tuple[str, ...],
        otherwise: str,
        meant: Callable[[str], str] = str.casefold,
    ) -> str:
        """The cell as one of some words; `meant`: the word that a text of people's own is."""
        text = self.text(column, otherwise)
        if text not in choices:
            word = meant(text)
            self.fault(
                column,
                "not one of the words known here",
                word if word and word in choices else ", ".join(filter(None, choices)),
                code="unknown-word",
            )
            return otherwise
        return text

    def words(self, column: str) -> tuple[str, ...]:
        """The cell as words, parted by `;`, `+` or spaces."""
        return tuple(self.text(column).replace(";", " ").replace("+", " ").split())


def _number_meant(text: str) -> float | None:
    """The number of a share in hundredths, as 60%, or with a comma for its point; None for none."""
    match = re.fullmatch(r"(\d+)(?:[.,](\d+))?\s*(%?)", text)
    if match is None:
        return None
    return float(f"{match[1]}.{match[2] or 0}") / (100 if match[3] else 1)


def parse_date(text: str) -> date | None:
    """A date with its year first or, as Excel may save it, with its month's name; or None."""
    return year_first(text) or named_date(text)


def records(path: Source, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table as (number, stripped cells), blank ones left out."""
    if isinstance(path, Rows):
        faults.found.extend(path.wrong)
        yield from (row for row in path.body if any(row[1]))
    else:
        yield from csv_rows(path, faults.found)


def torn(path: Source, cells: Sized, header: Sized) -> bool:
    """Whether a row of a CSV file ends before its header does; a sheet's last blanks are not kept.

    In a rota or a template what is not there would pass for days off.
    """
    return isinstance(path, Path) and len(cells) < len(header)


def _alike(name: str, column: str) -> bool:
    """Whether a heading is a column in other letters, or a weekday written out: Monday is Mon."""
    small = name.casefold()
    return small == column.casefold() or (
        column in WEEKDAYS and small.startswith(column.casefold()) and small.endswith("day")
    )


def rows(
    path: Source,
    faults: Faults,
    columns: tuple[str, ...],
    needed: tuple[str, ...],
    forms: Sequence[tuple[str, ...]] = (),
) -> Iterator[Row]:
    """The rows of a table whose columns are known by name.

    `forms`: sets of columns of which one has to be there whole; that of which most is there is
    taken for the one meant.
    """
    table, before = records(path, faults), len(faults.found)
    header_row, header = next(table, (1, []))
    if not header and len(faults.found) > before:
        return  # it could not be read, and that is said
    if not header:
        faults.add(
            "nothing in the file",
            path.name,
            expected=f"a header row: {','.join(needed)}",
            code="empty-file",
        )
        return
    right = True
    nearly: set[str] = set()
    for name in header:
        if name not in columns:
            alike = [column for column in columns if _alike(name, column)]
            nearly.update(alike)
            faults.add(
                "unknown column",
                path.name,
                header_row,
                name or "(no heading)",
                name,
                alike[0] if alike else f"one of {', '.join(columns)}",
                code="unknown-column",
            )
            right = False
    for name in sorted({name for name in header if header.count(name) > 1}):
        faults.add(
            "column twice",
            path.name,
            header_row,
            name,
            name,
            "each column once",
            code="repeated-column",
        )
        right = False
    if forms:
        meant = min(forms, key=lambda form: len(set(form) - set(header) - nearly))
        needed = tuple(dict.fromkeys((*needed, *meant)))
    for name in needed:
        if name not in header and name not in nearly:
            faults.add(
                "column missing",
                path.name,
                header_row,
                name,
                "",
                f"a column {name}",
                code="missing-column",
            )
            right = False
    if not right:
        return
    for number, cells in table:
        if len(cells) > len(header):
            faults.add(
                "more cells than columns",
                path.name,
                number,
                "",
                f"{len(cells)} cells",
                f"{len(header)} cells, as in the header",
                code="extra-cells",
            )
            continue
        yield Row(path.name, number, dict(zip(header, cells, strict=False)), faults)
