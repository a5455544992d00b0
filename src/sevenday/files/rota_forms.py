"""The two forms of a rota's file: wide, a column a date, and long, a row a duty."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sevenday.clock import WEEKDAYS, long_date
from sevenday.errors import InputError
from sevenday.files.excel_dates import MEND, day_first, written_date
from sevenday.files.leave_words import meaning
from sevenday.files.table import Faults, Source, parse_date, torn
from sevenday.model import RESERVED, SELF_DEVELOPMENT, DutyCodes, Rota

CELLS = (*RESERVED[1:], SELF_DEVELOPMENT)
"""Words of a cell that are no shift."""
MANGLED = re.compile(r"\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{2}|\d\.\d+E\+\d+|\d{1,2}/\d{1,2}/\d{2,4}")
"""What Excel makes of a code that looks like a date or a number."""
MOST_DAYS = 3660
"""Days that a file may span: ten years."""


@dataclass(frozen=True, slots=True)
class RotaFile:
    """A rota as its file has it, and the file's row of each doctor, or doctor and date."""

    rota: Rota
    rows: dict[tuple[str, date | None], int]
    notes: tuple[str, ...] = ()

    def row(self, doctor: str, day: date) -> int | None:
        """The row of the file that a cell stands in."""
        return self.rows.get((doctor, day), self.rows.get((doctor, None)))


def parse_code(cells: DutyCodes, text: str, faults: Faults, *place: object) -> int:
    """The code of a cell's text, or 0 and a fault at its place (file, row, column)."""
    file, row, column = place
    try:
        return cells.code(text)
    except InputError as error:
        what, code = error.faults[0].what, error.faults[0].code
        expected = _meant(cells, text)
        faults.add(what, str(file), int(str(row)), str(column), text, expected, code=code)
        return 0


def _meant(cells: DutyCodes, text: str) -> str:
    """The code that people mean by a text, else every code that a cell may have."""
    bare = text.strip("\"'“”‘’")
    alike = [code for code in cells.shifts if code.casefold() == bare.casefold()]
    word = meaning(bare)
    if len(alike) == 1 or word is not None:
        return alike[0] if len(alike) == 1 else word or "a blank cell, or -"
    known = ", ".join(cells.shifts) or "none"
    if parse_date(text) or MANGLED.fullmatch(text):
        return (
            f"a code ({known}): Excel makes a date or a number of one such as MAR1 or 1E5; format "
            "the cells as text, and type the code again"
        )
    return (
        f"blank, -, {', '.join(CELLS)}, half a day as AL/2 or AL/2+PM, or shifts of shifts.csv "
        f"({known}), joined by +"
    )


def read_wide(
    path: Source,
    header: list[str],
    body: list[tuple[int, list[str]]],
    cells: DutyCodes,
    faults: Faults,
    blank: int,
) -> RotaFile | None:
    """A rota of a column a date; None, and faults, where anything is wrong with it."""
    before = len(faults.found)
    british = day_first(header[1:], in_a_row=True)
    dates = _dates(path, header, british, faults)
    if len(faults.found) > before:
        return None
    body = _without_weekdays(path, body, dates, faults)
    names: dict[str, int] = {}
    codes = np.full((len(body), len(dates)), blank, np.int16)
    for place, (number, row) in enumerate(body):
        if not row[0]:
            faults.add("no doctor", path.name, number, "doctor", "", "a name", code="missing-value")
        elif row[0] in names:
            faults.add(
                f"doctor twice: row {names[row[0]]} has them too",
                path.name,
                number,
                "doctor",
                row[0],
                "one row a doctor",
                code="repeated",
            )
        names[row[0]] = number
        if len(row) > len(header):
            faults.add(
                "more cells than dates",
                path.name,
                number,
                "",
                f"{len(row)} cells",
                f"{len(header)} cells, as in the header",
                code="extra-cells",
            )
            continue
        if torn(path, row, header):
            faults.add(
                f"the row of {row[0]} ends before this date",
                path.name,
                number,
                header[len(row)],
                "",
                "a cell for each date, if blank",
                code="extra-cells",
            )
            continue
        for k, text in enumerate(row[1:]):
            if text:
                codes[place, k] = parse_code(cells, text, faults, path.name, number, header[k + 1])
    if not body:
        faults.add("no doctors", path.name, None, "", "", "one row a doctor", code="empty-file")
    if len(faults.found) > before:
        return None
    rota = Rota(tuple(row[0] for _, row in body), dates[0], codes)
    rows: dict[tuple[str, date | None], int] = {(row[0], None): n for n, row in body}
    return RotaFile(rota, rows, _day_first_note(path, british))


