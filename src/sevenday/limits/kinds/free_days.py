"""Free days: one day off in so many, averaged over every so many dates."""

import math

from sevenday.kernels import inlined
from sevenday.limits.kinds import KNOWN, LEAVE, MIDNIGHT, MOST, REST, STOP, WINDOW
from sevenday.limits.kinds.long_off import BEGINS, ENDS, HELD, hold, put

SLIGHT = 1e-6


@inlined
def _test(rule, state, out, first, stop, dates):
    """Whole spells of REST off within the dates, against the share of them that is owed.

    A date of leave is neither worked nor free: the share is of the other dates.
    """
    opens, closes = dates[first, MIDNIGHT], dates[stop, MIDNIGHT]
    days = 0.0
    for day in range(first, stop):
        days += 1 - dates[day, LEAVE]
    free, until, held = 0.0, opens, int(state[HELD])
    for k in range(held + 1):
        off = (min(state[BEGINS + k], closes) if k < held else closes) - until
        if off > 0:
            free += math.floor(off / rule[REST] + SLIGHT)
        if k < held:
            until = max(until, state[ENDS + k])
    owed = math.floor(days * rule[MOST] + SLIGHT)
    out[0] = free - owed
    out[1], out[2] = opens, closes
    out[3], out[4] = free, owed


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """Add a date's duties, then test the window that ends with the date."""
    window = int(rule[WINDOW])
    hold(rule, state, dates[max(0, day - window + 1), MIDNIGHT], duties, low, high)
    if dates[day, LEAVE]:
        put(state, dates[day, MIDNIGHT], dates[day + 1, MIDNIGHT])
    if day - window + 1 >= who[KNOWN] and day < who[STOP]:
        _test(rule, state, out, day - window + 1, day + 1, dates)


@inlined
def finish(rule, state, out, dates, who):
    """A line shorter than the window is tested whole."""
    known, stop = int(who[KNOWN]), int(who[STOP])
    if 0 < stop - known < int(rule[WINDOW]):
        _test(rule, state, out, known, stop, dates)
