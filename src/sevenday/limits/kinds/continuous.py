"""Continuous duty: duties that touch are one, and it may last no longer than so much."""

from math import ceil

import numpy as np

from sevenday.clock import DAY, SATURDAY
from sevenday.kernels import inlined
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    BRANCH,
    CLOSED,
    CLOSES,
    END,
    FLAG,
    LIMIT,
    LONG_AGO,
    MASK,
    MOST,
    OPENED,
    OPENS,
    SLACK,
    UNKNOWN_LOOKBACK,
    VALUE,
    WEEKDAY,
)

MET, SINCE, UNTIL, WEEKEND = range(4)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Lengthen or begin the duty. ALT above 0 is the most where any of it is at a weekend.

    FLAG: the hour that an autumn night is longer by is not counted.
    """
    mask = int(rule[MASK])
    weekday = dates[day, WEEKDAY]
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        if not (state[MET] and duties[p, BEGIN] <= state[UNTIL]):
            state[SINCE], state[WEEKEND] = duties[p, BEGIN], 0.0
        if rule[FLAG]:
            longer = duties[p, END] - duties[p, BEGIN] - duties[p, CLOSES] + duties[p, OPENS]
            state[SINCE] += max(0.0, longer)
        state[MET] = 1.0
        state[UNTIL] = duties[p, END]
        if weekday >= SATURDAY or (weekday == SATURDAY - 1 and duties[p, CLOSES] > DAY):
            state[WEEKEND] = 1.0
        weekend = rule[ALT] > 0 and state[WEEKEND] > 0
        most = rule[ALT] if weekend else rule[MOST]
        length = state[UNTIL] - state[SINCE]
        if most - length < out[SLACK]:
            out[SLACK] = most - length
            out[OPENED], out[CLOSED] = state[SINCE], state[UNTIL]
            out[VALUE], out[LIMIT] = length, most
            out[BRANCH] = 1.0 if weekend else 0.0


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return UNKNOWN_LOOKBACK if row[ALT] else ceil(row[MOST] / DAY) + 1


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """When the duty began and ended: work goes on only where it reached midnight or beyond."""
    now = float(days * DAY)
    on = (state[:, MET] > 0) & (state[:, UNTIL] >= now)
    return np.where(on[:, None], state[:, [SINCE, UNTIL]] - now, LONG_AGO)
