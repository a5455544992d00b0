"""The physicians' rota by HiGHS: each better one reported, and the bound that is proved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.physicians import Physicians
from sevenday.milp.highs import MilpParams, solve
from sevenday.solver.benchmarks.physicians import Duty, duty_lines, physicians_model, read_duties
from sevenday.solver.benchmarks.physicians_score import broken, cost

Lines = dict[str, list[str]]
"""Each doctor's days, as `duty_lines` writes them."""
OnLines = Callable[[Lines, int, float, float], None]
"""Called with each better rota that breaks no rule: its lines, cost, bound, and seconds so far."""


@dataclass(frozen=True, slots=True)
class PhysiciansResult:
    """A physicians' rota that keeps every rule of its file.

    Attributes
    ----------
    lines
        Each doctor's days.
    cost, bound
        What it costs, and what no rota costs less than.
    seconds, seed, stopped
        How long it took, from which seed, and whether Ctrl-C ended it.
    """

    lines: Lines
    cost: int
    bound: int
    seconds: float
    seed: int
    stopped: bool

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost)."""
        return (self.cost - self.bound) / max(1, self.cost)

    def document(self) -> dict[str, Any]:
        """The answer as `build` prints it in JSON (FORMS.md)."""
        level = {"cost": self.cost, "bound": self.bound, "gap": round(self.gap, 6)}
        return {
            **level,
            "levels": [{"name": "cost", **level}],
            "seconds": round(self.seconds, 3),
            "steps": None,
            "seed": self.seed,
            "breaches": [],
            "uncovered": [],
            "rota": self.lines,
        }


def solve_physicians(
    problem: Physicians,
    seconds: float = 60.0,
    seed: int = 1,
    on_incumbent: OnLines | None = None,
) -> PhysiciansResult:
    """Search for at most `seconds`; Ctrl-C ends it with the best rota so far.

    Raises InputError where no rota keeps the rules, and where none was found in the time;
    KeyboardInterrupt where Ctrl-C came before any.
    """
    began, model = monotonic(), physicians_model(problem)

    def report(values: Sequence[float], bound: float) -> None:
        lines = duty_lines(problem, model, values)
        table = _table(problem, lines)
        if on_incumbent is not None and not broken(problem, table):
            on_incumbent(lines, cost(problem, table), bound, monotonic() - began)

    solved = solve(model, MilpParams(seconds=seconds, seed=seed), on_incumbent=report)
    if solved.values is None:
        if solved.interrupted:
            raise KeyboardInterrupt
        what, code = "no rota keeps every rule of this file: that is proved", "infeasible"
        if not solved.infeasible:
            what = f"no rota found in {seconds:g} seconds, and none proved impossible"
            code = "no-result"
        raise InputError(Fault(what, problem.name, expected="more --seconds", code=code))
    lines = duty_lines(problem, model, solved.values)
    table = _table(problem, lines)
    if wrong := broken(problem, table):
        raise RuntimeError(f"a rota that breaks a rule: {wrong[0]}")
    found = cost(problem, table)
    bound = found if solved.optimal else int(min(found, max(0, solved.bound)))
    took = monotonic() - began
    return PhysiciansResult(lines, found, bound, took, seed, solved.interrupted)


def physicians_text(problem: Physicians, lines: Lines, cost: int) -> str:
    """A rota's file: a comment with its cost, then a line a doctor and a field a day."""
    name = problem.name.rpartition(".")[0] or problem.name
    rows = (",".join((who, *line)) for who, line in lines.items())
    return "\n".join((f"# {name} objective={cost}", *rows)) + "\n"


def _table(problem: Physicians, lines: Lines) -> list[list[Duty | None]]:
    """The duties of each doctor by day."""
    table: list[list[Duty | None]] = [[None] * problem.counts["numDays"] for _ in lines]
    for i, d, duty in read_duties(problem, lines):
        table[i][d] = duty
    return table
