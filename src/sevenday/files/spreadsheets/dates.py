"""Which dates a run of headings stands for: the one reading that fits them all, or a fault."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.clock import long_date
from sevenday.errors import Fault
from sevenday.files.sheets import wrong
from sevenday.files.spreadsheets.headings import DateHeading

MOST_GAP = 7
"""Days from one heading to the next: a rota may leave out weekends, not weeks."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What titles say of months and years, for headings that leave them out."""

    months: tuple[tuple[int, int | None], ...] = ()
    years: tuple[int, ...] = ()


def resolve(
    headings: Sequence[DateHeading], where: Sequence[str], clues: Clues
) -> tuple[tuple[tuple[date, ...], ...], Fault | None]:
    """Every way to read the headings as dates that go forward, or a fault where there is none.

    Each heading is the first date after the one before that it fits. `where` are the headings'
    addresses.
    """
    ways: dict[tuple[date, ...], None] = {}
    best: tuple[int, list[date], int] = (-1, [], 0)
    for first, order in _starts(headings[0], clues):
        days = _walk(headings, first, order)
        if len(days) == len(headings):
            ways[tuple(days)] = None
        elif len(days) > best[0]:
            best = (len(days), days, order)
    if ways:
        return tuple(ways), None
    if best[0] < 0:
        return (), _no_start(headings[0], where[0], clues)
    _, days, order = best
    return (), _stopped(headings[len(days)], where[len(days)], days[-1], order, days, where)


def ambiguous(ways: Sequence[tuple[date, ...]], heading: DateHeading, where: str) -> Fault:
    """The fault of headings that can be read in more than one way."""
    what = f"dates that can be read in {len(ways)} ways: from "
    what += " or ".join(long_date(way[0]) for way in ways[:4])
    expected = "the month's name and the year, here or in a title above"
    return wrong(what, where, heading.text, expected)


def _starts(heading: DateHeading, clues: Clues) -> Iterator[tuple[date, int]]:
    for order in range(len(heading.options)):
        year, month, day = heading.option(order)
        months = [(month, None)] if month is not None else list(clues.months)
        for number, its_year in months:
            of_title = [y for m, y in clues.months if y is not None and m in (number, None)]
            years = [y for y in (year, its_year) if y is not None][:1] or sorted(
                {*of_title, *clues.years}
            )
            for chosen in years:
                try:
                    first = date(chosen, number, day)
                except ValueError:
                    continue
                if heading.fits(first, order):
                    yield first, order


def _walk(headings: Sequence[DateHeading], first: date, order: int) -> list[date]:
    """The dates from the first as far as the headings can be followed."""
    days = [first]
    for heading in headings[1:]:
        following = (days[-1] + timedelta(days=k) for k in range(1, MOST_GAP + 1))
        day = next((d for d in following if heading.fits(d, order)), None)
        if day is None:
            break
        days.append(day)
    return days


def _no_start(heading: DateHeading, where: str, clues: Clues) -> Fault:
    year, month, day = heading.option(0)
    if month is None and not clues.months:
        return wrong(
            "day numbers without a month",
            where,
            heading.text,
            "a month and year above them, such as August 2015",
        )
    if year is None and not clues.years and not any(y for _, y in clues.months):
        expected = "--year N, or a year in a title above"
        if month is not None and heading.weekday is not None:
            fitting = [y for y in range(2010, 2036) if _is(y, month, day, heading.weekday)]
            expected += f" (that weekday and date meet in {', '.join(map(str, fitting))})"
        return wrong("no year", where, heading.text, expected)
    return wrong(
        "no such date",
        where,
        heading.text,
        "a date whose weekday, month and year agree with the titles above",
    )


def _is(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _stopped(
    heading: DateHeading,
    where: str,
    before: date,
    order: int,
    days: list[date],
    places: Sequence[str],
) -> Fault:
    """What is wrong with the heading at which the dates stop going forward."""
    expected = f"{long_date(before + timedelta(days=1))}, the day after {long_date(before)}"
    for place, day in zip(places, days, strict=False):
        if heading.fits(day, order):
            what = f"a date twice: {place} has it too"
            return wrong(what, where, heading.text, expected)
    for k in range(1, MOST_GAP + 1):
        day = before + timedelta(days=k)
        if heading.fits(day, order, weekday=False):
            what = f"a weekday that is wrong: {long_date(day)}"
            return wrong(what, where, heading.text, expected)
    return wrong("a date out of order, or dates missing", where, heading.text, expected)
