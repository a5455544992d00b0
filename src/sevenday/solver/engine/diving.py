"""From a mix of columns to a roster: fix the surest undecided cells, price again, until whole."""

from collections.abc import Callable

import numpy as np

from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.problem import Bools, Ints

SURE = 1 - 1e-6
PART = 0.03
"""The share of the undecided cells that is fixed at once."""
STEPS_BACK = 12
"""How often a fixing that costs too much is taken back, and its symbol barred instead."""


def dive(
    columns: RestrictedMaster,
    cutoff: Callable[[], float],
    rng: np.random.Generator,
    near: float = 0.01,
    rounds: int = 30,
    done: Callable[[], bool] = lambda: False,
    root: bool = False,
) -> Ints | None:
    """The symbols (K, days) of a roster of the region that costs less than `cutoff`, or None.

    `cutoff` is asked at each step: what is known by then may be cheaper than when the dive began.
    `root`: the columns have already been priced to the end.
    """
    allowed = columns.region.allowed
    whole = allowed.copy()
    taken: list[tuple[Bools, tuple[int, ...]]] = []
    back = 0
    try:
        while True:
            most = cutoff()
            if not root:
                columns.converge(until=most - 1 + 1e-6, rounds=rounds, near=near, done=done)
            if not taken and not back:
                columns.settled = columns.bound
            root = False
            if done():
                return None
            if columns.bound >= most - 1 + 1e-6 or columns.value >= most - 1e-6:
                if not taken or back == STEPS_BACK:
                    return None
                before, (k, i, c) = taken.pop()
                allowed[:] = before
                allowed[k, i, c] = False
                back += 1
                continue
            weights = columns.cell_weights()
            top = weights.max(2)
            if (top >= SURE).all():
                whole_lines: Ints = weights.argmax(2)
                return whole_lines
            undecided = np.argwhere(top < SURE)
            sure = top[undecided[:, 0], undecided[:, 1]] + 0.05 * rng.random(len(undecided))
            many = max(1, int(len(undecided) * PART))
            chosen = undecided[np.argsort(-sure)[:many]]
            first = (*chosen[0], int(weights[chosen[0][0], chosen[0][1]].argmax()))
            taken.append((allowed.copy(), first))
            for k, i in chosen:
                c = int(weights[k, i].argmax())
                allowed[k, i] = False
                allowed[k, i, c] = True
    finally:
        allowed[:] = whole


def filling_cost(columns: RestrictedMaster, symbols: Ints) -> float:
    """What a filling of the region costs, its lines included."""
    P, Q = columns.problem, columns.region
    days = np.arange(Q.first, Q.stop)
    counts = np.zeros(len(columns.lines), np.int64)
    total = 0.0
    for k, line in enumerate(symbols):
        total += float(P.cost[Q.rows[k], days, line].sum()) + columns.end_price(k, line)
        held = P.lines[columns.team[k], days, line].ravel()
        np.add.at(counts, columns.index[held[held >= 0]], 1)
    return total + float(columns.shape[np.arange(len(counts)), counts].sum())
