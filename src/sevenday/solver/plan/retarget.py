"""Fair shares of what a roster has: once cover is set, it is known what there is to share out.

Groups that may fill one another's places share alike, but for one that alone has more to fill.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.counter_prices import counter_prices
from sevenday.solver.plan.fairness import FairnessGroup, even_shares
from sevenday.solver.plan.objectives import WEEKENDS
from sevenday.solver.plan.plan import Fairness, Plan
from sevenday.solver.plan.weekly_hours import WeeklyHours

FEWER_WEEKENDS = 1.0
"""The fair share of weekends is this below the least that anybody has: the fewer the better."""


def retargeted(plan: Plan, symbols: Ints) -> Plan:
    """The plan with its shares priced around what a roster (R, D) gives out in all."""
    counts = plan.counts(symbols)
    had = [
        counts[list(group.rows), plan.objectives.index(group.name)]
        for group in plan.fairness.groups
    ]
    each = _each(plan.fairness.groups, had)
    groups = tuple(
        replace(group, target=tuple(share * w for w in group.wte))
        for group, share in zip(plan.fairness.groups, each, strict=True)
    )
    hours = _shared_hours(plan, symbols)
    final = plan.problem.final.copy()
    most_a_day = max(int(machine.adds.max()) for machine in plan.problem.machines)
    named = counter_prices(plan.objectives, groups, plan.away, hours, plan.prices, most_a_day)
    final[:, : named.shape[1]] = named  # clock changes have a counter of their own
    problem = replace(plan.problem, final=final)
    return replace(plan, problem=problem, fairness=Fairness(groups, hours))


def _each(groups: Sequence[FairnessGroup], had: Sequence[Ints]) -> list[float]:
    """The fair share of each group, for a whole time, where its rows have had so many."""
    found = [0.0] * len(groups)
    for together in _sharing(groups):
        some = [groups[n] for n in together]
        if some[0].name == WEEKENDS:
            each = [_few_weekends(groups[n], had[n]) for n in together]
        else:
            past = [sum(group.history) for group in some]
            totals = [int(had[n].sum()) for n in together]
            alone = [
                min(group.least, many) + before
                for group, many, before in zip(some, totals, past, strict=True)
            ]
            each = even_shares(alone, [sum(g.wte) for g in some], sum(totals) + sum(past))
        for n, share in zip(together, each, strict=True):
            found[n] = share
    return found


def _sharing(groups: Sequence[FairnessGroup]) -> Iterator[list[int]]:
    """The indices of groups that share out an objective."""
    keys = [(group.name, group.sharing) for group in groups]
    for key in dict.fromkeys(keys):
        yield [n for n, other in enumerate(keys) if other == key]


def _few_weekends(group: FairnessGroup, counts: Ints) -> float:
    fewest = min(group.shares(counts.tolist())) - FEWER_WEEKENDS
    return max(fewest, min(h / w for h, w in zip(group.history, group.wte, strict=True)))


def _shared_hours(plan: Plan, symbols: Ints) -> WeeklyHours:
    """Hours around their mean, as far as all may have it."""
    hours = plan.fairness.hours
    if not hours.rows:
        return hours
    per_week = hours.per_week(plan.problem.machines[0].spend[symbols].sum(1))
    mean = float(np.average(per_week, weights=hours.unit_minutes))
    bottom, top = hours.low.max(), hours.high.min()
    return replace(hours, target=min(max(mean, bottom), top) if bottom <= top else mean)
