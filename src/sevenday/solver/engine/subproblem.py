"""Part of a roster to be made anew: some rows on some days, the rest as it is."""

from typing import NamedTuple

import numpy as np

from sevenday.kernels import kernel
from sevenday.solver.engine.pricing import best_row
from sevenday.solver.engine.problem import Arrays, Bools, Floats, Ints, Problem
from sevenday.solver.engine.roster import Roster, allowed_ends, remove_days
from sevenday.solver.engine.row_programme import ANY_AMOUNT, INFEASIBLE_64, RowPrices, RowSpan

SCALE = 4096
"""Prices are whole numbers of this part of a unit of cost: duals are rounded to it."""


class Region(NamedTuple):
    """K rows on days `first` to `stop`, with what the rest leaves them.

    `allowed` (K, days, C) is what a dive narrows. `counts`, `many`, `spent`: of the days outside.
    `cover` (J,): the rows on each line without these.
    """

    rows: Ints
    first: int
    stop: int
    state: Ints
    ends: Bools
    spent: Ints
    counts: Ints
    many: Ints
    cover: Ints
    allowed: Bools


class PricedRows(NamedTuple):
    """The best way of each row: `symbols` (K, days), its `values` (K,), and whether it is `exact`.

    A value that is not exact is a bound; it is INFEASIBLE_64 where a row has no way at all.
    """

    symbols: Ints
    values: Floats
    exact: Bools


def cut_region(problem: Problem, roster: Roster, rows: Ints, first: int, stop: int) -> Region:
    """The region, and what is left to it when its cells are taken out of a roster."""
    arrays, rest = problem.arrays, roster.copy()
    states = arrays.moves.shape[2]
    ends = np.zeros((len(rows), states), np.bool_)
    for k, row in enumerate(rows):
        allowed_ends(arrays, rest, row, stop, ends[k])
    for row in rows:
        remove_days(arrays, rest, row, first, stop)
    return Region(
        np.asarray(rows, np.int64),
        first,
        stop,
        rest.states[rows, first].astype(np.int64),
        ends,
        rest.spent[rows],
        rest.counts[rows],
        rest.many[rows],
        rest.cover,
        arrays.allowed[rows, first:stop].copy(),
    )


def unpriced(rows: int, days: int) -> PricedRows:
    """Room for so many rows."""
    return PricedRows(np.zeros((rows, days), np.int64), np.zeros(rows), np.ones(rows, np.bool_))


@kernel
def price_rows(P: Arrays, Q: Region, dual, wanted, priced: PricedRows):
    """Write the best row of each `wanted` (K,) row of a region at the duals of the cover lines.

    `dual` (J,): whole numbers, SCALE to a unit of cost, what one more row on a line is worth. In
    whole numbers every sum is exact, so that the bound is proved and not merely computed.
    """
    K, days, C = Q.allowed.shape
    cell = np.empty((days, C), np.float64)
    marginal, last = np.zeros(P.final.shape[1]), P.final.shape[2] - 1
    for k in range(K):
        if not wanted[k]:
            continue
        r = Q.rows[k]
        for t in range(len(marginal)):
            if P.margin[t] and P.priced[r, t]:
                n = min(max(Q.counts[k, t], 0), last - 1)
                marginal[t] = SCALE * (P.final[r, t, n + 1] - P.final[r, t, n])
        for i in range(days):
            for c in range(C):
                if not Q.allowed[k, i, c]:
                    cell[i, c] = INFEASIBLE_64
                    continue
                value = P.cost[r, Q.first + i, c] * SCALE
                for n in range(P.lines.shape[3]):
                    j = P.lines[P.team[r], Q.first + i, c, n]
                    if j >= 0:
                        value -= dual[j]
                cell[i, c] = value
        span = RowSpan(
            r,
            Q.first,
            Q.stop,
            Q.state[k],
            Q.ends[k],
            P.least[r] - Q.spent[k],
            P.most[r] - Q.spent[k],
            P.caps[r] - Q.counts[k],
            Q.counts[k],
            P.symbol_caps[r] - Q.many[k],
            ANY_AMOUNT,
        )
        prices = RowPrices(cell, marginal, float(SCALE))
        priced.values[k], priced.exact[k] = best_row(P, span, prices, priced.symbols[k])
