"""Fair shares of what a roster has: once cover is set, it is known what there is to share out."""

from dataclasses import replace

import numpy as np

from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.counter_prices import counter_prices
from sevenday.solver.plan.fairness import FairnessGroup
from sevenday.solver.plan.objectives import WEEKENDS
from sevenday.solver.plan.plan import Fairness, Plan
from sevenday.solver.plan.weekly_hours import WeeklyHours

FEWER_WEEKENDS = 1.0
"""The fair share of weekends is this below the least that anybody has: the fewer the better."""


def retargeted(plan: Plan, symbols: Ints) -> Plan:
    """The plan with its shares priced around what a roster (R, D) gives out in all."""
    counts = plan.counts(symbols)
    groups = tuple(
        _shared(group, counts[list(group.rows), plan.objectives.index(group.name)])
        for group in plan.fairness.groups
    )
    hours = _shared_hours(plan, symbols)
    final = plan.problem.final.copy()
    most_a_day = max(int(machine.adds.max()) for machine in plan.problem.machines)
    named = counter_prices(plan.objectives, groups, plan.away, hours, plan.prices, most_a_day)
    final[:, : named.shape[1]] = named  # clock changes have a counter of their own
    problem = replace(plan.problem, final=final)
    return replace(plan, problem=problem, fairness=Fairness(groups, hours))


def _shared(group: FairnessGroup, counts: Ints) -> FairnessGroup:
    if group.name == WEEKENDS:
        fewest = min(group.shares(counts.tolist())) - FEWER_WEEKENDS
        lowest = min(history / w for history, w in zip(group.history, group.wte, strict=True))
        each = max(fewest, lowest)
    else:
        each = (int(counts.sum()) + sum(group.history)) / sum(group.wte)
    return replace(group, target=tuple(each * w for w in group.wte))


def _shared_hours(plan: Plan, symbols: Ints) -> WeeklyHours:
    """Hours around their mean, as far as all may have it."""
    hours = plan.fairness.hours
    if not hours.rows:
        return hours
    per_week = hours.per_week(plan.problem.machines[0].spend[symbols].sum(1))
    mean = float(np.average(per_week, weights=hours.unit_minutes))
    bottom, top = hours.low.max(), hours.high.min()
    return replace(hours, target=min(max(mean, bottom), top) if bottom <= top else mean)
