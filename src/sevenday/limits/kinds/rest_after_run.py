"""Rest after a run: owed once it has its number of duties, from its end to any next duty."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.classes import LOW, SEEN
from sevenday.limits.kinds import ALT, MASK, REST, RUN
from sevenday.limits.lines import at

COUNT, LAST, END, TAIL, MIXED = range(5)
NONE = -1.0


@kernel
def _owed(rule, state, out, next_start):
    """Write what the rest was, if the run that ended owes one."""
    low = rule[ALT] > 0 and state[MIXED] == 0
    if state[COUNT] >= (rule[ALT] if low else rule[RUN]):
        rest = next_start - state[END]
        out[0] = rest - rule[REST]
        out[1] = state[END]
        out[2] = next_start
        out[3] = rest
        out[4] = rule[REST]
        out[5] = 1.0 if low else 0.0


@kernel
def step(rule, state, out, day, code, line):
    """Test the rest when a date shows that the run is over; then go on or begin a run.

    TAIL is the start of a duty later in the cell of the run's last date: it is the next duty
    only if the run does not go on the day after.
    """
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    seen = end = -1
    mixed = 0.0
    for p in range(parts.first[code], parts.first[code + 1]):
        bits = parts.mask[p, weekday]
        if bits & mask:
            end = parts.end[p]
        if bits & SEEN:
            seen = parts.start[p] if seen < 0 else seen
            if not bits & LOW:
                mixed = 1.0
    if seen < 0:
        return
    goes_on = end >= 0 and state[COUNT] > 0 and state[LAST] == day - 1
    if state[COUNT] > 0 and not goes_on:
        _owed(rule, state, out, state[TAIL] if state[TAIL] >= 0 else at(line, day, seen))
        state[COUNT] = state[MIXED] = 0.0
    if end < 0:
        return
    state[COUNT] += 1
    state[LAST] = day
    state[MIXED] = max(state[MIXED], mixed)
    state[END] = at(line, day, end)
    state[TAIL] = NONE
    for p in range(parts.first[code], parts.first[code + 1]):
        if parts.mask[p, weekday] & SEEN and parts.start[p] >= end and state[TAIL] < 0:
            state[TAIL] = at(line, day, parts.start[p])


@kernel
def finish(rule, state, out):
    """A run at the line's end: only a duty later in its last cell is known to follow it."""
    if state[COUNT] > 0 and state[TAIL] >= 0:
        _owed(rule, state, out, state[TAIL])
