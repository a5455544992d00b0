"""The pictures of a report: compliance by rule, hours by week, fairness, pay by element."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.limits.result import CheckResult
from sevenday.limits.rule_table import Rule
from sevenday.pay import PayResult
from sevenday.reports.pages.limits_applied import broken_by
from sevenday.reports.pages.pay import means
from sevenday.reports.pages.workload import Workload
from sevenday.reports.render.page import Picture
from sevenday.reports.render.svg import band, bars, stacked
from sevenday.reports.render.words import plain

AVERAGE = "hours.average_week"
MOST_BARS, MOST_STEPS = 40, 20
"""Doctors that are drawn each for themselves, and steps that more of them are counted in."""
Floats = npt.NDArray[np.float64]


def compliance(result: CheckResult, rules: Sequence[Rule]) -> Picture:
    """How many lines break each rule that was tested, the most broken first."""
    broken, total = broken_by(result), len(result.lines)
    ids = list(dict.fromkeys(rule.id for rule in rules))
    counts = sorted(((id, broken.get(id, 0)) for id in ids), key=lambda pair: -pair[1])
    named = [f"{plain(id)} by {n}" for id, n in counts if n]
    unbroken = sum(not n for _, n in counts)
    says = (
        f"Lines of {total} that break each rule: {', '.join(named) or 'none breaks any'}. "
        f"{unbroken} of {len(counts)} rules are kept by all."
    )
    rows = [(plain(id), [n]) for id, n in counts]
    return bars(f"Lines that break each rule, of {total}", says, ("lines",), rows)


def fairness(load: Workload) -> Picture:
    """Nights and weekends of each doctor, for each full-time share, with their means.

    Of more doctors than a picture has room for: how many have how many.
    """
    nights, weekends = load.nights / load.wte, load.weekends / load.wte
    each = " for each whole-time share" if (load.wte < 1).any() else ""
    says = (
        f"Nights{each}: {nights.min():.3g} to {nights.max():.3g}, mean {nights.mean():.3g}. "
        f"Weekends{each}: {weekends.min():.3g} to {weekends.max():.3g}, mean {weekends.mean():.3g}."
    )
    if len(load.doctors) > MOST_BARS:
        caption = f"How many doctors have so many nights, so many weekends{each}"
        by = ("doctors, by nights", "doctors, by weekends")
        return bars(caption, says, by, _spread(nights, weekends))
    rows = [
        (name, (float(n), float(w)))
        for name, n, w in zip(load.doctors, nights, weekends, strict=True)
    ]
    middles = (float(nights.mean()), float(weekends.mean()))
    names = tuple(
        f"{name}, mean {mean:.3g}"
        for name, mean in zip(("nights", "weekends"), middles, strict=True)
    )
    caption = f"Nights and weekends of each doctor{each} (dashed: the mean)"
    return bars(caption, says, names, rows, "{:.3g}", middles)


def _spread(*carried: Floats) -> list[tuple[str, list[float]]]:
    """How many doctors carry so much, a column each, to the nearest whole one; in equal steps."""
    whole = [np.rint(values).astype(int) for values in carried]
    most = max(int(values.max()) for values in whole)
    step = -(-(most + 1) // MOST_STEPS)
    return [
        (
            f"{low}" if step == 1 else f"{low}-{low + step - 1}",
            [float(((values >= low) & (values < low + step)).sum()) for values in whole],
        )
        for low in range(0, most + 1, step)
    ]


def hours(load: Workload, terms: Terms) -> Picture:
    """Rostered hours week by week, over doctors, beside the most that they may average."""
    labels = (
        [f"{day.day} {day:%b %y}" for day in load.weeks]
        if load.weeks
        else [f"week {k + 1}" for k in range(load.hours.shape[1])]
    )
    rows = [
        (label, float(week.min()), float(week.mean()), float(week.max()))
        for label, week in zip(labels, load.hours.T, strict=True)
    ]
    says = (
        f"Rostered hours by week: mean {load.hours.mean():.1f}, from {load.hours.min():.3g} to "
        f"{load.hours.max():.3g} in any one week."
    )
    limit = None
    if terms.has(AVERAGE):
        most = float(terms.value(AVERAGE))
        limit = (most, f"{most:g} h: most on average")
        says += f" The most that they may average is {most:g}."
    under = "Weeks by their Monday. Part weeks are left out." if load.weeks else "Weeks of the line"
    return band("Rostered hours of a doctor, week by week", says, rows, under, limit)


def pay_by_element(results: Sequence[PayResult]) -> Picture:
    """Mean pay by element, for each grade under each contract; a range where not all is known."""
    found = [(result, means(result)) for result in results]
    elements = tuple(dict.fromkeys(chain.from_iterable(names for _, (names, _) in found)))
    rows, ranges, parts = [], [], []
    for grade in dict.fromkeys(grade for _, (_, table) in found for grade, *_ in table):
        for result, (names, table) in found:
            for row_grade, _, amounts in table:
                if row_grade != grade:
                    continue
                by_name = dict(zip(names, amounts, strict=True))
                label = f"{grade}, {result.contract} ({result.on})"
                rows.append((label, [by_name.get(name, 0.0) for name in elements]))
                ranges.append(_range(result, grade))
                between = ranges[-1]
                parts.append(
                    f"{label} £{sum(amounts):,.0f}"
                    + (f" (between £{between[0]:,.0f} and £{between[1]:,.0f})" if between else "")
                )
    says = f"Mean pay a year by element: {'; '.join(parts)}."
    names = tuple(map(plain, elements))
    return stacked("Mean pay a year by element, £", says, names, rows, ranges=ranges)


def _range(result: PayResult, grade: str) -> tuple[float, float] | None:
    """Both ends of a grade's mean total, where a line of it is a range."""
    slips = [slip for slip in result.doctors if slip.grade == grade]
    if all(slip.bounds is None for slip in slips):
        return None
    ends = [slip.bounds or (slip.total, slip.total) for slip in slips]
    return sum(low for low, _ in ends) / len(ends), sum(high for _, high in ends) / len(ends)
