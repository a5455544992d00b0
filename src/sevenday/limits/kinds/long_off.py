"""Long periods off: two separate ones, of so much each, in every so many dates."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.kinds import ALT, MASK, REST, WINDOW
from sevenday.limits.lines import at

ROOM = 180
"""Duties that one window can hold: their starts and ends."""


@kernel
def step(rule, state, out, day, code, line):
    """Add a date's duties, then test the window that ends with the date.

    REST is owed of the longest period off, ALT of the next longest.
    """
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    window = int(rule[WINDOW])
    opens = at(line, max(0, day - window + 1), 0)
    closes = at(line, day + 1, 0)
    held = 0
    for k in range(int(state[0])):
        if state[1 + ROOM + k] > opens and k - held < ROOM - 4:
            state[1 + held] = state[1 + k]
            state[1 + ROOM + held] = state[1 + ROOM + k]
            held += 1
    for p in range(parts.first[code], parts.first[code + 1]):
        if parts.mask[p, weekday] & mask:
            state[1 + held] = at(line, day, parts.start[p])
            state[1 + ROOM + held] = at(line, day, parts.end[p])
            held += 1
    state[0] = held
    if day - window + 1 < line.known or day >= line.stop:
        return
    longest = second = 0.0
    free = opens
    for k in range(held + 1):
        begin = state[1 + k] if k < held else closes
        off = min(begin, closes) - free
        if off > longest:
            longest, second = off, longest
        elif off > second:
            second = off
        if k < held:
            free = max(free, state[1 + ROOM + k])
    out[1] = opens
    out[2] = closes
    if longest < rule[REST]:
        out[0], out[3], out[4] = longest - rule[REST], longest, rule[REST]
    else:
        out[0], out[3], out[4] = second - rule[ALT], second, rule[ALT]
