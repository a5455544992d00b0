"""What may be shown of counts: statistical disclosure control, one rule for everything.

Orders follow counts exactly, because a place that is empty has to be filled. Whatever else is
shown, kept or worked out from counts goes through `coarse`:

- small cells: groups of under ten rostered say nothing;
- all or none: the figure is never none of a group and never all of it;
- dominance and what members know of themselves: figures go in steps of five or more;
- differencing: which groups are shown turns on the rota alone, never on who came, and a group is
  shown when all of it is counted, so that no two papers of a day differ by a few people.

Source: walkouts.md 2.9; the steps of five follow the NHS's practice for published counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sevenday.clock import DAY
from sevenday.files.substitutes import rostered_counts
from sevenday.model import Hospital
from sevenday.model.walkout import Count

SMALLEST = 10
"""People in the smallest group of which anything is shown."""
STEP = 5
"""The least step in which a figure goes."""
PARTS = 10
"""A large group's figure goes in steps of this part of it."""
MERGED = "other services"
NOON = DAY // 2


def coarse(rostered: int, came: int) -> int | None:
    """How many of a group came, as it may be shown; None where nothing may be.

    To the nearest step, never fewer than a step and never all.
    """
    if rostered < SMALLEST:
        return None
    step = step_of(rostered)
    # the highest figure fits a step of numbers too
    highest = (rostered + step // 2 + 1 - step) // step * step
    return min(highest, max(step, (2 * came + step) // (2 * step) * step))


def step_of(rostered: int) -> int:
    """The step in which a group's figure goes."""
    return max(STEP, -(-rostered // PARTS))


@dataclass(frozen=True, slots=True)
class SitrepUnit:
    """One line of a return: the shifts of a service that begin in one half of a day.

    `present` is coarse: of so many rostered it stands for any number from `least` to `most`.
    `shift` says which half.
    """

    service: str
    shift: str
    day: str
    rostered: int
    present: int
    expected: float = 0.0

    @property
    def least(self) -> int:
        """The fewest who may have come."""
        return min(self._may_be)

    @property
    def most(self) -> int:
        """The most who may have come."""
        return max(self._may_be)

    @property
    def _may_be(self) -> list[int]:
        """Every number that is shown so: nothing that the figure does not tell already."""
        return [n for n in range(self.rostered + 1) if coarse(self.rostered, n) == self.present]


def merge_units(
    hospital: Hospital, counts: Sequence[Count], expected: Callable[[Count], float] = lambda _: 0.0
) -> list[SitrepUnit]:
    """Counts as units that may be shown: services by half day, small ones together.

    Which services go together is settled by the rota. A unit that is not counted whole is left out
    until it is.
    """
    by_group = {(c.service, c.tier, c.shift, c.date): c for c in counts}
    units: list[SitrepUnit] = []
    for day, half in sorted({(c.date, _half(hospital, c.shift)) for c in counts}):
        for service, groups in _services(hospital, day, half).items():
            if not all(group in by_group for group, _ in groups):
                continue
            of_unit = [by_group[group] for group, _ in groups]
            rostered = sum(count.rostered for count in of_unit)
            present = coarse(rostered, sum(count.present for count in of_unit))
            if present is not None:
                hopes = sum(expected(count) for count in of_unit)
                units.append(SitrepUnit(service, half, day.isoformat(), rostered, present, hopes))
    return units


Rostered = tuple[tuple[str, int, str, date], int]


def _services(hospital: Hospital, day: date, half: str) -> dict[str, list[Rostered]]:
    """By the name of a unit, its groups on the rota; services under the smallest go together.

    Where they are too few even so they join the smallest of the others.
    """
    units = _by_service(hospital, day, half)
    small = [service for service, of in units.items() if _size(of) < SMALLEST]
    merged = [group for service in small for group in units.pop(service)]
    if merged and _size(merged) < SMALLEST and units:
        smallest = min(units, key=lambda service: (_size(units[service]), service))
        merged += units.pop(smallest)
    return units | ({MERGED: merged} if merged else {})


def _by_service(hospital: Hospital, day: date, half: str) -> dict[str, list[Rostered]]:
    placed = {need.shift for need in hospital.cover}
    groups = sorted(
        (group, n)
        for group, n in rostered_counts(hospital).items()
        if group[3] == day and group[2] in placed and _half(hospital, group[2]) == half
    )
    return {service: list(of) for service, of in groupby(groups, key=lambda each: each[0][0])}


def whole_units(hospital: Hospital, counts: Sequence[Count]) -> list[Count]:
    """The counts of services that are counted whole, for half a day, and are no small cell.

    What others teach could be told by difference, when one more unit is counted.
    """
    by_group = {(c.service, c.tier, c.shift, c.date): c for c in counts}
    found = []
    for day, half in sorted({(c.date, _half(hospital, c.shift)) for c in counts}):
        for service, groups in _by_service(hospital, day, half).items():
            if _size(groups) >= SMALLEST and all(group in by_group for group, _ in groups):
                found += [
                    count
                    for count in counts
                    if (count.date, count.service) == (day, service)
                    and _half(hospital, count.shift) == half
                ]
    return found


def _size(groups: Sequence[Rostered]) -> int:
    return sum(n for _, n in groups)


def _half(hospital: Hospital, code: str) -> str:
    """In which half of the day a shift begins."""
    shift = hospital.shifts.get(code)
    return "from 12:00" if shift and shift.start >= NOON else "before 12:00"
