"""What somebody's absence leaves open: their duties of those days, and the places without them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.web.grid.presenters.cover import line_name
from sevenday.web.hospitals.models import Doctor
from sevenday.web.rotas.judged import judged
from sevenday.web.rotas.matrix import DraftMatrix


@dataclass(frozen=True, slots=True)
class ShortPlace:
    """A place that is short, by its number and column; `there` of `least` are there."""

    number: int
    column: int
    day: date
    name: str
    there: int
    least: int


@dataclass(frozen=True)
class AwayPage:
    """Who is away from when, the duties that they had, and the places short on those days."""

    doctor: Doctor
    first: date
    duties: Mapping[date, str]
    places: Sequence[ShortPlace]


def duties_on(now: DraftMatrix, doctor: Doctor, first: date, last: date) -> dict[date, str]:
    """The duties of a doctor on some dates, as their cells name them."""
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    found = {}
    for day in days:
        if now.period.first <= day <= now.period.last:
            code = now.code_at(doctor.pk, day)
            if now.cells.parts[code]:
                found[day] = now.cells.texts[code]
    return found


def away_page(
    now: DraftMatrix, doctor: Doctor, first: date, duties: Mapping[date, str]
) -> AwayPage:
    """What a page says once an absence is written; `duties`: those that the doctor had.

    A night counts in the morning after too, so the day after a duty is looked at.
    """
    days = {day + timedelta(days=k) for day in duties for k in (0, 1)}
    row = now.row[doctor.pk]
    rota = judged(now)
    return AwayPage(
        doctor,
        first,
        duties,
        [
            ShortPlace(
                number,
                now.column(cover.day),
                cover.day,
                line_name(cover.need),
                cover.there,
                cover.need.min,
            )
            for number, cover in rota.gaps
            if cover.day in days and rota.table.fit[number, row]
        ],
    )
