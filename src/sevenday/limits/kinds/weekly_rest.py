"""Weekly rest: so much off in every week, or so much more in every fortnight, in fixed blocks."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.kinds import ALT, MASK, REST, RUN, WINDOW
from sevenday.limits.lines import at

BUSY, WEEK, FORTNIGHT, WORST, WORST_FROM, WORST_TO, WORST_FORTNIGHT, BLOCKS, LONG_BLOCKS = range(9)


@kernel
def step(rule, state, out, day, code, line):
    """Lengthen the longest time off of the block in hand; close it on its last date.

    REST is owed in each WINDOW dates; or ALT in each RUN dates.
    """
    if day >= line.stop:
        return
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    week, fortnight = int(rule[WINDOW]), int(rule[RUN])
    nth = day - line.start
    week_from = at(line, day - nth % week, 0)
    fortnight_from = at(line, day - nth % fortnight, 0)
    for p in range(parts.first[code], parts.first[code + 1]):
        if parts.mask[p, weekday] & mask:
            begin = at(line, day, parts.start[p])
            if nth < 0:  # before the first block: only when it ends matters
                state[BUSY] = at(line, day, parts.end[p])
                continue
            state[WEEK] = max(state[WEEK], begin - max(state[BUSY], week_from))
            state[FORTNIGHT] = max(state[FORTNIGHT], begin - max(state[BUSY], fortnight_from))
            state[BUSY] = at(line, day, parts.end[p])
    if nth < 0:
        return
    closes = at(line, day + 1, 0)
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


@kernel
def finish(rule, state, out):
    """Broken only where some week and some fortnight both fall short."""
    if state[BLOCKS] == 0:
        return
    slack = state[WORST] - rule[REST]
    if state[LONG_BLOCKS] > 0:
        slack = max(slack, state[WORST_FORTNIGHT] - rule[ALT])
    out[0], out[1], out[2] = slack, state[WORST_FROM], state[WORST_TO]
    out[3], out[4] = state[WORST], rule[REST]
