"""A template of weeks: each line a week, Monday to Sunday."""

import re

from sevenday.clock import WEEK
from sevenday.files.sheets import wrong
from sevenday.files.spreadsheets.codes import Codes
from sevenday.files.spreadsheets.grid import Grid
from sevenday.files.spreadsheets.lines import Contents, cell_text
from sevenday.files.spreadsheets.result import Statement

LABEL = re.compile(r"(?:weeks?|wks?|w)?[\s.:#]*(\d{1,3})", re.IGNORECASE)

Weeks = dict[str, list[list[tuple[str, str]]]]
"""Templates by name: weeks of seven cells, each its text and its address."""


def take_weeks(
    grid: Grid, codes: Codes, contents: Contents, weeks: Weeks, statements: list[Statement]
) -> None:
    """Add a template's weeks. A line of weekdays that is no template is a fault."""
    axis, view = grid.axis, grid.axis.view
    heads = view.span((axis.line, axis.places[0], axis.line, axis.places[-1]))
    if [h.weekday for h in axis.headings] != list(range(len(axis.places))) or (
        len(axis.places) > WEEK
    ):
        contents.faults.append(
            wrong(
                "weekdays without dates",
                heads,
                f"{len(axis.places)} weekdays",
                "dates beside them; or Mon to Sun once, with week 1, 2 ... down the side",
            )
        )
        return
    found: list[list[tuple[str, str]]] = []
    for line in grid.lines:
        address = grid.where(line, grid.label or axis.places[0])
        match = LABEL.fullmatch(line.label)
        if not match and not line.cells:
            contents.ignored.append(Statement(address, f"{line.label!r}"))
            continue
        if not match or int(match[1]) != len(found) + 1:
            contents.faults.append(
                wrong(
                    "not the week that comes next",
                    address,
                    line.label,
                    f"week {len(found) + 1}; for doctors, dates over the weekdays",
                )
            )
            return
        week = []
        for place in axis.places:
            where = grid.where(line, place)
            week.append((cell_text(line.cells.get(place), where, codes, contents), where))
        found.append(week + [("", address)] * (WEEK - len(week)))
    if not found:
        contents.faults.append(wrong("weekdays, but no weeks", heads, "", "Week 1 under them"))
        return
    name = _name(grid, weeks)
    weeks[name] = found
    used = {text for week in found for text, _ in week} - {""}
    says = f"a template of {len(found)} weeks ({name}); {len(used)} codes"
    says += f" ({', '.join(sorted(used))})" if used else ""
    if len(axis.places) < WEEK:
        says += "; the weekdays that are not there are taken as off"
    statements.append(Statement(view.span(grid.span), says))


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
