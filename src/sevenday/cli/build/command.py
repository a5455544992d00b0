"""`sevenday build`: the best roster that a time or a number of steps finds, and its bound."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.build.benchmarks import build_physicians, build_template
from sevenday.cli.build.repair import repair_rota
from sevenday.cli.build.rota import build_rota
from sevenday.cli.build.template import build_weeks
from sevenday.cli.common import Contract, Format, Known, On, Threads
from sevenday.cli.output import STOPPED, checked_format, emit_roster, is_page, stopped_early
from sevenday.errors import Fault, InputError
from sevenday.writing import check_writable, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sevenday.files.benchmarks import Curtois
    from sevenday.solver.benchmarks.result import BenchmarkResult

Problem = Annotated[Path, typer.Argument(help="a hospital's folder or a benchmark file")]
Seconds = Annotated[
    float | None,
    typer.Option(min=0.1, max=86400, help="time to search, in seconds (60; to re-plan, 1)"),
]
Seed = Annotated[int, typer.Option(min=0, max=2**31 - 1, help="seed of the search")]
Steps = Annotated[
    int | None,
    typer.Option(min=1, help="search so many steps instead: same seed and steps, same roster"),
]
Weeks = Annotated[
    str | None, typer.Option(help="a template of so many weeks instead, or least: the fewest")
]
Engine = Annotated[str, typer.Option(help="rows, or cpsat (the extra sevenday\\[cpsat])")]
Relax = Annotated[
    list[str] | None, typer.Option(help="also say what this rule costs, by building without it")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="write the roster to this file (.html, .json, .pdf: the page)"),
]

Keep = Annotated[
    Path | None,
    typer.Option("--keep", help="repair a published rota with as few changes as possible"),
]
From = Annotated[str | None, typer.Option("--from", help="the first date that may change")]

ENGINES = ("rows", "cpsat")
EVERY = 1.0
"""Seconds between two lines of progress."""


def build(
    path: Problem,
    seconds: Seconds = None,
    steps: Steps = None,
    seed: Seed = 1,
    engine: Engine = "rows",
    weeks: Weeks = None,
    keep: Keep = None,
    since: From = None,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    relax: Relax = None,
    threads: Threads = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Build a hospital's rota, or a public problem's roster: exit 1 where a place is left short."""
    from sevenday.files.benchmarks import Physicians, Rotating, read_benchmark
    from sevenday.reports.pages.benchmark import benchmark_page
    from sevenday.solver.benchmarks.result import roster_text

    if engine not in ENGINES:
        raise InputError(
            Fault(
                "no such engine",
                "",
                None,
                "--engine",
                engine,
                " or ".join(ENGINES),
                code="unknown-word",
            )
        )
    if steps is not None and engine != "rows":
        what = f"the engine {engine} counts no steps"
        raise InputError(
            Fault(what, "", None, "--steps", str(steps), "--engine rows", code="arguments-clash")
        )
    checked_format(format)
    if keep is not None or since is not None:
        if weeks is not None:
            what = "a template has no dates to keep"
            raise InputError(
                Fault(what, "", None, "--weeks", weeks, "--keep or --weeks", code="arguments-clash")
            )
        repair_rota(path, keep, since, contract, on, known, seconds, format, out)
        return
    seconds = 60.0 if seconds is None else seconds
    if weeks is not None:
        build_weeks(path, weeks, contract, on, known, seconds, steps, seed, format, out)
        return
    if path.is_dir():
        build_rota(
            path, contract, on, known, seconds, steps, seed, engine, relax or [], format, out
        )
        return
    if relax:
        what = "a public problem has no rule that can be left out"
        raise InputError(
            Fault(
                what,
                path.name,
                None,
                "--relax",
                relax[0],
                "a hospital's folder",
                code="arguments-clash",
            )
        )
    problem = read_benchmark(path)
    if isinstance(problem, Rotating):
        build_template(problem, seconds, seed, format, out)
        return
    if isinstance(problem, Physicians):
        build_physicians(problem, seconds, seed, format, out)
        return
    keeper = _Keeper(problem, out)
    try:
        answer = _solve(problem, engine, seconds, steps, seed, keeper)
    except KeyboardInterrupt:
        stopped_early("roster")
    if answer.score.broken:
        raise RuntimeError(f"a roster that breaks a rule: {answer.score.broken[0]}")
    roster = roster_text(problem, answer.lines, answer.score)
    emit_roster(benchmark_page(problem, answer), answer.document(problem), roster, format, out)
    if answer.stopped:
        raise typer.Exit(STOPPED)
    if answer.score.uncovered:
        raise typer.Exit(1)


def _solve(
    problem: "Curtois", engine: str, seconds: float, steps: int | None, seed: int, keeper: "_Keeper"
) -> "BenchmarkResult":
    if engine == "cpsat":
        from sevenday.solver.benchmarks.cpsat import solve_cpsat

        return solve_cpsat(problem, seconds, seed, keeper)
    from sevenday.solver.benchmarks.solve import solve_curtois

    return solve_curtois(problem, seconds, seed, keeper, steps)


class _Keeper:
    """Says each better roster on stderr, and keeps it in the file: a killed run leaves its best."""

    def __init__(self, problem: "Curtois", out: Path | None) -> None:
        """`out`, where one is named, has to be a file that can be written."""
        self.problem, self.out = problem, out
        self.reported = -EVERY
        check_writable(out)

    def __call__(self, lines: "Sequence[Sequence[str]]", bound: int, seconds: float) -> None:
        """Take a better roster than those before."""
        from sevenday.solver.benchmarks.result import roster_text
        from sevenday.solver.benchmarks.score import score

        found = score(self.problem, lines)
        if self.out is not None and not is_page(self.out) and not found.broken:
            write_whole(self.out, roster_text(self.problem, lines, found))
        if seconds - self.reported >= EVERY:
            self.reported = seconds
            gap = (found.cost - bound) / max(1, found.cost)
            line = f"{seconds:7.1f} s  cost {found.cost}  bound {bound}  gap {gap:.1%}"
            typer.echo(line, err=True)
