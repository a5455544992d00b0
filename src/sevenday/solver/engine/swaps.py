"""Two rows swap some days: cover stays as it was, and what each row has had in all is shared anew.

A swap needs no table, so a great many can be tried: where rows are alike but for their shares
(nights, weekends, hours), this evens them out.
"""

from typing import NamedTuple

import numpy as np

from sevenday.kernels import kernel
from sevenday.solver.engine.dear_cells import MOST_DEAR, dear_cells
from sevenday.solver.engine.problem import Arrays
from sevenday.solver.engine.roster import (
    Roster,
    copy_days,
    copy_symbols,
    fits,
    insert_days,
    lawful,
    remove_days,
)
from sevenday.solver.engine.xorshift import draw

LOOKED_UP = 1000
"""Moves after which dear cells are looked up again."""
NONE_YET = 1 << 60
"""What the best costs while settled levels are too dear in all that was met."""


class SwapRound(NamedTuple):
    """Swaps tried at one temperature, of one to `longest` days.

    `most`: settled levels may cost no more; `keep`: nor in what is kept as the best. `dear`: the
    share of moves that begin at a cell which costs more than it need.
    """

    moves: int
    heat: float
    longest: int
    most: int
    keep: int
    dear: float


class DaySpan(NamedTuple):
    """Days from `low` up to `high`, of which a swap takes `longest` at most."""

    low: int
    high: int
    longest: int


class RowPair(NamedTuple):
    """Two rows, and the days `first` to `stop` that they swap."""

    a: int
    b: int
    first: int
    stop: int


@kernel
def can_take(P: Arrays, X: Roster, r, other, first, stop):
    """Whether row `r` keeps its machine and its amount with another row's days."""
    m, s, spent = P.machine[r], X.states[r, first], X.spent[r]
    for d in range(first, stop):
        c = X.symbols[other, d]
        if not P.allowed[r, d, c] or P.moves[m, P.table[d], s, c] < 0:
            return False
        spent += P.spend[m, c] - P.spend[m, X.symbols[r, d]]
        s = P.moves[m, P.table[d], s, c]
    if not P.least[r] <= spent <= P.most[r]:
        return False
    for d in range(stop, X.symbols.shape[1]):
        if s == X.states[r, d]:
            return True
        s = P.moves[m, P.table[d], s, X.symbols[r, d]]
        if s < 0:
            return False
    return P.ends[m, s]


@kernel
def swap_days(P: Arrays, X: Roster, best, rng, round_: SwapRound):
    """Try some swaps at a temperature; keeps the best symbols in `best`, returns their cost."""
    R, D = X.symbols.shape
    one, two = np.zeros(round_.longest, np.int64), np.zeros(round_.longest, np.int64)
    least = X.cost[0] if X.cost[1] <= round_.keep else NONE_YET
    copy_symbols(X, best)
    dear, many = np.zeros((MOST_DEAR, 2), np.int64), 0
    for n in range(round_.moves if R > 1 else 0):
        if n % LOOKED_UP == 0 and round_.dear > 0:
            many = dear_cells(P, X, round_.heat, 0, D, dear)
        a, b = int(draw(rng) * R), int(draw(rng) * (R - 1))
        days = 1 + int(draw(rng) ** 2 * min(round_.longest, D))  # short swaps fit more often
        first = int(draw(rng) * (D - days + 1))
        if many > 0 and draw(rng) < round_.dear:
            k = int(draw(rng) * many)
            a, first = dear[k, 0], dear[k, 1] - int(draw(rng) * days)
            first = min(max(0, first), D - days)
        b += b >= a
        stop = first + days
        while first < stop and X.symbols[a, first] == X.symbols[b, first]:
            first += 1
        while first < stop and X.symbols[a, stop - 1] == X.symbols[b, stop - 1]:
            stop -= 1
        if first == stop or not can_take(P, X, a, b, first, stop):
            continue
        if not can_take(P, X, b, a, first, stop):
            continue
        before = X.cost[0]
        copy_days(X, a, first, stop, one)
        copy_days(X, b, first, stop, two)
        pair = RowPair(a, b, first, stop)
        _exchange(P, X, pair, two, one)
        worse = X.cost[0] - before
        refused = worse > 0 and worse > -round_.heat * np.log(1.0 - draw(rng))
        refused = refused or X.cost[1] > round_.most
        if refused or not fits(P, X, a) or not fits(P, X, b):
            _exchange(P, X, pair, one, two)
        elif X.cost[0] < least and X.cost[1] <= round_.keep:
            least = X.cost[0]
            copy_symbols(X, best)
    return least


@kernel
def _exchange(P: Arrays, X: Roster, pair: RowPair, for_a, for_b):
    a, b, first, stop = pair
    remove_days(P, X, a, first, stop)
    remove_days(P, X, b, first, stop)
    insert_days(P, X, a, first, stop, for_a)
    insert_days(P, X, b, first, stop, for_b)


@kernel
def lawful_swaps(P: Arrays, X: Roster, a, span: DaySpan, found):
    """Every lawful swap of a row's days in a span, or part of them, for another's.

    Also its days off in their place (another row of -1). Writes (other row, first, stop, cost of
    the roster with it) into `found` until that is full; returns how many there are.
    """
    R, (low, high, longest) = X.symbols.shape[0], span
    one, two = np.zeros(longest, np.int64), np.zeros(longest, np.int64)
    off = np.zeros(longest, np.int64)
    met = 0
    for b in range(-1, R):
        if b == a:
            continue
        for first in range(low, high):
            for stop in range(first + 1, min(high, first + longest) + 1):
                alike = True
                for d in (first, stop - 1):
                    other = X.symbols[b, d] if b >= 0 else 0
                    alike = alike and X.symbols[a, d] != other
                if not alike:
                    continue
                copy_days(X, a, first, stop, one)
                if b >= 0:
                    if not can_take(P, X, a, b, first, stop):
                        continue
                    if not can_take(P, X, b, a, first, stop):
                        continue
                    copy_days(X, b, first, stop, two)
                    pair = RowPair(a, b, first, stop)
                    _exchange(P, X, pair, two, one)
                    feasible = fits(P, X, a) and fits(P, X, b)
                    cost = X.cost[0]
                    _exchange(P, X, pair, one, two)
                else:
                    remove_days(P, X, a, first, stop)
                    insert_days(P, X, a, first, stop, off)
                    feasible, cost = lawful(P, X, a), X.cost[0]
                    remove_days(P, X, a, first, stop)
                    insert_days(P, X, a, first, stop, one)
                if feasible and met < len(found):
                    found[met, 0], found[met, 1] = b, first
                    found[met, 2], found[met, 3] = stop, cost
                    met += 1
    return met


def swap_rows(P: Arrays, X: Roster, a: int, b: int, first: int, stop: int) -> None:
    """Two rows change some days; with -1, the first has them off."""
    days = X.symbols[:, first:stop].astype(np.int64)
    given = {a: days[b], b: days[a]} if b >= 0 else {a: np.zeros_like(days[a])}
    for row in given:
        remove_days(P, X, row, first, stop)
    for row, symbols in given.items():
        insert_days(P, X, row, first, stop, symbols)
