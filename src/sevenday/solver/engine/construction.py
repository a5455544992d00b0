"""A first lawful roster: one row after another, each its exact best beside those before it."""

from collections.abc import Sequence

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.kernels import kernel
from sevenday.solver.engine.params import ConstructionParams
from sevenday.solver.engine.priced_limits import row_with_priced_limits
from sevenday.solver.engine.pricing import ANY_AMOUNT, INFEASIBLE, RowPrices, RowSpan, best_row
from sevenday.solver.engine.problem import Arrays, Ints, Problem
from sevenday.solver.engine.roster import Roster, RowWindow, cell_prices, insert_days
from sevenday.solver.engine.xorshift import generator_state

EXACT_TIMES = 50
"""Where no prices hold a row's limits, a table of so many times `table_cells` is made after all."""


def empty_roster(problem: Problem) -> Roster:
    """A roster with no row yet: its cost is the cover's with nobody there."""
    rows, days, symbols = problem.shape
    counters = problem.caps.shape[1]
    states = np.zeros((rows, days + 1), np.int16)
    states[:, 0] = problem.start
    cost = problem.penalty[:, 0].sum() + problem.final[:, :, 0].sum() + problem.constant
    return Roster(
        np.zeros((rows, days), np.int16),
        states,
        np.zeros(rows, np.int64),
        np.zeros((rows, counters), np.int64),
        np.zeros((rows, symbols), np.int64),
        np.zeros(len(problem.penalty), np.int64),
        np.array([cost], np.int64),
    )


def first_roster(
    problem: Problem,
    rng: np.random.Generator,
    kept: Ints | None = None,
    again: Sequence[int] = (),
    params: ConstructionParams = ConstructionParams(),
) -> Roster:
    """A lawful roster.

    Parameters
    ----------
    problem
        Whose rows are filled.
    rng
        Draws their order.
    kept, again
        A roster (R, D) whose rows stay, but for those to be made again.
    params
        How large a table may be, and how often prices are tried.

    Raises
    ------
    InputError
        Where a row has no lawful line at all: it names the row.
    """
    roster = empty_roster(problem)
    order = rng.permutation(len(problem.names)) if kept is None else np.array(again, np.int64)
    if kept is not None:
        for row in sorted(set(range(len(problem.names))) - set(again)):
            insert_days(problem.arrays, roster, row, 0, problem.shape[1], kept[row])
    failed, proved = _fill_rows(problem.arrays, roster, order, generator_state(rng), params)
    if failed >= 0:
        what = f"{problem.names[failed]}: no line of these days keeps every rule"
        what += ": that is proved" if proved else " that was found"
        how = "fewer rules, other days off, or another least and most of hours"
        raise InputError(Fault(what, expected=how))
    return roster


@kernel
def _fill_rows(P: Arrays, X: Roster, order, rng, params: ConstructionParams):
    """Fill the rows in an order; returns (a row without a lawful line, or -1; proved)."""
    D, C = P.allowed.shape[1:]
    price = np.empty((D, C), np.float32)
    out = np.zeros(D, np.int64)
    for r in order:
        cell_prices(P, X, RowWindow(r, 0, D), 0.0, rng, price)
        found, proved = False, False
        if P.margin.any():
            found = _by_parts(P, r, price, params.part_days, out)
        for _ in range(params.restarts if table_cells(P, r) > params.table_cells else 0):
            found = found or row_with_priced_limits(P, r, price.copy(), params.tries, rng, out)
        if not found and table_cells(P, r) <= EXACT_TIMES * params.table_cells:
            found, proved = _exact(P, r, price, params.tries, out)
        if not found:
            return r, proved
        insert_days(P, X, r, 0, D, out)
    return -1, False


@kernel
def _by_parts(P: Arrays, r, price, part_days, out):
    """A lawful line made some weeks at a time, each with its share of the amount; quick.

    The share goes by the days on which the row may work at all. False where the parts do not
    come to a lawful line.
    """
    D, C = price.shape
    m, T = P.machine[r], P.caps.shape[1]
    s, spent, longest = P.start[r], 0, P.spend[m].max()
    counts = np.zeros(T, np.int64)
    marginal = np.zeros(T, price.dtype)
    any_symbol, ends = np.full(C, 1 << 20), np.ones(P.states[m], np.bool_)
    free = np.zeros(D, np.int64)
    for d in range(D):
        for c in range(1, C):
            if price[d, c] < INFEASIBLE:
                free[d] = 1
    every, so_far = max(1, free.sum()), 0
    for first in range(0, D, part_days):
        stop = min(D, first + part_days)
        so_far += free[first:stop].sum()
        room = P.caps[r] - counts
        for t in range(T):  # no part may use up what the later ones need
            room[t] = min(room[t], -(-P.caps[r, t] * stop // D) - counts[t])
        low, high = P.least[r] * so_far // every - spent, P.most[r] * so_far // every - spent
        if stop < D:
            low, high = low - longest, min(high + longest, P.most[r] - spent)
        span = RowSpan(
            r,
            first,
            stop,
            s,
            P.ends[m] if stop == D else ends,
            max(0, low),
            high,
            room,
            counts,
            any_symbol,
            ANY_AMOUNT,
        )
        found, _ = best_row(P, span, RowPrices(price[first:stop], marginal, 1.0), out[first:stop])
        if found >= INFEASIBLE / 2:
            return False
        for d in range(first, stop):
            for t in range(T):
                counts[t] += P.adds[m, t, P.kind[d], s, out[d]]
            spent += P.spend[m, out[d]]
            s = int(P.moves[m, s, out[d]])
    for c in range(1, C):
        if (out == c).sum() > P.symbol_caps[r, c]:
            return False
    return P.least[r] <= spent <= P.most[r] and (counts <= P.caps[r]).all()


@kernel
def table_cells(P: Arrays, r):
    """How large the table of a row's whole horizon is, with every counter."""
    many = P.allowed.shape[1] * P.states[P.machine[r]] * (P.most[r] + 1)
    for t in range(P.caps.shape[1]):
        many *= min(P.caps[r, t], P.allowed.shape[1]) + 1
    return many


@kernel
def _exact(P: Arrays, r, price, tries, out):
    """(Whether `out` is a lawful line, whether it is proved that there is none)."""
    D, C = price.shape
    m, none = P.machine[r], np.zeros(P.caps.shape[1], np.int64)
    span = RowSpan(
        r,
        0,
        D,
        P.start[r],
        P.ends[m],
        P.least[r],
        P.most[r],
        P.caps[r],
        none,
        P.symbol_caps[r],
        ANY_AMOUNT,
    )
    prices = RowPrices(price, np.zeros(len(none), price.dtype), 1.0)
    for barred in range(D * C):
        found, exact = best_row(P, span, prices, out)
        if found >= INFEASIBLE / 2:
            return False, barred == 0 and exact
        if exact and P.unit == 1:
            return True, False
        if exact:  # in rounded amounts alone: the exact ones are held to by prices
            rng = np.array([np.uint64(88172645463325252)])
            return row_with_priced_limits(P, r, price, tries, rng, out), False
        # symbols over their limit that no state had room for: bar their dearest days
        for c in range(1, C):
            many = (out == c).sum()
            while many > P.symbol_caps[r, c]:
                worst = -1
                for d in range(D):
                    if out[d] == c and (worst < 0 or price[d, c] > price[worst, c]):
                        worst = d
                price[worst, c] = INFEASIBLE
                out[worst] = 0
                many -= 1
    return False, False
