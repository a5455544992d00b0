"""A workbook as people make it, understood: its rotas, its codes, and a hospital of both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.book import hospital_of, is_form
from sevenday.files.folder import assemble
from sevenday.files.free.axes import find_axes
from sevenday.files.free.codes import Codes, known_codes
from sevenday.files.free.dated import Days, dates_of
from sevenday.files.free.dates import said
from sevenday.files.free.grid import Grid, read_grid
from sevenday.files.free.legend import Legend, read_legend
from sevenday.files.free.lines import Taken, take
from sevenday.files.free.result import Said, Understood
from sevenday.files.free.seen import ignored_of, notes_of
from sevenday.files.free.view import View
from sevenday.files.free.weeks import take_weeks
from sevenday.files.rotas import MOST_DAYS
from sevenday.files.sheets import Sheet, open_book, wrong
from sevenday.files.shifts import COLUMNS, read_shifts
from sevenday.files.table import Faults, Rows
from sevenday.files.templates import WEEKDAYS
from sevenday.files.write import shift_row
from sevenday.model import Hospital, Shift


@dataclass(slots=True)
class _Reading:
    """What is read of a book, on its way to a hospital."""

    book: str
    sheets: tuple[Sheet, ...]
    grids: list[Grid] = field(default_factory=list)
    legend: Legend = field(default_factory=Legend)
    taken: Taken = field(default_factory=Taken)
    weeks: dict[str, list[list[tuple[str, str]]]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)


def understand(
    book: str | Path,
    sheet: str | None = None,
    year: int | None = None,
    shifts: str | Path | None = None,
) -> Understood:
    """Understand a workbook as people make it.

    `sheet` is the one to read (default: all that are not hidden), `year` that of its first date
    where it does not say, `shifts` a shifts.csv whose codes come before the book's own. Raises
    InputError where the book cannot be read at all; what is wrong in its cells is in `faults`.
    """
    path = Path(book)
    if not path.exists():
        raise InputError(Fault("not there", str(book), expected="a workbook, .xlsx"))
    sheets = open_book(path)
    if sheet is None and is_form(sheets):
        return _form(path.name, sheets)
    given = _given(shifts)
    chosen = _choose(path.name, sheets, sheet)
    reading = _Reading(path.name, chosen)
    for one in chosen:
        axes = find_axes([View.of(one, False), View.of(one, True)])
        reading.grids += [read_grid(axis) for axis in axes]
    if not reading.grids:
        raise InputError(*(_nothing(one) for one in chosen))
    beside = [s for s in sheets if s not in chosen and not s.hidden]
    for one in (*chosen, *(s for s in beside if not find_axes([View.of(s, False)]))):
        read_legend(one, _body(reading, one), _used(reading.grids), reading.legend)
    codes = known_codes(reading.legend, given)
    _take(reading, codes, year)
    hospital, faults = _hospital(reading, codes, path.stem)
    return _told(reading, codes, given, sheets, hospital, faults)


def _form(book: str, sheets: tuple[Sheet, ...]) -> Understood:
    """A workbook in the form's own sheets needs no understanding."""
    titles = ", ".join(sheet.title for sheet in sheets)
    grids = (Said("", f"a hospital's own workbook, its sheets named as the files: {titles}"),)
    try:
        hospital = hospital_of(book, sheets)
    except InputError as error:
        return Understood(book, grids, faults=error.faults)
    return Understood(book, grids, hospital=hospital)


def _given(shifts: str | Path | None) -> Mapping[str, Shift]:
    """The shifts of a file beside the book."""
    if shifts is None:
        return {}
    faults = Faults([])
    found, _ = read_shifts(Path(shifts), faults)
    if faults.found:
        raise InputError(*faults.found)
    return found


def _choose(book: str, sheets: tuple[Sheet, ...], wanted: str | None) -> tuple[Sheet, ...]:
    """The sheets to read. Raises InputError where there is none."""
    titles = ", ".join(sheet.title for sheet in sheets)
    if wanted is not None:
        chosen = [s for s in sheets if s.title.strip().casefold() == wanted.strip().casefold()]
        if not chosen:
            raise InputError(Fault("no such sheet", book, None, "--sheet", wanted, titles))
    else:
        chosen = [s for s in sheets if not s.hidden]
    full = tuple(s for s in chosen if any(c.text or c.formula for c in s.cells.values()))
    if not full:
        raise InputError(Fault("nothing in the workbook", book, None, "", titles, "a rota"))
    return full


