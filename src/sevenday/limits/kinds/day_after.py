"""The day after an on-call period: no more than so many hours."""

import numpy as np

from sevenday.clock import SUNDAY
from sevenday.kernels import inlined
from sevenday.limits.classes import ON_CALL, SEEN
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    BRANCH,
    CLOSED,
    END,
    LIMIT,
    MOST,
    OPENED,
    OWED,
    RESTED,
    SLACK,
    VALUE,
    WEEKDAY,
    WORK,
)

MET, LAST, UNRESTED = range(3)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Test the hours of a date after an on-call date, unless it is the Sunday of a weekend on call.

    ALT is the most where the period's rest was not expected to be met.
    """
    on_call = unrested = False
    begin = end = -1.0
    hours = 0.0
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if bits & ON_CALL:
            on_call = True
            unrested |= duties[p, RESTED] < duties[p, OWED]
        if bits & SEEN:
            begin = duties[p, BEGIN] if begin < 0 else begin
            end = duties[p, END]
            hours += duties[p, WORK] if bits & ON_CALL else end - duties[p, BEGIN]
    weekend = on_call and dates[day, WEEKDAY] == SUNDAY
    if state[MET] and state[LAST] == day - 1 and not weekend and hours > 0:
        most = rule[ALT] if state[UNRESTED] else rule[MOST]
        out[SLACK] = most - hours
        out[OPENED], out[CLOSED] = begin, end
        out[VALUE], out[LIMIT] = hours, most
        out[BRANCH] = state[UNRESTED]
    if on_call:
        state[MET], state[LAST] = 1.0, day
        state[UNRESTED] = 1.0 if unrested else 0.0


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return 2


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """Whether the last day was on call, and whether its rest was not expected."""
    on = (state[:, MET] > 0) & (state[:, LAST] == days - 1)
    return np.where(on, 1 + state[:, UNRESTED], 0.0)[:, None]
