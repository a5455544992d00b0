"""A list of duties, a row each, as rostering systems give them out: laid out by doctor and date.

From there it is read as any rota is; each cell keeps the address that it has in the list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sevenday.clock import hhmm, long_date
from sevenday.files.excel_dates import DATE as SLASHED
from sevenday.files.excel_dates import both_ways
from sevenday.files.leave_words import meaning
from sevenday.files.sheets import Cell, Place, Sheet
from sevenday.files.spreadsheets.headings import parse_heading
from sevenday.files.spreadsheets.words import FAMILY, GIVEN, NAME
from sevenday.files.time_words import minute_in

DAY = re.compile(r"^(?:shift |duty |roster |work )?date$", re.IGNORECASE)
SHIFT = re.compile(r"^(?:shift|duty|assignment|activity)(?: (?:code|name|type))?$|^code$", re.I)
_OF = r"^(?:shift |duty |actual |planned |scheduled |rostered )?"
_TIME = r"(?: ?date ?[/&]? ?time| ?time)?$"
START = re.compile(rf"{_OF}start{_TIME}|^from$", re.IGNORECASE)
END = re.compile(rf"{_OF}(?:end|finish){_TIME}|^to$", re.IGNORECASE)
BREAK = re.compile(r"\bbreaks?\b", re.IGNORECASE)
NO_NAME = re.compile(
    r"\b(?:no\.?|numbers?|ids?|codes?|grades?|groups?|types?|bands?|roles?|titles?|by)\b", re.I
)
"""What a heading says that has staff or post in it and is nobody's name."""
MOMENT = re.compile(r"(\S+)[ T](\d{1,2}:\d\d)(?::\d\d)?")
"""A date and a time in one cell."""
MOST_DAYS = 3660
GAP = 3
"""Rows between what is laid out and the sheet's other cells."""


Rows = dict[int, dict[int, Cell]]


@dataclass(frozen=True, slots=True)
class Duty:
    """One row: whose duty, when, which and at what times (minutes), and the cells that say so.

    `pause`: minutes of breaks in it, None where the list says none.
    """

    name: str
    day: date
    cell: Cell
    times: tuple[int, int] | None
    pause: int | None
    places: tuple[Place, Place, Place]


@dataclass(frozen=True, slots=True)
class Layout:
    """A list that was laid out: the sheet of it, what it was, and what a person has to agree to."""

    sheet: Sheet
    says: str
    asks: str


@dataclass(frozen=True, slots=True)
class _Heads:
    """The columns of a list, 0 where there is none, and the row of its headings."""

    row: int
    who: tuple[int, ...]
    day: int
    shift: int
    start: int
    end: int
    pause: int

    @classmethod
    def of(cls, row: int, cells: dict[int, Cell]) -> "_Heads":
        texts = {c: cell.text.strip() for c, cell in cells.items()}

        def column(words: re.Pattern[str]) -> int:
            return next((c for c, text in texts.items() if words.search(text)), 0)

        shift, start = column(SHIFT), column(START)
        who = _who({c: text for c, text in texts.items() if c != shift})
        return cls(row, who, column(DAY) or start, shift, start, column(END), column(BREAK))

    @property
    def enough(self) -> bool:
        """Whether they say who, when and what."""
        return bool(self.who and self.day and (self.shift or (self.start and self.end)))

    @property
    def read(self) -> set[int]:
        return {*self.who, self.day, self.shift, self.start, self.end, self.pause}

    def name(self, line: dict[int, Cell]) -> str:
        """Whom a row names."""
        return " ".join(line[c].text for c in self.who if c in line)


def _who(texts: dict[int, str]) -> tuple[int, ...]:
    """The columns of the name: first and family name, else one that says name, else doctor."""
    given, family = (
        next((c for c, text in texts.items() if words.search(text)), 0) for words in (GIVEN, FAMILY)
    )
    if given and family:
        return given, family
    names = [c for c, text in texts.items() if NAME.search(text) and not NO_NAME.search(text)]
    named = [c for c in names if re.search(r"\bname\b", texts[c], re.IGNORECASE)]
    return tuple((named or names)[:1])


def laid_out(sheet: Sheet) -> Layout | None:
    """The sheet with its list of duties as a grid; None where it holds none."""
    rows: Rows = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.text or cell.formula:
            rows.setdefault(row, {})[column] = cell
    for row, cells in rows.items():
        heads = _Heads.of(row, cells)
        if not heads.enough:
            continue
        body: list[int] = []
        while {heads.day, *heads.who} <= rows.get(row + len(body) + 1, {}).keys():
            body.append(row + len(body) + 1)
        if heads.day == heads.start and not _are_moments([rows[n][heads.day] for n in body]):
            continue  # a list of leave has a first and a last day
        days, asks = _dates([_halves(rows[n][heads.day])[0] for n in body], sheet.since_1904)
        duties = list(_duties(heads, body, days, rows))
        if not duties or (max(days) - min(days)).days > MOST_DAYS:
            continue
        pauses = _pauses(duties) if heads.pause else {}
        unclear = [code for code, pause in pauses.items() if pause is None]
        unread = [cell.text for c, cell in cells.items() if c not in heads.read]
        says = f"a list of duties, a row each: {len(duties)} rows, by doctor and date"
        says += f"; off where none is; names of {' and '.join(cells[c].text for c in heads.who)}"
        says += f"; columns not read: {', '.join(unread)}" if unread else ""
        says += f"; breaks not the same in each row of {', '.join(unclear)}" if unclear else ""
        taken = {(n, c) for n in (row, *body) for c in rows[n]}
        return Layout(_grid(sheet, duties, pauses, taken), says, asks)
    return None


