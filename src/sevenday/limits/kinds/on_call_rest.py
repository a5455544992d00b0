"""Each on-call period: the rest expected in it."""

from sevenday.kernels import kernel
from sevenday.limits.classes import ON_CALL
from sevenday.limits.lines import at


@kernel
def step(rule, state, out, day, code, line):
    """The tighter of rest in each 24 h and unbroken rest at night, worked out with the parts."""
    parts = line.parts
    weekday = (line.weekday + day) % 7
    for p in range(parts.first[code], parts.first[code + 1]):
        slack = parts.rest[p] - parts.rest_owed[p]
        if parts.mask[p, weekday] & ON_CALL and slack < out[0]:
            out[0], out[3], out[4] = slack, parts.rest[p], parts.rest_owed[p]
            out[1] = at(line, day, parts.start[p])
            out[2] = at(line, day, parts.end[p])
