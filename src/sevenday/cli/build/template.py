"""`sevenday build FOLDER --weeks N`: a rolling template, and what comes out of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sevenday.cli.common import load
from sevenday.cli.output import STOPPED, emit_roster, stopped_early
from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Block, Page, Table
from sevenday.writing import check_writable

if TYPE_CHECKING:
    from sevenday.solver.template.result import TemplateResult

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
    emit_roster(_page(made), made, roster, format, out)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered:
        raise typer.Exit(1)


def _say(said: str) -> None:
    typer.echo(f"sevenday: {said}", err=True)


def _page(made: "TemplateResult") -> Page:
    from sevenday.reports.render.words import one_in, plain  # it loads numpy

    line = made.line
    figures = [
        ("hours a week", f"{line.average_hours:.2f}"),
        ("without leave", f"{line.average_hours_without_leave:.2f}"),
        ("weekends", one_in(line.weekend_frequency)),
        ("nights", f"{made.nights} in {made.weeks} weeks"),
        *([("band", line.band)] if line.band else []),
        ("breaches", "none"),
    ]
    blocks: list[Block] = [
        made.summary(),
        Table("What comes out of it", ("what", "value"), figures),
    ]
    if made.pay:
        slips = [(slip.grade, f"{slip.total:,.2f}") for slip in made.pay]
        blocks.append(Table("Whole-time pay", ("grade", "pounds a year"), slips))
    levels = [(x.name, f"{x.cost}", f"{x.bound}", f"{x.gap:.1%}") for x in made.levels]
    blocks.append(
        Table("What it costs, most important first", ("aim", "cost", "at least", "gap"), levels)
    )
    unwanted = [(plain(name), f"{many}") for name, many in made.patterns.items()]
    blocks.append(Table("Unwanted patterns", ("pattern", "in the cycle"), unwanted))
    if made.uncovered:
        places = [
            (p.day_name, p.need.service, p.need.shift, f"{p.need.min}", f"{p.there}")
            for p in made.uncovered
        ]
        heads = ("weekday", "service", "shift", "least", "there")
        blocks.append(Table("Open places", heads, places))
        blocks.append(_clash(made))
    blocks += [f"Note: {note}" for note in made.notes]
    blocks.append(f"{made.seconds:.1f} seconds, seed {made.seed}, {made.steps} steps.")
    if made.stopped:
        blocks.append("Stopped by you: this is the best template so far.")
    title = f"{made.hospital.name or 'The hospital'}: a template of {made.weeks} weeks"
    return Page(title, tuple(blocks))


def _clash(made: "TemplateResult") -> str:
    if not made.clash:
        return "What stands against the open places was not proved."
    return (
        f"These requirements conflict in {made.weeks} weeks, and without any one of them the "
        f"others can: {'; '.join(made.clash)}."
    )
