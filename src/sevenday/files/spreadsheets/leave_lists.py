"""A list of leave beside a rota: a doctor, a first day, a last day, perhaps a kind, on each row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sevenday.files.leave_words import kind_of_title, meaning_within
from sevenday.files.sheets import Cell, Sheet, wrong
from sevenday.files.spreadsheets.contents import Contents
from sevenday.files.spreadsheets.headings import DateHeading, parse_heading
from sevenday.files.spreadsheets.overlay import put_leave, whose
from sevenday.files.spreadsheets.result import Statement, count
from sevenday.files.spreadsheets.words import NAME

FIRST = re.compile(r"\b(?:from|first|starts?|starting|begins?|beginning)\b", re.IGNORECASE)
LAST = re.compile(r"\b(?:to|until|till|last|ends?|ending|finish(?:es)?)\b", re.IGNORECASE)
KIND = re.compile(r"\b(?:type|kind|leave|reason|absence)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeaveList:
    """A list of leave: its rows, and the cells of the sheet that it fills."""

    sheet: Sheet
    rows: tuple["LeaveRow", ...]
    cells: frozenset[tuple[int, int]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One row: whose leave, its dates as written, what kind, and where it stands."""

    name: str
    first: Cell
    last: Cell
    kind: str
    where: str


def find_leave_lists(sheet: Sheet) -> Iterator[LeaveList]:
    """The lists of leave of a sheet, each under a line of headings."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.text:
            rows.setdefault(row, {})[column] = cell
    for row, cells in rows.items():
        heads = {column: cell.text for column, cell in cells.items()}
        who, first, last = (
            next((c for c, text in heads.items() if words.search(text)), 0)
            for words in (NAME, FIRST, LAST)
        )
        if not (who and first and last) or len({who, first, last}) < 3:
            continue
        kind = next(
            (c for c, t in heads.items() if KIND.search(t) and c not in (who, first, last)), 0
        )
        found = []
        below = row + 1
        while who in (line := rows.get(below, {})):
            default = kind_of_title(sheet.title) or "AL"
            text = line[kind].text if kind in line else default
            found.append(
                LeaveRow(
                    line[who].text,
                    line.get(first, Cell(None)),
                    line.get(last, line.get(first, Cell(None))),
                    text,
                    sheet.where(below, who),
                )
            )
            below += 1
        starts = [parse_heading(r.first.value, sheet.since_1904) for r in found]
        if found and all(start is not None and start.dated for start in starts):
            taken = {(n, c) for n in range(row, below) for c in rows.get(n, {})}
            yield LeaveList(sheet, tuple(found), frozenset(taken))


def take_leave_list(leave: LeaveList, contents: Contents) -> list[Statement]:
    """Put a list of leave over the rota, and say what it came to."""
    days = sorted({day for _, day in contents.cells})
    put = outside = 0
    for row in leave.rows:
        kind = meaning_within(row.kind)
        if not kind:
            expected = "a kind of leave: annual, study, sick, parental ..."
            contents.faults.append(
                wrong("a kind of leave not known", row.where, row.kind, expected)
            )
            continue
        first, last = (_day(cell, leave.sheet, days) for cell in (row.first, row.last))
        if first is None or last is None or last < first:
            found = f"{row.first.text} to {row.last.text}"
            expected = "a first and a last day, day first, with the year"
            contents.faults.append(wrong("not dates of leave", row.where, found, expected))
            continue
        name = whose(row.name, row.where, contents)
        span = [first + timedelta(days=k) for k in range((last - first).days + 1)]
        outside += sum(day not in days for day in span)
        for day in span if name else ():
            put += put_leave(contents, name, day, kind, row.where)
    says = f"a list of leave: {count(len(leave.rows), 'row')}, {count(put, 'day')} put in the rota"
    says += f"; {count(outside, 'day')} outside its dates" if outside else ""
    return [Statement(leave.sheet.title, says)]


def _day(cell: Cell, sheet: Sheet, days: list[date]) -> date | None:
    """The date of a cell, day first; where it says no year, the one nearest to the rota."""
    heading = parse_heading(cell.value, sheet.since_1904)
    if heading is None or not heading.dated:
        return None
    year, month, number = heading.option(0)
    years = (
        [year] if year else sorted({d.year + k for d in (days[0], days[-1]) for k in (-1, 0, 1)})
    )
    ways = [way for y in years if (way := _date(y, month, number)) and _fits(heading, way)]
    return min(ways, key=lambda d: abs((d - days[0]).days), default=None)


def _fits(heading: DateHeading, day: date) -> bool:
    return heading.weekday in (None, day.weekday())


def _date(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 1, day)
    except ValueError:
        return None
