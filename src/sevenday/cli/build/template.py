"""`sevenday build FOLDER --weeks N`: a rolling template, and what comes out of it."""

from pathlib import Path

import typer

from sevenday.cli.common import load
from sevenday.cli.output import STOPPED, emit_roster, stopped_early
from sevenday.errors import Fault, InputError
from sevenday.writing import check_writable

LEAST = "least"


def build_weeks(
    path: Path,
    weeks: str,
    contract: str | None,
    on: str | None,
    known: str | None,
    seconds: float,
    steps: int | None,
    seed: int,
    format: str | None,
    out: Path | None,
) -> None:
    """Build a folder's template of so many weeks, or the least: exit 1 where a place is short."""
    from sevenday.files.write import file_texts
    from sevenday.reports.pages.built_template import built_template_page
    from sevenday.solver.template.build import build_template

    if not path.is_dir():
        how = "a hospital's folder: a public problem says its own weeks"
        raise InputError(
            Fault(
                "no template of that",
                f"{path}",
                None,
                "--weeks",
                weeks,
                how,
                code="unknown-template",
            )
        )
    if weeks != LEAST and not (weeks.isascii() and weeks.isdigit()):
        how = f"a whole number, or {LEAST}"
        raise InputError(
            Fault("no number of weeks", "", None, "--weeks", weeks, how, code="not-a-number")
        )
    check_writable(out)
    hospital, terms = load(path, contract, on, known)
    wanted = None if weeks == LEAST else int(weeks)
    try:
        made = build_template(hospital, terms, wanted, seconds, seed, steps, _say)
    except KeyboardInterrupt:
        stopped_early("template")
    roster = file_texts(made.hospital)["template.csv"]
    emit_roster(built_template_page(made), made, roster, format, out)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered:
        raise typer.Exit(1)


def _say(text: str) -> None:
    typer.echo(f"sevenday: {text}", err=True)
