"""A count: no more than so many dates with a duty of the class in any so many dates."""

import numpy as np

from sevenday.kernels import inlined
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    LIMIT,
    MASK,
    MOST,
    OPENED,
    SLACK,
    VALUE,
    WINDOW,
)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Keep the dates of the last window in a ring (as day + 1), with when each began."""
    mask = int(rule[MASK])
    begin = end = -1.0
    for p in range(low, high):
        if int(duties[p, BITS]) & mask:
            begin = duties[p, BEGIN] if begin < 0 else begin
            end = duties[p, END]
    if begin < 0:
        return
    window = int(rule[WINDOW])
    state[day % window], state[window + day % window] = day + 1, begin
    count = 0.0
    for k in range(window):
        if state[k] > 0 and state[k] > day + 1 - window:
            count += 1
            begin = min(begin, state[window + k])
    out[SLACK] = rule[MOST] - count
    out[OPENED], out[CLOSED] = begin, end
    out[VALUE], out[LIMIT] = count, rule[MOST]


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return int(row[WINDOW]) + 1


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """Which of the days that a window still holds had a duty of the class."""
    window = int(row[WINDOW])
    lags = np.arange(1, window)
    return np.asarray(state[:, (days - lags) % window] == days - lags + 1, float)
