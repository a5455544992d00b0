"""A row whose limits are priced, not counted: for horizons whose exact table would not fit.

Limits on counters and symbols are left out and what goes over them made dearer until they hold: a
penalty method, whose price rises with each try. The amount keeps to a band around its share of the
days so far, which makes the table narrow.
"""

import numpy as np

from sevenday.solver.engine.pricing import best_row
from sevenday.solver.engine.problem import Arrays, Floats, Ints
from sevenday.solver.engine.roster import Roster, RowWindow, cell_prices, insert_days, remove_days
from sevenday.solver.engine.row_programme import ANY_AMOUNT, INFEASIBLE, RowPrices, RowSpan
from sevenday.solver.engine.xorshift import draw

UNLIMITED = 1 << 20
"""Room of a counter or a symbol whose limit is left out."""
BAND = 16
"""The amount may stray by this part of the most, at first; twice as far where nothing fits."""
DEARER = 1.1
"""What each try multiplies the price of going over a limit by."""


def added(P: Arrays, r: int, state: int, first: int, symbols: Ints) -> tuple[Ints, int]:
    """What a row's symbols from day `first` on add to each counter (T,); the state after them."""
    m = P.machine[r]
    moves, states = P.moves[m].tolist(), [state]
    for day, symbol in enumerate(symbols.tolist(), first):
        states.append(moves[P.table[day]][states[-1]][symbol])
    kinds = P.kind[first : first + len(symbols)]
    adds = P.adds[m][:, kinds, states[:-1], symbols]
    return adds.sum(axis=1, dtype=np.int64), states[-1]


def row_with_priced_limits(
    P: Arrays, r: int, price: Floats, tries: int, rng: Ints, out: Ints
) -> bool:
    """Whether a line was found that keeps every limit, written to `out`; changes `price` (D, C)."""
    D, C = price.shape
    m, T = P.machine[r], P.caps.shape[1]
    none, free, any_symbol = np.zeros(T, np.int64), np.full(T, UNLIMITED), np.full(C, UNLIMITED)
    # weeks weigh differently, or a dearer weekend would be given up in every week at once
    weigh = np.array([0.2 + 1.6 * draw.plain(rng) for _ in range(D // 7 + 1)])[np.arange(D) // 7]
    may_add = P.adds[m].any(axis=2)[:, P.kind]  # (T, D, C): whether a symbol may add to a counter
    rounded_spend = (P.spend[m] + P.unit // 2) // P.unit * P.unit
    step = 1.0  # of price, for each one over a limit
    start, least, most = int(P.start[r]), int(P.least[r]), int(P.most[r])
    low, high = least, most
    band = max(1, high // P.unit // BAND)
    prices = RowPrices(price, np.zeros(T, price.dtype), 1.0)
    for _ in range(tries):
        span = RowSpan(r, 0, D, start, P.ends[m], low, high, free, none, any_symbol, band)
        found, _ = best_row(P, span, prices, out)
        if found >= INFEASIBLE / 2:
            if band < 0:
                return False
            band = band * 2 if band * 2 < most // P.unit else ANY_AMOUNT
            continue
        spent = int(P.spend[m, out].sum())
        counts, _ = added(P, r, start, 0, out)
        over = counts - P.caps[r]
        symbols_over = np.bincount(out, minlength=C) - P.symbol_caps[r]
        broken = [(over[t], may_add[t]) for t in np.flatnonzero(over > 0)]
        broken += [(symbols_over[c], np.arange(C) == c) for c in range(1, C) if symbols_over[c] > 0]
        for many, dearer in broken:
            charge = np.trunc(step * many * weigh)[:, None] * dearer
            np.add(price, charge, out=price, where=price < INFEASIBLE, casting="same_kind")
        if not least <= spent <= most:  # rounded amounts let it through
            rounded = int(rounded_spend[out].sum())
            low, high = least - spent + rounded, most - spent + rounded
        elif not broken:
            return True
        step *= DEARER
    return False


def reinsert_rows(P: Arrays, X: Roster, order: Ints, tries: int, rng: Ints) -> None:
    """Take each row out whole and put it back at its best beside all others, limits priced."""
    D, C = P.allowed.shape[1:]
    price = np.empty((D, C), np.float32)
    out = np.zeros(D, np.int64)
    for r in order.tolist():
        old, before = X.symbols[r].astype(np.int64), int(X.cost[0])
        remove_days(P, X, r, 0, D)
        cell_prices(P, X, RowWindow(r, 0, D), 0.0, rng, price)
        found = row_with_priced_limits(P, r, price, tries, rng, out)
        insert_days(P, X, r, 0, D, out if found else old)
        if X.cost[0] > before:
            remove_days(P, X, r, 0, D)
            insert_days(P, X, r, 0, D, old)
