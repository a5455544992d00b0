"""Whether what is sought is as good as it can be, so that the time is for the levels below it."""

from collections.abc import Iterable

import numpy as np

from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.fairness import CLOSE, WITHIN
from sevenday.solver.plan.objectives import HOURS
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.prices import COVER, FAIRNESS, REQUESTS


def nothing_to_gain(plan: Plan, levels: Iterable[str], symbols: Ints) -> bool:
    """Whether a roster (R, D) has nothing wrong on some levels, or no more than counting proves."""
    known = {COVER: _is_covered, REQUESTS: _is_granted, FAIRNESS: _is_fair}
    return all(level in known and known[level](plan, symbols) for level in levels)


def _is_covered(plan: Plan, symbols: Ints) -> bool:
    penalty, there = plan.problem.penalty, plan.problem.cover(symbols)
    return bool((penalty[np.arange(len(there)), there] == penalty.min(1)).all())


def _is_granted(plan: Plan, symbols: Ints) -> bool:
    row, day = np.indices(symbols.shape)
    return not plan.requests.cost[row, day, symbols].any()


def _is_fair(plan: Plan, symbols: Ints) -> bool:
    counts, hours = plan.counts(symbols), plan.fairness.hours
    for group in plan.fairness.groups:
        mine = counts[list(group.rows), plan.objectives.index(group.name)].tolist()
        if group.spread(mine) > max(WITHIN, group.least_spread()) + CLOSE:
            return False
    if plan.objectives.weight(HOURS) <= 0 or not hours.rows:
        return True
    each = hours.per_week(plan.problem.machines[0].spend[symbols].sum(1))
    return float(each.max() - each.min()) <= max(WITHIN, hours.least_spread) + CLOSE
