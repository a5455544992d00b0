"""A rota by late acceptance, plain: a peer for the benchmark of hospitals, of one page.

Late acceptance hill climbing (Burke and Bykov, "The Late Acceptance Hill-Climbing Heuristic",
European Journal of Operational Research 258, 2017): a move is kept where the rota costs no more
than now, or than so many moves before. A move gives a doctor another cell, makes some days of a
doctor alike, or swaps some days of two doctors. What is lawful and what it costs are the
`Problem`'s, so that the peer is asked for the same; hours outside the agreed ones are dear. It is
compiled, and a chain runs on each core.

    python benchmarks/late_acceptance.py FOLDER SECONDS SEED ROTA
"""

import csv
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import monotonic

import numba
import numpy as np
import numpy.typing as npt

import sevenday as sd
from sevenday.solver.engine.problem import Arrays, Problem
from sevenday.solver.plan.formulation import make_plan

Ints = npt.NDArray[np.int64]
CYCLES = 5
"""Moves of each cell for which there is time, over this: so many moves back is compared with."""
BLOCK = 7
"""Days of one move, at most."""
ROUND = 50_000
"""Moves between two looks at the clock."""
HOUR_OUTSIDE = 100_000
"""What an hour outside those agreed costs."""


@numba.njit(cache=True, nogil=True)
def _outside(P, r, spent):
    beyond = max(0, spent - P.most[r]) + max(0, P.least[r] - spent)
    return HOUR_OUTSIDE * beyond // 60


@numba.njit(cache=True, nogil=True)
def _cover(P, X, there, r, d, symbol, step):
    """Put a symbol on its cover lines, or take it off; returns by how much that is dearer."""
    cost = 0
    for k in range(P.lines.shape[3]):
        j = P.lines[P.team[r], d, symbol, k]
        if j >= 0:
            cost += P.penalty[j, there[j] + step] - P.penalty[j, there[j]]
            there[j] += step
    return cost


@numba.njit(cache=True, nogil=True)
def _try_row(P, X, state, r, first, new, counts, more, walked):
    """What a row's new symbols cost beyond cover; (False, 0) where they break a limit."""
    m, D, T = P.machine[r], X.shape[1], counts.shape[1]
    more[:] = 0
    cost, s = 0, state[r, first]
    for d in range(first, D):
        old = X[r, d]
        inside = d < first + len(new)
        c = new[d - first] if inside else old
        if not inside and s == state[r, d]:
            break
        if not P.allowed[r, d, c]:
            return False, 0
        kind = P.kind[d]
        for t in range(T):
            more[t] += P.adds[m, t, kind, s, c] - P.adds[m, t, kind, state[r, d], old]
        cost += P.cost[r, d, c] - P.cost[r, d, old]
        s = P.moves[m, P.table[d], s, c]
        if s < 0:
            return False, 0
        walked[d] = s
    for t in range(T):
        n = counts[r, t]
        if n + more[t] > P.caps[r, t] and more[t] > 0:
            return False, 0
        cost += P.final[r, t, n + more[t]] - P.final[r, t, n]
    return True, cost


@numba.njit(cache=True, nogil=True)
def _take(P, X, state, counts, spent, there, r, first, new, more, walked):
    """Give a row new symbols; returns what that costs in cover and in hours."""
    m, D = P.machine[r], X.shape[1]
    cost = -_outside(P, r, spent[r])
    for i in range(len(new)):
        old = X[r, first + i]
        if new[i] != old:
            cost += _cover(P, X, there, r, first + i, old, -1)
            cost += _cover(P, X, there, r, first + i, new[i], 1)
            spent[r] += P.spend[m, new[i]] - P.spend[m, old]
    for d in range(first, D):
        if d >= first + len(new) and walked[d - 1] == state[r, d]:
            break
        if d < first + len(new):
            X[r, d] = new[d - first]
        state[r, d] = state[r, d] if d == first else walked[d - 1]
        if d == D - 1:
            state[r, D] = walked[d]
    for t in range(len(more)):
        counts[r, t] += more[t]
    return cost + _outside(P, r, spent[r])


