"""What might go wrong with a cover plan: random turnouts, what hospitals do now, the trade-off."""

from collections.abc import Sequence

from sevenday.clock import short_time
from sevenday.reports.render.page import Block, Table
from sevenday.walkout.planning.baselines import PlanComparison, StressComparison
from sevenday.walkout.planning.tradeoff import TradeoffPoint

SHOWN = 40
"""Rows of what may go wrong that a page shows."""


def stress_blocks(comparison: StressComparison) -> list[Block]:
    """What came of the plan over many turnouts."""
    stress = comparison.run
    worst = [e for e in stress.worst if e.share > 0 and e.place.rank <= 2][:SHOWN]
    rows = [
        (
            f"{e.place.rank}",
            e.place.service,
            e.place.shift,
            short_time(e.place.start),
            f"{e.share:.2%}",
            f"{e.hours:.3f}",
        )
        for e in worst
    ]
    head = (
        f"Over {stress.draws:,} turnouts and sick calls (seed {stress.seed}), some place of rank 1 "
        f"was short in {stress.any_rank_1:.2%}: {stress.rank_1_hours:.2f} hours of rank 1 and "
        f"{stress.rank_2_hours:.2f} of rank 2 on average."
    )
    columns = ("rank", "service", "shift", "when", "short", "hours short")
    out = [(r.pool, f"{r.share:.2%}") for r in stress.ran_out[:SHOWN]]
    return [
        head,
        Table("Places of rank 1 and 2 most often short", columns, rows),
        Table(
            "Where all who were called were in use and a place of rank 1 or 2 was short",
            ("where", "share"),
            out,
        ),
        comparison_table(comparison.beside),
    ]


def comparison_table(plans: Sequence[PlanComparison]) -> Table:
    """The plan beside what people do now, on the same draws."""
    rows = [
        (
            one.name,
            f"{one.rank_1_over:.3f}",
            f"{one.rank_2_over:.3f}",
            f"{one.withdrawn}",
            f"{one.delay:,}",
            f"{one.pounds:,}",
            f"{one.stress.any_rank_1:.2%}",
            f"{one.stress.rank_1_hours:.2f}",
            f"{one.stress.rank_2_hours:.2f}",
        )
        for one in plans
    ]
    columns = (
        "plan",
        "rank 1 over what is allowed",
        "rank 2 over",
        "lists withdrawn",
        "delay",
        "pounds",
        "some place of rank 1 short",
        "hours of rank 1 short",
        "hours of rank 2 short",
    )
    return Table("Beside what people do now, on the same turnouts and sick calls", columns, rows)


def curve_table(points: Sequence[TradeoffPoint]) -> Table:
    """Safety against planned work kept, so that somebody can choose a point."""
    rows = [
        (
            f"{p.most}",
            f"{p.withdrawn}",
            f"{p.retained:.1%}",
            f"{p.rank_1_over:.4f}",
            f"{p.rank_2_over:.4f}",
            f"{p.pounds:,}",
        )
        for p in points
    ]
    columns = (
        "lists withdrawn at most",
        "withdrawn",
        "planned lists kept",
        "rank 1 over what is allowed",
        "rank 2 over",
        "pounds",
    )
    return Table("Safety against planned work kept", columns, rows)
