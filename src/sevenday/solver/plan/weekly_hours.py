"""Hours a week, shared out: what each doctor's may be, and what all should have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.clock import WEEK
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.amounts import WEEK_HOURS
from sevenday.solver.plan.cover_lines import GroupDemand
from sevenday.solver.plan.fairness import WITHIN
from sevenday.solver.plan.horizon import Horizon
from sevenday.solver.plan.machine import counted_minutes

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class WeeklyHours:
    """Hours a week for a whole time: of each of `rows`, what it may be; `target`: to be had by all.

    `unit_minutes`: minutes of the span that one hour a week comes to for the row.
    """

    rows: tuple[int, ...]
    unit_minutes: Floats
    low: Floats
    high: Floats
    target: float

    @property
    def least_spread(self) -> float:
        """How far apart the hours of two rows are at least."""
        return max(0.0, float(self.low.max() - self.high.min()))

    def per_week(self, minutes: Ints) -> Floats:
        """Hours a week of the rows, from minutes (R,) over the span."""
        return np.asarray(minutes[list(self.rows)] / self.unit_minutes)


def weekly_hours(
    horizon: Horizon,
    away: Bools,
    limits: tuple[Ints, Ints],
    demands: Sequence[GroupDemand],
    free_hours: float,
) -> WeeklyHours:
    """What the doctors' hours may be, and what would be alike.

    Parameters
    ----------
    horizon
        The rota's doctors and dates.
    away
        (R, D) days on which a doctor is not employed.
    limits
        (R,) the least and the most minutes of each doctor.
    demands
        What cover needs of doctors who share it with nobody else.
    free_hours
        Hours a week from the target within which a doctor may be at no price.
    """
    doctors, (least, most) = horizon.hospital.doctors, limits
    minutes = (~away).sum(1) / WEEK * 60  # that one hour a week comes to
    rows = [k for k, doctor in enumerate(doctors) if minutes[k] * doctor.wte > 0]
    unit = np.array([doctors[k].wte * minutes[k] for k in rows])
    low, high = least[rows] / unit, most[rows] / unit
    unit_by_row = dict(zip(rows, unit.tolist(), strict=True))
    needed = [(demand.rows, _needed_hours(horizon, demand)) for demand in demands]
    target = 60 * sum(hours for _, hours in needed) / unit.sum() if len(rows) else 0.0
    for some, hours in needed:  # those of whom most is asked are still near it
        if (theirs := sum(unit_by_row.get(row, 0.0) for row in some)) > 0:
            target = max(target, 60 * hours / theirs - free_hours)
    bottom, top = low.max(initial=0.0), high.min(initial=float(WEEK_HOURS))
    target = min(max(target, bottom), top) if bottom <= top else (bottom + top) / 2
    if 0 < bottom - top <= WITHIN:  # all within one, and no more hours than that takes
        target = bottom - WITHIN / 2
    return WeeklyHours(tuple(rows), unit, low, high, float(target))


def _needed_hours(horizon: Horizon, demand: GroupDemand) -> float:
    hospital = horizon.hospital
    return sum(
        many * counted_minutes(hospital, hospital.cells.code(shift)) / 60
        for shift, many in demand.shifts.items()
    )
