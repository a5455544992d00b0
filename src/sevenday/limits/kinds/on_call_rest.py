"""Each on-call period: the rest expected in it."""

import numpy as np

from sevenday.kernels import inlined
from sevenday.limits.classes import ON_CALL
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    LIMIT,
    OPENED,
    OWED,
    RESTED,
    SLACK,
    VALUE,
)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """The tighter of rest in each 24 h and unbroken rest at night, worked out with the parts."""
    for p in range(low, high):
        slack = duties[p, RESTED] - duties[p, OWED]
        if int(duties[p, BITS]) & ON_CALL and slack < out[SLACK]:
            out[SLACK] = slack
            out[OPENED], out[CLOSED] = duties[p, BEGIN], duties[p, END]
            out[VALUE], out[LIMIT] = duties[p, RESTED], duties[p, OWED]


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return 1


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """Nothing."""
    return np.zeros((len(state), 0))
