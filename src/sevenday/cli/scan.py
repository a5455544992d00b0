"""`sevenday scan`: many hospitals: forecast, rank, mutual aid, on this machine or a cluster."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sevenday.cli.common import Format, Out, Threads
from sevenday.cli.engine import Named, Patience, Scheduler, engine_of
from sevenday.cli.output import STOPPED, emit

Monthly = Annotated[Path, typer.Argument(help="a folder with files trusts-*.csv")]
Like = Annotated[
    str | None,
    typer.Option("--walkout", help="a strike of the record, as 2025-11, or a TOML file"),
]
Replications = Annotated[
    int, typer.Option(min=1, max=1_000_000, help="how often each trust's days are run")
]
Seed = Annotated[int, typer.Option(min=0, help="seed of all random numbers")]
Resume = Annotated[
    Path | None,
    typer.Option(help="a file of answers: those there are taken, new ones are added"),
]
Papers = Annotated[Path | None, typer.Option(help="write a page a trust and tables to this folder")]
Trust = Annotated[str | None, typer.Option(help="the page of one trust, by its code")]


def scan(
    folder: Monthly,
    walkout: Like = None,
    engine: Named = "processes",
    scheduler: Scheduler = None,
    patience: Patience = 30.0,
    replications: Replications = 1000,
    seed: Seed = 1,
    resume: Resume = None,
    trust: Trust = None,
    papers: Papers = None,
    threads: Threads = None,
    format: Format = None,
    out: Out = None,
) -> None:
    """Scan many hospitals: forecast, risk by trust with rank intervals, who can help whom.

    Exit 1 where a trust could not be worked out.
    """
    from sevenday.errors import Fault, InputError
    from sevenday.flow.country.scan import ScanParams
    from sevenday.flow.country.scan import scan as scanned
    from sevenday.reports.files.country_pack import write_scan
    from sevenday.reports.pages.country import scan_page
    from sevenday.reports.pages.trust import trust_page

    result = scanned(
        folder,
        walkout,
        engine_of(engine, scheduler, patience),
        ScanParams(replications, seed, resume),
        _progress if sys.stderr.isatty() else None,
    )
    if trust is not None and trust not in {each.code for each in result.trusts}:
        known = ", ".join(sorted(each.code for each in result.trusts)[:8])
        raise InputError(
            Fault("no such trust", "", None, "--trust", trust, f"{known} ...", code="unknown-word")
        )
    page = trust_page(result, trust) if trust is not None else scan_page(result)
    emit(page, result, format, out)
    if papers is not None:
        files = write_scan(result, papers)
        typer.echo(f"sevenday: {len(files)} files in {papers}", err=True)
    if result.stopped:
        how = "; --resume FILE keeps what is done" if resume is None else f"; resume with {resume}"
        typer.echo(f"sevenday: stopped after {len(result.trusts)} trusts{how}", err=True)
        raise typer.Exit(STOPPED)
    if result.lost:
        raise typer.Exit(1)


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    typer.echo(f"\r{done} of {total} trusts{end}", nl=False, err=True)
