"""The walk of a deal, day by day, and deals tried at a temperature."""

from threading import local
from typing import NamedTuple

import numpy as np

from sevenday.kernels import inlined, kernel, spliced
from sevenday.solver.engine.deals import (
    DEAD,
    CounterRanges,
    DaysDealt,
    DealRoom,
    Known,
    Labels,
    begin,
    counter_ranges,
    deal_room,
    look_ahead,
    way_price,
)
from sevenday.solver.engine.params import SwapParams
from sevenday.solver.engine.problem import Arrays, Ints, Problem
from sevenday.solver.engine.roster import Roster, copy_symbols, fits, insert_days, remove_days
from sevenday.solver.engine.swaps import NONE_YET
from sevenday.solver.engine.xorshift import draw

SEED, PRIME, SHIFT = 1469598103934665603, 1099511628211, 29
"""Of the hash of what a label holds (Fowler, Noll and Vo's)."""


PAIR = np.array([[0, 1], [1, 0]])
"""The ways of two rows: each its own day, or the other's."""


class DealRound(NamedTuple):
    """Deals tried at one temperature, over up to `longest` days, with `width` labels.

    `most`: settled levels may cost no more; `keep`: nor in what is kept as the best.
    """

    moves: int
    heat: float
    longest: int
    width: int
    most: int
    keep: int


@inlined
def _step(P: Arrays, X: Roster, ranges: CounterRanges, deal: DaysDealt, room: DealRoom, d, q, k, n):
    """Write label `n` of the next day from label `k` by way `q`; whether it leads anywhere."""
    K, T, e = len(deal.rows), X.counts.shape[1], d + 1 - deal.first
    now, then, cost, likely = room.now, room.then, 0, 0
    for i in range(K):
        r, c, s = deal.rows[i], X.symbols[deal.rows[deal.ways[q, i]], d], now.at[k, i]
        m = P.machine[r]
        after = P.moves[m, P.table[d], s, c]
        if after < 0:
            return False
        then.at[n, i] = after
        at = K + K * T + i
        spent = now.at[k, at] + P.spend[m, c]
        then.at[n, at] = spent
        if spent + room.ahead.least[e, i, T] > P.most[r]:
            return False
        if spent + room.ahead.most[e, i, T] < P.least[r]:
            return False
        for t in range(T):
            add, at = P.adds[m, t, P.kind[d], s, c], K + i * T + t
            if ranges.linear[r, t]:
                cost += add * ranges.slope[r, t]
                continue
            count = now.at[k, at] + add
            then.at[n, at] = count
            low, high = count + room.ahead.least[e, i, t], count + room.ahead.most[e, i, t]
            if low > P.caps[r, t]:
                return False
            if high < ranges.lowest[r, t]:
                likely += P.final[r, t, max(high, 0)]
            elif low > ranges.highest[r, t]:
                likely += P.final[r, t, low]
    then.cost[n], then.likely[n] = now.cost[k] + cost, likely
    return True


@inlined
def _place(then: Labels, known: Known, e, n):
    """The place in the table of what label `n` holds: one of this day's, or free."""
    width = then.at.shape[1]
    mixed = np.uint64(SEED)
    for w in range(width):
        mixed = (mixed ^ np.uint64(then.at[n, w])) * np.uint64(PRIME)
    mixed ^= mixed >> np.uint64(SHIFT)
    size = len(known.label)
    at = np.int64(mixed & np.uint64(size - 1))
    while known.stamp[at] == e:
        same = True
        for w in range(width):
            if then.at[known.label[at], w] != then.at[n, w]:
                same = False
                break
        if same:
            break
        at = (at + 1) & (size - 1)
    return at


@spliced
def _keep_likeliest(room: DealRoom, e, many, width):
    """Make the likeliest labels of the next day those of this one; returns how many there are."""
    then, now, n = room.then, room.now, 0
    worst = np.partition(then.likely[:many], width - 1)[width - 1] if many > width else DEAD
    for level in range(2):  # those as likely as the worst that is kept, as far as there is room
        for k in range(many):
            likelier = then.likely[k] < worst if level == 0 else then.likely[k] == worst
            if likelier and n < width:
                for w in range(now.at.shape[1]):
                    now.at[n, w] = then.at[k, w]
                now.cost[n] = then.cost[k]
                room.before[e, n], room.way[e, n] = then.before[k], then.way[k]
                n += 1
    return n


