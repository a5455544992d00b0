"""A run: no more than so many dates in a row on which a duty of the class starts."""

from sevenday.kernels import inlined
from sevenday.limits.classes import LOW, SEEN, SUNDAY
from sevenday.limits.kinds import ALT, BEGIN, BITS, END, FLAG, MASK, MOST, WEEKDAY

COUNT, LAST, SINCE, MIXED, LONG = range(5)


@inlined
def step(rule, state, out, day, duties, low, high, dates, who):
    """Count the run so far.

    ALT above 0 is the most while every duty of the run is LOW. FLAG: a Sunday that follows a
    Saturday of the run does not add to its count.
    """
    mask = int(rule[MASK])
    begin = end = -1.0
    mixed = 0.0
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if bits & mask:
            begin = duties[p, BEGIN] if begin < 0 else begin
            end = duties[p, END]
        if bits & SEEN and not bits & LOW:
            mixed = 1.0
    if begin < 0:
        return
    if state[COUNT] == 0 or state[LAST] != day - 1:
        state[COUNT] = state[LONG] = state[MIXED] = 0.0
        state[SINCE] = begin
    if not (rule[FLAG] and dates[day, WEEKDAY] == SUNDAY and state[COUNT] > 0):
        state[COUNT] += 1
    state[LONG] += 1
    state[LAST] = day
    state[MIXED] = max(state[MIXED], mixed)
    alternative = rule[ALT] > 0 and state[MIXED] == 0
    most = rule[ALT] if alternative else rule[MOST]
    out[0] = most - (state[COUNT] if state[COUNT] <= most else state[LONG])
    out[1], out[2] = state[SINCE], end
    out[3], out[4] = state[LONG], most
    out[5] = 1.0 if alternative else 0.0
