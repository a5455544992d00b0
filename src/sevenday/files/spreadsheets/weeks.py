"""A template of weeks: each line a week of seven days, of whichever day it begins with."""

import re

from sevenday.clock import WEEK, WEEKDAY_NAMES
from sevenday.errors import Fault
from sevenday.files.sheets import wrong
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.contents import Contents
from sevenday.files.spreadsheets.grid import Grid, GridLine
from sevenday.files.spreadsheets.lines import cell_text, is_total, take_beside
from sevenday.files.spreadsheets.result import Statement, count
from sevenday.files.spreadsheets.words import NO_DOCTOR

LABEL = re.compile(
    r"(?:weeks?|wks?|w|slots?|lines?|rows?|posts?)?[\s.:#]*(?:(\d{1,3})|(?<![a-z])([a-z]))",
    re.IGNORECASE,
)
"""A week's number, or its letter: 3, Week 3, Slot C."""

Week = list[tuple[str, str]]
"""Seven cells, each its text and its address."""
Weeks = dict[str, list[Week]]
"""Templates by name."""


def take_weeks(
    grid: Grid, codes: Codes, contents: Contents, weeks: Weeks, statements: list[Statement]
) -> None:
    """Add a template's weeks, and the doctors who start in each. No template is a fault."""
    axis, view = grid.axis, grid.axis.view
    heads = view.span((axis.line, axis.places[0], axis.line, axis.places[-1]))
    days = [h.weekday or 0 for h in axis.headings]
    first = days[0]
    if days != [(first + k) % WEEK for k in range(len(days))] or (
        len(days) > WEEK or (first and len(days) < WEEK)
    ):
        contents.faults.append(
            wrong(
                "weekdays without dates",
                heads,
                f"{len(axis.places)} weekdays",
                "dates beside them; or seven weekdays once, with week 1, 2 ... down the side",
            )
        )
        return
    found: list[Week] = []
    starts: dict[str, int] = {}
    named: list[GridLine] = []
    numbers = _place_of_numbers(grid)
    for line in grid.lines:
        address = grid.where(line, grid.label or axis.places[0])
        text = view.text(line.line, numbers) if numbers else line.label
        match = LABEL.fullmatch(text)
        if not match and (not line.cells or NO_DOCTOR.match(text) or is_total(line, codes)):
            contents.ignored.append(Statement(address, f"{line.label!r}"))
            continue
        week = _week(grid, line, codes, contents)
        number = _number(match) if match else 0
        again = 0 < number <= len(found) and numbers != grid.label
        if not again and number != len(found) + 1:
            contents.faults.append(_not_next(address, text, len(found) + 1))
            return
        if again and any(cell for cell, _ in week) and _texts(week) != _texts(found[number - 1]):
            what = f"week {number} twice, with other duties"
            contents.faults.append(wrong(what, address, line.label, "one pattern a week"))
        if not again:
            found.append(week)
        if numbers != grid.label and line.label:
            starts[contents.doctor(line.label, address)] = number
            named.append(line)
    if named:
        grid.beside.pop(numbers, None)
        take_beside(grid, named, codes, contents)
    if not found:
        contents.faults.append(wrong("weekdays, but no weeks", heads, "", "Week 1 under them"))
        return
    name = _name(grid, weeks)
    weeks[name] = _from_monday(found, first)
    contents.starts.update({doctor: (name, week) for doctor, week in starts.items()})
    used = {text for week in found for text, _ in week} - {""}
    says = f"a template of {count(len(found), 'week')} ({name}); {count(len(used), 'code')}"
    says += f" ({', '.join(sorted(used))})" if used else ""
    says += f"; {count(len(starts), 'doctor')}, each with the week to start in" if starts else ""
    if len(axis.places) < WEEK:
        says += "; the weekdays that are not there are taken as off"
    statements.append(Statement(view.span(grid.span), says))
    if first:
        day = WEEKDAY_NAMES[first]
        says = f"weeks from {day}: written from Monday, so what stands before Monday ends the "
        contents.notes.append(Statement(heads, says + "week before, and that of week 1 the last"))


def _place_of_numbers(grid: Grid) -> int:
    """The place of the weeks' numbers: the label's own, or one beside the doctors' names."""
    view = grid.axis.view
    places = [grid.label, *(place for place in grid.beside if place < grid.axis.places[0])]
    for place in places:
        texts = [view.text(line.line, place) for line in grid.lines if line.cells and place]
        if texts and LABEL.fullmatch(texts[0]):
            return place
    return grid.label


def _number(label: re.Match[str]) -> int:
    """The number of a week's label; of a letter its place in the alphabet."""
    return int(label[1]) if label[1] else ord(label[2].casefold()) - ord("a") + 1


def _week(grid: Grid, line: GridLine, codes: Codes, contents: Contents) -> Week:
    week = []
    for place in grid.axis.places:
        where = grid.where(line, place)
        week.append((cell_text(line.cells.get(place), where, codes, contents), where))
    return week + [("", grid.where(line, grid.axis.places[0]))] * (WEEK - len(week))


def _texts(week: Week) -> list[str]:
    return [text for text, _ in week]


def _from_monday(weeks: list[Week], first: int) -> list[Week]:
    """The same cycle with each week from Monday: it goes round, so nothing is lost."""
    cells = [cell for week in weeks for cell in week]
    shift = -first % WEEK
    cells = cells[shift:] + cells[:shift]
    return [cells[k : k + WEEK] for k in range(0, len(cells), WEEK)]


def _not_next(address: str, text: str, number: int) -> Fault:
    expected = f"week {number}; for doctors, dates over the weekdays, or a column of weeks"
    return wrong("not the week that comes next", address, text, expected)


def _name(grid: Grid, weeks: Weeks) -> str:
    """A template's name: the nearest text above it, else its sheet's, made fit for a file."""
    view = grid.axis.view
    above = [
        view.text(line, place)
        for line in range(min(grid.axis.header) - 1, max(0, min(grid.axis.header) - 4), -1)
        for place in range(grid.axis.reach[1], grid.axis.places[-1] + 1)
    ]
    text = next((t for t in above if t), view.sheet.title)
    name = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:24] or "template"
    same = [known for known in weeks if known.split("~")[0] == name]
    return f"{name}-{len(same) + 1}" if same else name
