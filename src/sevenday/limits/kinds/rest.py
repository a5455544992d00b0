"""Rest between duties: from the end of one of the class to the begin of the next."""

from sevenday.kernels import inlined
from sevenday.limits.kinds import BEGIN, BITS, END, FLAG, MASK, REST

MET, UNTIL = range(2)


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """Test each gap. FLAG: duties that touch are one, and owe nothing between them."""
    mask = int(rule[MASK])
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        gap = duties[p, BEGIN] - state[UNTIL]
        if state[MET] and not (rule[FLAG] and gap <= 0) and gap - rule[REST] < out[0]:
            out[0] = gap - rule[REST]
            out[1], out[2] = state[UNTIL], duties[p, BEGIN]
            out[3], out[4] = gap, rule[REST]
        state[MET] = 1.0
        state[UNTIL] = duties[p, END]
