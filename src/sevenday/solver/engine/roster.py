"""A roster under search: its symbols, and what follows from them, kept up day by day."""

from typing import NamedTuple

import numpy as np

from sevenday.kernels import inlined, kernel
from sevenday.solver.engine.problem import Arrays, Ints, Problem
from sevenday.solver.engine.row_programme import INFEASIBLE
from sevenday.solver.engine.xorshift import draw


class RowWindow(NamedTuple):
    """Days `first` to `stop` of a row."""

    row: int
    first: int
    stop: int


class Roster(NamedTuple):
    """A roster and what follows from it, kept up move by move.

    `symbols` (R, D); `states` (R, D + 1); `spent` (R,); `counts` (R, T); `many` (R, C); `cover`
    (J,); `cost` (2,): in all, and on the levels that are settled.
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
            states[row, day + 1] = moves[problem.table[day], states[row, day], symbols[row, day]]
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
        np.array([problem.total_cost(symbols), problem.settled_cost(symbols)], np.int64),
    )


@inlined
def copy_days(X, r, first, stop, out):
    """Copy some days of a row's symbols."""
    for d in range(first, stop):
        out[d - first] = X.symbols[r, d]


@inlined
def copy_symbols(X, out):
    """Copy every row's symbols."""
    for r in range(X.symbols.shape[0]):
        for d in range(X.symbols.shape[1]):
            out[r, d] = X.symbols[r, d]


@kernel
def remove_days(P: Arrays, X: Roster, r, first, stop):
    """Take a row's days out of the cover, the counters and the cost."""
    m, gone, eased, settled = P.machine[r], 0, 0, len(P.settled_cost) > 0
    for t in range(X.counts.shape[1]):
        gone += P.final[r, t, X.counts[r, t]]
        if settled:
            eased += P.settled_final[r, t, X.counts[r, t]]
    for d in range(first, stop):
        c, s = X.symbols[r, d], X.states[r, d]
        gone += P.cost[r, d, c]
        if settled:
            eased += P.settled_cost[r, d, c]
        for k in range(P.lines.shape[3]):
            j = P.lines[P.team[r], d, c, k]
            if j >= 0:
                n = X.cover[j]
                gone += P.penalty[j, n] - P.penalty[j, n - 1]
                if settled:
                    eased += P.settled_penalty[j, n] - P.settled_penalty[j, n - 1]
                X.cover[j] = n - 1
        X.spent[r] -= P.spend[m, c]
        X.many[r, c] -= 1
        for t in range(X.counts.shape[1]):
            X.counts[r, t] -= P.adds[m, t, P.kind[d], s, c]
    for t in range(X.counts.shape[1]):
        gone -= P.final[r, t, X.counts[r, t]]
        if settled:
            eased -= P.settled_final[r, t, X.counts[r, t]]
    X.cost[0] -= gone
    X.cost[1] -= eased


@kernel
def insert_days(P: Arrays, X: Roster, r, first, stop, symbols):
    """Put a row's days back with other symbols; the days after stay as they are.

    Where the states after them are others now, so may be what those days add to a counter.
    """
    m, come, was = P.machine[r], 0, X.states[r, stop]
    strained, settled = 0, len(P.settled_cost) > 0
    for t in range(X.counts.shape[1]):
        come -= P.final[r, t, X.counts[r, t]]
        if settled:
            strained -= P.settled_final[r, t, X.counts[r, t]]
    s = X.states[r, first]
    for d in range(first, stop):
        c = symbols[d - first]
        come += P.cost[r, d, c]
        if settled:
            strained += P.settled_cost[r, d, c]
        for k in range(P.lines.shape[3]):
            j = P.lines[P.team[r], d, c, k]
            if j >= 0:
                n = X.cover[j]
                come += P.penalty[j, n + 1] - P.penalty[j, n]
                if settled:
                    strained += P.settled_penalty[j, n + 1] - P.settled_penalty[j, n]
                X.cover[j] = n + 1
        X.spent[r] += P.spend[m, c]
        X.many[r, c] += 1
        for t in range(X.counts.shape[1]):
            X.counts[r, t] += P.adds[m, t, P.kind[d], s, c]
        X.symbols[r, d] = c
        s = P.moves[m, P.table[d], s, c]
        X.states[r, d + 1] = s
    for d in range(stop, X.symbols.shape[1]):
        if s == was:
            break
        c = X.symbols[r, d]
        for t in range(X.counts.shape[1]):
            X.counts[r, t] += P.adds[m, t, P.kind[d], s, c] - P.adds[m, t, P.kind[d], was, c]
        s, was = P.moves[m, P.table[d], s, c], X.states[r, d + 1]
        X.states[r, d + 1] = s
    for t in range(X.counts.shape[1]):
        come += P.final[r, t, X.counts[r, t]]
        if settled:
            strained += P.settled_final[r, t, X.counts[r, t]]
    X.cost[0] += come
    X.cost[1] += strained


@kernel
def lawful(P: Arrays, X: Roster, r):
    """Whether a row keeps its rules, walked from its first day."""
    m, s = P.machine[r], P.start[r]
    for d in range(X.symbols.shape[1]):
        c = X.symbols[r, d]
        if not P.allowed[r, d, c] or P.moves[m, P.table[d], s, c] < 0:
            return False
        s = P.moves[m, P.table[d], s, c]
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
            s, here = P.moves[m, P.table[d], s, c], P.moves[m, P.table[d], here, c]
            if s < 0:
                fits = False
                break
        ends[q] = fits and (s == here or P.ends[m, s])


@kernel
def fits(P: Arrays, X: Roster, r):
    """Whether a row's amount, counters and symbols are within their limits."""
    for t in range(X.counts.shape[1]):
        if X.counts[r, t] > P.caps[r, t]:
            return False
    for c in range(X.many.shape[1]):
        if X.many[r, c] > P.symbol_caps[r, c]:
            return False
    return P.least[r] <= X.spent[r] <= P.most[r]


@kernel
def cell_prices(P: Arrays, X: Roster, window: RowWindow, noise, rng, out):
    """What each cell of a row would cost, the rest as they are, with noise up to `noise`."""
    r = window.row
    for d in range(window.first, window.stop):
        for c in range(out.shape[1]):
            if not P.allowed[r, d, c]:
                out[d - window.first, c] = INFEASIBLE
                continue
            price = P.cost[r, d, c]
            for k in range(P.lines.shape[3]):
                j = P.lines[P.team[r], d, c, k]
                if j >= 0:
                    price += P.penalty[j, X.cover[j] + 1] - P.penalty[j, X.cover[j]]
            if noise > 0:
                price += int(draw(rng) * noise)
            out[d - window.first, c] = price


@kernel
def marginal_prices(P: Arrays, X: Roster, r, marginal):
    """What one more of each counter that is priced at the margin costs a row as it stands.

    The mean of one more and one less: prices are convex, and a row that has lost a window is
    about to get back some of what it had.
    """
    last = P.final.shape[2] - 1
    for t in range(len(marginal)):
        marginal[t] = 0
        if P.margin[t] and P.priced[r, t]:
            n = X.counts[r, t]
            up, down = min(n + 1, last), max(n - 1, 0)
            marginal[t] = (P.final[r, t, up] - P.final[r, t, down]) // 2
