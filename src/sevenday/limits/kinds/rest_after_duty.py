"""Rest after a duty that is long enough, to the next duty that is seen."""

from sevenday.kernels import inlined
from sevenday.limits.classes import SEEN
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    LIMIT,
    MASK,
    OPENED,
    REST,
    RUN,
    SLACK,
    VALUE,
)

MET, SINCE, UNTIL = range(3)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """REST is owed after RUN minutes or more of the class; duties of it that touch are one."""
    mask = int(rule[MASK])
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if not bits & SEEN:
            continue
        begin, end = duties[p, BEGIN], duties[p, END]
        of_class = bits & mask > 0
        if state[MET] and of_class and begin <= state[UNTIL]:
            state[UNTIL] = end
            continue
        if state[MET] and state[UNTIL] - state[SINCE] >= rule[RUN]:
            out[SLACK] = begin - state[UNTIL] - rule[REST]
            out[OPENED], out[CLOSED] = state[UNTIL], begin
            out[VALUE], out[LIMIT] = begin - state[UNTIL], rule[REST]
        state[MET] = 1.0 if of_class else 0.0
        state[SINCE], state[UNTIL] = begin, end
