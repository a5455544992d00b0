"""The counts of a morning: whom to count, and the rounds that only the page holds.

No count is in the store, a session, a log or an address: the page sends all that it has with each
form, and gets it back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from sevenday.clock import DAY, moment, short_date
from sevenday.errors import Fault, InputError
from sevenday.files.substitutes import rostered_counts
from sevenday.model.walkout import Count
from sevenday.walkout.law.caught import is_caught
from sevenday.walkout.load import WalkoutInputs

NOON = DAY // 2
HALVES = ("before noon", "from noon on")


@dataclass(frozen=True, order=True)
class DueGroup:
    """Doctors of one tier of a service who are due on one shift."""

    service: str
    tier: int
    shift: str
    day: date
    rostered: int

    def came(self, present: int) -> Count:
        """The count of the group, where so many came."""
        return Count(self.service, self.tier, self.shift, self.day, self.rostered, present)


@dataclass(frozen=True)
class Counting:
    """The shifts that begin in one half of a day, which are counted together.

    `key` is what the form sends; `first` when the first of them begins.
    """

    key: str
    words: str
    first: datetime
    groups: tuple[DueGroup, ...]

    @property
    def stamp(self) -> str:
        """Which boxes a page has: another where a box would be another group's."""
        return f"{self.key}-{crc32(repr(self.groups).encode()):08x}"


def countings(inputs: WalkoutInputs) -> list[Counting]:
    """Every half of a day in which the action catches a shift, in time."""
    halves: dict[tuple[date, int], list[DueGroup]] = {}
    for group in sorted(_groups(inputs)):
        half = int(inputs.hospital.shifts[group.shift].start >= NOON)
        halves.setdefault((group.day, half), []).append(group)
    shifts = inputs.hospital.shifts
    return [
        Counting(
            f"{day}-{half}",
            f"{short_date(day)}: shifts that begin {HALVES[half]}",
            min(moment(day, shifts[group.shift].start) for group in groups),
            tuple(groups),
        )
        for (day, half), groups in sorted(halves.items())
    ]


def _groups(inputs: WalkoutInputs) -> set[DueGroup]:
    """Whom the rota has on shifts in the action; who has no service counts where places are."""
    shifts, found = inputs.hospital.shifts, set()
    for (service, tier, shift, day), rostered in rostered_counts(inputs.hospital).items():
        known = shifts.get(shift)
        if known is None or tier is None or day is None:
            continue
        if service and is_caught(inputs.walkout, moment(day, known.start), moment(day, known.end)):
            found.add(DueGroup(service, tier, shift, day, rostered))
    named = {group.service for group in found}
    for pool in inputs.problem.pools:
        for crew in pool.crews:
            if pool.service not in named and crew.shift in shifts:
                many = crew.group.rostered
                found.add(DueGroup(pool.service, crew.tier, crew.shift, pool.day, many))
    return found


def counting_now(
    all_of: Sequence[Counting], span: tuple[datetime, datetime], now: datetime
) -> Counting:
    """What is counted now: the last that has begun; before the action and after it the first."""
    begun = [each for each in all_of if each.first <= now]
    return begun[-1] if begun and now < span[1] else all_of[0]


@dataclass(frozen=True)
class Round:
    """What was counted at once, what was ordered on it, and which orders are done (by place)."""

    words: str
    counts: tuple[Count, ...]
    orders: tuple[str, ...]
    done: frozenset[int] = frozenset()


def rounds_text(rounds: Sequence[Round]) -> str:
    """The rounds as the page holds them."""
    return json.dumps(
        [
            {
                "words": each.words,
                "counts": [
                    [c.service, c.tier, c.shift, f"{c.date}", c.rostered, c.present]
                    for c in each.counts
                ],
                "orders": each.orders,
                "done": sorted(each.done),
            }
            for each in rounds
        ]
    )


def parse_rounds(text: str) -> tuple[Round, ...]:
    """The rounds that a page sent back. Raises InputError where it sent something else."""
    try:
        return tuple(
            Round(
                str(each["words"]),
                tuple(
                    Count(str(s), int(t), str(c), date.fromisoformat(d), int(due), int(came))
                    for s, t, c, d, due, came in each["counts"]
                ),
                tuple(str(order) for order in each["orders"]),
                frozenset(int(k) for k in each["done"]),
            )
            for each in json.loads(text or "[]")
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        what, how = "this page was changed on its way", "the page anew, and the count once more"
        raise InputError(Fault(what, expected=how, code="stale-plan")) from None
