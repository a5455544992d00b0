"""A roster under search, and its moves: rows taken out for some weeks and put back exactly.

Several rows are taken out at once, put back one by one against noisy prices, then each once more
against true ones; annealing says whether the result stays.
"""

from typing import NamedTuple

import numpy as np

from sevenday.kernels import kernel
from sevenday.solver.engine.pricing import INFEASIBLE, best_row
from sevenday.solver.engine.problem import Arrays, Ints, Problem

ROWS_AT_ONCE = 4
LONG_WEEKS, PAIRED = 8, 0.75
"""Weeks from which two windows are taken out at once, and the share of the moves that do so."""


class Roster(NamedTuple):
    """A roster and what follows from it, kept up move by move.

    `symbols` (R, D); `states` (R, D + 1); `spent` (R,); `counts` (R, T); `many` (R, C); `cover`
    (J,); `cost` (1,).
    """

    symbols: Ints
    states: Ints
    spent: Ints
    counts: Ints
    many: Ints
    cover: Ints
    cost: Ints

    def copy(self) -> "Roster":
        """The same, apart."""
        return Roster(*(part.copy() for part in self))


def roster_from(problem: Problem, symbols: Ints) -> Roster:
    """A lawful roster's (R, D) symbols, with what follows."""
    rows, days, many = problem.shape
    states = np.zeros((rows, days + 1), np.int16)
    states[:, 0] = problem.start
    for row in range(rows):
        moves = problem.machines[problem.machine[row]].moves
        for day in range(days):
            states[row, day + 1] = moves[states[row, day], symbols[row, day]]
    return Roster(
        symbols.astype(np.int16).copy(),
        states,
        np.array(
            [
                int(problem.machines[problem.machine[r]].spend[symbols[r]].sum())
                for r in range(rows)
            ],
            np.int64,
        ),
        np.array([problem.counters(r, symbols[r]) for r in range(rows)], np.int64),
        np.array([np.bincount(line, minlength=many) for line in symbols], np.int64),
        problem.cover(symbols),
        np.array([problem.total_cost(symbols)], np.int64),
    )


