"""A mixed-integer programme in levels: each is solved with those above it held, by HiGHS."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt

from sevenday.milp.level import Level

Row = Mapping[int, float]
MIP_SEED = 1


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
        base = _Matrix(self.rows)
        held: list[tuple[Row, float, float]] = []
        best = start
        found: list[Level] = []
        for k, (name, objective, constant) in enumerate(levels):
            left = max(0.5, (ends - monotonic()) / (len(levels) - k) * 2)
            best, bound = self._run(objective, base.with_more(held), left, best)
            value = round(sum(each * best[column] for column, each in objective.items()))
            # a solver stopped early may know no bound at all
            proved = int(np.ceil(bound - 1e-6)) if np.isfinite(bound) else -constant
            cost, least = value + constant, proved + constant
            found.append(Level(name, cost, min(cost, max(0, least))))
            held.append((objective, -np.inf, value + 0.25))
        assert best is not None
        return best, found

    def _run(
        self,
        objective: Row,
        rows: "_Matrix",
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
        solver.passModel(self._model(objective, rows, highspy))
        if start is not None:
            given = highspy.HighsSolution()
            given.col_value = start.tolist()
            solver.setSolution(given)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise RuntimeError("no plan satisfies the rows, which doing nothing does: a fault here")
        return np.round(np.array(solver.getSolution().col_value)), float(info.mip_dual_bound)

    def _model(self, objective: Row, rows: "_Matrix", highspy: Any) -> Any:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(rows.low)
        cost, low, high = np.zeros(self.size), np.zeros(self.size), np.ones(self.size)
        for column, value in objective.items():
            cost[column] = value
        for column, value in self.fixed.items():
            low[column] = high[column] = value
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, high
        model.row_lower_, model.row_upper_ = rows.low, rows.high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(rows.lengths)])
        model.a_matrix_.index_, model.a_matrix_.value_ = rows.columns, rows.values
        model.integrality_ = [highspy.HighsVarType.kInteger] * self.size
        return model


class _Matrix:
    """Rows as arrays, made once for all levels."""

    def __init__(self, rows: Sequence[tuple[Row, float, float]]) -> None:
        self.lengths = np.array([len(row) for row, _, _ in rows], np.int64)
        self.columns = np.array([c for row, _, _ in rows for c in row], np.int32)
        self.values = np.array([v for row, _, _ in rows for v in row.values()], np.float64)
        self.low = np.array([low for _, low, _ in rows], np.float64)
        self.high = np.array([high for _, _, high in rows], np.float64)

    def with_more(self, rows: Sequence[tuple[Row, float, float]]) -> "_Matrix":
        """These rows and some more."""
        more, both = _Matrix(rows), _Matrix(())
        for name in vars(self):
            setattr(both, name, np.concatenate([getattr(self, name), getattr(more, name)]))
        return both
