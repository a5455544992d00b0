"""Each on-call period: the rest expected in it."""

from sevenday.kernels import inlined
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import BEGIN, BITS, END, OWED, RESTED


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """The tighter of rest in each 24 h and unbroken rest at night, worked out with the parts."""
    for p in range(low, high):
        slack = duties[p, RESTED] - duties[p, OWED]
        if int(duties[p, BITS]) & ON_CALL and slack < out[0]:
            out[0] = slack
            out[1], out[2] = duties[p, BEGIN], duties[p, END]
            out[3], out[4] = duties[p, RESTED], duties[p, OWED]
