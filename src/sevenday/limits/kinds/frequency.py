"""A frequency: weekends with any work in them, of the whole weekends in the line."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.classes import SATURDAY, SUNDAY
from sevenday.limits.kinds import FROM, MASK, MOST, TO
from sevenday.limits.lines import at
from sevenday.model import DAY

WORKED, TOTAL, MARKED = range(3)


@kernel
def step(rule, state, out, day, code, line):
    """Mark the weekend that a date's duty touches; count the weekend on its Sunday.

    FROM is the minute of Saturday from which work counts, TO that of Sunday up to which.
    """
    weekday = (line.weekday + day) % 7
    if weekday < SATURDAY - 1:
        return
    parts = line.parts
    mask = np.int64(rule[MASK])
    saturday = day + SATURDAY - weekday
    for p in range(parts.first[code], parts.first[code + 1]):
        if parts.mask[p, weekday] & mask:
            shift = (day - saturday) * DAY
            low = max(parts.start[p] + shift, rule[FROM])
            high = min(parts.end[p] + shift, DAY + rule[TO])
            if high > low:
                state[MARKED] = 1.0
    if weekday == SUNDAY:
        if saturday >= line.start and day < line.stop:
            state[WORKED] += state[MARKED]
            state[TOTAL] += 1
        state[MARKED] = 0.0


@kernel
def finish(rule, state, out, line):
    """The frequency over the line."""
    if state[TOTAL] > 0:
        out[3] = state[WORKED] / state[TOTAL]
        out[0] = rule[MOST] - out[3]
        out[1] = at(line, line.start, 0)
        out[2] = at(line, line.stop, 0)
        out[4] = rule[MOST]
