"""Each duty: it may last no longer than so much, as time passes in London."""

import numpy as np

from sevenday.kernels import inlined
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    CLOSES,
    END,
    FLAG,
    LIMIT,
    MASK,
    MOST,
    OPENED,
    OPENS,
    SLACK,
    VALUE,
)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Test each duty of the class; of several the worst is found.

    FLAG: the hour that an autumn night is longer by is not counted.
    """
    mask = int(rule[MASK])
    for p in range(low, high):
        if int(duties[p, BITS]) & mask:
            length = duties[p, END] - duties[p, BEGIN]
            if rule[FLAG]:
                length = min(length, duties[p, CLOSES] - duties[p, OPENS])
            if rule[MOST] - length < out[SLACK]:
                out[SLACK] = rule[MOST] - length
                out[OPENED], out[CLOSED] = duties[p, BEGIN], duties[p, END]
                out[VALUE], out[LIMIT] = length, rule[MOST]


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return 1


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """Nothing."""
    return np.zeros((len(state), 0))
