"""The dates of a book's rotas, each with the titles over it and the rotas before it as clues."""

from collections.abc import Sequence
from datetime import date, timedelta

from sevenday.errors import Fault
from sevenday.files.spreadsheets.axes import Axis
from sevenday.files.spreadsheets.dates import Clues, ambiguous, resolve
from sevenday.files.spreadsheets.headings import mentions, parse_month
from sevenday.files.time_words import times_in

Days = tuple[date, ...]


def resolve_dates(axes: Sequence[Axis], year: int | None) -> tuple[list[Days], list[Fault]]:
    """The dates of each axis, () where there is a fault. `year` is that of the first."""
    found: list[Days] = []
    faults: list[Fault] = []
    for axis in axes:
        where = [axis.view.where(axis.line, place) for place in axis.places]
        clues = _clues(axis, year, any(found))
        ways, fault = resolve(axis.headings, where, clues)
        if len(ways) > 1:
            ways = _following(ways, found) or ways
        if len(ways) == 1:
            found.append(ways[0])
            continue
        found.append(())
        faults.append(fault or ambiguous(ways, axis.headings[0], where[0]))
    return found, faults


def _following(ways: Sequence[Days], found: Sequence[Days]) -> tuple[Days, ...]:
    """The one way that shares its dates with a rota before it, or begins the day after one."""
    before = [days for days in found if days]
    same = tuple(way for way in ways if any(way[0] == days[0] for days in before))
    ends = {days[-1] + timedelta(days=1) for days in before}
    after = tuple(way for way in ways if way[0] in ends)
    return next((some for some in (same, after) if len(some) == 1), ())


def _clues(axis: Axis, year: int | None, later: bool) -> Clues:
    """Months and years from the nearest title above that names any, else from the sheet's name."""
    months: list[tuple[int, int | None]] = []
    years: list[int] = []
    for text in _titles(axis):
        its_months, its_years = mentions(text)
        if label := parse_month(text):
            its_months = [label]
        months = months or its_months
        years = years or [*its_years, *(y for _, y in its_months if y)]
    if year is not None:
        years, months = [year], [(month, None) for month, _ in months]
    if later:
        # a block after another may be in the next year
        years = [*years, *(y + 1 for y in years)]
    return Clues(tuple(dict.fromkeys(months)), tuple(dict.fromkeys(years)))


def _titles(axis: Axis) -> list[str]:
    """The texts above an axis or beside its head, the nearest first, then the sheet's name."""
    view = axis.view
    above: dict[int, list[str]] = {}
    first = axis.places[0]
    for (line, place), cell in sorted(view.cells.items(), key=lambda c: abs(c[0][1] - first)):
        over = line < axis.line or (line == axis.line and place < first)
        # turned, a title over the rota stands in lines to its side, before the first place
        aside = view.turned and line > axis.line and place < first
        if not isinstance(cell.value, str) or times_in(cell.text):
            continue
        if over and place <= axis.places[-1]:
            above.setdefault(line, []).append(cell.text)
        elif aside:
            above.setdefault(-line, []).append(cell.text)
    nearest = [text for line in sorted(above, reverse=True) for text in above[line]]
    return [*nearest, view.sheet.title]
