"""From a mix of columns to a roster: fix the surest undecided cells, price again, until whole."""

from collections.abc import Callable

import numpy as np

from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.params import DiveParams
from sevenday.solver.engine.problem import Bools, Ints

SURE = 1 - 1e-6
"""A cell that the mix puts this far on one symbol is decided."""


def dive(
    columns: RestrictedMaster,
    cutoff: Callable[[], float],
    rng: np.random.Generator,
    params: DiveParams,
    done: Callable[[], bool] = lambda: False,
    converged: bool = False,
) -> Ints | None:
    """The symbols (K, days) of a roster of the region that costs less than `cutoff`, or None.

    Diving with backtracking (Sadykov et al., "Primal Heuristics for Branch and Price: The Assets of
    Diving Methods", INFORMS Journal on Computing, 2019).

    Parameters
    ----------
    columns
        Of the region; what it allows is as it was when the dive has ended.
    cutoff
        Called at each step: what is known by then may be cheaper than when the dive began.
    rng
        Breaks ties between cells.
    params
        How much is fixed at once, how often that is taken back, how far columns converge.
    done
        Called between two steps: whether to end without a roster.
    converged
        Whether the columns have already been priced to the end.
    """
    allowed = columns.region.allowed
    whole = allowed.copy()
    taken: list[tuple[Bools, tuple[int, ...]]] = []
    back = 0
    try:
        while True:
            most = cutoff()
            if not converged:
                columns.converge(most - 1 + 1e-6, params.rounds, params.gap, done)
            if not taken and not back:
                columns.settled = columns.bound
            converged = False
            if done():
                return None
            if columns.bound >= most - 1 + 1e-6 or columns.value >= most - 1e-6:
                if not taken or back == params.backtracks:
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
            many = max(1, int(len(undecided) * params.fixed_share))
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
        lines = P.lines[columns.team[k], days, line].ravel()
        np.add.at(counts, columns.index[lines[lines >= 0]], 1)
    return total + float(columns.shape[np.arange(len(counts)), counts].sum())
