"""A bound for problems too long for columns: Lagrange's, by steps uphill, some limits left out.

The limits on counters and on symbols are left out, so that a row's table stays small: what is left
allows more rosters, never fewer, and the bound holds for the whole problem.
"""

from collections.abc import Callable

import numpy as np

from sevenday.solver.engine.params import LagrangianParams
from sevenday.solver.engine.problem import Problem
from sevenday.solver.engine.subproblem import SCALE, Region, price_rows, unpriced

FREE = -(1 << 30)
"""What counters have outside the region, so that no limit is ever met."""


def relaxed_region(problem: Problem) -> Region:
    """All rows and days, with the limits on counters and symbols left out."""
    rows, days, symbols = problem.shape
    arrays = problem.arrays
    counters = np.full(arrays.caps.shape, FREE)
    return Region(
        np.arange(rows),
        0,
        days,
        arrays.start,
        arrays.ends[arrays.machine],
        np.zeros(rows, np.int64),
        counters,
        np.full((rows, symbols), FREE),
        np.zeros(len(problem.penalty), np.int64),
        arrays.allowed,
    )


def lagrangian_bound(
    problem: Problem,
    cost: int,
    on_bound: Callable[[int], None],
    done: Callable[[], bool],
    params: LagrangianParams,
) -> None:
    """Raise the Lagrangian bound by subgradient steps, as Held and Karp do (1971), until `done`.

    `cost`: of a roster that is known. `on_bound`: called with each better bound.
    """
    region = relaxed_region(problem)
    rows, days, _ = problem.shape
    counts = np.arange(rows + 1)
    shape = problem.penalty * SCALE
    dual = np.zeros(len(shape))
    best, best_dual, step, since = -np.inf, dual, params.first_step, 0
    priced = unpriced(rows, days)
    for _ in range(params.rounds):
        for row in range(rows):  # one at a time, so that the time is kept
            price_rows(problem.arrays, region, dual, np.arange(rows) == row, priced)
            if done():
                return
        cover = shape + dual[:, None] * counts
        bound = (priced.values.sum() + cover.min(1).sum()) / SCALE
        uphill = cover.argmin(1) - problem.cover(priced.symbols)
        if bound > best:
            best, best_dual, since = bound, dual, 0
            found = -(-int(priced.values.sum() + cover.min(1).sum()) // SCALE)
            on_bound(found + int(problem.final.min(2).sum()) + problem.constant)
        else:
            since += 1
            if since >= params.patience:
                step, since, dual = step * params.shorter, 0, best_dual
        length = step * (cost - bound) * SCALE / max(1, int((uphill**2).sum()))
        dual = np.rint(dual + length * uphill)
