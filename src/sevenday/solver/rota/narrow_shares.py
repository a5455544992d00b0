"""Shares brought nearer to each other, one end of one of them at a time.

A search by prices looks for shares that are near the fair one in the squares: where doctors are
part time, that is not always where the furthest are nearest. So what is furthest is barred by a
price, in turn for each thing that is shared out and at each end, and a rota that is fairer by count
takes the place of the one before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import inf
from random import Random
from typing import NamedTuple

import numpy as np

from sevenday.solver.engine.problem import Floats, Ints, Problem
from sevenday.solver.engine.search import SearchResult
from sevenday.solver.plan.fairness import CLOSE, WITHIN, unfair_by
from sevenday.solver.plan.objectives import HALF_HOUR, HOURS
from sevenday.solver.plan.plan import Plan

DEAR = 10
"""What it costs to be one outside, in times the price of one away from the fair share."""
Search = Callable[[Problem, Ints], SearchResult]
"""Searches a problem for a moment, from a roster (R, D)."""


class SharedObjective(NamedTuple):
    """One thing that is shared out: who shares it, and the share of each count of theirs.

    `counter`: its index; `rows` (n,); `each` (n, N): the share of each count, for a whole time;
    `fair`: how far apart shares may be; `weight`: what it weighs that they are further.
    """

    counter: int
    rows: list[int]
    each: Floats
    fair: float
    weight: float


def unfairness(plan: Plan, symbols: Ints) -> int:
    """Hundredths by which the shares of a roster (R, D) are further apart than is fair, in all."""
    counts, hours = plan.counts(symbols), plan.fairness.hours
    total = 0
    for group in plan.fairness.groups:
        mine = counts[list(group.rows), plan.objectives.index(group.name)].tolist()
        total += unfair_by(group.spread(mine), plan.objectives.weight(group.name))
    if hours.rows and (weight := plan.objectives.weight(HOURS)) > 0:
        each = hours.per_week(plan.problem.machines[0].spend[symbols].sum(1))
        total += unfair_by(float(each.max() - each.min()), weight)
    return total


def narrow_shares(
    plan: Plan,
    problem: Problem,
    symbols: Ints,
    search: Search,
    done: Callable[[], bool],
    seed: int,
) -> Ints:
    """A roster (R, D) whose shares are no further apart, level above level as it was.

    Parameters
    ----------
    plan
        Whose shares they are.
    problem
        The plan's problem with what is settled above fairness.
    symbols
        The roster to begin from.
    search, done
        A search for a moment, and whether there is time for another.
    seed
        Of what is drawn.
    """
    draw = Random(seed)
    best, unfair, shares = symbols, unfairness(plan, symbols), list(_shares(plan, problem))
    better = unfair > 0
    while better and not done():
        better = False
        for final in _narrower(plan, problem, shares, best, draw):
            if done():
                break
            found = search(replace(problem, final=final), best).roster
            if (now := unfairness(plan, found)) < unfair and _no_worse(problem, found, best):
                best, unfair, better = found, now, unfair > 0
                break
    return best


def _no_worse(problem: Problem, roster: Ints, than: Ints) -> bool:
    return problem.settled_cost(roster) <= problem.settled_cost(than)


def _narrower(
    plan: Plan, problem: Problem, shares: Sequence[SharedObjective], symbols: Ints, draw: Random
) -> Iterator[Ints]:
    """(R, T, N) prices of shares: each time what is outside one that is unfair is dear.

    First all that is further apart than is fair, about its middle and about either end, so that
    others may give way; then the furthest alone; then all shares about wherever is drawn.
    """
    counts, ends = plan.counts(symbols), []
    for share in shares:
        each = share.each[np.arange(len(share.rows)), counts[share.rows, share.counter]]
        low, high = float(each.min()), float(each.max())
        room = max(0.0, share.fair - (high - low)) / 2
        ends.append((low - room, high + room))
    wide = [k for k, (low, high) in enumerate(ends) if high - low > shares[k].fair + CLOSE]
    wide.sort(key=lambda k: -shares[k].weight * (ends[k][1] - ends[k][0] - shares[k].fair))
    for k in wide:
        (low, high), fair = ends[k], shares[k].fair
        middle = (low + high - fair) / 2
        inner = [(start, start + fair) for start in (middle, low, high - fair)]
        inner += [(low + 3 * CLOSE, high), (low, high - 3 * CLOSE)]
        for between in inner:
            yield _priced(plan, problem, shares, [*ends[:k], between, *ends[k + 1 :]])
    while wide:
        drawn = []
        for share, (low, high) in zip(shares, ends, strict=True):
            width = draw.uniform(share.fair, max(share.fair, high - low))
            start = draw.uniform(low - share.fair, high - width + share.fair)
            drawn.append((start, start + width))
        yield _priced(plan, problem, shares, drawn)


def _priced(
    plan: Plan,
    problem: Problem,
    shares: Sequence[SharedObjective],
    between: Sequence[tuple[float, float]],
) -> Ints:
    """(R, T, N) prices of what is outside some ends of each share."""
    final = problem.final.copy()
    for share, (low, high) in zip(shares, between, strict=True):
        final[share.rows, share.counter] = _outside(plan, share, low - CLOSE, high + CLOSE)
    return final


def _shares(plan: Plan, problem: Problem) -> Iterator[SharedObjective]:
    size = np.arange(problem.final.shape[2])
    for group in plan.fairness.groups:
        t, weight = plan.objectives.index(group.name), plan.objectives.weight(group.name)
        counts = size[None, :] + np.array(group.history)[:, None]
        each = counts / np.array(group.wte)[:, None]
        if weight > 0:
            least = group.least_spread()  # without end where cover is more than they may have
            fair = max(WITHIN, least if least < inf else WITHIN)
            yield SharedObjective(t, list(group.rows), each, fair, weight)
    hours, weight = plan.fairness.hours, plan.objectives.weight(HOURS)
    if hours.rows and weight > 0:
        each = size[None, :] * HALF_HOUR / hours.unit_minutes[:, None]
        fair = max(WITHIN, hours.least_spread)
        yield SharedObjective(plan.objectives.index(HOURS), list(hours.rows), each, fair, weight)


def _outside(plan: Plan, share: SharedObjective, low: float, high: float) -> Ints:
    """(n, N) what each count costs: nothing between the two, and more the further it is outside."""
    beyond = np.maximum(0.0, np.maximum(low - share.each, share.each - high))
    price = DEAR * plan.prices.nights * share.weight * beyond + (beyond > 0)
    return np.asarray(np.minimum(np.rint(price), plan.prices.most), np.int32)
