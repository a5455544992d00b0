"""Weekly rest: so much off in every week, or so much more in every fortnight, in fixed blocks."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    CLOSED,
    END,
    LIMIT,
    MASK,
    MIDNIGHT,
    OPENED,
    REST,
    RUN,
    SLACK,
    START,
    STOP,
    VALUE,
    WINDOW,
)

BUSY, WEEK, FORTNIGHT, WORST, WORST_FROM, WORST_TO, WORST_FORTNIGHT, BLOCKS, LONG_BLOCKS = range(9)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Lengthen the longest time off of the block in hand; close it on its last date.

    REST is owed in each WINDOW dates; or ALT in each RUN dates.
    """
    if day >= span[STOP]:
        return
    mask = int(rule[MASK])
    week, fortnight = int(rule[WINDOW]), int(rule[RUN])
    nth = day - int(span[START])
    if nth < 0:  # before the first block: only when the last duty ends matters
        for p in range(low, high):
            if int(duties[p, BITS]) & mask:
                state[BUSY] = duties[p, END]
        return
    week_from = dates[day - nth % week, MIDNIGHT]
    fortnight_from = dates[day - nth % fortnight, MIDNIGHT]
    for p in range(low, high):
        if int(duties[p, BITS]) & mask:
            begin = duties[p, BEGIN]
            state[WEEK] = max(state[WEEK], begin - max(state[BUSY], week_from))
            state[FORTNIGHT] = max(state[FORTNIGHT], begin - max(state[BUSY], fortnight_from))
            state[BUSY] = duties[p, END]
    closes = dates[day + 1, MIDNIGHT]
    if nth % week == week - 1:
        off = max(state[WEEK], closes - max(state[BUSY], week_from))
        if state[BLOCKS] == 0 or off < state[WORST]:
            state[WORST], state[WORST_FROM], state[WORST_TO] = off, week_from, closes
        state[BLOCKS] += 1
        state[WEEK] = 0.0
    if nth % fortnight == fortnight - 1:
        off = max(state[FORTNIGHT], closes - max(state[BUSY], fortnight_from))
        if state[LONG_BLOCKS] == 0 or off < state[WORST_FORTNIGHT]:
            state[WORST_FORTNIGHT] = off
        state[LONG_BLOCKS] += 1
        state[FORTNIGHT] = 0.0


@inlined
def finish(rule, state, out, dates, span):
    """Broken only where some week and some fortnight both fall short."""
    if state[BLOCKS] == 0:
        return
    slack = state[WORST] - rule[REST]
    if state[LONG_BLOCKS] > 0:
        slack = max(slack, state[WORST_FORTNIGHT] - rule[ALT])
    out[SLACK], out[OPENED], out[CLOSED] = slack, state[WORST_FROM], state[WORST_TO]
    out[VALUE], out[LIMIT] = state[WORST], rule[REST]
