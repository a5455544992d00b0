"""A window: no more than so much work in any span of that length, wherever it begins."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    CLOSES,
    END,
    LIMIT,
    MASK,
    MOST,
    OPENED,
    OPENS,
    SLACK,
    VALUE,
    WINDOW,
    WORK,
)

COUNT, BEGINS = 0, 1
ROOM = 96
"""Duties that one window can hold: their begins, ends and shares of the time worked."""
ENDS, SHARES = BEGINS + ROOM, BEGINS + 2 * ROOM


@inlined
def _worked(state, opens, closes):
    """Minutes of work that the duties in the window have between two moments."""
    total = 0.0
    for k in range(int(state[COUNT])):
        width = min(state[ENDS + k], closes) - max(state[BEGINS + k], opens)
        if width > 0:
            total += width * state[SHARES + k]
    return total


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Add each duty, then test the windows that could be the worst.

    The work in a sliding window is greatest where it ends with a duty, or, where on-call work is
    spread thinly, where it begins with one: so only those windows are looked at.
    """
    mask = int(rule[MASK])
    length = rule[WINDOW]
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        begin, end = duties[p, BEGIN], duties[p, END]
        count = 0
        for k in range(int(state[COUNT])):
            if state[ENDS + k] > begin - length and count < ROOM - 1:
                state[BEGINS + count] = state[BEGINS + k]
                state[ENDS + count] = state[ENDS + k]
                state[SHARES + count] = state[SHARES + k]
                count += 1
        thin = duties[p, WORK] < duties[p, CLOSES] - duties[p, OPENS]
        state[BEGINS + count], state[ENDS + count] = begin, end
        state[SHARES + count] = duties[p, WORK] / (end - begin) if thin else 1.0
        state[COUNT] = count + 1
        worst, opens = _worked(state, end - length, end), end - length
        if thin:
            for k in range(count):
                closes = state[BEGINS + k] + length
                if begin < closes < end:
                    worked = _worked(state, state[BEGINS + k], closes)
                    if worked > worst:
                        worst, opens = worked, state[BEGINS + k]
        if rule[MOST] - worst < out[SLACK]:
            out[SLACK] = rule[MOST] - worst
            out[OPENED], out[CLOSED] = opens, opens + length
            out[VALUE], out[LIMIT] = worst, rule[MOST]
