"""`sevenday export`: what people take away, written to a folder."""

from pathlib import Path
from typing import Annotated, Any

import typer

from sevenday.cli.common import Contract, Folder, Known, On, Use, load, terms_of
from sevenday.cli.output import write

Into = Annotated[Path, typer.Option("--out", help="the folder to write to")]
What = Annotated[
    str | None, typer.Option(help="some of workbook,calendars,schedules,report (default: all)")
]
Priced = Annotated[
    str | None, typer.Option(help="contracts whose pay the report compares: ID or ID@DATE,...")
]


def export(
    path: Folder,
    out: Into,
    what: What = None,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    use: Use = None,
    priced: Priced = None,
) -> None:
    """Write a hospital's workbook, calendars, work schedules and report to a folder."""
    hospital, terms = load(path, contract, on, known)
    from sevenday.reports.files.export import export as export_to

    named = [item.strip().partition("@") for item in (priced or "").split(",") if item.strip()]
    compared = [terms_of(path, id, day or None, known, terms.on) for id, _, day in named]
    kinds: list[Any] = [word.strip() for word in (what or "").split(",") if word.strip()]
    done = export_to(hospital, terms, out, kinds, use, compared)
    write(done.summary() + "\n", None)
