"""A hospital of what was taken from a book, through the same checks as a folder's tables."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sevenday.clock import WEEKDAYS
from sevenday.errors import Fault
from sevenday.files.folder import assemble
from sevenday.files.rota_forms import MOST_DAYS
from sevenday.files.sheets import wrong
from sevenday.files.shifts import COLUMNS
from sevenday.files.spreadsheets.codes import REMARK, Codes
from sevenday.files.spreadsheets.contents import Contents
from sevenday.files.spreadsheets.reading import Reading
from sevenday.files.spreadsheets.result import count
from sevenday.files.table import Faults, Rows
from sevenday.files.write import shift_row
from sevenday.model import Hospital

Places = dict[tuple[str, int, str], str]
"""The book's address of each cell of a table, by file, row and column."""


HALF_DAY = re.compile(r"½|\bhalf\b|\S/(?:AL|SL)\b|\b(?:AL|SL)/(?!2)", re.IGNORECASE)
"""A cell that speaks of half a day."""


def hospital_from(reading: Reading, codes: Codes, name: str) -> tuple[Hospital | None, list[Fault]]:
    """The hospital of what was taken, through the same checks as a folder, and every fault."""
    contents = reading.contents
    faults = [
        *contents.faults,
        *(_not_known(reading, text, at) for text, at in contents.unknown.items()),
    ]
    if faults:
        return None, faults
    if not (contents.cells or reading.weeks):
        return None, [
            Fault(
                "no duties", reading.book, expected="codes in the rota's cells", code="empty-file"
            )
        ]
    places: Places = {}
    files: dict[str, Rows] = {"shifts.csv": _shift_rows(reading, codes, places)}
    if contents.cells:
        days = [day for _, day in contents.cells]
        if (max(days) - min(days)).days >= MOST_DAYS:
            where = next(at for (_, day), (_, at) in contents.cells.items() if day == max(days))
            return None, [
                wrong(
                    "dates far apart",
                    where,
                    f"{min(days)} to {max(days)}",
                    "at most ten years in one rota",
                )
            ]
        files["rota.csv"] = _rota_rows(contents, min(days), max(days), places)
    if contents.grades or contents.shares or contents.starts or contents.apart:
        files["doctors.csv"] = _doctor_rows(reading)
    elif len(reading.weeks) > 1 and not contents.cells:
        rows = [(k, [title, title]) for k, title in enumerate(reading.weeks, 2)]
        files["doctors.csv"] = Rows("doctors.csv", [(1, ["doctor", "template"]), *rows])
    for title, weeks in reading.weeks.items():
        file = f"template-{title}.csv" if len(reading.weeks) > 1 else "template.csv"
        files[file] = _week_rows(file, weeks, places)
    found = Faults([])
    hospital = assemble(reading.book, {"name": name}, files, found)
    if found.found:
        return None, [_placed(fault, places) for fault in found.found]
    return hospital, []


def _not_known(reading: Reading, text: str, places: list[str]) -> Fault:
    """The fault of a text that nothing explains."""
    legend = reading.legend
    what = f"not understood, in {count(len(places), 'cell')}"
    if len(places) > 1:
        what += f" ({', '.join(places[:4])}{' ...' if len(places) > 4 else ''})"
    if text in legend.unclear:
        words, at = legend.unclear[text]
        what += f"; {at} says {words!r}, which is no time and no leave"
    if HALF_DAY.search(text):
        expected = "half a day of leave as AL/2, beside a duty as AL/2+PM, with times for PM"
        return wrong(what, places[0], text, expected)
    if REMARK.fullmatch(text):
        expected = "the code that holds, alone: what is written beside it may change the duty"
        return wrong(what, places[0], text, expected)
    expected = "a code whose times a legend or --shifts gives, AL, SL, SICK ..., off, - or blank"
    return wrong(what, places[0], text, expected)


def _shift_rows(reading: Reading, codes: Codes, places: Places) -> Rows:
    body = [(1, list(COLUMNS))]
    for number, shift in enumerate(codes.shifts.values(), 2):
        body.append((number, shift_row(shift)))
        if entry := reading.legend.shifts.get(shift.code):
            for column in COLUMNS:
                places["shifts.csv", number, column] = entry.where
    return Rows("shifts.csv", body)


def _rota_rows(contents: Contents, first: date, last: date, places: Places) -> Rows:
    dates = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    names = list(dict.fromkeys(name for name, _ in contents.cells))
    body = [(1, ["doctor", *map(str, dates)])]
    for number, name in enumerate(names, 2):
        cells = [contents.cells.get((name, day), ("", "")) for day in dates]
        body.append((number, [name, *(text for text, _ in cells)]))
        places["rota.csv", number, "doctor"] = contents.doctors[name]
        for day, (_, where) in zip(dates, cells, strict=True):
            places["rota.csv", number, f"{day}"] = where
    return Rows("rota.csv", body)


def _doctor_rows(reading: Reading) -> Rows:
    contents = reading.contents
    body = [(1, ["doctor", "grade", "wte", "template", "start_week"])]
    names = dict.fromkeys((*(name for name, _ in contents.cells), *contents.starts))
    for number, name in enumerate(names, 2):
        template, week = contents.starts.get(name, ("", 0))
        facts = [contents.grades.get(name, ""), contents.shares.get(name, "")]
        its = template if len(reading.weeks) > 1 else ""
        body.append((number, [name, *facts, its, f"{week or ''}"]))
    return Rows("doctors.csv", body)


def _week_rows(file: str, weeks: list[list[tuple[str, str]]], places: Places) -> Rows:
    body = [(1, ["week", *WEEKDAYS])]
    for number, week in enumerate(weeks, 2):
        body.append((number, [str(number - 1), *(text for text, _ in week)]))
        for day, (_, where) in zip(WEEKDAYS, week, strict=True):
            places[file, number, day] = where
    return Rows(file, body)


def _placed(fault: Fault, places: Mapping[tuple[str, int, str], str]) -> Fault:
    """A fault of the hospital's tables at the cell that it came from."""
    where = places.get((fault.file, fault.row or 0, fault.column))
    return wrong(fault.what, where, fault.found, fault.expected) if where else fault
