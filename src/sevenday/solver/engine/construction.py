"""A first lawful roster: one row after another, each its exact best beside those before it."""

from collections.abc import Sequence

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.kernels import kernel
from sevenday.solver.engine.moves import Roster, draw, insert_days, prices, remove_days
from sevenday.solver.engine.pricing import INFEASIBLE, best_row
from sevenday.solver.engine.problem import Arrays, Ints, Problem

MOST_CELLS = 8_000_000
"""A larger table for one row is not made while limits can be priced instead."""
TRIES, AGAIN = 120, 3
"""Prices tried for a line's limits, and how often from the start: each time they fall elsewhere."""
PART = 28
"""Days of a line that are made at once, where it is made in parts."""


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
) -> Roster:
    """A lawful roster. Raises InputError that names a row which has no lawful line at all.

    `kept`: a roster (R, D) whose rows stay, but for those to be made `again`.
    """
    roster = empty_roster(problem)
    order = rng.permutation(len(problem.names)) if kept is None else np.array(again, np.int64)
    if kept is not None:
        for row in sorted(set(range(len(problem.names))) - set(again)):
            insert_days(problem.arrays, roster, row, 0, problem.shape[1], kept[row])
    state = np.array([rng.integers(1, 2**62)], np.uint64)
    failed, proved = _fill(problem.arrays, roster, order, state, MOST_CELLS)
    if failed >= 0:
        what = f"{problem.names[failed]}: no line of these days keeps every rule"
        what += ": that is proved" if proved else " that was found"
        how = "fewer rules, other days off, or another least and most of hours"
        raise InputError(Fault(what, expected=how))
    return roster


@kernel
def _fill(P: Arrays, X: Roster, order, rng, most_cells):
    """Fill the rows in an order; returns (a row without a lawful line, or -1; proved)."""
    D, C = P.allowed.shape[1:]
    price = np.empty((D, C), np.float32)
    out = np.zeros(D, np.int64)
    for r in order:
        prices(P, X, r, 0, D, 0.0, rng, price)
        found, proved = False, False
        if P.margin.any():
            found = _by_parts(P, r, price, out)
        for _ in range(AGAIN if table_cells(P, r) > most_cells else 0):
            found = found or _priced(P, r, price.copy(), rng, out)
        if not found and table_cells(P, r) <= 50 * most_cells:
            found, proved = _exact(P, r, price, out)
        if not found:
            return r, proved
        insert_days(P, X, r, 0, D, out)
    return -1, False


