"""Each duty: it may last no longer than so much, as time passes in London."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import BEGIN, BITS, END, MASK, MOST


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """Test each duty of the class; of several the worst is found."""
    mask = int(rule[MASK])
    for p in range(low, high):
        if int(duties[p, BITS]) & mask:
            length = duties[p, END] - duties[p, BEGIN]
            if rule[MOST] - length < out[0]:
                out[0] = rule[MOST] - length
                out[1], out[2] = duties[p, BEGIN], duties[p, END]
                out[3], out[4] = length, rule[MOST]
