"""Two rows swap some days: cover stays as it was, and what each row has had in all is shared anew.

A swap needs no table, so a great many can be tried: where rows are alike but for their shares
(nights, weekends, hours), this evens them out.
"""

import numpy as np

from sevenday.kernels import kernel
from sevenday.solver.moves import draw, fits, put, take


@kernel
def may_take(P, X, r, other, first, stop):
    """Whether row `r` keeps its machine and its amount with another row's days."""
    m, s, spent = P.machine[r], X.states[r, first], X.spent[r]
    for d in range(first, stop):
        c = X.symbols[other, d]
        if not P.allowed[r, d, c] or P.moves[m, s, c] < 0:
            return False
        spent += P.spend[m, c] - P.spend[m, X.symbols[r, d]]
        s = P.moves[m, s, c]
    if not P.least[r] <= spent <= P.most[r]:
        return False
    for d in range(stop, X.symbols.shape[1]):
        if s == X.states[r, d]:
            return True
        s = P.moves[m, s, X.symbols[r, d]]
        if s < 0:
            return False
    return P.ends[m, s]


@kernel
def swap_days(P, X, best, rng, moves, heat, longest):
    """Try `moves` swaps of one to `longest` days at a temperature; keeps the best in `best`.

    Returns the best cost.
    """
    R, D = X.symbols.shape
    one, two = np.zeros(longest, np.int64), np.zeros(longest, np.int64)
    least = X.cost[0]
    best[:] = X.symbols
    for _ in range(moves if R > 1 else 0):
        a, b = int(draw(rng) * R), int(draw(rng) * (R - 1))
        b += b >= a
        days = 1 + int(draw(rng) ** 2 * min(longest, D))
        first = int(draw(rng) * (D - days + 1))
        stop = first + days
        while first < stop and X.symbols[a, first] == X.symbols[b, first]:
            first += 1
        while first < stop and X.symbols[a, stop - 1] == X.symbols[b, stop - 1]:
            stop -= 1
        if first == stop or not may_take(P, X, a, b, first, stop):
            continue
        if not may_take(P, X, b, a, first, stop):
            continue
        days, before = stop - first, X.cost[0]
        one[:days], two[:days] = X.symbols[a, first:stop], X.symbols[b, first:stop]
        _exchange(P, X, a, b, first, stop, two, one)
        worse = X.cost[0] - before
        refused = worse > 0 and worse > -heat * np.log(1.0 - draw(rng))
        if refused or not fits(P, X, a) or not fits(P, X, b):
            _exchange(P, X, a, b, first, stop, one, two)
        elif X.cost[0] < least:
            least = X.cost[0]
            best[:] = X.symbols
    return least


@kernel
def _exchange(P, X, a, b, first, stop, for_a, for_b):
    take(P, X, a, first, stop)
    take(P, X, b, first, stop)
    put(P, X, a, first, stop, for_a)
    put(P, X, b, first, stop, for_b)