def _dates(
    path: Source, header: list[str], british: list[date] | None, faults: Faults
) -> list[date]:
    """The dates of a heading, each the day after the one before; `british`: as read day first."""
    dates: list[date] = []
    before = len(faults.found)
    if header[0] != "doctor":
        faults.add(
            "the first column is not doctor",
            path.name,
            1,
            header[0],
            header[0],
            "doctor, then a column a date; or doctor,date,shift",
            code="missing-column",
        )
    for k, name in enumerate(header[1:]):
        day = british[k] if british else parse_date(name)
        if day is None:
            expected = written_date(name)
            faults.add("not a date", path.name, 1, name, name, expected, code="not-a-date")
            if expected == MEND:
                break  # the rest of the row is as this
            continue
        if dates and day != dates[-1] + timedelta(days=1):
            what = (
                "date twice"
                if day in dates
                else ("date out of order" if day < dates[-1] else "date missing")
            )
            expected = f"{dates[-1] + timedelta(days=1)}, the day after {dates[-1]}"
            faults.add(what, path.name, 1, name, name, expected, code="repeated-column")
        dates.append(day)
    if not dates and len(faults.found) == before:
        faults.add(
            "no dates", path.name, 1, "", "", "a column a date, YYYY-MM-DD", code="not-a-date"
        )
    return dates


def _without_weekdays(
    path: Source, body: list[tuple[int, list[str]]], dates: list[date], faults: Faults
) -> list[tuple[int, list[str]]]:
    """The rows without a line of weekdays under the dates; one that does not fit is a fault."""
    if not body:
        return body
    number, (_, *cells) = body[0]
    days = [cell.casefold()[:3].capitalize() for cell in cells]
    if not cells or any(day not in WEEKDAYS for day in days):
        return body
    for day, text, when in zip(days, cells, dates, strict=False):
        if day != f"{when:%a}":
            what, expected = "a weekday that is not its date's", f"{when:%a}"
            faults.add(what, path.name, number, f"{when}", text, expected, code="not-a-date")
            break
    return body[1:]


def read_long(
    path: Source, body: list[tuple[int, list[str]]], cells: DutyCodes, faults: Faults, blank: int
) -> RotaFile | None:
    """A rota of a row a duty; None, and faults, where anything is wrong with it."""
    entries: dict[tuple[str, date], tuple[int, int]] = {}
    names: dict[str, None] = {}
    before = len(faults.found)
    british = day_first([row[1] for _, row in body if len(row) > 1], in_a_row=False)
    read = iter(british or ())
    for number, row in body:
        name, text_date, text = [*row, "", "", ""][:3]
        day = next(read) if british and len(row) > 1 else parse_date(text_date)
        if not name:
            faults.add("no doctor", path.name, number, "doctor", "", "a name", code="missing-value")
        if len(row) > 3:
            faults.add(
                "more cells than columns",
                path.name,
                number,
                "",
                f"{len(row)} cells",
                "3",
                code="extra-cells",
            )
        if day is None:
            expected = written_date(text_date)
            faults.add(
                "not a date", path.name, number, "date", text_date, expected, code="not-a-date"
            )
        elif (name, day) in entries:
            earlier = entries[name, day][0]
            faults.add(
                f"doctor and date twice: row {earlier} has them too",
                path.name,
                number,
                "date",
                text_date,
                "a row a doctor and date; join duties by +",
                code="repeated",
            )
        else:
            code = parse_code(cells, text, faults, path.name, number, "shift") if text else blank
            entries[name, day] = number, code
            names[name] = None
    if not entries and len(faults.found) == before:
        faults.add("no duties", path.name, None, "", "", "a row a duty", code="empty-file")
    if len(faults.found) > before:
        return None
    days_there = [day for _, day in entries]
    first, last = min(days_there), max(days_there)
    days = (last - first).days + 1
    if days > MOST_DAYS:
        faults.add(
            "dates far apart",
            path.name,
            None,
            "date",
            f"{first} to {last}",
            "a span of at most ten years",
            code="outside-dates",
        )
        return None
    places = {name: place for place, name in enumerate(names)}
    codes = np.full((len(names), days), blank, np.int16)
    for (name, day), (_, code) in entries.items():
        codes[places[name], (day - first).days] = code
    rows: dict[tuple[str, date | None], int] = {key: row for key, (row, _) in entries.items()}
    return RotaFile(Rota(tuple(names), first, codes), rows, _day_first_note(path, british))


def _day_first_note(path: Source, british: list[date] | None) -> tuple[str, ...]:
    """A note that dates as Excel writes them were read day first."""
    if not british:
        return ()
    first = f"{british[0]:%d/%m/%Y} is {long_date(british[0])}"
    return (f"Dates of {path.name} are as Excel writes them, read day first: {first}.",)
