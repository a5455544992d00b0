"""Levels that a search has settled, as prices that it may not make dearer while it seeks others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from sevenday.solver.engine.problem import Floats, Ints, Problem, SettledPrices
from sevenday.solver.plan.fairness import CLOSE, WITHIN, FairnessGroup
from sevenday.solver.plan.most_by_requests import most_by_requests
from sevenday.solver.plan.objectives import HALF_HOUR, HOURS, SHARED
from sevenday.solver.plan.plan import Plan
from sevenday.solver.plan.prices import COST, COVER, FAIRNESS, PATTERNS, REQUESTS

PARTS = 100
"""Parts of a share in which it is counted how far it is outside what it was."""


def settled_levels(plan: Plan, levels: Iterable[str], symbols: Ints, above: float) -> SettledPrices:
    """Levels of a plan as a roster (R, D) has them: fairness by the shares between which it is.

    Shares nearer than is fair have room; `above`: the part of it that is above them.
    """
    problem, levels = plan.problem, set(levels)
    cost = np.zeros_like(problem.cost)
    final = np.zeros_like(problem.final)
    if REQUESTS in levels:
        cost += plan.requests.cost
    if COST in levels:
        cost += problem.cost - plan.requests.cost - plan.absence_cost
    if PATTERNS in levels:
        cost += plan.absence_cost
        if PATTERNS in plan.objectives.names:
            t = plan.objectives.index(PATTERNS)
            final[:, t] = problem.final[:, t]
    if FAIRNESS in levels:
        _hold_shares(plan, symbols, final, above)
    penalty = problem.penalty if COVER in levels else np.zeros_like(problem.penalty)
    return SettledPrices(cost, penalty, final)


def _hold_shares(plan: Plan, symbols: Ints, final: Ints, above: float) -> None:
    """Price what is outside the shares that a roster has, or one of each other where nearer."""
    counts = plan.counts(symbols)
    row, day = np.indices(symbols.shape)
    refused = plan.requests.cost[row, day, symbols]
    size = np.arange(final.shape[2])
    for group in plan.fairness.groups:
        t = plan.objectives.index(group.name)
        rows = list(group.rows)
        shares = np.array(group.shares(counts[rows, t].tolist()))
        # who has all that they may, and less than others, is no measure of how few is fair
        all_theirs = counts[rows, t] >= most_by_requests(plan, group, refused)
        free = shares if all_theirs.all() else shares[~all_theirs]
        low, high = _between(free.tolist(), above)
        lows = np.where(all_theirs, np.minimum(shares - CLOSE, low), low)
        final[rows, t] = _outside(group, (lows[:, None], max(high, shares.max() + CLOSE)), size)
    hours = plan.fairness.hours
    if plan.objectives.weight(HOURS) > 0 and hours.rows:
        t = plan.objectives.index(HOURS)
        low, high = _between(
            (counts[list(hours.rows), t] * HALF_HOUR / hours.unit_minutes).tolist(), above
        )
        each = size[None, :] * HALF_HOUR / hours.unit_minutes[:, None]
        final[list(hours.rows), t] = _beyond(each, low, high)


def _between(shares: Sequence[float], above: float) -> tuple[float, float]:
    """The lowest and the highest share; wider where that is fair all the same."""
    room = max(0.0, WITHIN - (max(shares) - min(shares)))
    return min(shares) - room * (1 - above) - CLOSE, max(shares) + room * above + CLOSE


def without_shares(plan: Plan) -> Problem:
    """The problem with no price on any share: once they are settled, all within them are alike."""
    final = plan.problem.final.copy()
    for name in plan.objectives.names:
        if name in SHARED:
            final[:, plan.objectives.index(name)] = 0
    return replace(plan.problem, final=final)


def _outside(group: FairnessGroup, between: tuple[Floats, float], size: Ints) -> Ints:
    """(rows of the group, N) how far each count's share is outside; the lowest may be a row's."""
    counts = size[None, :] + np.array(group.history)[:, None]
    return _beyond(counts / np.array(group.wte)[:, None], *between)


def _beyond(each: Floats, low: float | Floats, high: float) -> Ints:
    beyond = np.maximum(0.0, np.maximum(low - each, each - high))
    return np.asarray(np.ceil(PARTS * beyond), np.int64)
