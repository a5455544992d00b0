"""Find the lines of dates, or of weekdays, that a sheet's rotas hang from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from sevenday.clock import WEEK
from sevenday.files.sheets import Span
from sevenday.files.spreadsheets.headings import WEEKDAYS, DateHeading, parse_heading, parse_month
from sevenday.files.spreadsheets.parts import date_width, is_parted
from sevenday.files.spreadsheets.view import View
from sevenday.files.spreadsheets.weekly import GAP, dated_weeks
from sevenday.files.spreadsheets.words import NAME

FEWEST_DATES, FEWEST_NUMBERS = 2, 5
IN_ORDER = 0.6
"""The share of neighbours that go forward by days: a list of birthdays is no line of dates."""
DATED_WEEKS = 2.8
"""How sure an axis of weekdays is whose weeks have a date: nearly as sure as one of dates."""
LETTERS = {"m": (0,), "t": (1, 3), "w": (2,), "f": (4,), "s": (5, 6)}


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of headings: `places` of dates, or of the seven weekdays of a template.

    `header` are the lines that belong to it (dates, weekdays, months above); `score` is how sure
    it is; `reach` is the range that it may speak for, in the view's lines and places.
    """

    view: View = field(repr=False)
    line: int
    places: tuple[int, ...]
    headings: tuple[DateHeading, ...]
    template: bool
    score: float
    header: tuple[int, ...]
    reach: Span = (0, 0, 0, 0)
    width: int = 1
    """How many places each date has: two where it is parted into morning and afternoon."""

    @property
    def last(self) -> int:
        """The last place that belongs to a date."""
        return self.places[-1] + self.width - 1

    @property
    def begins(self) -> int:
        """The first line under its headings."""
        return max(self.header) + 1


def find_axes(views: Sequence[View]) -> list[Axis]:
    """The axes of a sheet, seen upright and turned; of two that clash, the surer one."""
    found = [axis for view in views for axis in _axes(view)]
    chosen: list[Axis] = []
    for axis in sorted(found, key=lambda a: (-a.score, a.view.turned, a.line, a.places)):
        if not any(_clash(axis, other) for other in chosen):
            chosen.append(axis)
    chosen.sort(key=lambda a: (a.line, a.places))
    return [replace(axis, reach=_reach(axis, chosen)) for axis in chosen]


def _clash(axis: Axis, other: Axis) -> bool:
    """Whether an axis lies in what a surer one speaks for."""
    if axis.view.turned == other.view.turned:
        below = axis.line > other.line and bool(set(axis.places) & set(other.places))
        near = abs(axis.line - other.line) <= 2 and bool(set(axis.places) & set(other.places))
        return near or (below and axis.score < 2 <= other.score)
    top, left, bottom, right = other.view.on_sheet(
        (min(other.header), 1, other.view.lines, other.places[-1])
    )
    keys = [axis.view.key(axis.line, place) for place in axis.places]
    inside = sum(top <= row <= bottom and left <= column <= right for row, column in keys)
    return 2 * inside >= len(keys)


def _reach(axis: Axis, axes: list[Axis]) -> Span:
    """From its first header line to the line before the next axis, labels included."""
    same = [a for a in axes if a.view is axis.view and a is not axis]
    beside = [a.places[-1] for a in same if a.places[-1] < axis.places[0]]
    left = max((p for p in beside if _level(axis, same, p)), default=0) + 1
    under = [
        min(a.header)
        for a in same
        if a.line > axis.line and a.places[-1] >= left and a.places[0] <= axis.places[-1]
    ]
    return min(axis.header), left, min(under, default=axis.view.lines + 1) - 1, axis.last


def _level(axis: Axis, same: list[Axis], last_place: int) -> bool:
    """Whether the axis that ends at a place stands beside this one, on nearly the same line."""
    return any(a.places[-1] == last_place and abs(a.line - axis.line) <= 3 for a in same)


def _axes(view: View) -> Iterator[Axis]:
    by_line: dict[int, dict[int, DateHeading]] = {}
    weekdays: dict[int, dict[int, int]] = {}
    texts: dict[int, dict[int, str]] = {}
    for (line, place), cell in view.cells.items():
        heading = parse_heading(cell.value, view.sheet.since_1904)
        if heading and heading.options:
            by_line.setdefault(line, {})[place] = heading
        if cell.text:
            texts.setdefault(line, {})[place] = cell.text.casefold()
    for line, words in texts.items():
        if days := _weekdays(words):
            weekdays[line] = days
    attached: set[int] = set()
    for line, headings in sorted(by_line.items()):
        for run in _runs(view, line, headings):
            if axis := _dated(view, line, {p: headings[p] for p in run}, weekdays):
                attached.update(axis.header)
                yield axis
    for line, days in weekdays.items():
        if line in attached:
            continue
        if weeks := dated_weeks(view, line, days):
            dated, header = weeks
            score = DATED_WEEKS + len(dated) / 1e4
            yield Axis(view, line, (*dated,), (*dated.values(),), False, score, header)
        else:
            yield from _templates(view, line, days)


