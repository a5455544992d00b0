"""Long periods off: two separate ones, of so much each, in every so many dates."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    END,
    KNOWN,
    MASK,
    MIDNIGHT,
    REST,
    STOP,
    WINDOW,
)

HELD, BEGINS = 0, 1
ROOM = 180
"""Duties that one window can hold: their begins and ends."""
ENDS = BEGINS + ROOM


@inlined
def hold(rule, state, opens, duties, low, high):
    """Let go of what ended before `opens`, and hold a date's duties of the class."""
    held = 0
    for k in range(int(state[HELD])):
        if state[ENDS + k] > opens and held < ROOM - 1:
            state[BEGINS + held], state[ENDS + held] = state[BEGINS + k], state[ENDS + k]
            held += 1
    mask = int(rule[MASK])
    for p in range(low, high):
        if int(duties[p, BITS]) & mask and held < ROOM:
            state[BEGINS + held], state[ENDS + held] = duties[p, BEGIN], duties[p, END]
            held += 1
    state[HELD] = held


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """Add a date's duties, then test the window that ends with the date.

    REST is owed of the longest period off, ALT of the next longest.
    """
    window = int(rule[WINDOW])
    opens = dates[max(0, day - window + 1), MIDNIGHT]
    closes = dates[day + 1, MIDNIGHT]
    hold(rule, state, opens, duties, low, high)
    held = int(state[HELD])
    if day - window + 1 < who[KNOWN] or day >= who[STOP]:
        return
    longest = second = 0.0
    free = opens
    for k in range(held + 1):
        off = (min(state[BEGINS + k], closes) if k < held else closes) - free
        if off > longest:
            longest, second = off, longest
        elif off > second:
            second = off
        if k < held:
            free = max(free, state[ENDS + k])
    out[1], out[2] = opens, closes
    if longest < rule[REST]:
        out[0], out[3], out[4] = longest - rule[REST], longest, rule[REST]
    else:
        out[0], out[3], out[4] = second - rule[ALT], second, rule[ALT]
