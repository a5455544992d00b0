"""How many doctors start when: the split of a day's places that keeps the fewest waiting."""

from collections.abc import Iterator
from typing import NamedTuple

from figures import WEEKDAY, WEEKEND, whole

HOURS = 24
AT_WORK = {
    "E": range(8, 18),
    "M": range(12, 22),
    "T": range(14, 24),
    "N": (*range(22, 24), *range(8)),
}
"""The hours of the clock in which each shift sees patients; D sees none of the arrivals."""


class Day(NamedTuple):
    """A kind of day: its `days` as cover.csv has them, its arrivals, its places by tier."""

    days: str
    arrivals: tuple[float, ...]
    by_day: dict[int, int]


def days() -> tuple[Day, ...]:
    """Mondays, other weekdays, weekends."""
    usual = {tier: whole(f"day_{tier}") for tier in (1, 2)}
    more = {tier: count + whole("monday") for tier, count in usual.items()}
    quiet = {tier: whole(f"weekend_{tier}") for tier in (1, 2)}
    return (
        Day("Mon", WEEKDAY, more),
        Day("Tue-Fri", WEEKDAY, usual),
        Day("Sat,Sun", WEEKEND, quiet),
    )


def starts(day: Day, tier: int) -> dict[str, int]:
    """How many of a tier's places by day are early, mid and late: at least one of each.

    Patients come by the hour and are seen by whoever is there, the whole day's doctors seeing the
    whole day's patients; of all splits the one with the fewest patient-hours of waiting.
    """
    night = whole(f"night_{tier}")
    return min(
        (dict(split, N=night) for split in _splits(day.by_day[tier])),
        key=lambda counts: (waiting(day.arrivals, counts), -counts["E"]),
    )


def _splits(places: int) -> Iterator[dict[str, int]]:
    for early in range(1, places - 1):
        for mid in range(1, places - early):
            yield {"E": early, "M": mid, "T": places - early - mid}


def waiting(arrivals: tuple[float, ...], counts: dict[str, int]) -> float:
    """Patient-hours of waiting, per cent of a day's patients, when each day is like the last."""
    there = [
        sum(n for shift, n in counts.items() if hour in AT_WORK[shift]) for hour in range(HOURS)
    ]
    seen = sum(arrivals) / sum(there)
    queue = total = 0.0
    for _ in range(3):  # the queue of one day is the next day's morning
        total = 0.0
        for hour in range(HOURS):
            queue = max(0.0, queue + arrivals[hour] - seen * there[hour])
            total += queue
    return total
