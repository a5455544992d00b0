"""One rota of a sheet, cell by cell: who stands beside each line, and what is in it."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from operator import and_

from sevenday.errors import Fault
from sevenday.files.grade_words import parse_grade
from sevenday.files.leave_words import meaning
from sevenday.files.sheets import Cell, Span, wrong
from sevenday.files.spreadsheets.axes import Axis
from sevenday.files.spreadsheets.headings import parse_heading
from sevenday.files.spreadsheets.parts import HALF, joined
from sevenday.files.spreadsheets.words import FAMILY, GIVEN, LEGEND, NAME
from sevenday.files.time_words import minute_in, times_in

CLOCK = re.compile(r"(?<!\S)\d{1,2}[:.]\d{2}(?!\S)")
MOST_BESIDE = 6
"""Cells of a legend's line at most: a code, its name, two times, hours, a word."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of a rota: its label and the cells that are not blank, merged ones filled."""

    line: int
    label: str
    cells: dict[int, Cell]
    rows: tuple[int, ...] = ()
    """Every line that its cells come from."""


@dataclass(slots=True)
class Grid:
    """A rota's lines under its axis. `label` is the place of names or weeks, 0 for none.

    `given` is the place of first names where those have one of their own, else 0; `beside` are
    the other places between it and the dates, by heading; `filled` are merged ranges whose value
    was taken for each date under them; `left_out` are lines under the rota that explain its codes,
    or stand apart and have no label.
    """

    axis: Axis
    label: int
    given: int
    beside: dict[int, str]
    lines: list[GridLine] = field(default_factory=list)
    filled: list[Span] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    rows: int = 1
    """How many rows each doctor has."""
    faults: list[Fault] = field(default_factory=list)

    def where(self, line: GridLine, place: int) -> str:
        """A cell's address."""
        return self.axis.view.where(line.line, place)

    @property
    def span(self) -> Span:
        """The range of its lines and places, in the view's way round."""
        lines = [line.line for line in self.lines] or [self.axis.begins]
        left = self.label or self.axis.places[0]
        return min(self.axis.line, *lines), left, max(lines), self.axis.last


def read_grid(axis: Axis) -> Grid:
    """The lines of the rota under an axis, as far as it reaches."""
    grid = Grid(axis, *_labels(axis))
    merged = _merged(grid)
    further = rows_of_others(grid)
    used: set[str] = set()
    gap = in_legend = False
    _, _, bottom, _ = axis.reach
    for number in range(axis.begins, bottom + 1):
        if number in further:
            continue
        rows = [number, *(n for n, owner in further.items() if owner == number)]
        grid.rows = max(grid.rows, len(rows))
        line = _line(grid, rows, merged)
        if not line.label and not line.cells:
            gap, in_legend = True, False
            continue
        role = not gap and line.cells and _timed([*grid.lines, line])
        if in_legend or (not role and _explains(line, used)):
            in_legend = True
            grid.left_out.append(number)
            continue
        if gap and not line.label:
            grid.left_out.append(number)
            continue
        if _weekdays(line):
            continue
        grid.lines.append(line)
        for cell in line.cells.values():
            used.update(part.strip().casefold() for part in cell.text.split("+"))
    # a heading at the end, with nothing under it, is a note
    while grid.lines and not axis.template and _empty(grid, grid.lines[-1]):
        grid.lines.pop()
    return grid


def _labels(axis: Axis) -> tuple[int, int, dict[int, str]]:
    """The place of the names, that of first names, and the other places that hold anything."""
    view = axis.view
    _, left, bottom, _ = axis.reach
    texts = {
        place: [t for n in range(axis.begins, bottom + 1) if (t := view.text(n, place))]
        for place in range(left, axis.places[0])
    }
    texts = {place: found for place, found in texts.items() if found}
    headings = {p: _heading(axis, p) for p in texts}
    if not texts:
        return 0, 0, {}
    named = [p for p in texts if NAME.search(headings[p])]

    def likely(place: int) -> tuple[bool, int, int]:
        words = {t for t in texts[place] if any(c.isalpha() for c in t) and "@" not in t}
        names = {t for t in words if not parse_grade(t) and times_in(t) is None}
        return bool(names), len(names), -place

    label = named[0] if named else max(texts, key=likely)
    family = [p for p in texts if FAMILY.search(headings[p])]
    given = [p for p in texts if GIVEN.search(headings[p])]
    if not (family and given):
        return label, 0, {p: headings[p] for p in texts if p != label}
    label, first = family[0], given[0]
    return label, first, {p: headings[p] for p in texts if p not in (label, first)}


def _heading(axis: Axis, place: int) -> str:
    """The text at the head of a place beside the dates."""
    lines = sorted(set(axis.header) | {axis.line, axis.begins - 1}, reverse=True)
    return next((t for n in lines if (t := axis.view.text(n, place))), "")


