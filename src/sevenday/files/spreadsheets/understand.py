"""A workbook as people make it, understood: its rotas, its codes, and a hospital of both."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sevenday.errors import Fault, InputError
from sevenday.files.book import hospital_from_sheets, is_form
from sevenday.files.open_book import open_book
from sevenday.files.sheets import Sheet, wrong
from sevenday.files.shifts import read_shifts
from sevenday.files.spreadsheets.account import account, describe_rota
from sevenday.files.spreadsheets.axes import find_axes
from sevenday.files.spreadsheets.codes import Codes, known_codes
from sevenday.files.spreadsheets.colours import read_colours
from sevenday.files.spreadsheets.dated import resolve_dates
from sevenday.files.spreadsheets.drawings import read_drawings
from sevenday.files.spreadsheets.duty_lists import laid_out
from sevenday.files.spreadsheets.entries import Legend
from sevenday.files.spreadsheets.grid import read_grid
from sevenday.files.spreadsheets.leave_lists import LeaveList, find_leave_lists, take_leave_list
from sevenday.files.spreadsheets.legend import read_legend
from sevenday.files.spreadsheets.lines import take
from sevenday.files.spreadsheets.one_name import ask_about_alike
from sevenday.files.spreadsheets.overlay import is_leave_alone, take_leave
from sevenday.files.spreadsheets.reading import Reading
from sevenday.files.spreadsheets.result import Statement, Understood, count
from sevenday.files.spreadsheets.roles import is_roles, take_roles
from sevenday.files.spreadsheets.to_hospital import hospital_from
from sevenday.files.spreadsheets.view import View
from sevenday.files.spreadsheets.weeks import take_weeks
from sevenday.files.spreadsheets.words import NOT_IN_USE
from sevenday.files.table import Faults
from sevenday.model import Shift

MOST_NAMED = 20
SWAPS = re.compile(r"\b(?:swaps?|changes|amendments)\b", re.IGNORECASE)
"""What the name of a sheet says whose rows change the rota."""


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
        raise InputError(
            Fault(
                "not there",
                str(book),
                expected="a workbook (.xlsx, .xls) or a CSV file",
                code="missing-file",
            )
        )
    sheets = open_book(path)
    if sheet is None and is_form(sheets):
        return _form(path.name, sheets)
    given = _given(shifts)
    layouts = {s.title: layout for s in sheets if (layout := laid_out(s))}
    sheets = tuple(layouts[s.title].sheet if s.title in layouts else s for s in sheets)
    lists = {s.title: list(find_leave_lists(s)) for s in sheets}
    sheets = tuple(_without(s, lists[s.title]) for s in sheets)
    chosen, set_aside = _choose(path.name, sheets, sheet)
    reading = Reading(path.name, chosen)
    reading.contents.notes += set_aside
    reading.contents.left_out["sheet not in use"] += len(set_aside)
    for one in chosen:
        if layout := layouts.get(one.title):
            reading.statements.append(Statement(one.title, layout.says))
            if layout.asks:
                reading.contents.ask(one.title, layout.asks)
    for one in chosen:
        axes = find_axes([View.of(one, False), View.of(one, True)])
        reading.grids += [read_grid(axis) for axis in axes]
    _drop_repeated(reading)
    if not reading.grids:
        raise InputError(*(_nothing(one) for one in chosen if one.cells))
    beside = [s for s in sheets if s not in chosen and not s.hidden]
    keys = (*chosen, *(s for s in beside if not find_axes([View.of(s, False)])))
    _read_legends(reading, keys)
    explained = {*reading.legend.shifts, *reading.legend.words, *given}
    reading.roles += [grid for grid in reading.grids if is_roles(grid, explained)]
    if reading.roles:
        reading.legend = Legend()
        _read_legends(reading, keys)
    codes = known_codes(reading.legend, given)
    read_colours(reading, codes)
    days = _take(reading, codes, year)
    for leave in (one for its in lists.values() for one in its if reading.contents.cells):
        if sheet is None or leave.sheet.title in [s.title for s in chosen]:
            reading.statements += take_leave_list(leave, reading.contents)
    ask_about_alike(reading)
    _ask_about_swaps(reading)
    _note_absent(reading, days)
    if zipfile.is_zipfile(path):
        reading.contents.ignored += read_drawings(path)
    elif path.suffix.lower() == ".xls":
        says = "an .xls does not say which cells are formulas: read as Excel last showed them"
        reading.contents.notes.append(Statement(path.name, says))
    hospital, faults = hospital_from(reading, codes, path.stem)
    return account(reading, codes, given, sheets, hospital, faults)


def _read_legends(reading: Reading, sheets: Sequence[Sheet]) -> None:
    """What the sheets say of the codes, or the roles, that are in use."""
    for sheet in sheets:
        read_legend(sheet, reading.body(sheet), reading.used(), reading.legend)


def _form(book: str, sheets: tuple[Sheet, ...]) -> Understood:
    """A workbook in the form's own sheets needs no understanding."""
    titles = ", ".join(sheet.title for sheet in sheets)
    grids = (Statement("", f"a hospital's own workbook, its sheets named as the files: {titles}"),)
    try:
        hospital = hospital_from_sheets(book, sheets)
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


