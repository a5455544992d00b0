"""A model solved by HiGHS: the one place that builds HiGHS's own model and reads its answer.

Source: Huangfu and Hall, "Parallelizing the dual revised simplex method", Mathematical Programming
Computation 10 (2018), and highs.dev.
"""

from _thread import start_new_thread
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, inf, isfinite
from threading import Event
from typing import Any

import numpy as np

from sevenday.cores import threads
from sevenday.milp.model import MilpModel

TOLERANCE = 1e-6
"""HiGHS's bound is a float: what is within this of a cost that can be is that cost."""
NO_ENUMERATION = 1 << 16
"""HiGHS's presolve without its sixteenth rule, enumeration: in 1.14 and 1.15 it loses solutions.

It called plans that cost 6% too much optimal, and models infeasible that have a solution. Presolve
of 1.12, 1.13 and 1.16 and CP-SAT agree with 1.14 without the rule; tests/milp/test_highs.py has
the smallest model found. It costs no time.
"""

OnIncumbent = Callable[[Sequence[float], float], None]
"""Called with the values of each better solution and the bound."""


@dataclass(frozen=True, slots=True)
class MilpParams:
    """How long and how a model is solved.

    Parameters
    ----------
    seconds
        The time limit.
    nodes
        How many nodes are branched at most, so that the machine's pace does not decide the answer.
    gap
        Stop where (cost - bound) / cost is no more.
    seed
        Of HiGHS's random numbers.
    interruptible
        Whether Ctrl-C ends the search with the best so far. Without, it raises KeyboardInterrupt,
        and a short search is some five times as quick; it runs on one thread.
    """

    seconds: float = inf
    nodes: int | None = None
    gap: float = 0.0
    seed: int = 1
    interruptible: bool = True


@dataclass(frozen=True, slots=True)
class MilpSolution:
    """What a search found.

    Parameters
    ----------
    values
        Of the variables in the best solution; None where none was found.
    bound
        No solution costs less; minus infinity where none is known.
    optimal
        It is proved that nothing is better.
    infeasible
        It is proved that there is no solution.
    interrupted
        Ctrl-C ended the search.
    nodes
        How many were branched.
    """

    values: tuple[float, ...] | None
    bound: float
    optimal: bool
    infeasible: bool
    interrupted: bool
    nodes: int


def solve(
    model: MilpModel,
    params: MilpParams = MilpParams(),
    start: Sequence[float] = (),
    on_incumbent: OnIncumbent | None = None,
) -> MilpSolution:
    """Minimise a model.

    Parameters
    ----------
    model
        What is solved.
    params
        Time, nodes, gap, seed.
    start
        Values of a solution to begin from, if one is known.
    on_incumbent
        Called with each better solution, where the search is interruptible.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, where the search is not interruptible.
    """
    import highspy

    # HiGHS starts its threads once for all and then refuses another number of them: columns, which
    # need one, and searches on several would each find the other's
    if params.interruptible:
        highspy.Highs.resetGlobalScheduler(True)
    step = model.cost_step()
    solver = quiet_highs(
        time_limit=params.seconds,
        random_seed=params.seed,
        threads=threads() if params.interruptible else 1,
        mip_rel_gap=params.gap,
        mip_abs_gap=step - 0.5 if step else TOLERANCE,
    )
    if params.nodes is not None:
        solver.setOptionValue("mip_max_nodes", params.nodes)
    solver.passModel(highs_model(model))
    if len(start):
        solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), np.array(start))
    best: list[tuple[float, ...]] = []

    def better(event: Any) -> None:
        best.append(tuple(event.data_out.mip_solution))
        if on_incumbent is not None:
            on_incumbent(best[-1], _whole(model, step, event.data_out.mip_dual_bound))

    interrupted = False
    try:
        if params.interruptible:
            solver.cbMipImprovingSolution.subscribe(better)
            solver.HandleKeyboardInterrupt = True
            solver.solve()
        else:
            run_to_the_end(solver)
    except KeyboardInterrupt:
        if not params.interruptible:
            raise
        interrupted = True
    finally:
        if params.interruptible:
            highspy.Highs.resetGlobalScheduler(True)
    status, info = solver.getModelStatus(), solver.getInfo()
    values = best[-1] if best else None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = tuple(solver.getSolution().col_value)
    return MilpSolution(
        values,
        _whole(model, step, info.mip_dual_bound),
        is_solved(solver),
        is_infeasible(solver),
        interrupted or status == highspy.HighsModelStatus.kInterrupt,
        max(0, int(info.mip_node_count)),
    )


def run_to_the_end(solver: Any) -> None:
    """Run a HiGHS that gives way to Ctrl-C: its time is over then, and KeyboardInterrupt goes on.

    HiGHS holds the thread that it runs in, so that Ctrl-C is only heard in another.
    """
    over, failed = Event(), list[BaseException]()

    def run() -> None:
        try:
            solver.run()
        except BaseException as error:
            failed.append(error)
        finally:
            over.set()

    begun = False
    try:
        start_new_thread(run, ())
        begun = True
        over.wait()
    except KeyboardInterrupt:
        solver.setOptionValue("time_limit", 0.0)
        if begun:
            over.wait()
        raise
    if failed:
        raise failed[0]


def quiet_highs(**options: Any) -> Any:
    """A HiGHS that prints nothing, with some of its options set."""
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve_rule_off", NO_ENUMERATION)
    for option, value in options.items():
        solver.setOptionValue(option, value)
    return solver


def is_solved(solver: Any) -> bool:
    """Whether HiGHS's last run ended with an optimum."""
    import highspy

    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def is_infeasible(solver: Any) -> bool:
    """Whether HiGHS's last run proved that there is no solution."""
    import highspy

    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible)


def _whole(model: MilpModel, step: int, bound: float) -> float:
    """The least that a solution can cost, from a bound: the next cost that can be."""
    if not isfinite(bound):
        return -inf
    if not step:
        return bound
    return model.constant + step * ceil((bound - model.constant - TOLERANCE) / step)


def highs_model(model: MilpModel) -> Any:
    """A model as HiGHS takes it."""
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.upper), len(model.row_lower)
    lp.col_cost_, lp.offset_ = np.array(model.cost, float), float(model.constant)
    lp.col_lower_, lp.col_upper_ = np.array(model.lower, float), np.array(model.upper, float)
    lp.row_lower_ = np.array(model.row_lower, float)
    lp.row_upper_ = np.array(model.row_upper, float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(model.starts)
    lp.a_matrix_.index_ = np.array(model.variables, np.int32)
    lp.a_matrix_.value_ = np.array(model.coefficients, float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.upper)
    return lp