def _merged(grid: Grid) -> dict[tuple[int, int], Cell]:
    """What each cell inside a merged range shows; a range over two lines is a fault."""
    axis = grid.axis
    view = axis.view
    shown: dict[tuple[int, int], Cell] = {}
    _, _, bottom, right = axis.reach
    dates = set(axis.places)
    for span in view.merged:
        top, first, last_line, last = span
        cell = view.cell(top, first)
        if top < axis.begins or top > bottom or first > right or not cell.text:
            continue
        touched = [p for p in range(first, last + 1) if p in dates]
        if last_line > top and touched:
            what = f"a merged cell across two {'weeks' if axis.template else 'doctors'}"
            expected = "a cell for each, unmerged"
            grid.faults.append(wrong(what, view.span(span), cell.text, expected))
        elif touched and first >= axis.places[0]:
            grid.filled.append(span)
            shown.update({(top, p): cell for p in touched})
        elif touched:
            # a heading drawn over the whole rota: its lines have no duties
            shown.update({(top, p): Cell(None) for p in touched})
    return shown


def rows_of_others(grid: Grid) -> dict[int, int]:
    """The lines that are a doctor's second or third, each with the line of the name.

    A name is merged over its lines, or as many lines without one follow each name.
    """
    view = grid.axis.view
    _, _, bottom, _ = grid.axis.reach
    if not grid.label:
        return {}
    found = {
        line: first
        for first, left, last, right in view.merged
        if grid.axis.begins <= first and left <= grid.label <= right < grid.axis.places[0]
        for line in range(first + 1, last + 1)
        if view.text(first, grid.label)
    }
    named = [n for n in range(grid.axis.begins, bottom + 1) if view.text(n, grid.label)]
    steps = [b - a for a, b in pairwise(named)]
    doctors = next((k for k, step in enumerate(steps) if step != 2), len(steps)) + 1
    second = [n + 1 for n in named[:doctors]]
    full = [n not in named and any(view.text(n, p) for p in grid.axis.places) for n in second]
    if not found and sum(full) > max(1, len(full) // 2):
        found = {n: n - 1 for n in second}
    return found


def _line(grid: Grid, rows: list[int], merged: dict[tuple[int, int], Cell]) -> GridLine:
    view, axis, number = grid.axis.view, grid.axis, rows[0]
    cells = {}
    several = len(rows) * axis.width > 1
    for place in range(axis.places[0], axis.last + 1):
        if several and place not in axis.places:
            continue
        parts = [
            merged.get((row, part), view.cell(row, part))
            for row in rows
            for part in range(place, place + axis.width)
        ]
        cell = joined(parts, _halves(axis, rows)) if several else parts[0]
        if cell is not None and (cell.text or cell.formula):
            cells[place] = cell
    names = [view.text(number, place) for place in (grid.given, grid.label) if place]
    label = " ".join(filter(None, names))
    return GridLine(number, label, cells, tuple(rows))


def _halves(axis: Axis, rows: list[int]) -> bool:
    """Whether the two cells of a date are the halves of a day."""
    view, place = axis.view, axis.places[0]
    if axis.width == 1:
        beside = [view.text(row, p) for row in rows for p in range(1, place)]
        return sum(bool(HALF.fullmatch(text)) for text in beside) == len(rows)
    return any(HALF.fullmatch(view.text(line, place)) for line in axis.header)


def _empty(grid: Grid, line: GridLine) -> bool:
    """Whether a line has no cell under the dates, not even a coloured one."""
    coloured = (grid.axis.view.cell(line.line, place).fill for place in grid.axis.places)
    return not line.cells and not any(coloured)


def _timed(lines: list[GridLine]) -> bool:
    """Whether every label has times in it: the lines are roles, and no legend's."""
    return all(times_in(line.label) is not None for line in lines)


def _explains(line: GridLine, used: set[str]) -> bool:
    """Whether a line explains codes: its label is a code used above, has times, or says so.

    So does a short line with a start and an end side by side, one of them perhaps among the names.
    """
    if not line.label:
        return False
    timed = [minute_in(cell.value) is not None for cell in line.cells.values()]
    timed.insert(0, bool(CLOCK.search(line.label)))
    if len(timed) <= MOST_BESIDE and any(map(and_, timed, timed[1:])):
        return True
    words = line.label
    if len(line.cells) > MOST_BESIDE:
        return words.casefold() in used or (meaning(words) is not None and len(words) < 5)
    as_code = words.casefold() in used or (meaning(words) is not None and len(words) < 5)
    return as_code or times_in(words) is not None or bool(LEGEND.match(words))


def _weekdays(line: GridLine) -> bool:
    """Whether a line only repeats the weekdays or the dates."""
    headings = [parse_heading(cell.value) for cell in line.cells.values()]
    named = [h for h in headings if h and (h.weekday is not None or h.dated)]
    return len(named) > 4 and 2 * len(named) > len(headings)
