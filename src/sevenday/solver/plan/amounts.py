"""What each doctor may have in all: hours by the contract and by agreement, nights, weekends."""

from math import ceil

import numpy as np

from sevenday.clock import SUNDAY, WEEK
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON, Floats
from sevenday.limits.kinds import FLAG, KIND, MOST, REST
from sevenday.limits.kinds.average import weekly
from sevenday.limits.kinds.table import Kind
from sevenday.limits.reference import is_part
from sevenday.model import Doctor, Hospital
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.law.clock_changes import extra_minutes
from sevenday.solver.plan.days import weeks_of_leave
from sevenday.solver.plan.horizon import Horizon
from sevenday.solver.plan.objectives import DUTIES, NIGHTS, WEEKENDS, Objectives

NO_CAP = 1 << 18
"""More than any counter comes to."""
WEEK_HOURS = 168


def hour_limits(horizon: Horizon, checker: Checker, away: Bools, leave: Ints) -> tuple[Ints, Ints]:
    """(R,) the least and the most minutes of each doctor.

    Parameters
    ----------
    horizon
        The rota's doctors and dates.
    checker
        Its rules, for doctors who have opted out of the 48 hours and for those who have not.
    away, leave
        (R, D) days on which a doctor is not employed, and leave.
    """
    least, most = [], []
    # the autumn night's hour is kept free, as the states know no dates
    later = extra_minutes(horizon.first, horizon.days)
    absent, on_leave = weeks_of_leave(horizon, leave)
    for row, doctor in enumerate(horizon.hospital.doctors):
        days = int((~away[row]).sum())
        weeks = days / WEEK
        agreed = WEEK_HOURS if doctor.weekly_hours_max is None else doctor.weekly_hours_max
        top = agreed * 60 * weeks
        gone = float(absent[row]), float(on_leave[row])
        for rule in checker.rules_for(doctor.opt_out):
            if int(rule.row[KIND]) == Kind.AVERAGE:
                average = _most_of_average(horizon.hospital, doctor, rule.row, days, gone)
                top = min(top, average - later)
        least.append(int(-(-(doctor.weekly_hours_min or 0) * 60 * weeks // 1)))
        most.append(int(max(0.0, top) + EPSILON))  # who has left has no hours at all
    return np.array(least), np.array(most)


def _most_of_average(
    hospital: Hospital, doctor: Doctor, row: Floats, days: int, gone: tuple[float, float]
) -> float:
    """The most minutes that keep an average, which rises by the minute in a straight line.

    `gone`: weeks absent, and of these on leave.
    """
    cover = hospital.leave_weeks(doctor) if row[FLAG] else 0.0
    worked = doctor.working_days
    low, high = (weekly(total, days, *gone, cover, worked, row[REST]) for total in (0.0, 1.0))
    rooms = [(row[MOST] - a) / (b - a) for a, b in zip(low, high, strict=True) if b > a]
    return float(min(rooms, default=0.0))


def counter_caps(horizon: Horizon, checker: Checker, objectives: Objectives, away: Bools) -> Ints:
    """(R, T) the most of each counter: weekends by the contract, and what doctors have agreed."""
    caps = np.full((len(away), len(objectives.names)), NO_CAP)
    frequency = [
        next((rule.row[MOST] for rule in rules if int(rule.row[KIND]) == Kind.FREQUENCY), 1.0)
        for rules in (checker.rules_for(opt_out=False), checker.rules_for(opt_out=True))
    ]
    span = horizon.hospital.settings.span
    parts = is_part((~away).sum(axis=1), span).tolist()
    sundays = [d for d, day in enumerate(horizon.dates) if day.weekday() == SUNDAY and d > 0]
    for row, doctor in enumerate(horizon.hospital.doctors):
        # whole weekends of the doctor's own time here, as the checker has them
        weekends = sum(not away[row, d - 1] and not away[row, d] for d in sundays)
        share = weekends * frequency[int(doctor.opt_out)]
        # a part of a reference period is held to its share of that, rounded up
        lawful = ceil(share - EPSILON) if parts[row] else int(share + EPSILON)
        agreed = weekends if doctor.max_weekends is None else doctor.max_weekends
        caps[row, objectives.index(WEEKENDS)] = min(agreed, lawful)
        if doctor.max_nights is not None and NIGHTS in objectives.names:
            caps[row, objectives.index(NIGHTS)] = doctor.max_nights
        if doctor.max_duties is not None:
            caps[row, objectives.index(DUTIES)] = doctor.max_duties
    return caps
