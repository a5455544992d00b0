"""Linear rows over whole numbers by HiGHS: each better solution told, the bound, Ctrl-C heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, gcd
from typing import Any

import numpy as np

from sevenday.milp.linear import Linear

THREADS = 2
TOLERANCE = 1e-6
"""HiGHS's bound is a float: what is within this of a cost that can be is that cost."""


@dataclass(frozen=True, slots=True)
class Solved:
    """`values` of the variables, or None where none were found; `proved`: nothing is better.

    `bound`: no solution costs less. `impossible`: it is proved that there is none.
    """

    values: tuple[float, ...] | None
    bound: int
    proved: bool
    impossible: bool
    stopped: bool


def solve_linear(
    rows: Linear,
    seconds: float,
    seed: int = 1,
    on_incumbent: Callable[[Sequence[float], int], None] | None = None,
    deaf: bool = False,
    nodes: int | None = None,
    near: float = 0.0,
) -> Solved:
    """Search for at most `seconds`; `on_incumbent` is told the values and the bound.

    `deaf`: Ctrl-C is heard at the end alone, and a short search is some five times as quick. It
    uses one thread, as the columns of a roster do: HiGHS solves nothing more in a process where
    the number has changed. `nodes`: how many are branched at most, so that the machine's pace
    does not say what is found. `near`: the gap, as a part, at which to stop.
    """
    import highspy

    if not deaf:
        highspy.Highs.resetGlobalScheduler(True)
    solver: Any = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("time_limit", seconds),
        ("random_seed", seed),
        ("threads", 1 if deaf else THREADS),
        ("mip_rel_gap", near),
        ("mip_abs_gap", _step(rows) - 0.5),
    ):
        solver.setOptionValue(option, value)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(_model(rows, highspy))
    best: list[tuple[float, ...]] = []

    def told(event: Any) -> None:
        best.append(tuple(event.data_out.mip_solution))
        if on_incumbent is not None:
            on_incumbent(best[-1], _whole(rows, event.data_out.mip_dual_bound))

    if not deaf:
        solver.cbMipImprovingSolution.subscribe(told)
    stopped = False
    try:
        if deaf:
            solver.run()
        else:
            solver.HandleKeyboardInterrupt = True
            solver.solve()
    except KeyboardInterrupt:
        stopped = True
    status, info = solver.getModelStatus(), solver.getInfo()
    if not deaf:
        highspy.Highs.resetGlobalScheduler(True)
    stopped = stopped or status == highspy.HighsModelStatus.kInterrupt
    values = best[-1] if best else None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = tuple(solver.getSolution().col_value)
    return Solved(
        values,
        _whole(rows, info.mip_dual_bound),
        status == highspy.HighsModelStatus.kOptimal,
        status == highspy.HighsModelStatus.kInfeasible,
        stopped,
    )


def _step(rows: Linear) -> int:
    """What all costs are whole numbers of, beside the constant."""
    return max(1, gcd(*rows.cost))


def _whole(rows: Linear, bound: float) -> int:
    """The least that a solution can cost, from a bound."""
    if not np.isfinite(bound):
        return 0
    step = _step(rows)
    return rows.constant + step * ceil((bound - rows.constant - TOLERANCE) / step)


def _model(rows: Linear, highspy: Any) -> Any:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(rows.most), len(rows.rows)
    model.col_cost_, model.offset_ = np.array(rows.cost, float), float(rows.constant)
    model.col_lower_, model.col_upper_ = np.zeros(len(rows.most)), np.array(rows.most, float)
    model.row_lower_ = np.array([row[2] for row in rows.rows], float)
    model.row_upper_ = np.array([row[3] for row in rows.rows], float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in rows.rows)])
    model.a_matrix_.index_ = np.array([v for row in rows.rows for v in row[0]], np.int32)
    model.a_matrix_.value_ = np.array([c for row in rows.rows for c in row[1]], float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(rows.most)
    return model
