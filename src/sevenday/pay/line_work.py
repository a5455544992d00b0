"""What every pay model reads of lines: hours, night hours, weekends, on-call, as arrays."""

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.kernels import kernel
from sevenday.limits.kinds.average import YEAR_WEEKS, weekly
from sevenday.model import DutyCodes
from sevenday.model.measure import Measures
from sevenday.pay.nights import ends_late, night_minutes

Floats = npt.NDArray[np.float64]
CLOSE = 1e-9


class LineLeave(NamedTuple):
    """(n,) weeks of leave a year that are covered prospectively, (n,) days a week worked, and
    minutes of a day of leave."""

    weeks: Floats
    working_days: Floats
    normal_day: float


class LineWork(NamedTuple):
    """(n,) arrays. Hours are a week by the clock; leave adjusted where leave days are given.

    `hours`: resident length and work expected on call; `hours_without_leave`: the plain average;
    `night_hours`: night-rated, scaled as the hours are; `weekends`: begun / whole; `on_call`,
    `late`: whether any duty is on call, or rated whole because it ends late; `full_hours`:
    whether the plain average is that of full-time basic pay, where the contract says what that is.
    """

    hours: Floats
    hours_without_leave: Floats
    night_hours: Floats
    weekends: Floats
    on_call: npt.NDArray[np.bool_]
    late: npt.NDArray[np.bool_]
    full_hours: npt.NDArray[np.bool_]


def work_minutes(cells: DutyCodes) -> Floats:
    """(codes,) minutes of work by the clock in each cell."""
    return np.array([sum(p.work if p.on_call else p.minutes for p in ps) for ps in cells.parts])


def line_work(
    measures: Measures, cells: DutyCodes, terms: Terms, leave: LineLeave, autumn: Floats
) -> LineWork:
    """Work the figures out; night hours only where the contract has a night rate.

    `autumn`: (n,) minutes worked because the clocks go back. They come once a year, at night.
    """
    worked = measures.total(work_minutes(cells).astype(np.float64))
    plain, covered = averages(worked, measures, leave)
    covered = np.maximum(covered, 0)  # more leave than work: nothing is owed back
    by_year = terms.has("pay.weeks_in_year")
    once = autumn / (share_of(terms.value("pay.weeks_in_year")) if by_year else YEAR_WEEKS)
    nights = np.zeros_like(plain)
    if terms.has("pay.night_rate"):
        rated = [sum(night_minutes(part, terms) for part in parts) for parts in cells.parts]
        total = measures.total(np.array(rated, np.float64))
        nights = per_week(total, measures, plain, covered)
        nights = nights + once
    plain, covered = plain + once, covered + once
    weekends = measures.weekends / np.maximum(measures.whole_weekends, 1)
    full = terms.value("pay.basic_hours") if terms.has("pay.basic_hours") else np.inf
    on_call = [any(part.on_call for part in parts) for parts in cells.parts]
    late = [any(ends_late(part, terms) for part in parts) for parts in cells.parts]
    return LineWork(
        covered / 60,
        plain / 60,
        nights / 60,
        weekends,
        measures.total(np.array(on_call, np.float64)) > 0,
        measures.total(np.array(late, np.float64)) > 0,
        plain / 60 >= full - CLOSE,
    )


def per_week(total: Floats, measures: Measures, plain: Floats, covered: Floats) -> Floats:
    """(n, ...) totals over each line's span as so much a week, scaled as its average is for leave.

    `plain`, `covered`: (n,) the average without and with cover for leave, in one unit.
    """
    weeks = measures.days / 7 - measures.absent
    scale = np.divide(covered, plain, where=plain > 0, out=np.ones_like(plain))
    factor = np.divide(scale, weeks, where=weeks > CLOSE, out=np.zeros_like(plain))
    return total * factor.reshape(-1, *(1,) * (total.ndim - 1))


def share_of(value: float | str) -> float:
    """A share as a number: 0.5, or a fraction as "1/3"."""
    return float(Fraction(value))


@kernel
def _averages(
    minutes: Any,
    days: Any,
    absent: Any,
    on_leave: Any,
    leave_weeks: Any,
    working_days: Any,
    normal_day: Any,
    plain: Any,
    covered: Any,
) -> None:
    for i in range(len(minutes)):
        plain[i], covered[i] = weekly(
            minutes[i],
            days[i],
            absent[i],
            on_leave[i],
            leave_weeks[i],
            working_days[i],
            normal_day,
        )


def averages(minutes: Floats, measures: Measures, leave: LineLeave) -> tuple[Floats, Floats]:
    """Average minutes a week, plain and leave adjusted: `limits.kinds.average.weekly` by arrays."""
    plain, covered = np.empty_like(minutes), np.empty_like(minutes)
    _averages.at(len(minutes))(
        minutes, measures.days, measures.absent, measures.on_leave, *leave, plain, covered
    )
    return plain, covered
