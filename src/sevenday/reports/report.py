"""The report of a hospital: the verdict, who carries what, pay under each contract asked for."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from sevenday.contracts import Terms
from sevenday.limits import check
from sevenday.limits.result import CheckResult
from sevenday.model import Hospital
from sevenday.pay import PayResult, price
from sevenday.reports.checked import checked
from sevenday.reports.page import Block, Page, Picture
from sevenday.reports.priced import by_grade, means
from sevenday.reports.svg import band, bars, stacked
from sevenday.reports.workload import Workload, workload

MOST_BREACHES = 200
"""Sentences on the page: more than that nobody reads; `check` has them all."""


def report(
    hospital: Hospital, terms: Terms, priced: Sequence[Terms] = (), use: str | None = None
) -> Page:
    """A hospital's report under `terms`, with its pay under each of `priced` (default: `terms`).

    A hospital whose doctors have no grades has no pay in it, and the page says so.
    """
    result = check(hospital, terms, use)
    page = checked(result, terms, hospital.name, MOST_BREACHES)
    head, lines, *rest = page.blocks
    load = workload(hospital, terms, use)
    pictures: list[Block] = [_rules(result), _fairness(load), _hours(load, terms)]
    paid: list[Block] = ["No pay: the doctors' grades are not stated."]
    if all(doctor.grade for doctor in hospital.doctors):
        results = [price(hospital, each, use) for each in (priced or (terms,))]
        paid = [_pay(results), *(by_grade(each, f"{each.contract}, {each.on}") for each in results)]
        paid += [f"Note: {note}" for note in _own_notes(results, hospital)]
    return Page(page.title, (head, *pictures, *paid, lines, *rest))


def _rules(result: CheckResult) -> Picture:
    """Compliance by rule: lines that break each."""
    broken: dict[str, set[str]] = {}
    for breach in result.breaches:
        broken.setdefault(breach.rule, set()).add(breach.doctor)
    counts = Counter({rule: len(who) for rule, who in broken.items()})
    total = len(result.lines)
    said = [f"{rule} by {n}" for rule, n in counts.most_common()]
    says = f"Lines of {total} that break each rule: {', '.join(said) or 'none breaks any'}."
    rows = [(rule.removeprefix("hours."), [n]) for rule, n in counts.most_common()]
    caption = f"Lines that break each rule, of {total}"
    return bars(caption, says, ("lines",), rows or [("no rule is broken", [0])])


def _fairness(load: Workload) -> Picture:
    """Nights and weekends of each doctor, for each full-time share."""
    nights, weekends = load.nights / load.wte, load.weekends / load.wte
    part_time = bool((load.wte < 1).any())
    each = " for each whole-time share" if part_time else ""
    says = (
        f"Nights{each}: {nights.min():.3g} to {nights.max():.3g}, mean {nights.mean():.3g}. "
        f"Weekends{each}: {weekends.min():.3g} to {weekends.max():.3g}, mean {weekends.mean():.3g}."
    )
    rows = [
        (name, (float(n), float(w)))
        for name, n, w in zip(load.doctors, nights, weekends, strict=True)
    ]
    caption = f"Nights and weekends of each doctor{each}"
    return bars(caption, says, ("nights", "weekends"), rows, "{:.3g}")


def _hours(load: Workload, terms: Terms) -> Picture:
    """Rostered hours week by week, over doctors."""
    labels = (
        [f"{day.day} {day:%b %y}" for day in load.weeks]
        if load.weeks
        else [f"week {k + 1}" for k in range(load.hours.shape[1])]
    )
    rows = [
        (label, float(week.min()), float(week.mean()), float(week.max()))
        for label, week in zip(labels, load.hours.T, strict=True)
    ]
    whole = load.hours.mean()
    says = (
        f"Rostered hours by week: mean {whole:.1f}, from {load.hours.min():.3g} to "
        f"{load.hours.max():.3g} in any one week."
    )
    rule = "hours.average_week"
    limit = None
    if terms.has(rule):
        most = terms.value(rule)
        limit = (float(most), f"{most:g} h: most on average")
    return band("Rostered hours, week by week", says, rows, "Hours.", limit)


def _pay(results: list[PayResult]) -> Picture:
    """Mean pay by element, for each grade under each contract."""
    found = [(result, means(result)) for result in results]
    elements = tuple(dict.fromkeys(chain.from_iterable(names for _, (names, _) in found)))
    rows, said = [], []
    for grade in dict.fromkeys(grade for _, (_, rows) in found for grade, *_ in rows):
        for result, (names, table) in found:
            for row_grade, _, amounts in table:
                if row_grade == grade:
                    by_name = dict(zip(names, amounts, strict=True))
                    label = f"{grade}, {result.contract} ({result.on})"
                    rows.append((label, [by_name.get(name, 0.0) for name in elements]))
                    said.append(f"{label} £{sum(amounts):,.0f}")
    says = f"Mean pay a year by element: {'; '.join(said)}."
    return stacked("Mean pay a year by element, £", says, elements, rows)


def _own_notes(results: list[PayResult], hospital: Hospital) -> list[str]:
    """What the pricing noted beyond what the hospital's files did."""
    noted = chain.from_iterable(result.notes for result in results)
    return [note for note in dict.fromkeys(noted) if note not in hospital.notes]
