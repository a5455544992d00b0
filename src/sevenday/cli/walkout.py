"""`sevenday walkout`: who covers what, what is withdrawn, and what might still go wrong."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Out, Threads
from sevenday.cli.engine import MaybeNamed, Patience, Scheduler, engine_of
from sevenday.cli.output import STOPPED, emit
from sevenday.errors import Fault, InputError

if TYPE_CHECKING:
    from sevenday.batch.engine import Engine
    from sevenday.walkout.result import CoverResult

Counts = Annotated[
    list[Path] | None,
    typer.Option("--count", help="counts of who came; more than once: a later file wins"),
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="plan anew, and show what that changes and gives back")
]
Draws = Annotated[
    int | None,
    typer.Option("--stress", min=1, max=1_000_000, help="simulate the plan on N random turnouts"),
]
CallOff = Annotated[bool, typer.Option("--call-off", help="what can be restored now")]
Like = Annotated[
    str | None, typer.Option(help="turnout as on the record: 2016-04-26, or a month as 2025-11")
]
Seconds = Annotated[float, typer.Option(min=1, max=3600, help="time for the plan")]
Papers = Annotated[Path | None, typer.Option(help="write the papers to this folder")]
Curve = Annotated[
    bool, typer.Option("--curve", help="show the trade-off between safety and elective work")
]
At = Annotated[
    str | None, typer.Option("--on", help="when the call is made, a day or a time (default: now)")
]
Seed = Annotated[int, typer.Option(min=0, help="seed of the turnouts")]


def walkout(
    path: Folder,
    count: Counts = None,
    fresh: Fresh = False,
    stress: Draws = None,
    call_off: CallOff = False,
    like: Like = None,
    curve: Curve = False,
    seconds: Seconds = 60.0,
    seed: Seed = 1,
    papers: Papers = None,
    engine: MaybeNamed = None,
    scheduler: Scheduler = None,
    patience: Patience = 30.0,
    contract: Contract = None,
    on: At = None,
    threads: Threads = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Plan cover for a walkout, re-plan on the morning's counts: exit 1 where a place is unsafe.

    A folder of hospitals' folders, with --stress N: each one's plan on random turnouts.
    """
    from sevenday.clock import LONDON
    from sevenday.reports.pages.board import Issue
    from sevenday.reports.pages.cover_plan import walkout_page
    from sevenday.walkout.cover import cover
    from sevenday.walkout.region import hospital_folders
    from sevenday.walkout.result import CoverResult

    if hospital_folders(path):
        _refuse(count=count, fresh=fresh, curve=curve, call_off=call_off, papers=papers, on=on)
        where = engine_of(engine or "processes", scheduler, patience)
        _stress_all(path, stress, where, (like, seconds, seed), format, out)
        return
    if engine is not None or scheduler is not None:
        what = "one hospital runs here"
        expected = "a folder of hospitals' folders, with --stress N"
        raise InputError(
            Fault(what, f"{path}", None, "--engine", "", expected, code="arguments-clash")
        )
    result = cover(
        path,
        counts=count or (),
        fresh=fresh,
        stress=stress,
        curve=curve,
        call_off=call_off,
        on=on,
        like=like,
        seconds=seconds,
        seed=seed,
    )
    for remark in result.remarks:
        typer.echo(f"sevenday: {remark}", err=True)
    issue = Issue(contract, datetime.now(LONDON))
    if isinstance(result, CoverResult) and papers is not None:
        from sevenday.reports.files.walkout_pack import write_pack

        written = write_pack(result, papers, issue)
        sheets = [file for file in written if file.parent != papers]
        for file in (file for file in written if file.parent == papers):
            typer.echo(f"{file}", err=True)
        if sheets:
            typer.echo(f"{sheets[0].parent}: {len(sheets)} call sheets", err=True)
    emit(lambda: walkout_page(result, issue), result.to_dict(), format, out)
    if isinstance(result, CoverResult):
        _keep(result)
    if not result.safe:
        raise typer.Exit(1)


def _refuse(**options: object) -> None:
    """Raise InputError for options that are of one hospital, where many are named."""
    given = ["--" + name.replace("_", "-") for name, value in options.items() if value]
    if given:
        what = f"{', '.join(given)}: for one hospital, and many are named"
        raise InputError(Fault(what, "", expected="the folder of one", code="arguments-clash"))


def _stress_all(
    path: Path,
    draws: int | None,
    engine: "Engine",
    how: tuple[str | None, float, int],
    format: str | None,
    out: Path | None,
) -> None:
    """The plans of many hospitals on random turnouts."""
    from sevenday.reports.pages.region_stress import region_stress_page
    from sevenday.walkout.region import stress

    if draws is None:
        what, expected = "many hospitals are named", "--stress N; or the folder of one"
        raise InputError(Fault(what, f"{path}", expected=expected, code="missing-argument"))
    result = stress(path, draws, engine, *how)
    emit(region_stress_page(result), result, format, out)
    if result.stopped:
        raise typer.Exit(STOPPED)
    if not result.safe:
        raise typer.Exit(1)


def _keep(result: "CoverResult") -> None:
    """Leave the plan in its folder. One that cannot be written has the answer all the same."""
    try:
        result.keep()
    except InputError as error:
        typer.echo(f"sevenday: the plan was not kept: {error}", err=True)
