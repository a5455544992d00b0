"""Many hospitals' plans on random turnouts, as a page."""

from collections.abc import Iterator

from sevenday.reports.render.page import Block, Page, Table
from sevenday.walkout.region import RegionStress

COLUMNS = (
    "hospital",
    "some rank 1 place short",
    "rank 1 hours short",
    "rank 2 hours short",
    "places",
    "over their limit",
)


def region_stress_page(result: RegionStress) -> Page:
    """Hospitals by how often a place of life and limb was short, with what has no answer."""
    many = len(result.hospitals)
    title = f"{many} hospital's plan" if many == 1 else f"{many} hospitals' plans"
    return Page(f"{title} on {result.draws:,} random turnouts", (*_blocks(result),))


def _blocks(result: RegionStress) -> Iterator[Block]:
    over = [each for each in result.hospitals if each.unsafe]
    if over:
        worst = max(over, key=lambda each: each.unsafe)
        yield (
            f"{len(over)} of {len(result.hospitals)} hospitals have places over what their rank "
            f"allows: {worst.hospital} has the most, {worst.unsafe} of {worst.places}."
        )
    elif result.hospitals:
        yield "No hospital has a place over what its rank allows."
    yield Table(
        f"Those short most often first (seed {result.seed}; hours are means of a turnout)",
        COLUMNS,
        [
            (
                each.hospital,
                f"{each.any_rank_1:.2%}",
                f"{each.rank_1_hours:.2f}",
                f"{each.rank_2_hours:.2f}",
                f"{each.places}",
                f"{each.unsafe}",
            )
            for each in result.hospitals
        ],
    )
    if result.lost:
        yield Table("No answer", ("hospital", "why"), sorted(result.lost.items()))
    unproved = [each.hospital for each in result.hospitals if each.gap > 0]
    if unproved:
        names = ", ".join(unproved)
        yield f"Not proved to be the best in its time: {names}. `--seconds` gives more."
