"""What may be shown of counts: statistical disclosure control, for every paper in one place.

A unit of under five tells who came, and so does one in which all or none did: such units are shown
only merged with others. Source: walkouts.md 2.9.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sevenday.model.walkout import Count

SMALLEST = 5
"""People in the smallest unit whose count is ever shown."""
MERGED = "several units"


def is_disclosive(rostered: int, came: float) -> bool:
    """Whether a count could tell who came: of a unit too small, or where all or none came."""
    return rostered < SMALLEST or not 0 < came < rostered


@dataclass(frozen=True, slots=True)
class SitrepUnit:
    """One line of a return: a unit, how many were rostered there, expected, and came."""

    service: str
    tier: str
    shift: str
    day: str
    rostered: int
    present: int
    expected: float = 0.0

    @property
    def disclosive(self) -> bool:
        """Whether it is too small to be shown, or all or none were absent."""
        return is_disclosive(self.rostered, self.present)


def merge_units(
    counts: Sequence[Count], expected: Callable[[Count], float] = lambda _: 0.0
) -> list[SitrepUnit]:
    """Counts as units that are not disclosive: small ones go together, by day, then altogether.

    What is still disclosive goes into the smallest unit that is shown, so that the units add
    up to the whole and no difference gives it away; where there is none, nothing is shown.
    """
    units = [
        SitrepUnit(
            c.service, f"{c.tier}", c.shift, c.date.isoformat(), c.rostered, c.present, expected(c)
        )
        for c in counts
    ]
    shown = [unit for unit in units if not unit.disclosive]
    small = [unit for unit in units if unit.disclosive]
    left: list[SitrepUnit] = []
    for day in dict.fromkeys(unit.day for unit in small):
        whole = _together([unit for unit in small if unit.day == day], day)
        if whole.disclosive and (host := _smallest(shown, day)):
            shown.remove(host)
            whole = _together([whole, host], day)
        (left if whole.disclosive else shown).append(whole)
    if left:
        whole = _together(left, "several days")
        if whole.disclosive and (host := _smallest(shown)):
            shown.remove(host)
            whole = _together([whole, host], "several days")
        shown += [] if whole.disclosive else [whole]
    return shown


def _smallest(units: Sequence[SitrepUnit], day: str = "") -> SitrepUnit | None:
    """The unit, of a day if one is asked for, with the fewest people."""
    found = [unit for unit in units if day in ("", unit.day)]
    return min(found, key=lambda unit: unit.rostered, default=None)


def _together(units: Sequence[SitrepUnit], day: str) -> SitrepUnit:
    rostered, present, expected = (
        sum(getattr(u, name) for u in units) for name in ("rostered", "present", "expected")
    )
    return SitrepUnit(MERGED, "all", "all", day, rostered, present, expected)
