"""A frequency of call: so many nights of the weeks that follow one, and no more."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    KNOWN,
    LIMIT,
    MASK,
    MIDNIGHT,
    MOST,
    OPENED,
    PART,
    SLACK,
    STOP,
    VALUE,
    WINDOW,
)

TOTAL, RING = range(2)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Count the calls of the WINDOW nights that follow the earliest call of that long ago.

    A ring keeps the dates (as day + 1) of the last WINDOW nights and of the one before them, with
    when each call began. Call every third night is 9 of the 28 that follow one, whichever it is.
    """
    mask = int(rule[MASK])
    begin = end = -1.0
    for p in range(low, high):
        if int(duties[p, BITS]) & mask:
            begin = duties[p, BEGIN] if begin < 0 else begin
            end = duties[p, END]
    if begin < 0:
        return
    window = int(rule[WINDOW])
    size = window + 1
    state[RING + day % size], state[RING + size + day % size] = day + 1, begin
    state[TOTAL] += 1
    followed = -1.0
    for k in range(size):
        if state[RING + k] > max(0, day - window):
            followed += 1
            begin = min(begin, state[RING + size + k])
    out[SLACK] = rule[MOST] - followed / window
    out[OPENED], out[CLOSED] = begin, end
    out[VALUE], out[LIMIT] = followed / window, rule[MOST]


@inlined
def finish(rule, state, out, dates, span):
    """A line no longer than the window: the calls after its first, of the nights it has left."""
    known, stop = int(span[KNOWN]), int(span[STOP])
    if state[TOTAL] > 1 and stop - known <= rule[WINDOW]:
        nights = rule[WINDOW] if span[PART] else stop - known - 1
        out[VALUE], out[LIMIT] = (state[TOTAL] - 1) / nights, rule[MOST]
        out[SLACK] = out[LIMIT] - out[VALUE]
        out[OPENED], out[CLOSED] = dates[known, MIDNIGHT], dates[stop, MIDNIGHT]
