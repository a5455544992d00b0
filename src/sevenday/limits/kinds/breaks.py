"""Each duty: the breaks that its rostered length owes."""

import numpy as np

from sevenday.kernels import inlined
from sevenday.limits.classes import NIGHT
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    BREAKS,
    CLOSED,
    CLOSES,
    END,
    LIMIT,
    MASK,
    OPENED,
    OPENS,
    REST,
    RUN,
    SLACK,
    VALUE,
)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """One over RUN minutes, two over REST, three from ALT if a night. Not stated: taken as met."""
    mask = int(rule[MASK])
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if not bits & mask or duties[p, BREAKS] < 0:
            continue
        length = duties[p, CLOSES] - duties[p, OPENS]
        owed = 0.0
        if length > rule[RUN]:
            owed = 1.0
        if length > rule[REST]:
            owed = 2.0
        if bits & NIGHT and length >= rule[ALT]:
            owed = 3.0
        if duties[p, BREAKS] - owed < out[SLACK]:
            out[SLACK] = duties[p, BREAKS] - owed
            out[OPENED], out[CLOSED] = duties[p, BEGIN], duties[p, END]
            out[VALUE], out[LIMIT] = duties[p, BREAKS], owed


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return 1


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """Nothing."""
    return np.zeros((len(state), 0))