@kernel
def _by_parts(P: Arrays, r, price, out):
    """A lawful line made some weeks at a time, each with its share of the amount; quick.

    The share goes by the days on which the row may work at all. False where the parts do not
    come to a lawful line.
    """
    D, C = price.shape
    m, T = P.machine[r], P.caps.shape[1]
    s, spent, longest = P.start[r], 0, P.spend[m].max()
    counts = np.zeros(T, np.int64)
    marginal_price = np.zeros(T, price.dtype)
    any_symbol, ends = np.full(C, 1 << 20), np.ones(P.states[m], np.bool_)
    free = np.zeros(D, np.int64)
    for d in range(D):
        for c in range(1, C):
            if price[d, c] < INFEASIBLE:
                free[d] = 1
    every, so_far = max(1, free.sum()), 0
    for first in range(0, D, PART):
        stop = min(D, first + PART)
        so_far += free[first:stop].sum()
        room = P.caps[r] - counts
        for t in range(T):  # no part may use up what the later ones need
            room[t] = min(room[t], -(-P.caps[r, t] * stop // D) - counts[t])
        low, high = P.least[r] * so_far // every - spent, P.most[r] * so_far // every - spent
        if stop < D:
            low, high = low - longest, min(high + longest, P.most[r] - spent)
        found, _ = best_row(
            P,
            r,
            first,
            stop,
            price[first:stop],
            s,
            P.ends[m] if stop == D else ends,
            max(0, low),
            high,
            room,
            counts,
            any_symbol,
            1.0,
            -1,
            marginal_price,
            out[first:stop],
        )
        if found >= INFEASIBLE / 2:
            return False
        for d in range(first, stop):
            for t in range(T):
                counts[t] += P.adds[m, t, P.kind[d], s, out[d]]
            spent += P.spend[m, out[d]]
            s = P.moves[m, s, out[d]]
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
def _exact(P: Arrays, r, price, out):
    """(Whether `out` is a lawful line, whether it is proved that there is none)."""
    D, C = price.shape
    m, none = P.machine[r], np.zeros(P.caps.shape[1], np.int64)
    for barred in range(D * C):
        found, exact = best_row(
            P,
            r,
            0,
            D,
            price,
            P.start[r],
            P.ends[m],
            P.least[r],
            P.most[r],
            P.caps[r],
            none,
            P.symbol_caps[r],
            1.0,
            -1,
            np.zeros(len(none), price.dtype),
            out,
        )
        if found >= INFEASIBLE / 2:
            return False, barred == 0 and exact
        if exact and P.unit == 1:
            return True, False
        if exact:
            return _priced(P, r, price, np.array([np.uint64(88172645463325252)]), out), False
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


@kernel
def _priced(P: Arrays, r, price, rng, out):
    """A lawful line with the limits on counters and symbols priced, dearer until they hold.

    For long horizons, where the exact table would not fit: the amount keeps to a amount_band first.
    """
    D, C = price.shape
    m, T = P.machine[r], P.caps.shape[1]
    none = np.zeros(T, np.int64)
    free, any_symbol = np.full(T, 1 << 20), np.full(C, 1 << 20)
    # weeks weigh differently, or a dearer weekend would be given up in every week at once
    weigh = np.array([0.2 + 1.6 * draw(rng) for _ in range(D // 7 + 1)])
    step = 1.0  # of price, for each one over a limit
    low, high = P.least[r], P.most[r]
    amount_band = max(1, high // P.unit // 16)
    for _ in range(TRIES):
        found, _ = best_row(
            P,
            r,
            0,
            D,
            price,
            P.start[r],
            P.ends[m],
            low,
            high,
            free,
            none,
            any_symbol,
            1.0,
            amount_band,
            np.zeros(T, price.dtype),
            out,
        )
        if found >= INFEASIBLE / 2:
            if amount_band < 0:
                return False
            amount_band = amount_band * 2 if amount_band * 2 < P.most[r] // P.unit else -1
            continue
        s, broken, spent, rounded = P.start[r], False, 0, 0
        counts = np.zeros(T, np.int64)
        for d in range(D):
            for t in range(T):
                counts[t] += P.adds[m, t, P.kind[d], s, out[d]]
            s = P.moves[m, s, out[d]]
            spent += P.spend[m, out[d]]
            rounded += (P.spend[m, out[d]] + P.unit // 2) // P.unit * P.unit
        if not P.least[r] <= spent <= P.most[r]:  # rounded amounts let it through
            broken = True
            low, high = P.least[r] - spent + rounded, P.most[r] - spent + rounded
        for t in range(T):
            over = counts[t] - P.caps[r, t]
            if over <= 0:
                continue
            broken = True
            for d in range(D):
                for c in range(C):
                    if P.adds[m, t, P.kind[d], :, c].any() and price[d, c] < INFEASIBLE:
                        price[d, c] += int(step * over * weigh[d // 7])
        for c in range(1, C):
            over = (out == c).sum() - P.symbol_caps[r, c]
            if over > 0:
                broken = True
                for d in range(D):
                    if price[d, c] < INFEASIBLE:
                        price[d, c] += int(step * over * weigh[d // 7])
        if not broken:
            return True
        step *= 1.1
    return False


@kernel
def reinsert_rows(P: Arrays, X: Roster, order, rng):
    """Take each row out whole and put it back at its best beside all others, limits priced."""
    D, C = P.allowed.shape[1:]
    price = np.empty((D, C), np.float32)
    out = np.zeros(D, np.int64)
    for r in order:
        old, before = X.symbols[r].astype(np.int64), X.cost[0]
        remove_days(P, X, r, 0, D)
        prices(P, X, r, 0, D, 0.0, rng, price)
        insert_days(P, X, r, 0, D, out if _priced(P, r, price, rng, out) else old)
        if X.cost[0] > before:
            remove_days(P, X, r, 0, D)
            insert_days(P, X, r, 0, D, old)
