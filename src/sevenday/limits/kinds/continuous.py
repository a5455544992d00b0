"""Continuous duty: duties that touch are one, and it may last no longer than so much."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.classes import SATURDAY
from sevenday.limits.kinds import ALT, MASK, MOST
from sevenday.limits.lines import at
from sevenday.model import DAY

KNOWN, BEGIN, END, WEEKEND = range(4)


@kernel
def step(rule, state, out, day, code, line):
    """Lengthen or begin the duty. ALT above 0 is the most where any of it is at a weekend."""
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    for p in range(parts.first[code], parts.first[code + 1]):
        if not parts.mask[p, weekday] & mask:
            continue
        begin = at(line, day, parts.start[p])
        if not (state[KNOWN] and begin <= state[END]):
            state[BEGIN] = begin
            state[WEEKEND] = 0.0
        state[KNOWN] = 1.0
        state[END] = at(line, day, parts.end[p])
        if weekday >= SATURDAY or (weekday == SATURDAY - 1 and parts.end[p] > DAY):
            state[WEEKEND] = 1.0
        weekend = rule[ALT] > 0 and state[WEEKEND] > 0
        most = rule[ALT] if weekend else rule[MOST]
        length = state[END] - state[BEGIN]
        if most - length < out[0]:
            out[0], out[1], out[2], out[3], out[4] = (
                most - length, state[BEGIN], state[END], length, most,
            )  # fmt: skip
            out[5] = 1.0 if weekend else 0.0
