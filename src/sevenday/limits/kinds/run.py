"""A run: no more than so many dates in a row on which a duty of the class starts."""

import numpy as np

from sevenday.clock import SUNDAY
from sevenday.kernels import inlined
from sevenday.limits.classes import LOW, SEEN
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    BRANCH,
    CLOSED,
    END,
    FLAG,
    LIMIT,
    MASK,
    MOST,
    OPENED,
    SLACK,
    VALUE,
    WEEKDAY,
)

COUNT, LAST, SINCE, MIXED, LONG = range(5)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Count the run so far.

    ALT above 0 is the most while every duty of the run is LOW. FLAG: a Sunday that follows a
    Saturday of the run does not add to its count.
    """
    mask = int(rule[MASK])
    begin = end = -1.0
    mixed = 0.0
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if bits & mask:
            begin = duties[p, BEGIN] if begin < 0 else begin
            end = duties[p, END]
        if bits & SEEN and not bits & LOW:
            mixed = 1.0
    if begin < 0:
        return
    if state[COUNT] == 0 or state[LAST] != day - 1:
        state[COUNT] = state[LONG] = state[MIXED] = 0.0
        state[SINCE] = begin
    if not (rule[FLAG] and dates[day, WEEKDAY] == SUNDAY and state[COUNT] > 0):
        state[COUNT] += 1
    state[LONG] += 1
    state[LAST] = day
    state[MIXED] = max(state[MIXED], mixed)
    alternative = rule[ALT] > 0 and state[MIXED] == 0
    most = rule[ALT] if alternative else rule[MOST]
    out[SLACK] = most - (state[COUNT] if state[COUNT] <= most else state[LONG])
    out[OPENED], out[CLOSED] = state[SINCE], end
    out[VALUE], out[LIMIT] = state[LONG], most
    out[BRANCH] = 1.0 if alternative else 0.0


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return int(row[MOST]) + 1


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """How long the run is: one that did not reach the last day is over."""
    on = (state[:, COUNT] > 0) & (state[:, LAST] == days - 1)
    return np.where(on[:, None], state[:, [COUNT, LONG, MIXED]], 0.0)
