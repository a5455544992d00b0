"""A run: no more than so many dates in a row on which a duty of the class starts."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.classes import LOW, SEEN, SUNDAY
from sevenday.limits.kinds import ALT, FLAG, MASK, MOST
from sevenday.limits.lines import at

COUNT, LAST, FROM, MIXED, DATES = range(5)


@kernel
def step(rule, state, out, day, code, line):
    """Count the run so far.

    ALT above 0 is the most while every duty of the run is LOW. FLAG: a Sunday that follows a
    Saturday of the run does not add to its count.
    """
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    begin = end = -1
    mixed = 0.0
    for p in range(parts.first[code], parts.first[code + 1]):
        bits = parts.mask[p, weekday]
        if bits & mask:
            begin = parts.start[p] if begin < 0 else begin
            end = parts.end[p]
        if bits & SEEN and not bits & LOW:
            mixed = 1.0
    if begin < 0:
        return
    if state[COUNT] == 0 or state[LAST] != day - 1:
        state[COUNT] = state[DATES] = state[MIXED] = 0.0
        state[FROM] = at(line, day, begin)
    if not (rule[FLAG] and weekday == SUNDAY and state[COUNT] > 0):
        state[COUNT] += 1
    state[DATES] += 1
    state[LAST] = day
    state[MIXED] = max(state[MIXED], mixed)
    low = rule[ALT] > 0 and state[MIXED] == 0
    most = rule[ALT] if low else rule[MOST]
    out[0] = most - state[COUNT]
    out[1] = state[FROM]
    out[2] = at(line, day, end)
    out[3] = state[DATES]
    out[4] = most
    out[5] = 1.0 if low else 0.0
