"""Rest after a run: owed once it has its number of duties, from its end to any next duty."""

from math import ceil

import numpy as np

from sevenday.clock import DAY, LOST_HOUR
from sevenday.kernels import inlined
from sevenday.limits.classes import LOW, SEEN
from sevenday.limits.duty_times import DutyTimes, Floats
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    BRANCH,
    CLOSED,
    CYCLE,
    END,
    LIMIT,
    LONG_AGO,
    MASK,
    OPENED,
    REST,
    RUN,
    SLACK,
    VALUE,
)

COUNT, LAST, UNTIL, TAIL, MIXED = range(5)


@inlined
def _owed(rule, state, out, next_begin):
    """Write what the rest was, if the run that ended owes one."""
    alternative = rule[ALT] > 0 and state[MIXED] == 0
    if state[COUNT] >= (rule[ALT] if alternative else rule[RUN]):
        rest = next_begin - state[UNTIL]
        out[SLACK] = rest - rule[REST]
        out[OPENED], out[CLOSED] = state[UNTIL], next_begin
        out[VALUE], out[LIMIT] = rest, rule[REST]
        out[BRANCH] = 1.0 if alternative else 0.0


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Test the rest when a date shows that the run is over; then go on or begin a run.

    TAIL is the begin of a duty later in the cell of the run's last date: it is the next duty
    only if the run does not go on the day after. It is -1 where there is none.
    """
    mask = int(rule[MASK])
    seen = end = tail = -1.0
    mixed = 0.0
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if bits & SEEN:
            seen = duties[p, BEGIN] if seen < 0 else seen
            tail = duties[p, BEGIN] if end >= 0 and tail < 0 else tail
            if not bits & LOW:
                mixed = 1.0
        if bits & mask:
            end, tail = duties[p, END], -1.0
    if seen < 0:
        return
    goes_on = end >= 0 and state[COUNT] > 0 and state[LAST] == day - 1
    if state[COUNT] > 0 and not goes_on:
        _owed(rule, state, out, state[TAIL] if state[TAIL] >= 0 else seen)
        state[COUNT] = state[MIXED] = 0.0
    if end >= 0:
        state[COUNT] += 1
        state[LAST], state[UNTIL], state[TAIL] = day, end, tail
        state[MIXED] = max(state[MIXED], mixed)


@inlined
def finish(rule, state, out, dates, span):
    """A run at the line's end: only a duty later in its last cell is known to follow it.

    A cycle has no end: its runs go on.
    """
    if span[CYCLE] == 0 and state[COUNT] > 0 and state[TAIL] >= 0:
        _owed(rule, state, out, state[TAIL])


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return int(row[RUN] + ceil(row[REST] / DAY) + 1)


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """The run's length, when it ended, and whether its rest may still be owed."""
    now = days * DAY
    over = state[:, LAST] < days - 1
    run_with_rest = min(row[RUN], row[ALT]) if row[ALT] > 0 else row[RUN]
    rested = now - state[:, UNTIL] >= row[REST] + LOST_HOUR
    # a run owes nothing where it has ended too short, and once its rest has passed
    dead = (state[:, COUNT] == 0) | (over & ((state[:, COUNT] < run_with_rest) | rested))
    tail = state[:, TAIL]
    keys = np.column_stack(
        [
            # beyond the longest run that owes a rest, one more changes nothing
            np.minimum(state[:, COUNT], max(row[RUN], row[ALT])),
            over,
            state[:, UNTIL] - now,
            np.where(tail >= 0, tail - now, LONG_AGO),
            state[:, MIXED],
        ]
    )
    return np.where(dead[:, None], 0.0, keys)
