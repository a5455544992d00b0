"""A rota that was built, as a page: its cost aim by aim, places left empty and why."""

from collections.abc import Iterator

from sevenday.milp.levels import Level
from sevenday.reports.pages.open_places import MOST_PLACES, open_places
from sevenday.reports.pages.patterns import pattern_blocks
from sevenday.reports.pictures.rota import rota_pictures
from sevenday.reports.render.page import Block, Page, Table
from sevenday.solver.plan.prices import PATTERNS
from sevenday.solver.rota.relaxation import RelaxationResult
from sevenday.solver.rota.result import RotaResult

HEAVIEST = 3
"""Patterns that the words of their level name."""


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


def _in_words(level: Level, made: "RotaResult") -> str:
    """What a level comes to; of patterns the three that weigh most, as a table has them all."""
    if level.name != PATTERNS:
        return "; ".join(level.says)
    there = sorted((one for one in made.patterns.counts if one.cost), key=lambda one: -one.cost)
    heaviest = "; ".join(f"{one.pattern.says}: {one.many}" for one in there[:HEAVIEST])
    more = f"; and {len(there) - HEAVIEST} more kinds below" if len(there) > HEAVIEST else ""
    return f"{heaviest}{more}"


def built_rota_page(made: "RotaResult", relaxed: "list[RelaxationResult]") -> Page:
    """The rota as a page; what each rule that was left out costs stands after it."""
    rows = [
        (
            level.name,
            f"{level.cost:,}",
            f"{level.bound:,}",
            f"{level.gap:.1%}",
            _in_words(level, made),
        )
        for level in made.levels
    ]
    heads: tuple[str, ...] = ("aim", "cost", "at least", "gap", "in words")
    blocks: list[Block] = [
        made.summary(),
        *rota_pictures(made.hospital, made.checked.on, "rota"),
        Table("What it costs, most important first", heads, rows),
    ]
    if made.unfilled:
        blocks.append(open_places(made.unfilled, ideal=True))
    blocks += _explained(made)
    blocks += _cost_of_rules(relaxed)
    if made.refused_requests:
        blocks.append(
            Table(
                "Requests refused", ("request",), [(str(each),) for each in made.refused_requests]
            )
        )
    blocks += pattern_blocks(made.patterns)
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