@kernel
def draw(rng):
    """A float from 0 up to 1, and the next state of a xorshift generator."""
    x = rng[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    rng[0] = x
    return np.float64(x >> np.uint64(11)) / 9007199254740992.0


@kernel
def remove_days(P: Arrays, X: Roster, r, first, stop):
    """Take a row's days out of the cover, the counters and the cost."""
    m, gone = P.machine[r], 0
    for t in range(X.counts.shape[1]):
        gone += P.final[r, t, X.counts[r, t]]
    for d in range(first, stop):
        c, s = X.symbols[r, d], X.states[r, d]
        gone += P.cost[r, d, c]
        for k in range(P.lines.shape[3]):
            j = P.lines[P.team[r], d, c, k]
            if j >= 0:
                n = X.cover[j]
                gone += P.penalty[j, n] - P.penalty[j, n - 1]
                X.cover[j] = n - 1
        X.spent[r] -= P.spend[m, c]
        X.many[r, c] -= 1
        for t in range(X.counts.shape[1]):
            X.counts[r, t] -= P.adds[m, t, P.kind[d], s, c]
    for t in range(X.counts.shape[1]):
        gone -= P.final[r, t, X.counts[r, t]]
    X.cost[0] -= gone


@kernel
def insert_days(P: Arrays, X: Roster, r, first, stop, symbols):
    """Put a row's days back with other symbols; the days after stay as they are.

    Where the states after them are others now, so may be what those days add to a counter.
    """
    m, come, was = P.machine[r], 0, X.states[r, stop]
    for t in range(X.counts.shape[1]):
        come -= P.final[r, t, X.counts[r, t]]
    s = X.states[r, first]
    for d in range(first, stop):
        c = symbols[d - first]
        come += P.cost[r, d, c]
        for k in range(P.lines.shape[3]):
            j = P.lines[P.team[r], d, c, k]
            if j >= 0:
                n = X.cover[j]
                come += P.penalty[j, n + 1] - P.penalty[j, n]
                X.cover[j] = n + 1
        X.spent[r] += P.spend[m, c]
        X.many[r, c] += 1
        for t in range(X.counts.shape[1]):
            X.counts[r, t] += P.adds[m, t, P.kind[d], s, c]
        X.symbols[r, d] = c
        s = P.moves[m, s, c]
        X.states[r, d + 1] = s
    for d in range(stop, X.symbols.shape[1]):
        if s == was:
            break
        c = X.symbols[r, d]
        for t in range(X.counts.shape[1]):
            X.counts[r, t] += P.adds[m, t, P.kind[d], s, c] - P.adds[m, t, P.kind[d], was, c]
        s, was = P.moves[m, s, c], X.states[r, d + 1]
        X.states[r, d + 1] = s
    for t in range(X.counts.shape[1]):
        come += P.final[r, t, X.counts[r, t]]
    X.cost[0] += come


@kernel
def lawful(P: Arrays, X: Roster, r):
    """Whether a row keeps its rules, walked from its first day."""
    m, s = P.machine[r], P.start[r]
    for d in range(X.symbols.shape[1]):
        c = X.symbols[r, d]
        if not P.allowed[r, d, c] or P.moves[m, s, c] < 0:
            return False
        s = P.moves[m, s, c]
    return P.ends[m, s] and fits(P, X, r)


@kernel
def allowed_ends(P: Arrays, X: Roster, r, stop, ends):
    """Which states before day `stop` let the days after stay as they are, counters and all."""
    m, days = P.machine[r], X.symbols.shape[1]
    for q in range(P.states[m]):
        s, here = q, X.states[r, stop]
        fits = True
        for d in range(stop, days):
            if s == here:
                break
            c = X.symbols[r, d]
            for t in range(X.counts.shape[1]):
                if (
                    not P.margin[t]
                    and P.adds[m, t, P.kind[d], s, c] != P.adds[m, t, P.kind[d], here, c]
                ):
                    fits = False
            s, here = P.moves[m, s, c], P.moves[m, here, c]
            if s < 0:
                fits = False
                break
        ends[q] = fits and (s == here or P.ends[m, s])


@kernel
def prices(P: Arrays, X: Roster, r, first, stop, noise, rng, out):
    """What each cell of a row would cost, the rest as they are, with noise up to `noise`."""
    for d in range(first, stop):
        for c in range(out.shape[1]):
            if not P.allowed[r, d, c]:
                out[d - first, c] = INFEASIBLE
                continue
            price = P.cost[r, d, c]
            for k in range(P.lines.shape[3]):
                j = P.lines[P.team[r], d, c, k]
                if j >= 0:
                    price += P.penalty[j, X.cover[j] + 1] - P.penalty[j, X.cover[j]]
            if noise > 0:
                price += int(draw(rng) * noise)
            out[d - first, c] = price


@kernel
def marginal_prices(P: Arrays, X: Roster, r, marginal_price):
    """What one more of each counter that is priced at the margin costs a row as it stands."""
    last = P.final.shape[2] - 1
    for t in range(len(marginal_price)):
        marginal_price[t] = 0
        if P.margin[t] and P.priced[r, t]:
            n = X.counts[r, t]
            up, down = min(n + 1, last), max(n - 1, 0)
            marginal_price[t] = (P.final[r, t, up] - P.final[r, t, down]) // 2


@kernel
def reinsert_best(
    P: Arrays,
    X: Roster,
    r,
    first,
    stop,
    noise,
    lent,
    slack,
    rng,
    price,
    ends,
    marginal_price,
    old,
    out,
):
    """Put a row that was taken out back at its best; `old` where none is found.

    `lent`: what another window of the row, taken out too, had of its amount; this one may have up
    to `slack` more or less than its own.
    """
    allowed_ends(P, X, r, stop, ends)
    prices(P, X, r, first, stop, noise, rng, price)
    found, exact = best_row(
        P,
        r,
        first,
        stop,
        price[: stop - first],
        X.states[r, first],
        ends,
        P.least[r] - X.spent[r] - lent - slack,
        P.most[r] - X.spent[r] - lent + slack,
        P.caps[r] - X.counts[r],
        X.counts[r],
        P.symbol_caps[r] - X.many[r],
        1.0,
        -1,
        marginal_price,
        out,
    )
    if found >= INFEASIBLE / 2 or not exact:
        insert_days(P, X, r, first, stop, old)
    else:
        insert_days(P, X, r, first, stop, out)


@kernel
def fits(P: Arrays, X: Roster, r):
    """Whether a row's amount, counters and symbols are within their limits."""
    for t in range(X.counts.shape[1]):
        if X.counts[r, t] > P.caps[r, t]:
            return False
    if (X.many[r] > P.symbol_caps[r]).any():
        return False
    return P.least[r] <= X.spent[r] <= P.most[r]


@kernel
def pick_rows(P: Arrays, X: Roster, first, stop, many, rng, picked):
    """Rows for one move; the first, mostly, one that may work where too few do."""
    R, C = P.allowed.shape[0], P.allowed.shape[2]
    held = 0
    if draw(rng) < 0.6:
        for _ in range(8):
            d = first + int(draw(rng) * (stop - first))
            c = int(draw(rng) * C)
            r = int(draw(rng) * R)
            j = P.lines[P.team[r], d, c, 0]
            if j < 0 or P.penalty[j, X.cover[j] + 1] >= P.penalty[j, X.cover[j]]:
                continue
            for _ in range(8):
                if P.allowed[r, d, c] and X.symbols[r, d] != c:
                    break
                r = int(draw(rng) * R)
            picked[0] = r
            held = 1
            break
    while held < many:
        r = int(draw(rng) * R)
        fresh = True
        for k in range(held):
            fresh = fresh and picked[k] != r
        if fresh:
            picked[held] = r
            held += 1


@kernel
def anneal(P: Arrays, X: Roster, best, rng, moves, heat, shortest, longest, from_week, to_week):
    """Make `moves` moves at a temperature; keeps the best symbols in `best`.

    Windows of `shortest` to `longest` weeks, from week `from_week` up to `to_week`; on a long
    horizon some moves take two windows of a row out, so that work may go from one to the other.
    Returns the best cost.
    """
    R, C = P.allowed.shape[0], P.allowed.shape[2]
    S = P.moves.shape[1]
    price = np.empty((longest * 7, C), np.float32)
    ends = np.empty(S, np.bool_)
    picked = np.zeros(ROWS_AT_ONCE, np.int64)
    marginal_price = np.zeros((ROWS_AT_ONCE, P.final.shape[1]), np.float32)
    old = np.zeros((2, ROWS_AT_ONCE, longest * 7), np.int64)
    out = np.zeros(longest * 7, np.int64)
    first, stop = np.zeros(2, np.int64), np.zeros(2, np.int64)
    least = X.cost[0]
    best[:] = X.symbols
    for _ in range(moves):
        w = min(shortest + int(draw(rng) * (longest - shortest + 1)), to_week - from_week)
        first[0] = 7 * (from_week + int(draw(rng) * (to_week - from_week - w + 1)))
        windows = 1
        if to_week - from_week >= LONG_WEEKS and draw(rng) < PAIRED:
            first[1] = 7 * (from_week + int(draw(rng) * (to_week - from_week - w + 1)))
            if abs(first[1] - first[0]) > 7 * w:  # a week between, or they are each other's ends
                windows = 2
        stop[:] = first + 7 * w
        many = min(R, 1 + int(draw(rng) * ROWS_AT_ONCE))
        if windows == 2:
            many = min(many, 2)
        pick_rows(P, X, first[0], stop[0], many, rng, picked)
        before = X.cost[0]
        slack = 0
        if windows == 2:
            slack = 1 + int(draw(rng) * 2 * P.spend[P.machine[picked[0]]].max())
        for p in range(many):
            marginal_prices(P, X, picked[p], marginal_price[p])
            for v in range(windows):
                old[v, p, : 7 * w] = X.symbols[picked[p], first[v] : stop[v]]
                remove_days(P, X, picked[p], first[v], stop[v])
        noise = heat * 2 * draw(rng)
        for p in range(many):
            r = picked[p]
            for v in range(windows):
                lent = 0
                if windows == 2 and v == 0:
                    for i in range(7 * w):
                        lent += P.spend[P.machine[r], old[1, p, i]]
                reinsert_best(
                    P,
                    X,
                    r,
                    first[v],
                    stop[v],
                    noise,
                    lent,
                    slack if v == 0 else 0,
                    rng,
                    price,
                    ends,
                    marginal_price[p],
                    old[v, p],
                    out,
                )
        for p in range(many if many > 1 else 0):
            r = picked[p]
            for v in range(windows):
                was = X.symbols[r, first[v] : stop[v]].astype(np.int64)
                remove_days(P, X, r, first[v], stop[v])
                reinsert_best(
                    P,
                    X,
                    r,
                    first[v],
                    stop[v],
                    0.0,
                    0,
                    0,
                    rng,
                    price,
                    ends,
                    marginal_price[p],
                    was,
                    out,
                )
        worse = X.cost[0] - before
        refused = worse > 0 and worse > -heat * np.log(1.0 - draw(rng))
        for p in range(many if windows == 2 or P.unit > 1 else 0):
            refused = refused or not fits(P, X, picked[p])
        if refused:
            for p in range(many):
                for v in range(windows):
                    remove_days(P, X, picked[p], first[v], stop[v])
            for p in range(many):
                for v in range(windows):
                    insert_days(P, X, picked[p], first[v], stop[v], old[v, p])
        elif X.cost[0] < least:
            least = X.cost[0]
            best[:] = X.symbols
    return least