def _duties(heads: _Heads, body: list[int], days: list[date], rows: Rows) -> Iterator[Duty]:
    """The rows as duties; none where one of them is no duty."""
    found = []
    for row, day in zip(body, days, strict=False):
        line = rows[row]
        first, last = (_minute(line.get(c)) for c in (heads.start, heads.end))
        times = None if first is None or last is None else (first, last)
        cell, at = line.get(heads.shift), heads.shift
        if cell is None and times:
            cell, at = Cell(_written(times)), heads.start
        if cell is None:
            return
        places = (row, heads.who[0]), (row, heads.day), (row, at)
        if meaning(cell.text) is not None:
            times = None  # leave has no times, whatever hours it is counted with
        pause = _minutes(line.get(heads.pause))
        found.append(Duty(heads.name(line), day, cell, times, pause, places))
    yield from found


def _dates(cells: list[Cell], since_1904: bool) -> tuple[list[date], str]:
    """The date of each row, and what is to be agreed; [] where one is no date with its year."""
    texts = [cell.text for cell in cells]
    if all(isinstance(cell.value, str) and SLASHED.fullmatch(cell.text) for cell in cells):
        first, second = both_ways(texts)
        days, way = (first, "day") if first else (second, "month")
        if not days:
            return [], ""
        says = f"dates are read {way} first: {texts[0]} is {long_date(days[0])}"
        return days, says if second else ""
    found = []
    for cell in cells:
        heading = parse_heading(cell.value, since_1904)
        if heading is None or len(heading.options) != 1:
            return [], ""
        year, month, day = heading.option(0)
        if not (year and month) or (
            heading.weekday not in (None, date(year, month, day).weekday())
        ):
            return [], ""
        found.append(date(year, month, day))
    return found, ""


def _halves(cell: Cell) -> tuple[Cell, Cell]:
    """The date and the time of a cell that may have both."""
    value = cell.value
    if isinstance(value, datetime):
        return Cell(value.date()), Cell(value.time())
    if isinstance(value, str) and (match := MOMENT.fullmatch(value.strip())):
        return Cell(match[1]), Cell(match[2])
    return cell, cell


def _are_moments(cells: list[Cell]) -> bool:
    """Whether cells have a date and a time each, midnight in all of them being none."""
    halves = [_halves(cell) for cell in cells]
    return all(day is not hour for day, hour in halves) and any(
        minute_in(hour.value) for _, hour in halves
    )


def _minute(cell: Cell | None) -> int | None:
    return None if cell is None else minute_in(_halves(cell)[1].value)


def _minutes(cell: Cell | None) -> int | None:
    """The minutes of a break: 30, "30 min", 0:30; None where it is no such figure."""
    text = "" if cell is None else cell.text.strip()
    if found := re.fullmatch(r"(\d{1,3})(?:\.0)?\s*(?:m|mins?|minutes?)?", text, re.IGNORECASE):
        return int(found[1])
    return minute_in(cell.value) if cell is not None and ":" in text else None


def _pauses(duties: list[Duty]) -> dict[str, int | None]:
    """The minutes of breaks by code; None where its rows differ, in breaks or in times."""
    found: dict[str, set[tuple[tuple[int, int], int | None]]] = {}
    for duty in duties:
        if duty.times:
            found.setdefault(duty.cell.text, set()).add((duty.times, duty.pause))
    return {code: next(iter(its))[1] if len(its) == 1 else None for code, its in found.items()}


def _written(times: tuple[int, int] | None) -> str:
    return f"{hhmm(times[0])}-{hhmm(times[1])}" if times else ""


def _grid(
    sheet: Sheet, duties: list[Duty], pauses: dict[str, int | None], taken: set[Place]
) -> Sheet:
    """Doctors down, dates across, the times of each code under them, then what else there was."""
    first, last = min(d.day for d in duties), max(d.day for d in duties)
    names = {name: k for k, name in enumerate(dict.fromkeys(d.name for d in duties), 2)}
    cells: dict[Place, Cell] = {(1, 1): Cell("Name")}
    places: dict[Place, Place] = {}
    for k in range((last - first).days + 1):
        cells[1, k + 2] = Cell(first + timedelta(days=k))
    times: dict[str, set[tuple[int, int]]] = {}
    for duty in duties:
        if duty.times:
            times.setdefault(duty.cell.text, set()).add(duty.times)
    for duty in sorted(duties, key=lambda d: d.times or (0, 0)):
        at = names[duty.name], (duty.day - first).days + 2
        several = len(times.get(duty.cell.text, ())) > 1
        cell = replace(duty.cell, value=_written(duty.times)) if several else duty.cell
        earlier = cells.get(at)
        cells[at] = Cell(f"{earlier.text}+{cell.text}") if earlier else cell
        cells.setdefault((at[0], 1), Cell(duty.name))
        for key, place in zip(((at[0], 1), (1, at[1]), at), duty.places, strict=True):
            places.setdefault(key, place)
    row = len(names) + GAP
    for code, its in times.items():
        if len(its) == 1 and code != _written(next(iter(its))):
            pause = pauses.get(code)
            breaks = "" if pause is None else f" {pause} min break"
            cells[row, 1] = Cell(f"{code} {_written(next(iter(its)))}{breaks}")
            places[row, 1] = next(d.places[2] for d in duties if d.cell.text == code)
            row += 1
    row += GAP
    for (r, c), cell in sheet.cells.items():
        if (r, c) not in taken:
            cells[row + r, c], places[row + r, c] = cell, (r, c)
    return replace(sheet, cells=cells, merged=(), places=places)
