"""Long periods off: two separate ones, of so much each, in every so many dates."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    CLOSED,
    END,
    KNOWN,
    LIMIT,
    MASK,
    MIDNIGHT,
    OPENED,
    REST,
    SLACK,
    STOP,
    VALUE,
    WINDOW,
)

COUNT, BEGINS = 0, 1
ROOM = 180
"""Duties that one window can hold: their begins and ends."""
ENDS = BEGINS + ROOM


@inlined
def hold(rule, state, opens, duties, low, high):
    """Let go of what ended before `opens`, and hold a date's duties of the class."""
    count = 0
    for k in range(int(state[COUNT])):
        if state[ENDS + k] > opens and count < ROOM - 1:
            state[BEGINS + count], state[ENDS + count] = state[BEGINS + k], state[ENDS + k]
            count += 1
    mask = int(rule[MASK])
    for p in range(low, high):
        if int(duties[p, BITS]) & mask and count < ROOM:
            state[BEGINS + count], state[ENDS + count] = duties[p, BEGIN], duties[p, END]
            count += 1
    state[COUNT] = count


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Add a date's duties, then test the window that ends with the date.

    REST is owed of the longest period off, ALT of the next longest.
    """
    window = int(rule[WINDOW])
    opens = dates[max(0, day - window + 1), MIDNIGHT]
    closes = dates[day + 1, MIDNIGHT]
    hold(rule, state, opens, duties, low, high)
    count = int(state[COUNT])
    if day - window + 1 < span[KNOWN] or day >= span[STOP]:
        return
    longest = second = 0.0
    free = opens
    for k in range(count + 1):
        off = (min(state[BEGINS + k], closes) if k < count else closes) - free
        if off > longest:
            longest, second = off, longest
        elif off > second:
            second = off
        if k < count:
            free = max(free, state[ENDS + k])
    out[OPENED], out[CLOSED] = opens, closes
    if longest < rule[REST]:
        out[SLACK], out[VALUE], out[LIMIT] = longest - rule[REST], longest, rule[REST]
    else:
        out[SLACK], out[VALUE], out[LIMIT] = second - rule[ALT], second, rule[ALT]
