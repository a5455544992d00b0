"""The same problem by CP-SAT (Google's or-tools, the extra `cpsat`): a second engine, a yardstick.

One linear row a rule, no tuning.
"""

from collections.abc import Sequence
from math import ceil
from threading import Lock
from time import monotonic
from typing import Any

from sevenday.cores import threads
from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.curtois import Curtois
from sevenday.milp.cpsat import TOLERANCE, need_ortools, search
from sevenday.milp.model import MilpModel
from sevenday.solver.benchmarks.curtois_rows import milp_model, roster_lines
from sevenday.solver.benchmarks.result import BenchmarkResult, OnIncumbent
from sevenday.solver.benchmarks.score import Score, score


def solve_cpsat(
    problem: Curtois,
    seconds: float = 60.0,
    seed: int = 1,
    on_incumbent: OnIncumbent | None = None,
) -> BenchmarkResult:
    """Search for at most `seconds`; Ctrl-C ends it with the best roster so far.

    Raises InputError where or-tools is not installed, where no roster keeps the rules, and where
    none was found in the time; KeyboardInterrupt where Ctrl-C came before any.
    """
    need_ortools()
    from ortools.sat.python import cp_model

    started = monotonic()
    rows = milp_model(problem)
    model, variables = _cp_model(rows, cp_model)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads()
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (monotonic() - started))

    best = _Best(problem, on_incumbent, started)

    class OnSolution(cp_model.CpSolverSolutionCallback):
        """Passes rosters on."""

        def on_solution_callback(self) -> None:
            values = [self.value(variable) for variable in variables]
            best.take(roster_lines(rows, problem, values), _whole(self.best_objective_bound))

    status, stopped = search(solver, model, OnSolution())
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        values = [solver.value(variable) for variable in variables]
        best.take(roster_lines(rows, problem, values), _whole(solver.best_objective_bound))
    if best.score is None:
        if stopped:
            raise KeyboardInterrupt
        raise InputError(_nothing(problem, status == cp_model.INFEASIBLE, seconds))
    bound = min(best.score.cost, _whole(solver.best_objective_bound))
    took = monotonic() - started
    return BenchmarkResult(best.lines, best.score, bound, took, None, seed, stopped)


class _Best:
    """The cheapest roster so far by its score: CP-SAT's own cost may count places twice.

    Its places short and over are free to be both too many until they are optimal; and its workers
    tell rosters at once.
    """

    def __init__(self, problem: Curtois, on_incumbent: OnIncumbent | None, started: float) -> None:
        self.problem, self.on_incumbent, self.started = problem, on_incumbent, started
        self.turn = Lock()
        self.lines: tuple[tuple[str, ...], ...] = ()
        self.score: Score | None = None

    def take(self, lines: Sequence[Sequence[str]], bound: int) -> None:
        """Keep a roster, and tell it, where it is better than those before."""
        with self.turn:
            found = score(self.problem, lines)
            if self.score is not None and found.cost >= self.score.cost:
                return
            self.lines, self.score = tuple(map(tuple, lines)), found
            if self.on_incumbent is not None:
                self.on_incumbent(lines, min(bound, found.cost), monotonic() - self.started)


def _nothing(problem: Curtois, proved: bool, seconds: float) -> Fault:
    """Why there is no roster."""
    if proved:
        what = "no roster keeps every hard rule of this file: that is proved"
        how = "limits of the people that can be kept together"
    else:
        what = f"no roster found in {seconds:g} seconds that keeps every hard rule"
        how = "more --seconds"
    return Fault(what, problem.name, expected=how, code="no-result")


def _whole(bound: float) -> int:
    return max(0, ceil(bound - TOLERANCE))


def _cp_model(model: MilpModel, cp_model: Any) -> tuple[Any, Sequence[Any]]:
    made = cp_model.CpModel()
    bounds = zip(model.lower, model.upper, strict=True)
    variables = [made.new_int_var(int(lower), int(upper), "") for lower, upper in bounds]
    weighted_sum = cp_model.LinearExpr.weighted_sum
    for row in model.rows():
        total = weighted_sum([variables[v] for v, _ in row.terms], [c for _, c in row.terms])
        made.add_linear_constraint(total, int(row.low), int(row.high))
    made.minimize(weighted_sum(variables, model.cost) + model.constant)
    return made, variables
