"""The places that a rota leaves open, as a table."""

from collections.abc import Sequence

from sevenday.reports.render.page import Table
from sevenday.solver.plan.unfilled import UnfilledPlace

MOST_PLACES = 40
"""Open places that a page names; JSON has every one."""


def open_places(places: Sequence[UnfilledPlace], ideal: bool = False) -> Table:
    """The first places that are open; with `ideal` how many would be best on each."""
    heads = ("date", "service", "shift", "rank", "least", "ideal", "there")
    rows = [
        (
            place.day_name,
            place.need.service,
            place.need.shift,
            f"{place.need.rank}",
            f"{place.need.min}",
            f"{place.need.ideal}",
            f"{place.there}",
        )
        for place in places[:MOST_PLACES]
    ]
    shown = [k for k, head in enumerate(heads) if ideal or head != "ideal"]
    return Table(
        f"Open places ({len(places)})",
        tuple(heads[k] for k in shown),
        [tuple(row[k] for k in shown) for row in rows],
    )
