"""A row whose limits are priced, not counted: for horizons whose exact table would not fit.

Limits on counters and symbols are left out and what goes over them made dearer until they hold: a
penalty method, whose price rises with each try. The amount keeps to a band around its share of the
days so far, which makes the table narrow.
"""

import numpy as np

from sevenday.kernels import kernel
from sevenday.solver.engine.pricing import ANY_AMOUNT, INFEASIBLE, RowPrices, RowSpan, best_row
from sevenday.solver.engine.problem import Arrays
from sevenday.solver.engine.roster import (
    Roster,
    RowWindow,
    cell_prices,
    insert_days,
    remove_days,
)
from sevenday.solver.engine.xorshift import draw

BAND = 16
"""The amount may stray by this part of the most, at first; twice as far where nothing fits."""
DEARER = 1.1
"""What each try multiplies the price of going over a limit by."""


@kernel
def line_sums(P: Arrays, r, line, counts):
    """What a whole line adds to `counts` (T,); returns its amount, exact and in rounded units."""
    m, s, spent, rounded = P.machine[r], P.start[r], 0, 0
    counts[:] = 0
    for d in range(len(line)):
        for t in range(len(counts)):
            counts[t] += P.adds[m, t, P.kind[d], s, line[d]]
        s = int(P.moves[m, s, line[d]])
        spent += P.spend[m, line[d]]
        rounded += (P.spend[m, line[d]] + P.unit // 2) // P.unit * P.unit
    return spent, rounded


@kernel
def row_with_priced_limits(P: Arrays, r, price, tries, rng, out):
    """Whether a line was found that keeps every limit, written to `out`; changes `price` (D, C)."""
    D, C = price.shape
    m, T = P.machine[r], P.caps.shape[1]
    none, counts = np.zeros(T, np.int64), np.zeros(T, np.int64)
    free, any_symbol = np.full(T, 1 << 20), np.full(C, 1 << 20)
    # weeks weigh differently, or a dearer weekend would be given up in every week at once
    weigh = np.array([0.2 + 1.6 * draw(rng) for _ in range(D // 7 + 1)])
    step = 1.0  # of price, for each one over a limit
    low, high = P.least[r], P.most[r]
    band = max(1, high // P.unit // BAND)
    prices = RowPrices(price, np.zeros(T, price.dtype), 1.0)
    for _ in range(tries):
        span = RowSpan(r, 0, D, P.start[r], P.ends[m], low, high, free, none, any_symbol, band)
        found, _ = best_row(P, span, prices, out)
        if found >= INFEASIBLE / 2:
            if band < 0:
                return False
            band = band * 2 if band * 2 < P.most[r] // P.unit else ANY_AMOUNT
            continue
        spent, rounded = line_sums(P, r, out, counts)
        broken = False
        if not P.least[r] <= spent <= P.most[r]:  # rounded amounts let it through
            broken = True
            low, high = P.least[r] - spent + rounded, P.most[r] - spent + rounded
        for t in range(T):
            if counts[t] > P.caps[r, t]:
                broken = True
                _charge_counter(P, r, t, step * (counts[t] - P.caps[r, t]), weigh, price)
        for c in range(1, C):
            over = (out == c).sum() - P.symbol_caps[r, c]
            if over > 0:
                broken = True
                for d in range(D):
                    if price[d, c] < INFEASIBLE:
                        price[d, c] += int(step * over * weigh[d // 7])
        if not broken:
            return True
        step *= DEARER
    return False


@kernel
def _charge_counter(P: Arrays, r, t, charge, weigh, price):
    """Make every symbol that may add to a counter dearer."""
    D, C = price.shape
    m = P.machine[r]
    for d in range(D):
        for c in range(C):
            if P.adds[m, t, P.kind[d], :, c].any() and price[d, c] < INFEASIBLE:
                price[d, c] += int(charge * weigh[d // 7])


@kernel
def reinsert_rows(P: Arrays, X: Roster, order, tries, rng):
    """Take each row out whole and put it back at its best beside all others, limits priced."""
    D, C = P.allowed.shape[1:]
    price = np.empty((D, C), np.float32)
    out = np.zeros(D, np.int64)
    for r in order:
        old, before = X.symbols[r].astype(np.int64), X.cost[0]
        remove_days(P, X, r, 0, D)
        cell_prices(P, X, RowWindow(r, 0, D), 0.0, rng, price)
        found = row_with_priced_limits(P, r, price, tries, rng, out)
        insert_days(P, X, r, 0, D, out if found else old)
        if X.cost[0] > before:
            remove_days(P, X, r, 0, D)
            insert_days(P, X, r, 0, D, old)
