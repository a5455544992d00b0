"""Each on-call period: the rest expected in it."""

from sevenday.kernels import inlined
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    END,
    LIMIT,
    OPENED,
    OWED,
    RESTED,
    SLACK,
    VALUE,
)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """The tighter of rest in each 24 h and unbroken rest at night, worked out with the parts."""
    for p in range(low, high):
        slack = duties[p, RESTED] - duties[p, OWED]
        if int(duties[p, BITS]) & ON_CALL and slack < out[SLACK]:
            out[SLACK] = slack
            out[OPENED], out[CLOSED] = duties[p, BEGIN], duties[p, END]
            out[VALUE], out[LIMIT] = duties[p, RESTED], duties[p, OWED]
