"""Some rows deal the days of a window between them anew, each day's symbols among the same rows.

Cover stays as it is where the rows count alike. What the days that change hands do to each row is
seen by all of their machines at once, so that strings, blocks of nights and whole weekends change
hands together, and as many come back as go: shares stay within what is settled. The days are walked
one after another with the likeliest of the ways to have come so far (a beam of labels, as in
shortest paths with resources: Irnich and Desaulniers, 2005).
"""

from typing import NamedTuple

import numpy as np

from sevenday.kernels import inlined, spliced
from sevenday.solver.engine.problem import Arrays, Bools, Ints, Problem
from sevenday.solver.engine.roster import Roster

DEAD = 1 << 58
"""The cost of a way that leads nowhere."""


class CounterRanges(NamedTuple):
    """What counters may come to, and what they cost, of a problem.

    `least` and `most` (M, T, Y, C): what a symbol on a kind of day adds after some state. `lowest`
    and `highest` (R, T): the counts between which a row pays least. `slope` (R, T): the price of
    each one more, where it is the same for all (`linear`).
    """

    least: Ints
    most: Ints
    lowest: Ints
    highest: Ints
    slope: Ints
    linear: Bools


class DaysDealt(NamedTuple):
    """K rows and the days `first` to `stop` that they deal anew.

    `ways` (Q, K): whose symbol each row may take. `noise`: what is added to a way's price at most.
    `width`: the most labels of a day. `out` (K, days): the symbols that come of it.
    """

    rows: Ints
    first: int
    stop: int
    ways: Ints
    noise: float
    width: int
    out: Ints


class Labels(NamedTuple):
    """Ways to have come to a day. `at` (N, W): the state of each row, its counters, its amount.

    Counters whose price is linear are in the cost (N,) alone. `likely` (N,): with what the others
    come to at least. `before` and `way` (N,): the label of the day before, and the day's way.
    """

    at: Ints
    cost: Ints
    likely: Ints
    before: Ints
    way: Ints


class Ahead(NamedTuple):
    """What the days from each on add to each row, of the days of a deal and all after them.

    `path` (days + 1, K, T): as they are now; `least` and `most`: at the least and at the most, the
    amount as one counter more.
    """

    path: Ints
    least: Ints
    most: Ints


class Known(NamedTuple):
    """Which label of a day holds what, by hash: `label` (size,), of the day `stamp` (size,)."""

    label: Ints
    stamp: Ints


class DealRoom(NamedTuple):
    """Room for one deal: labels of a day and of the next, and the way back (days, width)."""

    now: Labels
    then: Labels
    known: Known
    ahead: Ahead
    before: Ints
    way: Ints


def counter_ranges(problem: Problem) -> CounterRanges:
    """What the counters of a problem may come to."""
    arrays = problem.arrays
    adds = [machine.adds for machine in problem.machines]
    steps = np.diff(arrays.final, axis=2)
    cheapest = arrays.final == arrays.final.min(2, keepdims=True)
    return CounterRanges(
        np.stack([each.min(2) for each in adds]).astype(np.int64),
        np.stack([each.max(2) for each in adds]).astype(np.int64),
        cheapest.argmax(2),
        cheapest.shape[2] - 1 - cheapest[:, :, ::-1].argmax(2),
        steps[:, :, 0].astype(np.int64),
        np.asarray((steps == steps[:, :, :1]).all(2)),
    )


def deal_room(problem: Problem, rows: int, width: int, ways: int) -> DealRoom:
    """Room for deals of so many rows, with `width` labels and `ways` on each day."""
    days, counters = problem.shape[1], problem.arrays.final.shape[1]
    many, size = width * ways, 1
    while size < 2 * many:
        size *= 2

    def labels() -> Labels:
        each = [np.zeros(many, np.int64) for _ in range(4)]
        return Labels(np.zeros((many, rows * (counters + 2)), np.int64), *each)

    shape = (days + 1, rows, counters + 1)
    return DealRoom(
        labels(),
        labels(),
        Known(np.zeros(size, np.int64), np.full(size, -1, np.int64)),
        Ahead(*(np.zeros(shape, np.int64) for _ in range(3))),
        np.zeros((days, width), np.int64),
        np.zeros((days, width), np.int64),
    )


