"""Rest between duties: from the end of one of the class to the begin of the next."""

from math import ceil

import numpy as np

from sevenday.clock import DAY, LOST_HOUR
from sevenday.kernels import inlined
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    FLAG,
    LIMIT,
    LONG_AGO,
    MASK,
    OPENED,
    REST,
    SLACK,
    VALUE,
)

MET, UNTIL = range(2)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Test each gap. FLAG: duties that touch are one, and owe nothing between them."""
    mask = int(rule[MASK])
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        gap = duties[p, BEGIN] - state[UNTIL]
        if state[MET] and not (rule[FLAG] and gap <= 0) and gap - rule[REST] < out[SLACK]:
            out[SLACK] = gap - rule[REST]
            out[OPENED], out[CLOSED] = state[UNTIL], duties[p, BEGIN]
            out[VALUE], out[LIMIT] = gap, rule[REST]
        state[MET] = 1.0
        state[UNTIL] = duties[p, END]


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return int(ceil(row[REST] / DAY) + 1)


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """When the last duty ended: once its rest has passed, and an hour that a spring night may
    take, nothing that comes can be too early.
    """
    since = state[:, UNTIL] - days * DAY
    owing = (state[:, MET] > 0) & (since > -row[REST] - LOST_HOUR)
    return np.where(owing, since, LONG_AGO)[:, None]
