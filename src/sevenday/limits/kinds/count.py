"""A count: no more than so many dates with a duty of the class in any so many dates."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.kinds import MASK, MOST, WINDOW
from sevenday.limits.lines import at

NEVER = 0.0


@kernel
def step(rule, state, out, day, code, line):
    """Keep the dates of the last window in a ring (as day + 1), with when each began."""
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    begin = end = -1
    for p in range(parts.first[code], parts.first[code + 1]):
        if parts.mask[p, weekday] & mask:
            begin = parts.start[p] if begin < 0 else begin
            end = parts.end[p]
    if begin < 0:
        return
    window = int(rule[WINDOW])
    place = day % window
    state[place] = day + 1
    state[window + place] = at(line, day, begin)
    count = 0.0
    earliest = state[window + place]
    for k in range(window):
        if state[k] != NEVER and state[k] > day + 1 - window:
            count += 1
            earliest = min(earliest, state[window + k])
    out[0] = rule[MOST] - count
    out[1] = earliest
    out[2] = at(line, day, end)
    out[3] = count
    out[4] = rule[MOST]