@numba.njit(cache=True, nogil=True)
def _round(P, X, state, counts, spent, there, late, cost, best, seed):
    """Some moves of one chain: `cost` (now, best, moves so far); `best` (R, D) is kept."""
    np.random.seed(seed)
    R, D = X.shape
    C, T = P.allowed.shape[2], counts.shape[1]
    more, walked = np.zeros((2, T), np.int64), np.zeros((2, D), np.int64)
    new, old = np.zeros((2, BLOCK), np.int64), np.zeros((2, BLOCK), np.int64)
    rows = np.zeros(2, np.int64)
    for _ in range(ROUND):
        kind, first = np.random.randint(3), np.random.randint(D)
        length = 1 if kind == 0 else min(D - first, 1 + np.random.randint(BLOCK))
        many = 2 if kind == 2 else 1
        rows[0], rows[1] = np.random.randint(R), np.random.randint(R)
        symbol = np.random.randint(C)
        if many == 2 and rows[0] == rows[1]:
            continue
        for i in range(length):
            old[0, i], old[1, i] = X[rows[0], first + i], X[rows[1], first + i]
            new[0, i] = symbol if many == 1 else old[1, i]
            new[1, i] = old[0, i]
        delta, fits = 0, True
        for k in range(many):
            fits, dearer = _try_row(
                P, X, state, rows[k], first, new[k, :length], counts, more[k], walked[k]
            )
            if not fits:
                break
            delta += dearer
        if not fits:
            continue
        for k in range(many):
            delta += _take(
                P, X, state, counts, spent, there, rows[k], first, new[k, :length], more[k],
                walked[k],
            )  # fmt: skip
        at = cost[2] % len(late)
        cost[2] += 1
        if cost[0] + delta <= cost[0] or cost[0] + delta <= late[at]:
            cost[0] += delta
            if cost[0] < cost[1]:
                cost[1] = cost[0]
                best[:] = X
        else:
            for k in range(many):
                _try_row(P, X, state, rows[k], first, old[k, :length], counts, more[k], walked[k])
                _take(
                    P, X, state, counts, spent, there, rows[k], first, old[k, :length], more[k],
                    walked[k],
                )  # fmt: skip
        late[at] = min(late[at], cost[0])


class Chain:
    """A rota that begins with nobody on duty."""

    def __init__(self, problem: Problem, seed: int, length: int) -> None:
        self.arrays: Arrays = problem.arrays
        rows, days, _ = problem.shape
        self.rng = np.random.default_rng(seed)
        # who has pins begins with them, and otherwise off
        self.symbols = problem.allowed.argmax(2).astype(np.int64)
        self.state = np.zeros((rows, days + 1), np.int64)
        self.counts = np.array([problem.counters(r, line) for r, line in enumerate(self.symbols)])
        for row in range(rows):
            machine, state = problem.machines[problem.machine[row]], int(problem.start[row])
            for day in range(days):
                self.state[row, day] = state
                state = int(machine.moves[problem.table[day], state, self.symbols[row, day]])
            self.state[row, days] = state
        spend = [problem.machines[m].spend for m in problem.machine]
        self.spent = np.array([int(spend[r][line].sum()) for r, line in enumerate(self.symbols)])
        self.there = problem.cover(self.symbols)
        outside = np.maximum(0, problem.least - self.spent).sum() * HOUR_OUTSIDE // 60
        now = problem.total_cost(self.symbols) + int(outside)
        self.cost = np.array([now, now, 0])
        self.late = np.full(length, now)
        self.best = self.symbols.copy()

    def run(self, ends: float) -> None:
        """Moves until the clock says so."""
        while monotonic() < ends:
            self.round()

    def round(self) -> None:
        """Some moves."""
        _round(
            self.arrays, self.symbols, self.state, self.counts, self.spent, self.there, self.late,
            self.cost, self.best, int(self.rng.integers(2**31)),
        )  # fmt: skip


def late_acceptance(problem: Problem, seconds: float, seed: int, chains: int = 2) -> Ints:
    """The best roster (R, D) of some chains side by side; compiling takes no time of theirs."""
    rows, days, _ = problem.shape
    first = Chain(problem, seed, 1)
    first.round()
    began = monotonic()
    first.round()
    moves = ROUND * seconds / (monotonic() - began)
    length = max(1, round(moves / (CYCLES * rows * days)))
    made = [Chain(problem, seed + k, length) for k in range(chains)]
    ends = monotonic() + seconds
    with ThreadPoolExecutor(chains) as pool:
        list(pool.map(lambda chain: chain.run(ends), made))
    return min(made, key=lambda chain: int(chain.cost[1])).best


def main() -> None:
    """Build one hospital's rota, and write it."""
    folder, seconds, seed, out = sys.argv[1:]
    hospital = sd.read(folder)
    terms = sd.contract(hospital.contract, on=str(hospital.starts))
    plan = make_plan(hospital, terms)
    rota = plan.rota(late_acceptance(plan.problem, float(seconds), int(seed)))
    days = [rota.first + timedelta(days=k) for k in range(rota.days)]
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["doctor", *days])
        for name, line in zip(rota.doctors, rota.codes.tolist(), strict=True):
            writer.writerow([name, *(plan.hospital.cells.texts[code] for code in line)])


if __name__ == "__main__":
    main()
