"""A first lawful roster: one row after another, each its exact best beside those before it."""

import math
from collections.abc import Sequence

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.solver.engine.params import ConstructionParams
from sevenday.solver.engine.priced_limits import UNLIMITED, added, row_with_priced_limits
from sevenday.solver.engine.pricing import best_row
from sevenday.solver.engine.problem import Arrays, Floats, Ints, Problem
from sevenday.solver.engine.roster import Roster, RowWindow, cell_prices, insert_days
from sevenday.solver.engine.row_programme import ANY_AMOUNT, INFEASIBLE, RowPrices, RowSpan
from sevenday.solver.engine.xorshift import generator_state

SEED = 88172645463325252
"""Of the prices of a row whose amounts are rounded: Marsaglia's own."""
EXACT_TIMES = 50
"""Where no prices hold a row's limits, a table of so many times `table_cells` is made after all."""


def empty_roster(problem: Problem) -> Roster:
    """A roster with no row yet: its cost is the cover's with nobody there."""
    rows, days, symbols = problem.shape
    counters = problem.caps.shape[1]
    states = np.zeros((rows, days + 1), np.int16)
    states[:, 0] = problem.start
    cost = problem.penalty[:, 0].sum() + problem.final[:, :, 0].sum() + problem.constant
    settled = problem.settled
    first = 0 if settled is None else settled.penalty[:, 0].sum() + settled.final[:, :, 0].sum()
    return Roster(
        np.zeros((rows, days), np.int16),
        states,
        np.zeros(rows, np.int64),
        np.zeros((rows, counters), np.int64),
        np.zeros((rows, symbols), np.int64),
        np.zeros(len(problem.penalty), np.int64),
        np.array([cost, first], np.int64),
    )


def first_roster(
    problem: Problem,
    rng: np.random.Generator,
    symbols: Ints | None = None,
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
    symbols, again
        A roster (R, D) whose rows stay, but for those to be made again.
    params
        How large a table may be, and how often prices are tried.

    Raises
    ------
    InputError
        Where a row has no lawful line at all: it names the row.
    """
    roster = empty_roster(problem)
    order = rng.permutation(len(problem.names)) if symbols is None else np.array(again, np.int64)
    if symbols is not None:
        for row in sorted(set(range(len(problem.names))) - set(again)):
            insert_days(problem.arrays, roster, row, 0, problem.shape[1], symbols[row])
    failed, proved = _fill_rows(problem.arrays, roster, order, generator_state(rng), params)
    if failed >= 0:
        what = f"{problem.names[failed]}: no line of these days keeps every rule"
        what += ": that is proved" if proved else " that was found"
        how = "fewer rules, other days off, or another least and most of hours"
        code = "infeasible" if proved else "no-result"
        raise InputError(Fault(what, expected=how, code=code))
    return roster


def _fill_rows(
    P: Arrays, X: Roster, order: Ints, rng: Ints, params: ConstructionParams
) -> tuple[int, bool]:
    """Fill the rows in an order; returns (a row without a lawful line, or -1; proved)."""
    D, C = P.allowed.shape[1:]
    price = np.empty((D, C), np.float32)
    out = np.zeros(D, np.int64)
    for r in order.tolist():
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


def _by_parts(P: Arrays, r: int, price: Floats, part_days: int, out: Ints) -> bool:
    """A lawful line made some weeks at a time, each with its share of the amount; quick.

    The share goes by the days on which the row may work at all. False where the parts do not
    come to a lawful line.
    """
    D, C = price.shape
    m, T = P.machine[r], P.caps.shape[1]
    state, spent, longest = int(P.start[r]), 0, int(P.spend[m].max())
    counts, marginal = np.zeros(T, np.int64), np.zeros(T, price.dtype)
    any_symbol, any_end = np.full(C, UNLIMITED), np.ones(P.states[m], np.bool_)
    free = np.any(price[:, 1:] < INFEASIBLE, axis=1)
    every = max(1, int(free.sum()))
    least, most = int(P.least[r]), int(P.most[r])
    for first in range(0, D, part_days):
        stop = min(D, first + part_days)
        so_far = int(free[:stop].sum())
        # no part may use up what the later ones need
        room = np.minimum(P.caps[r], -(-P.caps[r] * stop // D)) - counts
        low, high = least * so_far // every - spent, most * so_far // every - spent
        if stop < D:
            low, high = low - longest, min(high + longest, most - spent)
        span = RowSpan(
            r,
            first,
            stop,
            state,
            P.ends[m] if stop == D else any_end,
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
        more, state = added(P, r, state, first, out[first:stop])
        counts += more
        spent += int(P.spend[m, out[first:stop]].sum())
    many = np.bincount(out, minlength=C)
    within = (many <= P.symbol_caps[r])[1:].all() and (counts <= P.caps[r]).all()
    return bool(least <= spent <= most and within)


def table_cells(P: Arrays, r: int) -> int:
    """How large the table of a row's whole horizon is, with every counter."""
    days = int(P.allowed.shape[1])
    counters: int = math.prod(min(int(cap), days) + 1 for cap in P.caps[r])
    return days * int(P.states[P.machine[r]]) * (int(P.most[r]) + 1) * counters


def _exact(P: Arrays, r: int, price: Floats, tries: int, out: Ints) -> tuple[bool, bool]:
    """(Whether `out` is a lawful line, whether it is proved that there is none)."""
    D, C = price.shape
    m, none = P.machine[r], np.zeros(P.caps.shape[1], np.int64)
    span = RowSpan(
        r,
        0,
        D,
        int(P.start[r]),
        P.ends[m],
        int(P.least[r]),
        int(P.most[r]),
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
            rng = np.array([SEED], np.uint64)
            return row_with_priced_limits(P, r, price, tries, rng, out), False
        # symbols over their limit that no state had room for: bar their dearest days
        for c in range(1, C):
            worked = np.flatnonzero(out == c)
            over = max(0, len(worked) - int(P.symbol_caps[r, c]))
            dearest = worked[np.argsort(-price[worked, c], kind="stable")[:over]]
            price[dearest, c] = INFEASIBLE
            out[dearest] = 0
    return False, False