def _nothing(sheet: Sheet) -> Fault:
    """Why a sheet has no rota, as far as it can be told."""
    lost = [key for key, cell in sheet.cells.items() if cell.formula and cell.value is None]
    rows, columns = zip(*sheet.cells, strict=True)
    span = sheet.span((min(rows), min(columns), max(rows), max(columns)))
    expected = ("a line of dates with doctors' names beside it (or Mon to Sun beside Week 1, 2 "
                "...), and their codes in the cells between")  # fmt: skip
    if lost:
        expected += f"; {sheet.where(*min(lost))} is a formula whose value was not saved"
    return wrong("no rota found here", span, f"{len(sheet.cells)} cells", expected)


def _body(reading: _Reading, sheet: Sheet) -> set[tuple[int, int]]:
    """The (row, column) of every cell of a sheet that belongs to a rota."""
    body: set[tuple[int, int]] = set()
    for grid in reading.grids:
        view = grid.axis.view
        if view.sheet is sheet:
            lines = [line.line for line in grid.lines]
            for line in (*grid.axis.header, *lines):
                places = range(grid.axis.reach[1], grid.axis.reach[3] + 1)
                body.update(view.key(line, place) for place in places)
    return body


def _used(grids: list[Grid]) -> set[str]:
    """Every text that stands in a rota's cells, and each part of a join."""
    cells = [cell for grid in grids for line in grid.lines for cell in line.cells.values()]
    texts = {" ".join(cell.text.split()) for cell in cells if cell.text}
    return texts | {part.strip() for text in texts for part in text.split("+")}


def _take(reading: _Reading, codes: Codes, year: int | None) -> None:
    """Every rota's duties and every template's weeks."""
    dated = [grid for grid in reading.grids if not grid.axis.template]
    days, faults = dates_of([grid.axis for grid in dated], year)
    reading.taken.faults += faults
    for grid, its in zip(dated, days, strict=True):
        before = _unknown(reading.taken)
        names = take(grid, its, codes, reading.taken) if its else []
        _say_rota(reading, grid, its, names, before)
    for grid in reading.grids:
        reading.taken.faults += grid.faults
        if grid.axis.template:
            take_weeks(grid, codes, reading.taken, reading.weeks, reading.said)
    reading.taken.faults += reading.legend.faults


def _unknown(taken: Taken) -> int:
    return sum(map(len, taken.unknown.values()))


def _say_rota(reading: _Reading, grid: Grid, days: Days, names: list[str], before: int) -> None:
    """One sentence on a rota: what it is, where, and from which date."""
    where = grid.axis.view.span(grid.span)
    if not days:
        return
    if not names:
        expected = "a name beside each line of codes"
        reading.taken.faults.append(wrong("dates, but no doctors", where, "", expected))
        return
    used = {reading.taken.cells[name, day][0] for name in names for day in days} - {""}
    lost = _unknown(reading.taken) - before
    people, dates = _count(len(names), "doctor"), _count(len(days), "date")
    says = f"{people} x {dates} from {said(days[0])} to {said(days[-1])}; "
    says += f"{_count(len(used), 'code')} ({', '.join(sorted(used))})" if used else "no codes"
    says += f"; {_count(lost, 'cell')} not understood" if lost else ""
    reading.said.append(Said(where, says))
    if not grid.label:
        return
    gaps = [(a, b) for a, b in pairwise(days) if b - a > timedelta(days=1)]
    if gaps:
        first = said(gaps[0][0] + timedelta(days=1))
        n = sum((b - a).days - 1 for a, b in gaps)
        says = f"{_count(n, 'date')} left out of the headings, the first {first}: taken as off"
        reading.taken.notes.append(Said(where, says))


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def _hospital(reading: _Reading, codes: Codes, name: str) -> tuple[Hospital | None, list[Fault]]:
    """The hospital of what was taken, through the same checks as a folder, and every fault."""
    taken = reading.taken
    faults = [*taken.faults, *(_not_known(reading, text, at) for text, at in taken.unknown.items())]
    if faults:
        return None, faults
    if not (taken.cells or reading.weeks):
        return None, [Fault("no duties", reading.book, expected="codes in the rota's cells")]
    places: dict[tuple[str, int, str], str] = {}
    files: dict[str, Rows] = {"shifts.csv": _shift_rows(reading, codes, places)}
    if taken.cells:
        days = [day for _, day in taken.cells]
        if (max(days) - min(days)).days >= MOST_DAYS:
            where = next(at for (_, day), (_, at) in taken.cells.items() if day == max(days))
            return None, [wrong("dates far apart", where, f"{min(days)} to {max(days)}",
                                "at most ten years in one rota")]  # fmt: skip
        files["rota.csv"] = _rota_rows(taken, min(days), max(days), places)
    if taken.grades or taken.shares:
        files["doctors.csv"] = _doctor_rows(taken)
    if len(reading.weeks) > 1 and not taken.cells:
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