@kernel
def best_deal(P: Arrays, X: Roster, ranges: CounterRanges, deal: DaysDealt, rng, room: DealRoom):
    """Write the best way found to deal the days into `deal.out`; whether there is any."""
    K, T, D = len(deal.rows), X.counts.shape[1], X.symbols.shape[1]
    look_ahead(P, X, ranges, deal, room.ahead)
    begin(P, X, ranges, deal, room)
    then, known = room.then, room.known
    known.stamp[:] = -1
    n, end = 1, D
    for d in range(deal.first, D):
        e = d - deal.first
        if d >= deal.stop:
            merged = True
            for k in range(n):
                for i in range(K):
                    merged = merged and room.now.at[k, i] == X.states[deal.rows[i], d]
            if merged:
                end = d
                break
        many = 0
        for q in range(len(deal.ways) if d < deal.stop else 1):
            price = way_price(P, X, deal, d, q)
            if price >= DEAD:
                continue
            if deal.noise > 0:
                price += int(draw(rng) * deal.noise)
            for k in range(n):
                if not _step(P, X, ranges, deal, room, d, q, k, many):
                    continue
                then.cost[many] += price
                then.likely[many] += then.cost[many]
                at = _place(then, known, e, many)
                to = known.label[at] if known.stamp[at] == e else many
                if to < many and then.cost[to] <= then.cost[many]:
                    continue
                if to == many:
                    known.label[at], known.stamp[at] = many, e
                    many += 1
                else:
                    then.cost[to], then.likely[to] = then.cost[many], then.likely[many]
                then.before[to], then.way[to] = k, q
        n = _keep_likeliest(room, e, many, deal.width)
        if n == 0:
            return False
    best, least = -1, DEAD
    for k in range(n):
        cost = room.now.cost[k]
        for i in range(K):
            r = deal.rows[i]
            if end == D and not P.ends[P.machine[r], room.now.at[k, i]]:
                cost = DEAD
            for t in range(T):
                rest = room.ahead.path[end - deal.first, i, t]
                count = room.now.at[k, K + i * T + t] + rest
                if ranges.linear[r, t]:
                    cost += rest * ranges.slope[r, t]
                elif count > P.caps[r, t]:
                    cost = DEAD
                else:
                    cost += P.final[r, t, count]
        if cost < least:
            best, least = k, cost
    for d in range(end - 1, deal.first - 1, -1):
        if best < 0:
            break
        e = d - deal.first
        if d < deal.stop:
            way = deal.ways[room.way[e, best]]
            for i in range(K):
                deal.out[i, e] = X.symbols[deal.rows[way[i]], d]
        best = room.before[e, best]
    return least < DEAD


@kernel
def deal_days(
    P: Arrays, X: Roster, ranges: CounterRanges, ways, best, rng, round_: DealRound, room: DealRoom
):
    """Try some deals at a temperature; keeps the best symbols in `best`, returns their cost."""
    (R, D), K = X.symbols.shape, ways.shape[1]
    longest = min(round_.longest, D)
    rows, out = np.zeros(K, np.int64), np.zeros((2, K, longest), np.int64)
    least = X.cost[0] if X.cost[1] <= round_.keep else NONE_YET
    copy_symbols(X, best)
    for _ in range(round_.moves if R >= K else 0):
        for i in range(K):
            fresh = False
            while not fresh:
                rows[i], fresh = int(draw(rng) * R), True
                for k in range(i):
                    fresh = fresh and rows[k] != rows[i]
        first = int(draw(rng) * (D - longest + 1))
        noise = 2 * round_.heat * draw(rng)
        deal = DaysDealt(rows, first, first + longest, ways, noise, round_.width, out[0])
        if not best_deal(P, X, ranges, deal, rng, room):
            continue
        changed = False
        for i in range(K):
            for e in range(longest):
                out[1, i, e] = X.symbols[rows[i], first + e]
                changed = changed or out[1, i, e] != out[0, i, e]
        if not changed:
            continue
        before = X.cost[0]
        _give(P, X, deal, out[0])
        worse = X.cost[0] - before
        refused = worse > 0 and worse > -round_.heat * np.log(1.0 - draw(rng))
        refused = refused or X.cost[1] > round_.most
        for i in range(K):
            refused = refused or not fits(P, X, rows[i])
        if refused:
            _give(P, X, deal, out[1])
        elif X.cost[0] < least and X.cost[1] <= round_.keep:
            least = X.cost[0]
            copy_symbols(X, best)
    return least


@kernel
def _give(P: Arrays, X: Roster, deal: DaysDealt, symbols: Ints):
    """Put other symbols into the days of the rows of a deal."""
    for r in deal.rows:
        remove_days(P, X, r, deal.first, deal.stop)
    for i in range(len(deal.rows)):
        insert_days(P, X, deal.rows[i], deal.first, deal.stop, symbols[i])


class Dealer:
    """Deals of a problem's rows between two of them, in rounds; chains side by side share it."""

    def __init__(self, problem: Problem, params: SwapParams) -> None:
        """What is known of the problem's counters, once; each thread has room of its own."""
        self.problem, self.params, self.own = problem, params, local()
        self.ranges = counter_ranges(problem)

    def deal(
        self,
        roster: Roster,
        best: Ints,
        rng: Ints,
        heat: float,
        limits: tuple[int, int],
        deals: int,
    ) -> int:
        """Some deals of one chain; `limits`: its `most` and `keep`. Returns the least cost."""
        params = self.params
        if not hasattr(self.own, "room"):
            self.own.room = deal_room(self.problem, PAIR.shape[1], params.deal_labels, len(PAIR))
        round_ = DealRound(deals, heat, params.deal_days, params.deal_labels, *limits)
        given = self.ranges, PAIR, best, rng, round_, self.own.room
        return int(deal_days(self.problem.arrays, roster, *given))
