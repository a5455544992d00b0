"""Places of cover.csv that a staffing leaves as they are: no shift that it starts stands for them.

A resus lead is asked for by competence, and a minors doctor sees these patients in part of a duty:
neither can be moved about by the hour, and neither may be lost from the hospital's cover plan.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from sevenday.flow.hospital.week_of_shifts import StartingShift
from sevenday.flow.simulation.inputs import Floats
from sevenday.model import Hospital, Requirement, Shift


def stands_for(shift: StartingShift, hospital: Hospital, need: Requirement, service: str) -> bool:
    """Whether doctors who start a shift fill a place: same tier, hours, competence and rank."""
    if need.service not in ("", service) or need.shift not in hospital.shifts:
        return False
    if hospital.flow.sees.get(need.shift, 1.0) != 1.0:
        return False
    own, asked = hospital.shifts[shift.code], hospital.shifts[need.shift]
    return _kind(own, shift.tier, shift.competence, shift.rank) == _kind(
        asked, need.tier or 1, need.competence, need.rank
    )


def _kind(shift: Shift, tier: int, competence: str, rank: int) -> tuple[object, ...]:
    return shift.on_call, shift.start, shift.end, tier, competence, rank


def fixed_places(
    hospital: Hospital, shifts: Sequence[StartingShift], service: str
) -> tuple[Requirement, ...]:
    """Rows of cover.csv for a service's patients that none of the shifts stands for, as they are.

    `shifts`: those that the staffing may start.
    """
    return tuple(
        need
        for need in hospital.cover
        if need.service in ("", service)
        and not any(stands_for(shift, hospital, need, service) for shift in shifts)
    )


def partly_here(hospital: Hospital, service: str) -> tuple[str, ...]:
    """Shifts whose doctors see a service's patients in part, and have no row of cover.csv."""
    covered = {need.shift for need in hospital.cover}
    return tuple(
        code
        for code, seen in hospital.flow.sees.items()
        if 0 < seen < 1
        and code not in covered
        and not hospital.shifts[code].on_call
        and hospital.shifts[code].service in ("", service)
    )


class FixedHours(NamedTuple):
    """What fixed places take in a week: duties, and hours of them by day, all and of seniors.

    `by_day`: (2, 7), Monday first; the second row is of tiers 2 and 3.
    """

    duties: int
    by_day: Floats


def fixed_hours(hospital: Hospital, needs: Iterable[Requirement], first: date) -> FixedHours:
    """The duties that rows of cover.csv ask for in seven dates, at their least.

    Those on call from home are not counted: their hours are no hours of duty in the hospital.
    """
    duties, by_day = 0, np.zeros((2, 7))
    for day, need in _by_date(needs, first):
        span = need.span
        if span is None:
            shift = hospital.shifts[need.shift]
            if shift.on_call:
                continue
            span = shift.start, shift.end
        duties += need.min
        by_day[: 2 if (need.tier or 1) > 1 else 1, day.weekday()] += (
            need.min * (span[1] - span[0]) / 60
        )
    return FixedHours(duties, by_day)


def _by_date(needs: Iterable[Requirement], first: date) -> Iterator[tuple[date, Requirement]]:
    days = [first + timedelta(days=k) for k in range(7)]
    return ((day, need) for need in needs for day in days if need.holds_on(day))