def _not_known(reading: _Reading, text: str, places: list[str]) -> Fault:
    """The fault of a text that nothing explains."""
    legend = reading.legend
    what = f"not understood, in {_count(len(places), 'cell')}"
    if len(places) > 1:
        what += f" ({', '.join(places[:4])}{' ...' if len(places) > 4 else ''})"
    if text in legend.unclear:
        words, at = legend.unclear[text]
        what += f"; {at} says {words!r}, which is no time and no leave"
    expected = "a code whose times a legend or --shifts gives, AL, SL, BH, ZD, off, - or blank"
    return wrong(what, places[0], text, expected)


def _shift_rows(reading: _Reading, codes: Codes, places: dict[tuple[str, int, str], str]) -> Rows:
    body = [(1, list(COLUMNS))]
    for number, shift in enumerate(codes.shifts.values(), 2):
        body.append((number, shift_row(shift)))
        if entry := reading.legend.shifts.get(shift.code):
            for column in COLUMNS:
                places["shifts.csv", number, column] = entry.where
    return Rows("shifts.csv", body)


def _rota_rows(
    taken: Taken, first: date, last: date, places: dict[tuple[str, int, str], str]
) -> Rows:
    dates = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    names = list(dict.fromkeys(name for name, _ in taken.cells))
    body = [(1, ["doctor", *map(str, dates)])]
    for number, name in enumerate(names, 2):
        cells = [taken.cells.get((name, day), ("", "")) for day in dates]
        body.append((number, [name, *(text for text, _ in cells)]))
        places["rota.csv", number, "doctor"] = taken.doctors[name]
        for day, (_, where) in zip(dates, cells, strict=True):
            places["rota.csv", number, f"{day}"] = where
    return Rows("rota.csv", body)


def _doctor_rows(taken: Taken) -> Rows:
    body = [(1, ["doctor", "grade", "wte"])]
    for number, name in enumerate(dict.fromkeys(name for name, _ in taken.cells), 2):
        body.append((number, [name, taken.grades.get(name, ""), taken.shares.get(name, "")]))
    return Rows("doctors.csv", body)


def _week_rows(
    file: str, weeks: list[list[tuple[str, str]]], places: dict[tuple[str, int, str], str]
) -> Rows:
    body = [(1, ["week", *WEEKDAYS])]
    for number, week in enumerate(weeks, 2):
        body.append((number, [str(number - 1), *(text for text, _ in week)]))
        for day, (_, where) in zip(WEEKDAYS, week, strict=True):
            places[file, number, day] = where
    return Rows(file, body)


def _placed(fault: Fault, places: Mapping[tuple[str, int, str], Any]) -> Fault:
    """A fault of the hospital's tables at the cell that it came from."""
    where = places.get((fault.file, fault.row or 0, fault.column))
    return wrong(fault.what, where, fault.found, fault.expected) if where else fault


def _told(
    reading: _Reading, codes: Codes, given: Mapping[str, Shift], sheets: tuple[Sheet, ...],
    hospital: Hospital | None, faults: list[Fault],
) -> Understood:  # fmt: skip
    """All that was understood, in the order in which people look for it."""
    legend = reading.legend
    used = {cell for text, _ in reading.taken.cells.values() for cell in text.split("+")}
    used |= {text for weeks in reading.weeks.values() for week in weeks for text, _ in week}
    shown = [
        _code_line(codes.shifts[e.code], e.where, e.code in used)
        for e in legend.shifts.values()
        if e.code in codes.shifts and e.code not in given
    ]
    shown += [_code_line(shift, "--shifts", code in used) for code, shift in given.items()]
    shown += [_code_line(shift, "in the cells", True) for code, shift in codes.shifts.items()
              if code not in legend.shifts and code not in given]  # fmt: skip
    shown += [Said(at, f"{code} is {cell or 'off'}") for code, (cell, at) in legend.words.items()]
    unknown = [Said(at[0], f"{text!r}, in {_count(len(at), 'cell')}")
               for text, at in reading.taken.unknown.items()]  # fmt: skip
    notes = [*reading.taken.notes, *notes_of(reading.grids, codes)]
    notes += [Said("", note) for note in (hospital.notes if hospital else ())]
    bodies = {sheet.title: _body(reading, sheet) for sheet in reading.sheets}
    ignored = [*reading.taken.ignored,
               *ignored_of(reading.sheets, sheets, bodies, legend.cells)]  # fmt: skip
    return Understood(reading.book, tuple(reading.said), tuple(shown), tuple(notes),
                      tuple(unknown), tuple(ignored), tuple(faults), hospital)  # fmt: skip


def _code_line(shift: Shift, where: str, used: bool) -> Said:
    from sevenday.clock import hhmm

    kind = ", on call" if shift.on_call else ""
    name = f" ({shift.name})" if shift.name else ""
    unused = "" if used else "; not used"
    return Said(where, f"{shift.code} {hhmm(shift.start)}-{hhmm(shift.end)}{kind}{name}{unused}")
