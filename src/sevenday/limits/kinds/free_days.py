"""Free days: one day off in so many, averaged over every so many dates."""

import math

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    ABSENT,
    CLOSED,
    CYCLE,
    FIRST,
    KNOWN,
    LIMIT,
    MIDNIGHT,
    MOST,
    OPENED,
    PART,
    REST,
    SLACK,
    STOP,
    VALUE,
    WINDOW,
)
from sevenday.limits.kinds.long_off import BEGINS, COUNT, ENDS, ROOM, hold

GIVEN = BEGINS + 2 * ROOM
BEFORE = GIVEN + 1
"""After the duties: the dates given so far, and the end of the last duty let go of."""
SLIGHT = 1e-6


@inlined
def _middles(since, until, day, opens, closes):
    """Of the whole days off from `since` to `until`, those whose middle falls in the window."""
    if until - since < day - SLIGHT:
        return 0.0
    whole = math.floor((until - since) / day + SLIGHT)
    first = max(0.0, math.ceil((opens - since) / day - 0.5))
    last = min(whole, math.ceil((closes - since) / day - 0.5))
    return max(0.0, last - first)


@inlined
def _free(state, day, opens, closes, end):
    """Days off in the window: each falls where its greater part does."""
    since, free = state[BEFORE], 0.0
    for k in range(int(state[COUNT])):
        free += _middles(since, state[BEGINS + k], day, opens, closes)
        since = max(since, state[ENDS + k])
    return free + _middles(since, end, day, opens, closes)


@inlined
def _test(rule, state, out, first, stop, dates, end, more):
    """Days off on the dates, against the share that is owed; dates of leave are left out of both.

    A day off is REST minutes without a break. `end`: up to where what is off is known; `more`: days
    of the window that come after, which may all be free.
    """
    opens, closes = dates[first, MIDNIGHT], dates[stop, MIDNIGHT]
    free = _free(state, rule[REST], opens, closes, end)
    days = stop - first
    for day in range(first, stop):
        if dates[day, ABSENT] and dates[day, FIRST] == dates[day + 1, FIRST]:
            free -= _free(state, rule[REST], dates[day, MIDNIGHT], dates[day + 1, MIDNIGHT], end)
            days -= 1
    free += more
    days += more
    owed = math.floor(days * rule[MOST] + SLIGHT)
    out[SLACK] = free - owed
    out[OPENED], out[CLOSED] = opens, closes
    out[VALUE], out[LIMIT] = free, owed


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Add a date's duties, then test the window that ends before it: they show what was off."""
    if day > span[STOP]:
        return
    window = int(rule[WINDOW])
    if state[GIVEN] == 0:
        state[BEFORE] = dates[int(span[KNOWN]), MIDNIGHT]
    state[GIVEN] = day + 1
    opens = dates[max(0, day - window), MIDNIGHT]
    for k in range(int(state[COUNT])):
        if state[ENDS + k] <= opens:
            state[BEFORE] = max(state[BEFORE], state[ENDS + k])
    hold(rule, state, opens, duties, low, high)
    if day - window >= span[KNOWN]:
        _test(rule, state, out, day - window, day, dates, dates[day + 1, MIDNIGHT], 0.0)


@inlined
def finish(rule, state, out, dates, span):
    """The last window, or a line shorter than one. What is off at a rota's end has no end."""
    known, stop = int(span[KNOWN]), int(span[STOP])
    if span[CYCLE] or stop <= known or (state[GIVEN] > stop and stop - known >= rule[WINDOW]):
        return
    first = max(known, stop - int(rule[WINDOW]))
    more = rule[WINDOW] - (stop - first) if span[PART] else 0.0
    _test(rule, state, out, first, stop, dates, dates[stop, MIDNIGHT] + rule[REST], more)