def _without(sheet: Sheet, lists: Sequence[LeaveList]) -> Sheet:
    """A sheet without its lists of leave, which are read apart."""
    taken = {key for leave in lists for key in leave.cells}
    left = {key: cell for key, cell in sheet.cells.items() if key not in taken}
    return replace(sheet, cells=left) if taken else sheet


def _choose(
    book: str, sheets: tuple[Sheet, ...], wanted: str | None
) -> tuple[tuple[Sheet, ...], list[Statement]]:
    """The sheets to read, and a note on each that is not in use by its name.

    Raises InputError where there is none.
    """
    set_aside: list[Statement] = []
    titles = ", ".join(sheet.title for sheet in sheets)
    if wanted is not None:
        chosen = [s for s in sheets if s.title.strip().casefold() == wanted.strip().casefold()]
        if not chosen:
            raise InputError(
                Fault("no such sheet", book, None, "--sheet", wanted, titles, code="unknown-sheet")
            )
    else:
        shown = [s for s in sheets if not s.hidden]
        old = [s for s in shown if NOT_IN_USE.search(s.title)]
        if len(old) == len(shown):
            old = []
        chosen = [s for s in shown if s not in old]
        set_aside = [
            Statement(s.title, f"not in use, by its name: left out; --sheet {s.title!r} reads it")
            for s in old
        ]
    full = tuple(s for s in chosen if any(c.text or c.formula for c in s.cells.values()))
    if not full:
        raise InputError(
            Fault("nothing in the workbook", book, None, "", titles, "a rota", code="empty-file")
        )
    return full, set_aside


def _drop_repeated(reading: Reading) -> None:
    """Leave out a line of dates that only repeats another's and has no doctors under it."""
    for grid in list(reading.grids):
        axis = grid.axis
        same = [
            other
            for other in reading.grids
            if other is not grid
            and other.axis.view is axis.view
            and other.axis.places == axis.places
            and other.axis.line < axis.line
            and [h.text for h in other.axis.headings] == [h.text for h in axis.headings]
        ]
        if same and not any(line.label and line.cells for line in grid.lines):
            reading.grids.remove(grid)
            reading.repeated.append(axis)
            where = axis.view.span((axis.line, axis.places[0], axis.line, axis.last))
            reading.contents.notes.append(Statement(where, "the dates again: taken as a heading"))


def _nothing(sheet: Sheet) -> Fault:
    """Why a sheet has no rota, as far as it can be told."""
    lost = [key for key, cell in sheet.cells.items() if cell.formula and cell.value is None]
    rows, columns = zip(*sheet.cells, strict=True)
    span = sheet.span((min(rows), min(columns), max(rows), max(columns)))
    expected = (
        "a line of dates, a column each, with doctors' names beside it (or Mon to Sun beside "
        "Week 1, 2 ...), and their codes in the cells between"
    )
    if lost:
        expected += f"; {sheet.where(*min(lost))} is a formula whose value was not saved"
    return wrong("no rota found here", span, f"{len(sheet.cells)} cells", expected)


def _take(reading: Reading, codes: Codes, year: int | None) -> list[date]:
    """Take every rota's duties and every template's weeks; give the dates of the rotas."""
    dated = [grid for grid in reading.grids if not grid.axis.template]
    days, faults = resolve_dates([grid.axis for grid in dated], year)
    reading.contents.faults += faults
    leave = [
        grid not in reading.roles and is_leave_alone(grid, codes, reading.contents)
        for grid in dated
    ]
    if all(leave):
        leave = [False] * len(dated)
    for alone, grid, its in sorted(zip(leave, dated, days, strict=True), key=lambda one: one[0]):
        before = reading.lost
        if alone:
            reading.statements += take_leave(grid, its, codes, reading.contents)
            continue
        take_its = take_roles if grid in reading.roles else take
        names = take_its(grid, its, codes, reading.contents)
        if grid not in reading.roles:
            reading.blocks.append(set(names))
        describe_rota(reading, grid, its, names, before)
    for grid in reading.grids:
        reading.contents.faults += grid.faults
        if grid.axis.template:
            take_weeks(grid, codes, reading.contents, reading.weeks, reading.statements)
    reading.contents.faults += reading.legend.faults
    return [day for its in days for day in its]


def _ask_about_swaps(reading: Reading) -> None:
    """A sheet of swaps says who works what, and is not read."""
    for sheet in reading.sheets:
        if SWAPS.search(sheet.title) and not reading.body(sheet):
            reading.contents.ask(sheet.title, "no swap of this sheet is made in the rota")


def _note_absent(reading: Reading, days: list[date]) -> None:
    """Name the doctors whom one of the rotas leaves out."""
    for name in list(reading.contents.doctors)[:MOST_NAMED]:
        lacking = [day for day in dict.fromkeys(days) if (name, day) not in reading.contents.cells]
        if lacking:
            says = f"{name} stands in no rota on {count(len(lacking), 'date')}: taken as off"
            reading.contents.notes.append(Statement(reading.contents.doctors[name], says))
