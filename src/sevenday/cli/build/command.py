"""`sevenday build`: the best roster that a time or a number of steps finds, and its bound."""

from pathlib import Path
from typing import Annotated

import typer

from sevenday.cli.build.benchmarks import build_benchmark
from sevenday.cli.build.repair import repair_rota
from sevenday.cli.build.request import BuildRequest
from sevenday.cli.build.rota import build_rota
from sevenday.cli.build.template import build_weeks
from sevenday.cli.common import Contract, Format, Known, On, Threads, table_file
from sevenday.cli.output import checked_format
from sevenday.errors import Fault, InputError

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
    typer.Option(
        "--out",
        help="write the roster to this file (.html, .json, .pdf: the page)",
        callback=table_file,
    ),
]

Keep = Annotated[
    Path | None,
    typer.Option("--keep", help="repair a published rota with as few changes as possible"),
]
Params = Annotated[
    Path | None, typer.Option("--params", help="settings that differ from the usual, a TOML file")
]
Use = Annotated[str | None, typer.Option("--use", hidden=True, help="refused, with the mend")]
From = Annotated[str | None, typer.Option("--from", help="the first date that may change")]


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
    params: Params = None,
    threads: Threads = None,
    use: Use = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Build a hospital's rota, or a public problem's roster: exit 1 where a place is left short."""
    if use is not None:
        what = "a build reads neither a rota nor a template: it makes one from cover and doctors"
        how = "--keep FILE --from DATE to start from a rota, or --weeks N to build a template"
        raise _clash(what, "--use", use, how)
    from sevenday.solver.rota.params import known_engine

    chosen = known_engine(engine)
    if steps is not None and engine != "rows":
        raise _clash(f"the engine {engine} counts no steps", "--steps", f"{steps}", "--engine rows")
    checked_format(format)
    request = BuildRequest(
        path, contract, on, known, seconds, steps, seed, chosen, params, format, out
    )
    if keep is not None or since is not None:
        if weeks is not None:
            raise _clash("a template has no dates to keep", "--weeks", weeks, "--keep or --weeks")
        repair_rota(request, keep, since)
    elif weeks is not None:
        build_weeks(request, weeks)
    elif path.is_dir():
        build_rota(request, relax or [])
    elif relax:
        what, how = "a public problem has no rule that can be left out", "a hospital's folder"
        raise _clash(what, "--relax", relax[0], how, path.name)
    else:
        build_benchmark(request)


def _clash(what: str, option: str, found: str, expected: str, file: str = "") -> InputError:
    return InputError(Fault(what, file, None, option, found, expected, code="arguments-clash"))
