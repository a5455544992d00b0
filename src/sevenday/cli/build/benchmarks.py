"""`sevenday build` for rolling templates (Musliu) and physicians (MiniZinc challenge)."""

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import typer

from sevenday.cli.output import STOPPED, emit_roster, is_page, stopped_early
from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Page
from sevenday.writing import check_writable, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sevenday.files.benchmarks import Physicians, Rotating


def build_template(
    problem: "Rotating", seconds: float, seed: int, format: str | None, out: Path | None
) -> None:
    """A rolling template: it has no cost, so that any that keeps the rules is the best."""
    from sevenday.solver.benchmarks.rotating import broken, solve_template

    check_writable(out)
    started = monotonic()
    try:
        weeks = solve_template(problem, seconds, seed)
    except KeyboardInterrupt:
        stopped_early("template")
    if wrong := broken(problem, weeks):
        raise RuntimeError(f"a template that breaks a rule: {wrong[0]}")
    rota = {str(number): list(week) for number, week in enumerate(weeks, 1)}
    text = "".join(f"{number},{','.join(week)}\n" for number, week in rota.items())
    data: dict[str, Any] = {"cost": 0, "bound": 0, "gap": 0.0, "levels": []}
    data |= {"seconds": round(monotonic() - started, 3), "steps": None, "seed": seed}
    data |= {"breaches": [], "uncovered": [], "rota": rota}
    page = Page(f"{problem.name}: a template of {problem.weeks} weeks keeps every rule", ())
    emit_roster(page, data, text, format, out)


def build_physicians(
    problem: "Physicians", seconds: float, seed: int, format: str | None, out: Path | None
) -> None:
    """The physicians' rota by HiGHS, each better one kept, and the bound that is proved."""
    from sevenday.milp.highs import MilpParams, solve
    from sevenday.solver.benchmarks.physicians import (
        Duty,
        duty_lines,
        physicians_model,
        read_duties,
    )
    from sevenday.solver.benchmarks.physicians_score import broken, cost

    check_writable(out)
    began = monotonic()
    model = physicians_model(problem)
    days = problem.counts["numDays"]

    def plain(lines: dict[str, list[str]]) -> list[list[Duty | None]]:
        table: list[list[Duty | None]] = [[None] * days for _ in lines]
        for i, d, duty in read_duties(problem, lines):
            table[i][d] = duty
        return table

    def on_incumbent(values: "Sequence[float]", bound: float) -> None:
        lines = duty_lines(problem, model, values)
        found = cost(problem, plain(lines))
        if out is not None and not is_page(out) and not broken(problem, plain(lines)):
            write_whole(out, _text(problem, lines, found))
        line = f"{monotonic() - began:7.1f} s  cost {found}  bound {bound:g}"
        typer.echo(line, err=True)

    params = MilpParams(seconds=seconds, seed=seed)
    solved = solve(model, params, on_incumbent=on_incumbent)
    if solved.values is None:
        if solved.interrupted:
            stopped_early("rota")
        what = "no rota keeps every rule of this file: that is proved"
        if not solved.infeasible:
            what = f"no rota found in {seconds:g} seconds, and none proved impossible"
        raise InputError(Fault(what, problem.name, expected="more --seconds", code="no-result"))
    lines = duty_lines(problem, model, solved.values)
    if wrong := broken(problem, plain(lines)):
        raise RuntimeError(f"a rota that breaks a rule: {wrong[0]}")
    found = cost(problem, plain(lines))
    bound = found if solved.optimal else int(min(found, max(0, solved.bound)))
    gap = (found - bound) / max(1, found)
    took = monotonic() - began
    level = {"cost": found, "bound": bound, "gap": round(gap, 6)}
    data: dict[str, Any] = {**level, "levels": [{"name": "cost", **level}]}
    data |= {"seconds": round(took, 3), "steps": None, "seed": seed, "breaches": []}
    data |= {"uncovered": [], "rota": lines}
    proof = "proved: no rota costs less" if bound == found else f"gap {gap:.1%}"
    page = Page(f"{problem.name}: cost {found}, bound {bound} ({proof}), {took:.1f} s", ())
    emit_roster(page, data, _text(problem, lines, found), format, out)
    if solved.interrupted:
        raise typer.Exit(STOPPED)


def _text(problem: "Physicians", lines: dict[str, list[str]], found: int) -> str:
    name = problem.name.rpartition(".")[0] or problem.name
    rows = (",".join((who, *line)) for who, line in lines.items())
    return "\n".join((f"# {name} objective={found}", *rows)) + "\n"
