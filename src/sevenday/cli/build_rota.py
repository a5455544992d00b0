"""`sevenday build FOLDER`: a hospital's dated rota, filled under its contract."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sevenday.cli.build_files import STOPPED, keep, stopped_early, writable
from sevenday.cli.common import as_text, load
from sevenday.reports.page import Block, Page, Table

if TYPE_CHECKING:
    from sevenday.solver.built import Built

MOST_PLACES = 40
"""Open places that the page names; JSON has every one."""


def build_rota(
    path: Path, contract: str | None, on: str | None, known: str | None, seconds: float,
    steps: int | None, seed: int, engine: str, format: str, out: Path | None,
) -> None:  # fmt: skip
    """Fill a folder's cover: exit 1 where a place is left empty."""
    from sevenday.files.write import texts_of
    from sevenday.solver.built import build

    writable(out)
    hospital, terms = load(path, contract, on, known)
    try:
        made = build(hospital, terms, seconds, seed, steps, engine)
    except KeyboardInterrupt:
        stopped_early("rota")
    text = texts_of(made.hospital)["rota.csv"]
    if out is not None:
        keep(text, out)
    if format == "json":
        sys.stdout.write(json.dumps(made.document(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(as_text(_page(made), sys.stdout.isatty()))
        if out is None:
            sys.stdout.write("\n" + text)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered:
        raise typer.Exit(1)


def _page(made: "Built") -> Page:
    rows = [
        (level.name, f"{level.cost}", f"{level.bound}", f"{level.gap:.1%}") for level in made.levels
    ]
    blocks: list[Block] = [
        made.summary(),
        Table("What it costs, dearest first", ("aim", "cost", "at least", "gap"), rows),
    ]
    if made.open:
        shown = made.open[:MOST_PLACES]
        places = [
            (f"{p.day:%a} {p.day}", p.need.service, p.need.shift, f"{p.need.rank}",
             f"{p.need.min}", f"{p.need.ideal}", f"{p.there}") for p in shown
        ]  # fmt: skip
        heads = ("date", "service", "shift", "rank", "least", "ideal", "there")
        blocks.append(Table(f"Open places ({len(made.open)})", heads, places))
    if made.unmet:
        blocks.append(Table("Requests refused", ("request",), [(text,) for text in made.unmet]))
    people = [(s.doctor, f"{s.nights}", f"{s.weekends}", f"{s.hours:.2f}") for s in made.shares]
    blocks.append(
        Table("Doctor by doctor", ("doctor", "nights", "weekends", "hours a week"), people)
    )
    steps = "" if made.steps is None else f", {made.steps} steps"
    blocks.append(f"{made.seconds:.1f} seconds, seed {made.seed}{steps}.")
    if made.stopped:
        blocks.append("Stopped by you: this is the best rota so far.")
    return Page(f"{made.hospital.name or 'The hospital'}: a rota built", tuple(blocks))
