"""A mixed-integer programme in levels: each is solved with those above it held, by HiGHS."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt

Row = Mapping[int, float]
MIP_SEED = 1


@dataclass(frozen=True, slots=True)
class Level:
    """One level's cost and the best bound on it, with the levels above held at theirs."""

    name: str
    cost: int
    bound: int

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.cost - self.bound) / max(1, self.cost)


@dataclass(slots=True)
class Programme:
    """Binary variables, and rows of coefficients between two bounds."""

    size: int = 0
    rows: list[tuple[Row, float, float]] = field(default_factory=list)
    fixed: dict[int, float] = field(default_factory=dict)

    def variables(self, many: int) -> range:
        """So many new variables."""
        self.size += many
        return range(self.size - many, self.size)

    def add(self, row: Row, low: float, high: float) -> None:
        """A row between two bounds."""
        if row:
            self.rows.append((row, low, high))

    def solve(
        self,
        levels: Sequence[tuple[str, Row, int]],
        seconds: float,
        start: npt.NDArray[np.float64] | None = None,
    ) -> tuple[npt.NDArray[np.float64], list[Level]]:
        """The levels' optimum in order, within the time. A level: name, coefficients, a constant.

        Coefficients are whole numbers, and no level can cost less than 0. Each level's cost is
        met again by those below it. Where time runs out on a level, its best so far is held and
        its bound says how far off it may be. Raises RuntimeError where the programme has no
        solution: it is built so that doing nothing is one.
        """
        ends = monotonic() + seconds
        held: list[tuple[Row, float, float]] = []
        best = start
        found: list[Level] = []
        for k, (name, objective, constant) in enumerate(levels):
            left = max(0.5, (ends - monotonic()) / (len(levels) - k) * 2)
            best, bound = self._run(objective, held, left, best)
            value = round(sum(each * best[column] for column, each in objective.items()))
            cost, least = value + constant, int(np.ceil(bound - 1e-6)) + constant
            found.append(Level(name, cost, min(cost, max(0, least))))
            held.append((objective, -np.inf, value + 0.25))
        assert best is not None
        return best, found

    def _run(
        self,
        objective: Row,
        held: list[tuple[Row, float, float]],
        seconds: float,
        start: npt.NDArray[np.float64] | None,
    ) -> tuple[npt.NDArray[np.float64], float]:
        import highspy

        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("time_limit", seconds),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.5),  # costs are whole numbers
            ("random_seed", MIP_SEED),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(self._model(objective, held, highspy))
        if start is not None:
            given = highspy.HighsSolution()
            given.col_value = start.tolist()
            solver.setSolution(given)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise RuntimeError("no plan satisfies the rows, which doing nothing does: a fault here")
        return np.round(np.array(solver.getSolution().col_value)), float(info.mip_dual_bound)

    def _model(self, objective: Row, held: list[tuple[Row, float, float]], highspy: Any) -> Any:
        rows = [*self.rows, *held]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(rows)
        cost, low, high = np.zeros(self.size), np.zeros(self.size), np.ones(self.size)
        for column, value in objective.items():
            cost[column] = value
        for column, value in self.fixed.items():
            low[column] = high[column] = value
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, high
        model.row_lower_ = np.array([row[1] for row in rows])
        model.row_upper_ = np.array([row[2] for row in rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in rows)])
        model.a_matrix_.index_ = np.array([c for row in rows for c in row[0]], np.int32)
        model.a_matrix_.value_ = np.array([v for row in rows for v in row[0].values()])
        model.integrality_ = [highspy.HighsVarType.kInteger] * self.size
        return model
