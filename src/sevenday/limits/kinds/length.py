"""Each duty: it may last no longer than so much, as time passes in London."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.kinds import MASK, MOST
from sevenday.limits.lines import at


@kernel
def step(rule, state, out, day, code, line):
    """Test each part of the class; of several the worst is found."""
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    for p in range(parts.first[code], parts.first[code + 1]):
        if parts.mask[p, weekday] & mask:
            begin = at(line, day, parts.start[p])
            end = at(line, day, parts.end[p])
            slack = rule[MOST] - (end - begin)
            if slack < out[0]:
                out[0], out[1], out[2], out[3], out[4] = slack, begin, end, end - begin, rule[MOST]