def _weekdays(words: dict[int, str]) -> dict[int, int]:
    """The weekdays of a line, by name, or by letter where the letters follow each other."""
    named = {p: WEEKDAYS[w] for p, w in words.items() if w in WEEKDAYS}
    if len(named) >= FEWEST_DATES:
        return named
    letters = {p: w for p, w in words.items() if w in LETTERS}
    if len(letters) < WEEK:
        return {}
    for start in range(WEEK):
        days = {p: (start + k) % WEEK for k, p in enumerate(sorted(letters))}
        if all(day in LETTERS[letters[p]] for p, day in days.items()):
            return days
    return {}


def _runs(view: View, line: int, headings: dict[int, DateHeading]) -> Iterator[list[int]]:
    """A line's headings in runs: a gap ends one where it is wide or holds names."""
    run: list[int] = []
    for place in sorted(headings):
        if run and (
            place - run[-1] > GAP + 1
            or (
                not is_parted(view, line, run[-1], place)
                and _holds_names(view, line, run[-1] + 1, place)
            )
        ):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _holds_names(view: View, line: int, start: int, stop: int) -> bool:
    """Whether places between two headings hold a block's own labels."""
    for place in range(start, stop):
        under = [view.text(line + k, place) for k in range(1, 6)]
        if (
            NAME.search(view.text(line, place))
            or sum(bool(re.search(r"[^\W\d_]", text)) for text in under) > 2
        ):
            return True
    return False


def _dated(
    view: View, line: int, headings: dict[int, DateHeading], weekdays: dict[int, dict[int, int]]
) -> Axis | None:
    """An axis of dates, its weekdays and month labels from the lines around it."""
    places = tuple(sorted(headings))
    run = [headings[p] for p in places]
    sure = sum(h.dated for h in run) * 2 > len(run)
    if len(run) < (FEWEST_DATES if sure else FEWEST_NUMBERS) or _in_order(run) < IN_ORDER:
        return None
    header = [line]
    for near in (line - 2, line - 1, line + 1, line + 2):
        days = weekdays.get(near, {})
        if sum(p in days for p in places) * 2 > len(places):
            run = [
                replace(h, weekday=h.weekday if h.weekday is not None else days.get(p))
                for h, p in zip(run, places, strict=True)
            ]
            header.append(near)
    labelled = False
    for above in range(line, max(0, line - 4), -1):
        stop = places[0] if above == line else places[-1] + 1
        labels = {
            p: label for p in range(1, stop) if (label := parse_month(view.cell(above, p).value))
        }
        # of those at or before the first date, the nearest: another block may stand to the left
        near = max((p for p in labels if p <= places[0]), default=0)
        for place, (month, year) in labels.items():
            if place < near:
                continue
            k = next((k for k, p in enumerate(places) if p >= place), 0)
            run[k] = run[k].with_month(month, year)
            labelled = True
        if labels:
            header.append(above)
            break
    width, parts = date_width(view, line, places)
    header += parts
    named = any(h.weekday is not None for h in run)
    score = 3 if sure else 1 + named + 0.9 * labelled
    score += len(run) / 1e4
    return Axis(view, line, places, tuple(run), False, score, tuple(header), width=width)


def _in_order(run: list[DateHeading]) -> float:
    """The share of neighbours that are one to seven days apart, either way round."""
    steps = 0
    for early, late in pairwise(run):
        steps += any(
            0 < _days_between(early.option(order), late.option(order)) <= WEEK for order in (0, 1)
        )
    return steps / max(1, len(run) - 1)


def _days_between(
    early: tuple[int | None, int | None, int], late: tuple[int | None, int | None, int]
) -> int:
    (_, month, day), (_, its_month, its_day) = early, late
    if month is None or its_month is None:
        return its_day - day if its_day >= day else its_day - day + 31
    try:
        apart = (date(2000, its_month, its_day) - date(2000, month, day)).days
    except ValueError:
        return 0
    return apart if apart >= 0 else apart + 366


def _templates(view: View, line: int, days: dict[int, int]) -> Iterator[Axis]:
    """The weeks in a line of weekdays that has no dates.

    A run of weekdays that is no one week from Monday is given too: what it lacks is said later.
    """
    run: list[int] = []
    for place in [*sorted(days), 0]:
        if run and place != run[-1] + 1:
            if len(run) >= WEEK - 2:
                headings = tuple(DateHeading(view.text(line, p), days[p], ()) for p in run)
                yield Axis(view, line, tuple(run), headings, True, 2.5, (line,))
            run = []
        run.append(place)
