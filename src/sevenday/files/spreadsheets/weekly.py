"""A line of weekdays whose weeks have a date each: "w/c 3 August" over Monday to Sunday."""

import re
from dataclasses import replace

from sevenday.clock import WEEK
from sevenday.files.spreadsheets.headings import DateHeading, parse_week_start
from sevenday.files.spreadsheets.view import View

GAP = 2
"""Places that may stand between two dates of a line: a total, a blank between weeks."""
WEEK_ONE = re.compile(r"(?:weeks?|wks?|w)?[\s.:#]*1", re.IGNORECASE)
"""The label of a template's first line."""


def dated_weeks(
    view: View, line: int, days: dict[int, int]
) -> tuple[dict[int, DateHeading], tuple[int, ...]] | None:
    """The headings of a line of weekdays by place, and the lines they are in.

    The first place of a week has its date, the others their weekday alone. None where no date
    stands over the first week (before it, where it is the only one), or where one is missing.
    """
    weeks = _weeks(days)
    alone = len(weeks) == 1
    if alone and WEEK_ONE.fullmatch(_first_text(view, line + 1, weeks[0][0])):
        return None  # a template under a title with a date
    for above in range(line if alone else line - 1, max(0, line - 3), -1):
        labels = [_label(view, above, week, 1 if alone else week[0]) for week in weeks]
        if labels[0] is None:
            continue
        if not all(labels) and (
            any(labels[1:]) or not _alike([[days[p] for p in w] for w in weeks])
        ):
            return None
        run: dict[int, DateHeading] = {}
        for label, week in zip(labels, weeks, strict=True):
            run |= {p: DateHeading(view.text(line, p), days[p], ()) for p in week}
            if label is not None:
                run[week[0]] = replace(label, weekday=days[week[0]])
        return run, tuple(dict.fromkeys((line, above)))
    return None


def _weeks(days: dict[int, int]) -> list[list[int]]:
    """The places of each week: one ends where the weekdays begin again, or after a wide gap."""
    weeks: list[list[int]] = []
    for place in sorted(days):
        first = days[weeks[-1][0]] if weeks else 0
        onwards = weeks and (days[place] - first) % WEEK > (days[weeks[-1][-1]] - first) % WEEK
        if onwards and place - weeks[-1][-1] <= GAP + 1:
            weeks[-1].append(place)
        else:
            weeks.append([place])
    return weeks


def _alike(weeks: list[list[int]]) -> bool:
    """Whether weeks without a date of their own can only follow each other: the same weekdays."""
    first, last = weeks[0], weeks[-1]
    return all(week == first for week in weeks[:-1]) and last == first[: len(last)]


def _first_text(view: View, line: int, stop: int) -> str:
    """The first text of a line before a place."""
    return next((text for place in range(1, stop) if (text := view.text(line, place))), "")


def _label(view: View, line: int, week: list[int], start: int) -> DateHeading | None:
    """The one date that a line says from a place to a week's last, None for none or several."""
    since = view.sheet.since_1904
    cells = (view.cell(line, place) for place in range(start, week[-1] + 1))
    found = [heading for cell in cells if (heading := parse_week_start(cell.value, since))]
    return found[0] if len(found) == 1 else None
