"""Rest between duties: from the end of one of the class to the start of the next."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.kinds import FLAG, MASK, REST
from sevenday.limits.lines import at

KNOWN, END = range(2)


@kernel
def step(rule, state, out, day, code, line):
    """Test each gap. FLAG: duties that touch are one, and owe nothing between them."""
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    for p in range(parts.first[code], parts.first[code + 1]):
        if not parts.mask[p, weekday] & mask:
            continue
        begin = at(line, day, parts.start[p])
        gap = begin - state[END]
        if state[KNOWN] and not (rule[FLAG] and gap <= 0) and gap - rule[REST] < out[0]:
            out[0], out[1], out[2], out[3], out[4] = (
                gap - rule[REST], state[END], begin, gap, rule[REST],
            )  # fmt: skip
        state[KNOWN] = 1.0
        state[END] = at(line, day, parts.end[p])