@spliced
def look_ahead(P: Arrays, X: Roster, ranges: CounterRanges, deal: DaysDealt, ahead: Ahead):
    """Add up, from the last day back, what each row may get of its counters and its amount."""
    K, T, D = len(deal.rows), X.counts.shape[1], X.symbols.shape[1]
    for i in range(K):
        for t in range(T + 1):
            e = D - deal.first
            ahead.path[e, i, t] = ahead.least[e, i, t] = ahead.most[e, i, t] = 0
    for e in range(D - deal.first - 1, -1, -1):
        d = deal.first + e
        y = P.kind[d]
        for i in range(K):
            r = deal.rows[i]
            m, mine, s = P.machine[r], X.symbols[r, d], X.states[r, d]
            for t in range(T + 1):
                low, high = 1 << 40, -(1 << 40)
                for k in range(K if d < deal.stop else 1):
                    c = X.symbols[deal.rows[k], d] if d < deal.stop else mine
                    low = min(low, P.spend[m, c] if t == T else ranges.least[m, t, y, c])
                    high = max(high, P.spend[m, c] if t == T else ranges.most[m, t, y, c])
                own = P.spend[m, mine] if t == T else P.adds[m, t, y, s, mine]
                ahead.path[e, i, t] = ahead.path[e + 1, i, t] + own
                ahead.least[e, i, t] = ahead.least[e + 1, i, t] + low
                ahead.most[e, i, t] = ahead.most[e + 1, i, t] + high


@spliced
def begin(P: Arrays, X: Roster, ranges: CounterRanges, deal: DaysDealt, room: DealRoom):
    """The one label before the first day."""
    K, T = len(deal.rows), X.counts.shape[1]
    for i in range(K):
        r = deal.rows[i]
        room.now.at[0, i] = X.states[r, deal.first]
        for t in range(T):
            base = X.counts[r, t] - room.ahead.path[0, i, t]
            room.now.at[0, K + i * T + t] = 0 if ranges.linear[r, t] else base
        room.now.at[0, K + K * T + i] = X.spent[r] - room.ahead.path[0, i, T]
    room.now.cost[0] = 0


@inlined
def _line(P: Arrays, X: Roster, deal: DaysDealt, d, way, n):
    """The n-th cover line of the rows' symbols of a day, and by how many it grows; first as now."""
    K, L = len(deal.rows), P.lines.shape[3]
    i = n // L % K
    mine = n < K * L
    c = X.symbols[deal.rows[i] if mine else deal.rows[way[i]], d]
    return P.lines[P.team[deal.rows[i]], d, c, n % L], -1 if mine else 1


@spliced
def _cover_change(P: Arrays, X: Roster, deal: DaysDealt, d, way):
    """What cover costs more where the rows take a day's symbols in another way."""
    K, L, change = len(deal.rows), P.lines.shape[3], 0
    alike = True
    for i in range(K):
        alike = alike and P.team[deal.rows[i]] == P.team[deal.rows[0]]
    for n in range(0 if alike else 2 * K * L):
        j, _ = _line(P, X, deal, d, way, n)
        net, first = 0, j >= 0
        for q in range(2 * K * L):
            other, grows = _line(P, X, deal, d, way, q)
            if other == j:
                net += grows
                first = first and q >= n
        if first and net:
            change += P.penalty[j, X.cover[j] + net] - P.penalty[j, X.cover[j]]
    return change


@spliced
def way_price(P: Arrays, X: Roster, deal: DaysDealt, d, q):
    """What a day's cells cost in a way, the change in cover among it; DEAD where it may not be."""
    K, cost = len(deal.rows), 0
    for p in range(q):  # rows with the same symbol make ways alike
        alike = True
        for i in range(K):
            one, other = deal.rows[deal.ways[p, i]], deal.rows[deal.ways[q, i]]
            alike = alike and X.symbols[one, d] == X.symbols[other, d]
        if alike:
            return DEAD
    for i in range(K):
        r, c = deal.rows[i], X.symbols[deal.rows[deal.ways[q, i]], d]
        if not P.allowed[r, d, c]:
            return DEAD
        cost += P.cost[r, d, c]
    return cost + _cover_change(P, X, deal, d, deal.ways[q])
