"""A first lawful roster: one row after another, each its exact best beside those before it."""

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.kernels import kernel
from sevenday.solver.moves import Roster, prices, put
from sevenday.solver.problem import Ints, Problem
from sevenday.solver.rows import WALL, best_row


def empty(problem: Problem) -> Roster:
    """A roster with no row yet: its cost is the cover's with nobody there."""
    rows, days, symbols = problem.shape
    counters = problem.caps.shape[1]
    states = np.zeros((rows, days + 1), np.int16)
    states[:, 0] = problem.start
    cost = problem.penalty[:, 0].sum() + problem.final[:, :, 0].sum() + problem.constant
    return Roster(
        np.zeros((rows, days), np.int16), states, np.zeros(rows, np.int64),
        np.zeros((rows, counters), np.int64), np.zeros((rows, symbols), np.int64),
        np.zeros(len(problem.penalty), np.int64), np.array([cost], np.int64),
    )  # fmt: skip


def first_roster(problem: Problem, rng: np.random.Generator) -> Roster:
    """A lawful roster. Raises InputError that names a row which has no lawful line at all."""
    roster = empty(problem)
    order = rng.permutation(len(problem.names))
    state = np.array([rng.integers(1, 2**62)], np.uint64)
    failed = int(_fill(problem.arrays, roster, order, state))
    if failed >= 0:
        what = f"{problem.names[failed]}: no line of these days keeps every rule"
        how = "fewer rules, other days off, or another least and most of hours"
        raise InputError(Fault(what, expected=how))
    return roster


@kernel
def _fill(P, X, order, rng):
    """Fill the rows in an order; returns a row that has no lawful line, or -1."""
    R, D, C = P.allowed.shape
    price = np.empty((D, C), np.float32)
    out = np.zeros(D, np.int64)
    for r in order:
        T = P.caps.shape[1]
        zero = np.zeros(T, np.int64)
        prices(P, X, r, 0, D, 0.0, rng, price)
        m = P.machine[r]
        found, exact = best_row(
            P, r, 0, D, price, P.start[r], P.ends[m], P.least[r], P.most[r], P.caps[r], zero,
            P.symbol_caps[r], 1.0, out,
        )  # fmt: skip
        while not exact:
            # a symbol over its limit that no state had room for: bar its dearest days
            for c in range(1, C):
                many = (out == c).sum()
                while many > P.symbol_caps[r, c]:
                    worst = -1
                    for d in range(D):
                        if out[d] == c and (worst < 0 or price[d, c] > price[worst, c]):
                            worst = d
                    price[worst, c] = WALL
                    out[worst] = 0
                    many -= 1
            found, exact = best_row(
                P, r, 0, D, price, P.start[r], P.ends[m], P.least[r], P.most[r], P.caps[r],
                zero, P.symbol_caps[r], 1.0, out,
            )  # fmt: skip
        if found >= WALL / 2:
            return r
        put(P, X, r, 0, D, out)
    return -1


def lines_of(roster: Roster) -> Ints:
    """Its symbols (R, D), apart from it."""
    return roster.symbols.astype(np.int64)
