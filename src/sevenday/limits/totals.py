"""What a line adds up to: hours, weekends, on-call, out-of-hours, for averages and bands."""

from datetime import timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY, SATURDAY, SUNDAY, bank_holidays, minutes
from sevenday.contracts import Terms
from sevenday.kernels import inlined, kernel
from sevenday.limits.classes import ON_CALL, RESIDENT, SEEN, DutyTable
from sevenday.limits.kinds import elapsed_at
from sevenday.limits.lines import Lines
from sevenday.model.absence import count_away

(
    WORKED,
    ON_DUTY,
    OUT_OF_HOURS,
    OUT_OF_HOURS_LTFT,
    WEEKENDS,
    DUTY_WEEKENDS,
    WHOLE_WEEKENDS,
    CALLS,
    RESIDENT_OUT_OF_HOURS,
    DAYS,
) = range(10)
COLUMNS = 10
"""Columns of what is added up, in the order of `Totals`."""


class Totals(NamedTuple):
    """(n,) arrays over each line's span; minutes are elapsed, out of hours by the clock.

    `worked`: resident length and on-call expected work; `duty`: on-call whole; `out_of_hours`:
    of duty, outside plain time; `out_of_hours_ltft`: outside the LTFT plain time; `weekends`:
    with work in them, `duty_weekends`: with any duty; `whole_weekends`: in the span; `on_call`:
    dates on call; `resident_out_of_hours`; `days`: of the span; `absent`, `on_leave`: weeks that
    absence, and of it leave, takes out.
    """

    worked: npt.NDArray[np.float64]
    duty: npt.NDArray[np.float64]
    out_of_hours: npt.NDArray[np.float64]
    out_of_hours_ltft: npt.NDArray[np.float64]
    weekends: npt.NDArray[np.float64]
    duty_weekends: npt.NDArray[np.float64]
    whole_weekends: npt.NDArray[np.float64]
    on_call: npt.NDArray[np.float64]
    resident_out_of_hours: npt.NDArray[np.float64]
    days: npt.NDArray[np.float64]
    absent: npt.NDArray[np.float64]
    on_leave: npt.NDArray[np.float64]


@inlined
def _outside(begin, end, weekday, holiday, next_holiday, low, high):
    """Minutes by the clock of [begin, end) outside low-high, Monday to Friday."""
    outside = 0.0
    for next_day in range(2):
        share_from = max(begin - next_day * DAY, 0)
        share_to = min(end - next_day * DAY, DAY)
        if share_to <= share_from:
            continue
        outside += share_to - share_from
        off = next_holiday if next_day else holiday
        if (weekday + next_day) % 7 < SATURDAY and not off:
            outside -= max(0, min(share_to, high) - max(share_from, low))
    return outside


@kernel
def _total(codes, cyclic, calendar, start, stop, holidays, plain, weekend, parts, totals):
    midnight, jump, first_weekday = calendar
    first, opens, closes, mask, work, _, _, _, _, _ = parts
    n, days = codes.shape
    for i in range(n):
        passes = 2 if cyclic else 1
        marked = duty_marked = 0.0
        for walked in range(days * passes):
            day = walked % days
            counted = walked >= days * (passes - 1) and start[i] <= day < stop[i]
            weekday = (first_weekday + day) % 7
            code = codes[i, day]
            saturday = day + SATURDAY - weekday
            for p in range(first[code], first[code + 1]):
                bits = mask[p, weekday]
                begin, end = opens[p], closes[p]
                if weekday >= SATURDAY - 1:
                    shift = (day - saturday) * DAY
                    low = max(begin + shift, weekend[0])
                    if min(end + shift, DAY + weekend[1]) > low:
                        duty_marked = 1.0
                        marked = 1.0 if bits & SEEN else marked
                if not counted:
                    continue
                length = elapsed_at(midnight, jump, day, end)
                length -= elapsed_at(midnight, jump, day, begin)
                totals[i, WORKED] += work[p] if bits & ON_CALL else length
                totals[i, ON_DUTY] += length
                out = _outside(
                    begin, end, weekday, holidays[day], holidays[day + 1], plain[0], plain[1]
                )
                totals[i, OUT_OF_HOURS] += out
                totals[i, OUT_OF_HOURS_LTFT] += _outside(
                    begin, end, weekday, holidays[day], holidays[day + 1], plain[2], plain[3]
                )
                if bits & RESIDENT:
                    totals[i, RESIDENT_OUT_OF_HOURS] += out
            if counted:
                for p in range(first[code], first[code + 1]):
                    if mask[p, weekday] & ON_CALL:
                        totals[i, CALLS] += 1
                        break
            if weekday == SUNDAY:
                if counted and day - 1 >= start[i]:
                    totals[i, WEEKENDS] += marked
                    totals[i, DUTY_WEEKENDS] += duty_marked
                    totals[i, WHOLE_WEEKENDS] += 1
                marked = duty_marked = 0.0


TOTAL = _total
"""For `limits.warm_up`."""


def line_totals(lines: Lines, parts: DutyTable, terms: Terms, nation: str) -> Totals:
    """Add up every line of a matrix under a contract's definitions, in a nation."""
    n = len(lines.codes)
    totals = np.zeros((n, COLUMNS))
    totals[:, DAYS] = lines.stop - lines.start
    holidays = np.zeros(lines.days + 1, np.bool_)
    if not lines.cyclic:
        last = lines.day_zero + timedelta(days=lines.days)
        for holiday in bank_holidays(lines.day_zero, last, nation):
            holidays[(holiday - lines.day_zero).days] = True
    plain: list[int] = []
    for term in ("define.plain_time", "define.plain_time_ltft"):
        plain += [minutes(t) for t in terms.value(term)] if terms.has(term) else [0, DAY]
    weekend = [0, DAY]
    if terms.has("define.weekend_window"):
        weekend = [minutes(t) for t in terms.value("define.weekend_window")]
    midnight, jump = lines.calendar()
    _total.at(3 * n * lines.days)(
        lines.codes,
        lines.cyclic,
        (midnight, jump, lines.day_zero.weekday()),
        lines.start,
        lines.stop,
        holidays,
        np.array(plain),
        np.array(weekend),
        tuple(parts),
        totals,
    )
    absent, on_leave = count_away(
        lines.codes,
        lines.day_zero.weekday(),
        (lines.start, lines.stop),
        lines.working_days,
        (parts.absent, parts.on_leave),
    )
    columns = [*totals.T, absent, on_leave]
    return Totals(*columns)
