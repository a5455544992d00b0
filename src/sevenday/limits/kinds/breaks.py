"""Each duty: the breaks that its rostered length owes."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.classes import NIGHT
from sevenday.limits.kinds import ALT, MASK, REST, RUN
from sevenday.limits.lines import at


@kernel
def step(rule, state, out, day, code, line):
    """One over RUN minutes, two over REST, three from ALT if a night. Not stated: taken as met."""
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    for p in range(parts.first[code], parts.first[code + 1]):
        if not parts.mask[p, weekday] & mask or parts.breaks[p] < 0:
            continue
        length = parts.end[p] - parts.start[p]
        owed = 0.0
        if length > rule[RUN]:
            owed = 1.0
        if length > rule[REST]:
            owed = 2.0
        if parts.mask[p, weekday] & NIGHT and length >= rule[ALT]:
            owed = 3.0
        slack = parts.breaks[p] - owed
        if slack < out[0]:
            out[0], out[3], out[4] = slack, parts.breaks[p], owed
            out[1] = at(line, day, parts.start[p])
            out[2] = at(line, day, parts.end[p])
