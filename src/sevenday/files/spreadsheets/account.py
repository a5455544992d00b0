"""The account of a book: what was understood of it, in the order in which people look for it."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

from sevenday.clock import hhmm, long_date
from sevenday.errors import Fault
from sevenday.files.sheets import Sheet, wrong
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.dated import Days
from sevenday.files.spreadsheets.grid import Grid
from sevenday.files.spreadsheets.reading import Reading
from sevenday.files.spreadsheets.remarks import reading_notes, unread_parts
from sevenday.files.spreadsheets.result import Statement, Understood, count
from sevenday.model import Hospital, Shift


def account(
    reading: Reading,
    codes: Codes,
    given: Mapping[str, Shift],
    sheets: tuple[Sheet, ...],
    hospital: Hospital | None,
    faults: list[Fault],
) -> Understood:
    """All that was understood, in the order in which people look for it."""
    legend = reading.legend
    used = {cell for text, _ in reading.contents.cells.values() for cell in text.split("+")}
    used |= {text for weeks in reading.weeks.values() for week in weeks for text, _ in week}
    shown = [
        _code_line(codes.shifts[e.code], e.where, e.code in used)
        for e in legend.shifts.values()
        if e.code in codes.shifts and e.code not in given
    ]
    shown += [_code_line(shift, "--shifts", code in used) for code, shift in given.items()]
    shown += [
        _code_line(shift, "in the cells", True)
        for code, shift in codes.shifts.items()
        if code not in legend.shifts and code not in given
    ]
    shown += [
        Statement(at, f"{code} is {cell or 'off'}") for code, (cell, at) in legend.words.items()
    ]
    unknown = [
        Statement(at[0], f"{text!r}, in {count(len(at), 'cell')}")
        for text, at in reading.contents.unknown.items()
    ]
    notes = [*reading.contents.notes, *reading_notes(reading.grids, codes)]
    notes += [Statement("", note) for note in (hospital.notes if hospital else ())]
    bodies = {sheet.title: reading.body(sheet) for sheet in reading.sheets}
    parts, outside = unread_parts(reading.sheets, sheets, bodies, legend.cells)
    ignored = [*reading.contents.ignored, *parts]
    left_out = reading.contents.left_out + outside
    duties: dict[str, dict[str, str]] = {}
    for (name, day), (text, _) in sorted(reading.contents.cells.items(), key=lambda c: c[0][1]):
        if text:
            duties.setdefault(name, {})[f"{day}"] = text
    return Understood(
        reading.book,
        tuple(reading.statements),
        tuple(shown),
        tuple(notes),
        tuple(unknown),
        tuple(ignored),
        tuple(reading.contents.asked),
        {kind: n for kind, n in sorted(left_out.items()) if n},
        duties,
        tuple(faults),
        hospital,
    )


def _code_line(shift: Shift, where: str, used: bool) -> Statement:
    kind = ", on call" if shift.on_call else ""
    name = f" ({shift.name})" if shift.name else ""
    unused = "" if used else "; not used"
    return Statement(
        where, f"{shift.code} {hhmm(shift.start)}-{hhmm(shift.end)}{kind}{name}{unused}"
    )


def describe_rota(reading: Reading, grid: Grid, days: Days, names: list[str], before: int) -> None:
    """One sentence on a rota: what it is, where, and from which date."""
    where = grid.axis.view.span(grid.span)
    if not names:
        expected = "a name beside each line of codes; or --sheet NAME, where this is no rota"
        reading.contents.faults.append(wrong("dates, but no doctors", where, "", expected))
        return
    if not days:
        says = f"{count(len(names), 'doctor')} x {count(len(grid.axis.places), 'date')}"
        reading.statements.append(Statement(where, f"{says}, which are not understood"))
        return
    used = {reading.contents.cells[name, day][0] for name in names for day in days} - {""}
    lost = reading.lost - before
    people, dates = count(len(names), "doctor"), count(len(days), "date")
    says = f"{people} x {dates} from {long_date(days[0])} to {long_date(days[-1])}; "
    says += f"{count(len(used), 'code')} ({', '.join(sorted(used))})" if used else "no codes"
    says += f"; {count(lost, 'cell')} not understood" if lost else ""
    reading.statements.append(Statement(where, says))
    if lost and not used:
        what = "no cell of this rota is a code that is known"
        expected = (
            "a line for each doctor, with codes in it whose times a legend or --shifts "
            "gives; or roles with their times, and names in the cells"
        )
        reading.contents.faults.append(wrong(what, where, count(lost, "cell"), expected))
    if not grid.label:
        return
    gaps = [(a, b) for a, b in pairwise(days) if b - a > timedelta(days=1)]
    if gaps:
        first = long_date(gaps[0][0] + timedelta(days=1))
        n = sum((b - a).days - 1 for a, b in gaps)
        says = f"{count(n, 'date')} left out of the headings, the first {first}: taken as off"
        reading.contents.notes.append(Statement(where, says))
