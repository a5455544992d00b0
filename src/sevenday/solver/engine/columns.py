"""Column generation: a region's linear relaxation over whole rows, and a bound that is proved.

Each row of a region has columns (ways to fill its days); a linear programme mixes them so that
cover costs least, its duals price the next columns, and the dynamic programme finds the best of
all. The bound is Lagrange's at whole-number duals, so it holds whatever the linear programme's
rounding was.
"""

import math
from collections.abc import Callable

import numpy as np

from sevenday.milp.highs import is_solved, quiet_highs
from sevenday.solver.engine.construction import table_cells
from sevenday.solver.engine.params import ColumnParams
from sevenday.solver.engine.problem import Floats, Ints, Problem
from sevenday.solver.engine.row_programme import INFEASIBLE_64
from sevenday.solver.engine.subproblem import SCALE, Region, price_rows, unpriced

NOTHING = 1e-7
DUAL, PRIMAL = 1, 4
"""HiGHS's simplex methods: new columns leave a basis primal feasible, shut ones dual feasible."""


class RestrictedMaster:
    """The restricted master of a region, and its columns so far.

    `value`: of the linear programme; `bound`: no filling of the region costs less; `settled`: the
    bound before a dive narrowed anything. They count the region's rows and its lines' penalties,
    in units of cost.
    """

    def __init__(
        self,
        problem: Problem,
        region: Region,
        params: ColumnParams = ColumnParams(),
    ) -> None:
        """The master with no column yet but what fills the region at any price."""
        self.problem, self.region, self.params = problem, region, params
        self.rows, self.days, _ = region.allowed.shape
        self.team = problem.team[region.rows]
        sizes = [table_cells(problem.arrays, row) for row in region.rows]
        self.turn = np.cumsum(sizes) // params.cells_at_once
        self._lines()
        self.symbols: list[Ints] = []
        self.owner: list[int] = []
        self.price: list[float] = []
        self.known: set[tuple[int, bytes]] = set()
        self.value, self.bound = math.inf, -math.inf
        self.settled = -math.inf
        self.weights: Floats = np.zeros(0)
        self._start()

    def _lines(self) -> None:
        """The cover lines within, numbered from 0, and the slopes of their penalties."""
        P, Q = self.problem, self.region
        table = P.lines[:, Q.first : Q.stop]
        self.lines = np.unique(table[table >= 0])
        self.index = np.full(len(P.penalty) + 1, -1)
        self.index[self.lines] = np.arange(len(self.lines))
        base = Q.cover[self.lines]
        self.constant = int(P.penalty[self.lines, base].sum())
        steps = base[:, None] + np.arange(self.rows + 1)[None, :]
        # (lines, K + 1): the price of a line with n of the region's rows on it
        self.shape = P.penalty[self.lines[:, None], steps].astype(np.float64)

    def _start(self) -> None:
        h = self.h = quiet_highs(threads=1, presolve="off", solver="simplex")
        lines = len(self.lines)
        for _ in range(self.rows):
            h.addRow(1.0, 1.0, 0, np.array([], np.int32), np.array([]))
        for _ in range(lines):
            h.addRow(0.0, 0.0, 0, np.array([], np.int32), np.array([]))
        big = float(np.abs(self.shape).max() + np.abs(self.problem.cost).max() * self.days + 1) * 4
        one = np.array([1.0])
        for k in range(self.rows):
            h.addCol(big, 0.0, 1.0, 1, np.array([k], np.int32), one)
        self.slack = self.rows
        for j in range(lines):
            slopes = np.diff(self.shape[j])
            for slope in np.unique(slopes):
                many = float((slopes == slope).sum())
                h.addCol(float(slope), 0.0, many, 1, np.array([self.rows + j], np.int32), -one)
                self.slack += 1

    def add(self, k: int, symbols: Ints) -> bool:
        """A column for the region's row `k`; False where it is known."""
        key = (k, symbols.tobytes())
        if key in self.known:
            return False
        self.known.add(key)
        P, Q = self.problem, self.region
        row, days = Q.rows[k], np.arange(Q.first, Q.stop)
        if P.unit > 1 and not self._amount_fits(k, symbols):
            return False
        price = float(P.cost[row, days, symbols].sum()) + self.end_price(k, symbols)
        lines = P.lines[self.team[k], days, symbols].ravel()
        at = self.rows + self.index[lines[lines >= 0]]
        at, many = np.unique(np.concatenate([[k], at]), return_counts=True)
        self.h.addCol(price, 0.0, 1.0, len(at), at.astype(np.int32), many.astype(np.float64))
        self.symbols.append(symbols.copy())
        self.owner.append(k)
        self.price.append(price)
        return True

    def _amount_fits(self, k: int, symbols: Ints) -> bool:
        """Whether the exact amount is within the row's limits: the search has rounded it."""
        P, Q = self.problem, self.region
        row = Q.rows[k]
        spent = int(P.machines[P.machine[row]].spend[symbols].sum() + Q.spent[k])
        return bool(P.least[row] <= spent <= P.most[row])

    def end_price(self, k: int, symbols: Ints) -> float:
        """What the row's counters cost at the end, with what they have outside the region."""
        P, Q = self.problem, self.region
        row = Q.rows[k]
        if not P.arrays.priced[row].any():
            return 0.0
        machine, state = P.machines[P.machine[row]], int(Q.state[k])
        counts = Q.counts[k].copy()
        for day, symbol in enumerate(symbols, Q.first):
            counts += machine.adds[:, P.kind[day], state, symbol]
            state = int(machine.moves[P.table[day], state, symbol])
        return float(P.final[row, np.arange(len(counts)), counts].sum())

    def narrow(self) -> None:
        """Shut the columns that `region.allowed` no longer lets through; open the others."""
        if not self.symbols:
            return
        symbols, owner = np.array(self.symbols), np.array(self.owner)
        days = np.arange(self.days)
        open_ = self.region.allowed[owner[:, None], days[None, :], symbols].all(1)
        at = np.arange(self.slack, self.slack + len(owner), dtype=np.int32)
        self.h.changeColsBounds(len(at), at, np.zeros(len(at)), open_.astype(np.float64))
        self.h.setOptionValue("simplex_strategy", DUAL)

    def cell_weights(self) -> Floats:
        """(K, days, C) how far the linear programme puts each cell on each symbol."""
        weights = np.zeros(self.region.allowed.shape)
        days = np.arange(self.days)
        for n in np.flatnonzero(self.weights > NOTHING):
            weights[self.owner[n], days, self.symbols[n]] += self.weights[n]
        return weights

    def solve_master(self) -> Floats:
        """Solve the linear programme; returns the lines' duals, what one more row is worth.

        Where it is not solved within its pivots, value and weights are only the last ones; the
        duals prove a bound all the same, as any duals do.
        """
        size = self.h.getNumRow() + self.h.getNumCol()
        self.h.setOptionValue("simplex_iteration_limit", self.params.pivots * size)
        self.h.setOptionValue("time_limit", self.h.getRunTime() + self.params.seconds)
        self.h.run()
        if not is_solved(self.h):
            # the clean-up after HiGHS has taken back its perturbation can go round for ever, with
            # no look at any clock: seen on a window of a few lines; a new basis has not done so yet
            self.h.clearSolver()
            self.h.setOptionValue("simplex_strategy", DUAL)
            self.h.setOptionValue("time_limit", self.h.getRunTime() + self.params.seconds)
            self.h.run()
        self.h.setOptionValue("simplex_strategy", PRIMAL)
        solution = self.h.getSolution()
        self.value = self.h.getInfo().objective_function_value + self.constant
        self.weights = np.array(solution.col_value[self.slack :])
        return np.array(solution.row_dual)[self.rows :]

    def lagrange(
        self, duals: Floats, done: Callable[[], bool] = lambda: False
    ) -> tuple[float, int]:
        """Price every row at some duals: (the bound that they prove, columns that were new).

        Nothing is proved, and nothing is new, where `done` says so between two rows.
        """
        whole = np.rint(duals * SCALE)
        dual = np.zeros(len(self.problem.penalty))
        dual[self.lines] = whole
        priced = unpriced(self.rows, self.days)
        for turn in np.unique(self.turn):
            if turn > self.turn[0] and done():
                return -math.inf, 0
            wanted = self.turn == turn
            price_rows(self.problem.arrays, self.region, dual, wanted, priced)
        if (priced.values >= INFEASIBLE_64 / 2).any():
            return math.inf, 0
        new = 0
        for k in range(self.rows):
            if priced.exact[k]:
                new += self.add(k, priced.symbols[k])
        counts = np.arange(self.rows + 1)
        cover = (self.shape * SCALE + whole[:, None] * counts).min(1).sum()
        return float((priced.values.sum() + cover) / SCALE), new

    def proved(self, constant: int = 0) -> int:
        """The bound as whole units of cost: nothing under it can be made."""
        if not math.isfinite(self.bound):
            return -(2**62)
        return -(-int(self.bound * SCALE) // SCALE) + constant

    def converge(
        self,
        until: float = math.inf,
        rounds: int = 10_000,
        near: float = 1e-6,
        done: Callable[[], bool] = lambda: False,
    ) -> None:
        """Generate columns until no better mix exists, or the bound passes `until`.

        Ends early after `rounds`, where value and bound are `near`, or when `done` says so.
        """
        self.narrow()
        duals = self.solve_master()
        best = duals
        self.bound = -math.inf
        for _ in range(rounds):
            lean = self.params.smoothing if self.bound > -math.inf else 0.0
            bound, new = self.lagrange(lean * best + (1 - lean) * duals, done)
            if bound == math.inf:
                self.bound = math.inf
                return
            if bound > self.bound:
                self.bound, best = bound, lean * best + (1 - lean) * duals
            if not new and lean:
                bound, new = self.lagrange(duals, done)
                if bound > self.bound:
                    self.bound, best = bound, duals
            if self.bound >= until or not new or self.value - self.bound <= near or done():
                return
            duals = self.solve_master()
