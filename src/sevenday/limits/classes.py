"""Classes of duty as bits, worked out once for each part of a cell and each weekday."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY, SATURDAY, in_window, minutes
from sevenday.contracts import Terms
from sevenday.model import DutyCodes, Shift

RESIDENT, ON_CALL, SEEN, LONG, EVENING, NIGHT, LOW, IN_HOUSE = (1 << n for n in range(8))
"""SEEN: what the hours.* rules see (resident, or on-call with work expected).
LOW: a weekday's duty, or weekend on-call of low intensity. IN_HOUSE: a resident duty so long that
it is call in the hospital."""

ANY = RESIDENT | ON_CALL


class DutyTable(NamedTuple):
    """The parts of all cells, flat: cell `code` has parts `first[code] : first[code + 1]`.

    `start`, `end`: minutes after midnight of the date. `mask`: (parts, 7) class bits by weekday
    of the start. `work`: minutes of work. `breaks`: how many of the
    length that the contract asks for, -1 not stated.
    `rest`, `rest_owed`: the tighter of an on-call period's two rests and what is owed of it, in
    minutes. `absent`, `on_leave`: (cells,) how much of a day a cell takes out, and as leave.
    """

    first: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]
    work: npt.NDArray[np.float64]
    breaks: npt.NDArray[np.int64]
    rest: npt.NDArray[np.float64]
    rest_owed: npt.NDArray[np.float64]
    absent: npt.NDArray[np.float64]
    on_leave: npt.NDArray[np.float64]


def class_bits(shift: Shift, weekday: int, terms: Terms) -> int:
    """The class bits of a part that starts on a weekday. Times are by the clock."""
    if shift.on_call:
        bits = ON_CALL | (SEEN if shift.work > 0 else 0)
        low = weekday < SATURDAY
        if terms.has("define.low_intensity_hours"):
            low |= shift.work <= 60 * terms.value(
                "define.low_intensity_hours"
            ) and shift.episodes <= terms.value("define.low_intensity_episodes")
        return bits | (LOW if low else 0)
    bits = RESIDENT | SEEN | (LOW if weekday < SATURDAY else 0)
    call = "define.in_house_call"
    if terms.has(call) and shift.minutes >= 60 * terms.value(call):
        bits |= IN_HOUSE
    night = False
    if terms.has("define.night_window"):
        opens, closes = (minutes(text) for text in terms.value("define.night_window"))
        worked = in_window(shift.start, shift.end, opens, closes)
        night = worked >= 60 * terms.value("define.night_least")
    long = terms.has("define.long_over") and shift.minutes > 60 * terms.value("define.long_over")
    evening = (
        long
        and not night
        and shift.start < minutes(terms.value("define.long_evening_start_before"))
        and shift.end > minutes(terms.value("define.long_evening_end_after"))
    )
    return bits | (LONG if long else 0) | (NIGHT if night else 0) | (EVENING if evening else 0)


def expected_rest(shift: Shift, terms: Terms) -> tuple[float, float]:
    """The tighter of an on-call period's two expected rests, and what is owed of it (minutes)."""
    if not shift.on_call or not terms.has("oncall.rest"):
        return np.inf, 0.0
    each_day = (shift.minutes - shift.work) * DAY / shift.minutes, 60 * terms.value("oncall.rest")
    if shift.rest_continuous is None:
        return each_day
    unbroken = shift.rest_continuous, 60 * terms.value("oncall.rest_continuous")
    return min(each_day, unbroken, key=lambda pair: pair[0] - pair[1])


def duty_table(cells: DutyCodes, terms: Terms) -> DutyTable:
    """The table of parts for a hospital's cells under a contract."""
    flat = [part for parts in cells.parts for part in parts]
    a_break = terms.value("define.break_minutes") if terms.has("define.break_minutes") else 30
    rests = [expected_rest(part, terms) for part in flat]
    return DutyTable(
        first=np.cumsum([0, *(len(parts) for parts in cells.parts)], dtype=np.int64),
        start=np.array([p.start for p in flat], np.int64),
        end=np.array([p.end for p in flat], np.int64),
        mask=np.array(
            [[class_bits(p, day, terms) for day in range(7)] for p in flat], np.int64
        ).reshape(-1, 7),
        work=np.array([p.work if p.on_call else p.minutes for p in flat], np.float64),
        breaks=np.array(
            [-1 if p.breaks is None else sum(b // a_break for b in p.breaks) for p in flat],
            np.int64,
        ),
        rest=np.array([r for r, _ in rests], np.float64),
        rest_owed=np.array([o for _, o in rests], np.float64),
        absent=cells.days_absent(),
        on_leave=cells.days_on_leave(),
    )
