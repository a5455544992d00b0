"""`sevenday build` for the public problems: shift scheduling, rolling templates, physicians."""

from time import monotonic
from typing import TYPE_CHECKING, Any

import typer

from sevenday.cli.build.request import BuildRequest
from sevenday.cli.output import STOPPED, emit_roster, stopped_early
from sevenday.reports.render.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sevenday.files.benchmarks import Curtois, Physicians, Rotating
    from sevenday.solver.benchmarks.result import BenchmarkResult
    from sevenday.solver.benchmarks.solve_physicians import Lines

EVERY = 1.0
"""Seconds between two lines of progress."""


def build_benchmark(request: BuildRequest) -> None:
    """Solve a public problem's file: exit 1 where a place is left short."""
    from sevenday.files.benchmarks import Physicians, Rotating, read_benchmark

    problem = read_benchmark(request.path)
    request.check_out()
    if isinstance(problem, Rotating):
        _rotating(problem, request)
    elif isinstance(problem, Physicians):
        _physicians(problem, request)
    else:
        _curtois(problem, request)


def _rotating(problem: "Rotating", request: BuildRequest) -> None:
    """A rolling template: it has no cost, so that any that keeps the rules is the best."""
    from sevenday.solver.benchmarks.rotating import broken, solve_template

    started = monotonic()
    try:
        weeks = solve_template(problem, request.time(), request.seed)
    except KeyboardInterrupt:
        stopped_early("template")
    if wrong := broken(problem, weeks):
        raise RuntimeError(f"a template that breaks a rule: {wrong[0]}")
    rota = {str(number): list(week) for number, week in enumerate(weeks, 1)}
    text = "".join(f"{number},{','.join(week)}\n" for number, week in rota.items())
    data: dict[str, Any] = {"cost": 0, "bound": 0, "gap": 0.0, "levels": []}
    data |= {"seconds": round(monotonic() - started, 3), "steps": None, "seed": request.seed}
    data |= {"breaches": [], "uncovered": [], "rota": rota}
    page = Page(f"{problem.name}: a template of {problem.weeks} weeks keeps every rule", ())
    emit_roster(page, data, text, request.format, request.out)


def _physicians(problem: "Physicians", request: BuildRequest) -> None:
    """The physicians' rota by HiGHS; a killed run leaves its best in the file."""
    from sevenday.solver.benchmarks.solve_physicians import physicians_text, solve_physicians

    def report(lines: "Lines", cost: int, bound: float, spent: float) -> None:
        request.save(lambda: physicians_text(problem, lines, cost))
        typer.echo(f"{spent:7.1f} s  cost {cost}  bound {bound:g}", err=True)

    try:
        made = solve_physicians(problem, request.time(), request.seed, report)
    except KeyboardInterrupt:
        stopped_early("rota")
    proof = "proved: no rota costs less" if made.bound == made.cost else f"gap {made.gap:.1%}"
    head = f"{problem.name}: cost {made.cost}, bound {made.bound} ({proof}), {made.seconds:.1f} s"
    text = physicians_text(problem, made.lines, made.cost)
    emit_roster(Page(head, ()), made.document(), text, request.format, request.out)
    if made.stopped:
        raise typer.Exit(STOPPED)


def _curtois(problem: "Curtois", request: BuildRequest) -> None:
    """A shift scheduling problem by the engine asked for."""
    from sevenday.reports.pages.benchmark import benchmark_page
    from sevenday.solver.benchmarks.result import roster_text

    try:
        answer = _solve(problem, request)
    except KeyboardInterrupt:
        stopped_early("roster")
    if answer.score.broken:
        raise RuntimeError(f"a roster that breaks a rule: {answer.score.broken[0]}")
    page, data = benchmark_page(problem, answer), answer.document(problem)
    roster = roster_text(problem, answer.lines, answer.score)
    emit_roster(page, data, roster, request.format, request.out)
    if answer.stopped:
        raise typer.Exit(STOPPED)
    if answer.score.uncovered:
        raise typer.Exit(1)


def _solve(problem: "Curtois", request: BuildRequest) -> "BenchmarkResult":
    from sevenday.solver.rota.params import BuildParams

    reporter, seconds = _Reporter(problem, request), request.time()
    if request.engine == "cpsat":
        from sevenday.solver.benchmarks.cpsat import solve_cpsat

        return solve_cpsat(problem, seconds, request.seed, reporter)
    from sevenday.solver.benchmarks.solve import solve_curtois

    params = request.settings(BuildParams).search
    return solve_curtois(problem, seconds, request.seed, reporter, request.steps, params)


class _Reporter:
    """Reports each better roster on stderr, and writes it: a killed run leaves its best."""

    def __init__(self, problem: "Curtois", request: BuildRequest) -> None:
        self.problem, self.request = problem, request
        self.reported = -EVERY

    def __call__(self, lines: "Sequence[Sequence[str]]", bound: int, seconds: float) -> None:
        """Take a better roster than those before."""
        from sevenday.solver.benchmarks.result import roster_text
        from sevenday.solver.benchmarks.score import score

        found = score(self.problem, lines)
        if not found.broken:
            self.request.save(lambda: roster_text(self.problem, lines, found))
        if seconds - self.reported >= EVERY:
            self.reported = seconds
            gap = (found.cost - bound) / max(1, found.cost)
            line = f"{seconds:7.1f} s  cost {found.cost}  bound {bound}  gap {gap:.1%}"
            typer.echo(line, err=True)
