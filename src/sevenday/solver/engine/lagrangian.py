"""A bound for problems too long for columns: Lagrange's, by steps uphill, some limits left out.

The limits on counters and on symbols are left out, so that a row's table stays small: what is left
allows more rosters, never fewer, and the bound holds for the whole problem.
"""

from collections.abc import Callable

import numpy as np

from sevenday.solver.engine.problem import Problem
from sevenday.solver.engine.subproblem import SCALE, Region, price_rows

FREE = -(1 << 30)
"""What counters have outside the region, so that no limit is ever met."""
ROUNDS = 10_000
FIRST_STEP, SHORTER, PATIENCE = 1.0, 0.7, 5


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
    problem: Problem, cost: int, tell: Callable[[int], None], done: Callable[[], bool]
) -> None:
    """Tell ever better bounds until `done`; `cost`: of a roster that is known."""
    region = relaxed_region(problem)
    rows, days, _ = problem.shape
    counts = np.arange(rows + 1)
    shape = problem.penalty * SCALE
    dual = np.zeros(len(shape))
    best, best_dual, step, since = -np.inf, dual, FIRST_STEP, 0
    symbols = np.zeros((rows, days), np.int64)
    values, exact = np.zeros(rows), np.ones(rows, np.bool_)
    for _ in range(ROUNDS):
        for row in range(rows):  # one at a time, so that the time is kept
            price_rows(problem.arrays, region, dual, np.arange(rows) == row, symbols, values, exact)
            if done():
                return
        cover = shape + dual[:, None] * counts
        bound = (values.sum() + cover.min(1).sum()) / SCALE
        uphill = cover.argmin(1) - problem.cover(symbols)
        if bound > best:
            best, best_dual, since = bound, dual, 0
            found = -(-int(values.sum() + cover.min(1).sum()) // SCALE)
            tell(found + int(problem.final.min(2).sum()) + problem.constant)
        else:
            since += 1
            if since >= PATIENCE:
                step, since, dual = step * SHORTER, 0, best_dual
        length = step * (cost - bound) * SCALE / max(1, int((uphill**2).sum()))
        dual = np.rint(dual + length * uphill)
