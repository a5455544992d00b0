"""Rest after a duty that is long enough, to the next duty that is seen."""

from math import ceil

import numpy as np

from sevenday.clock import DAY, LOST_HOUR
from sevenday.kernels import inlined
from sevenday.limits.classes import SEEN
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    LIMIT,
    LONG_AGO,
    MASK,
    OPENED,
    REST,
    RUN,
    SLACK,
    VALUE,
)

MET, SINCE, UNTIL = range(3)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """REST is owed after RUN minutes or more of the class; duties of it that touch are one."""
    mask = int(rule[MASK])
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if not bits & SEEN:
            continue
        begin, end = duties[p, BEGIN], duties[p, END]
        of_class = bits & mask > 0
        if state[MET] and of_class and begin <= state[UNTIL]:
            state[UNTIL] = end
            continue
        if state[MET] and state[UNTIL] - state[SINCE] >= rule[RUN]:
            out[SLACK] = begin - state[UNTIL] - rule[REST]
            out[OPENED], out[CLOSED] = state[UNTIL], begin
            out[VALUE], out[LIMIT] = begin - state[UNTIL], rule[REST]
        state[MET] = 1.0 if of_class else 0.0
        state[SINCE], state[UNTIL] = begin, end


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return int(ceil(row[RUN] / DAY) + 1 + ceil(row[REST] / DAY) + 1)


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """When the last duty ended and how long it was: one that owes a rest owes it, however long."""
    since = state[:, UNTIL] - days * DAY
    length = np.minimum(state[:, UNTIL] - state[:, SINCE], row[RUN])
    keys = np.column_stack([state[:, MET], since, length])
    return np.where((since > -row[REST] - LOST_HOUR)[:, None], keys, LONG_AGO)
