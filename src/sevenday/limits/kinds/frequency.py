"""A frequency: weekends with any work in them, of the whole weekends in the line."""

from sevenday.kernels import inlined
from sevenday.limits.classes import SATURDAY, SUNDAY
from sevenday.limits.kinds import (
    BITS,
    CLOSES,
    FROM,
    MASK,
    MIDNIGHT,
    MOST,
    OPENS,
    START,
    STOP,
    TO,
    WEEKDAY,
)
from sevenday.model.shift import DAY

WORKED, TOTAL, MARKED = range(3)


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """Mark the weekend that a date's duty touches; count the weekend on its Sunday.

    FROM is the minute of Saturday from which work counts, TO that of Sunday up to which.
    """
    weekday = int(dates[day, WEEKDAY])
    if weekday < SATURDAY - 1:
        return
    mask = int(rule[MASK])
    since_saturday = (weekday - SATURDAY) * DAY
    for p in range(low, high):
        if int(duties[p, BITS]) & mask:
            opens = max(duties[p, OPENS] + since_saturday, rule[FROM])
            if min(duties[p, CLOSES] + since_saturday, DAY + rule[TO]) > opens:
                state[MARKED] = 1.0
    if weekday == SUNDAY:
        if day - 1 >= who[START] and day < who[STOP]:
            state[WORKED] += state[MARKED]
            state[TOTAL] += 1
        state[MARKED] = 0.0


@inlined
def finish(rule, state, out, dates, who):
    """The frequency over the line."""
    if state[TOTAL] > 0:
        out[3], out[4] = state[WORKED] / state[TOTAL], rule[MOST]
        out[0] = out[4] - out[3]
        out[1], out[2] = dates[int(who[START]), MIDNIGHT], dates[int(who[STOP]), MIDNIGHT]
