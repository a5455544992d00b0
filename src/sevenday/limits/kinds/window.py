"""A window: no more than so much work in any span of that length, wherever it begins."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import BEGIN, BITS, CLOSES, END, MASK, MOST, OPENS, WINDOW, WORK

HELD, BEGINS = 0, 1
ROOM = 96
"""Duties that one window can hold: their begins, ends and shares of the time worked."""
ENDS, SHARES = BEGINS + ROOM, BEGINS + 2 * ROOM


@inlined
def _worked(state, opens, closes):
    """Minutes of work that the duties held have between two moments."""
    total = 0.0
    for k in range(int(state[HELD])):
        span = min(state[ENDS + k], closes) - max(state[BEGINS + k], opens)
        if span > 0:
            total += span * state[SHARES + k]
    return total


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """Add each duty, then test the windows that could be the worst.

    The work in a sliding window is greatest where it ends with a duty, or, where on-call work is
    spread thinly, where it begins with one: so only those windows are looked at.
    """
    mask = int(rule[MASK])
    span = rule[WINDOW]
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        begin, end = duties[p, BEGIN], duties[p, END]
        held = 0
        for k in range(int(state[HELD])):
            if state[ENDS + k] > begin - span and held < ROOM - 1:
                state[BEGINS + held] = state[BEGINS + k]
                state[ENDS + held] = state[ENDS + k]
                state[SHARES + held] = state[SHARES + k]
                held += 1
        thin = duties[p, WORK] < duties[p, CLOSES] - duties[p, OPENS]
        state[BEGINS + held], state[ENDS + held] = begin, end
        state[SHARES + held] = duties[p, WORK] / (end - begin) if thin else 1.0
        state[HELD] = held + 1
        worst, opens = _worked(state, end - span, end), end - span
        if thin:
            for k in range(held):
                closes = state[BEGINS + k] + span
                if begin < closes < end:
                    worked = _worked(state, state[BEGINS + k], closes)
                    if worked > worst:
                        worst, opens = worked, state[BEGINS + k]
        if rule[MOST] - worst < out[0]:
            out[0] = rule[MOST] - worst
            out[1], out[2] = opens, opens + span
            out[3], out[4] = worst, rule[MOST]
