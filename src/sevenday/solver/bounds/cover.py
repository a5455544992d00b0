"""What no rota does better in cover and requests: some weeks at a time, the rest made easier.

A week in which every place is filled and every request met costs nothing, and nothing costs less.
The others are cut out: their rows begin as rested as may be, end as they like, and hours, nights
and weekends are left to the checker. That allows more rosters, never fewer, so what is proved of
the weeks by column generation and branching holds for the rota.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import numpy as np

from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.engine.branching import branch_and_bound
from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.problem import Ints, Problem
from sevenday.solver.engine.subproblem import Region
from sevenday.solver.plan.cover_lines import IDEAL, cover_prices
from sevenday.solver.plan.plan import Plan

CLOSE = 1e-6


def least_cost(
    problem: Problem,
    cost: Ints,
    rested: int,
    roster: Ints,
    done: Callable[[], bool],
    params: BoundParams = BoundParams(),
) -> tuple[int, int]:
    """Bound what a roster costs in cover and in cells.

    Parameters
    ----------
    problem
        What the roster solves.
    cost
        (R, D, C) what cells cost: 0 throughout where cover alone is bounded.
    rested
        The state of a row that has been off for long.
    roster
        (R, D) symbols.
    done
        Whether to stop: windows that are not looked at then are bounded by 0.
    params
        Settings.

    Returns
    -------
    spent, bound
        What the roster costs, and what no roster costs less than.
    """
    eased = _relaxed(problem, cost)
    days = _priced(eased, roster)
    total = bound = 0
    # a window's rows are begun rested: that is a relaxation only where nothing is freer
    freest = all(_rested_dominates(machine, rested) for machine in problem.machines)
    for first, stop in _windows(np.flatnonzero(days), roster.shape[1], params):
        spent = int(days[first:stop].sum())
        total += spent
        if spent > 0 and freest and not done():
            bound += min(
                spent,
                _least(eased, rested, roster, (first, stop), spent, done, params.window_nodes),
            )
    return total, bound


def least_wrong(
    plan: Plan, rank: int, roster: Ints, done: Callable[[], bool], params: BoundParams
) -> int:
    """How many places of a rank no rota has fewer wrong, or below their ideal, than.

    Parameters
    ----------
    plan
        The plan.
    rank
        Of the places; IDEAL for all places below their ideal.
    roster
        (R, D) symbols.
    done
        Whether to stop.
    params
        Settings.
    """
    rows = len(roster)
    alone = dict.fromkeys(range(1, IDEAL + 1), 0) | {rank: 1}
    penalty = cover_prices(plan.cover_lines, rows, alone)
    floor = int(penalty.min(1).sum())
    problem = replace(plan.problem, penalty=penalty)
    _, least = least_cost(problem, np.zeros_like(problem.cost), plan.rested, roster, done, params)
    return floor + least


def _relaxed(problem: Problem, cost: Ints) -> Problem:
    """The problem with no limit but the machine's, and no price but cover's and `cost`."""
    rows, days, symbols = problem.shape
    machines = tuple(replace(m, spend=np.zeros_like(m.spend)) for m in problem.machines)
    return replace(
        problem,
        machines=machines,
        cost=cost,
        least=np.zeros(rows, np.int64),
        most=np.zeros(rows, np.int64),
        caps=np.full(problem.caps.shape, 1 << 18),
        symbol_caps=np.full((rows, symbols), days),
        final=np.zeros_like(problem.final),
        unit=1,
    )


def _priced(problem: Problem, roster: Ints) -> Ints:
    """(D,) what each day of a roster costs; a line counts on the last day that it holds."""
    rows, days = roster.shape
    at = np.arange(days)
    each: Ints = problem.cost[np.arange(rows)[:, None], at[None, :], roster].sum(0)
    each = each.astype(np.int64)
    counts = problem.cover(roster)
    lines = problem.penalty[np.arange(len(counts)), counts] - problem.penalty.min(1)
    last = np.full(len(counts), -1)
    for day in range(days):
        on_day = problem.lines[:, day]
        last[on_day[on_day >= 0]] = day
    np.add.at(each, np.maximum(last, 0), lines)
    return each


def _windows(priced: Ints, days: int, params: BoundParams) -> Iterator[tuple[int, int]]:
    """Spans of days around those that cost something, apart from one another."""
    first = stop = -1
    margin = params.window_margin
    for day in priced.tolist():
        low, high = max(0, day - margin), min(days, day + margin + 1)
        if first >= 0 and low < stop and high - first <= params.window_days:
            stop = high
            continue
        if first >= 0:
            yield first, stop
        first, stop = max(low, stop, 0), high
    if first >= 0:
        yield first, stop


def _least(
    problem: Problem,
    rested: int,
    roster: Ints,
    window: tuple[int, int],
    spent: int,
    done: Callable[[], bool],
    nodes: int,
) -> int:
    """What no filling of a window costs less than, over the least that its lines cost."""
    first, stop = window
    rows = len(roster)
    arrays = problem.arrays
    # a cover line that reaches out of the window could be filled there, so it costs nothing here
    inside = np.zeros(len(problem.penalty), np.bool_)
    outside = inside.copy()
    lines = problem.lines[:, first:stop]
    inside[lines[lines >= 0]] = True
    for part in (problem.lines[:, :first], problem.lines[:, stop:]):
        outside[part[part >= 0]] = True
    penalty = np.where((inside & ~outside)[:, None], problem.penalty, 0)
    penalty = penalty - penalty.min(1, keepdims=True)
    cut = replace(problem, penalty=penalty)
    state = problem.start if first == 0 else np.full(rows, rested)
    region = Region(
        np.arange(rows),
        first,
        stop,
        state.astype(np.int64),
        np.ones((rows, arrays.moves.shape[2]), np.bool_),
        np.zeros(rows, np.int64),
        np.zeros((rows, problem.caps.shape[1]), np.int64),
        np.zeros((rows, problem.shape[2]), np.int64),
        np.zeros(len(penalty), np.int64),
        arrays.allowed[:, first:stop].copy(),
    )
    columns = RestrictedMaster(cut, region)
    for k in range(rows):
        columns.add(k, roster[k, first:stop].astype(np.int64))
    columns.converge(done=done, near=CLOSE)
    if not math.isfinite(columns.bound):
        return 0  # the time was up before there was a bound
    columns.settled = columns.bound
    found = [math.ceil(columns.bound - CLOSE)]
    left = count(1)

    def on_bound(bound: float) -> None:
        found.append(math.ceil(bound - CLOSE))

    branch_and_bound(columns, spent, on_bound, lambda: done() or next(left) > nodes)
    return max(0, *found)


def _rested_dominates(machine: Machine, rested: int) -> bool:
    """Whether all that may follow any state may follow the rested one, for good."""
    pairs = [(state, rested) for state in range(machine.states) if state != rested]
    known = set(pairs)
    while pairs:
        tired, fresh = pairs.pop()
        ways = machine.moves[:, tired].ravel(), machine.moves[:, fresh].ravel()
        for after, easier in zip(*ways, strict=True):
            if after == NO_STATE:
                continue
            if easier == NO_STATE:
                return False
            pair = int(after), int(easier)
            if pair[0] != pair[1] and pair not in known:
                known.add(pair)
                pairs.append(pair)
    return True
