"""A frequency: weekends with any work in them, of the whole weekends in the line."""

from sevenday.clock import DAY, SATURDAY, SUNDAY, WEEK
from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    BITS,
    CLOSED,
    CLOSES,
    COUNTED,
    FROM,
    LIMIT,
    MASK,
    MIDNIGHT,
    MOST,
    OPENED,
    OPENS,
    PART,
    SLACK,
    STOP,
    TO,
    VALUE,
    WEEKDAY,
    WINDOW,
)

WORKED, TOTAL, MARKED = range(3)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
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
        start = max(span[COUNTED], span[STOP] - rule[WINDOW]) if span[PART] else span[COUNTED]
        if day - 1 >= start and day < span[STOP]:
            state[WORKED] += state[MARKED]
            state[TOTAL] += 1
        state[MARKED] = 0.0


@inlined
def finish(rule, state, out, dates, span):
    """The frequency over the line; of a part, over all weekends of its reference period."""
    if state[TOTAL] > 0:
        total = max(state[TOTAL], rule[WINDOW] / WEEK) if span[PART] else state[TOTAL]
        out[VALUE], out[LIMIT] = state[WORKED] / total, rule[MOST]
        out[SLACK] = out[LIMIT] - out[VALUE]
        out[OPENED], out[CLOSED] = (
            dates[int(span[COUNTED]), MIDNIGHT],
            dates[int(span[STOP]), MIDNIGHT],
        )
