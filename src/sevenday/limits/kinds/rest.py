"""Rest between duties: from the end of one of the class to the begin of the next."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    FLAG,
    LIMIT,
    MASK,
    OPENED,
    REST,
    SLACK,
    VALUE,
)

MET, UNTIL = range(2)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Test each gap. FLAG: duties that touch are one, and owe nothing between them."""
    mask = int(rule[MASK])
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        gap = duties[p, BEGIN] - state[UNTIL]
        if state[MET] and not (rule[FLAG] and gap <= 0) and gap - rule[REST] < out[SLACK]:
            out[SLACK] = gap - rule[REST]
            out[OPENED], out[CLOSED] = state[UNTIL], duties[p, BEGIN]
            out[VALUE], out[LIMIT] = gap, rule[REST]
        state[MET] = 1.0
        state[UNTIL] = duties[p, END]
