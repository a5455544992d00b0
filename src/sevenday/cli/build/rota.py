"""`sevenday build FOLDER`: a hospital's dated rota, filled under its contract."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sevenday.cli.common import load
from sevenday.cli.output import STOPPED, emit_roster, is_page, stopped_early
from sevenday.reports.render.page import Block, Page, Table
from sevenday.writing import check_writable, write_whole

if TYPE_CHECKING:
    from sevenday.model import Hospital
    from sevenday.solver.rota.relaxation import RelaxationResult
    from sevenday.solver.rota.result import RotaResult

MOST_PLACES = 40
"""Open places that the page names; JSON has every one."""


def build_rota(
    path: Path,
    contract: str | None,
    on: str | None,
    known: str | None,
    seconds: float,
    steps: int | None,
    seed: int,
    engine: str,
    relaxing: list[str],
    format: str | None,
    out: Path | None,
) -> None:
    """Fill a folder's cover: exit 1 where a place is left empty."""
    from sevenday.files.write import file_texts
    from sevenday.solver.rota.build import build
    from sevenday.solver.rota.relaxation import relax, without_rule

    check_writable(out)
    hospital, terms = load(path, contract, on, known)

    def so_far(best: "Hospital", cost: int, spent: float) -> None:
        """Say how far it is on stderr, and keep the best: a killed run leaves it."""
        if out is not None and not is_page(out):
            write_whole(out, file_texts(best)["rota.csv"])
        typer.echo(f"{spent:7.1f} s  weighs {cost}", err=True)

    for rule in relaxing:
        without_rule(hospital, terms, rule)  # an unknown one is said before the search
    try:
        made = build(hospital, terms, seconds, seed, steps, engine, on_incumbent=so_far)
        relaxed = [
            relax(made, hospital, terms, rule, seconds, seed, steps)
            for rule in relaxing
            if not made.stopped
        ]
    except KeyboardInterrupt:
        stopped_early("rota")
    data = made.to_dict()
    if relaxing:
        data["relaxed"] = relaxed
    roster = file_texts(made.hospital)["rota.csv"]
    emit_roster(_page(made, relaxed), data, roster, format, out)
    if made.stopped:
        raise typer.Exit(STOPPED)
    if made.uncovered:
        raise typer.Exit(1)


def _explained(made: "RotaResult") -> Iterator[Block]:
    """Why places are empty: who is kept out by what, and conflicting requirements."""
    shown = made.explanation.reasons[:MOST_PLACES]
    if shown:
        rows = [(f"{b.day:%a} {b.day}", b.need.shift, b.sentence) for b in shown]
        yield Table("Why they are empty, of all doctors", ("date", "shift", "why"), rows)
        yield Table(
            "Conflicting requirements",
            ("clash",),
            [(text,) for text in made.explanation.sentences()],
        )


def _cost_of_rules(relaxed: "list[RelaxationResult]") -> Iterator[Block]:
    """What each rule that was left out costs, aim by aim."""
    if relaxed:
        names = [level.name for level in relaxed[0].levels]
        rows = [
            (
                each.rule,
                f"{each.unfilled[0]} -> {each.unfilled[1]}",
                *(f"{level.cost} -> {level.without}" for level in each.levels),
            )
            for each in relaxed
        ]
        title = "What a rule costs: with it -> without it"
        yield Table(title, ("rule", "places empty", *names), rows)


def _page(made: "RotaResult", relaxed: "list[RelaxationResult]") -> Page:
    rows = [
        (level.name, f"{level.cost}", f"{level.bound}", f"{level.gap:.1%}", "; ".join(level.says))
        for level in made.levels
    ]
    heads: tuple[str, ...] = ("aim", "cost", "at least", "gap", "in words")
    blocks: list[Block] = [
        made.summary(),
        Table("What it costs, most important first", heads, rows),
    ]
    if made.unfilled:
        shown = made.unfilled[:MOST_PLACES]
        places = [
            (
                p.day_name,
                p.need.service,
                p.need.shift,
                f"{p.need.rank}",
                f"{p.need.min}",
                f"{p.need.ideal}",
                f"{p.there}",
            )
            for p in shown
        ]
        heads = ("date", "service", "shift", "rank", "least", "ideal", "there")
        blocks.append(Table(f"Open places ({len(made.unfilled)})", heads, places))
    blocks += _explained(made)
    blocks += _cost_of_rules(relaxed)
    if made.refused_requests:
        blocks.append(
            Table("Requests refused", ("request",), [(text,) for text in made.refused_requests])
        )
    aims = list(made.totals[0].counts) if made.totals else []
    people = [
        (s.doctor, *(f"{s.counts[aim]}" for aim in aims), f"{s.hours:.2f}") for s in made.totals
    ]
    heads = ("doctor", *(aim.replace("_", " ") for aim in aims), "hours a week")
    blocks.append(Table("Doctor by doctor", heads, people))
    steps = "" if made.steps is None else f", {made.steps} steps"
    blocks.append(f"{made.seconds:.1f} seconds, seed {made.seed}{steps}.")
    if made.stopped:
        blocks.append("Stopped by you: this is the best rota so far.")
    return Page(f"{made.hospital.name or 'The hospital'}: a rota built", tuple(blocks))
