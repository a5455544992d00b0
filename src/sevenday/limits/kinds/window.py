"""A window: no more than so much work in any span of that length, wherever it begins."""

from math import ceil

import numpy as np

from sevenday.clock import DAY
from sevenday.kernels import inlined
from sevenday.limits.duty_times import MAX_DUTIES, DutyTimes, Floats
from sevenday.limits.kinds import (
    BEGIN,
    BITS,
    CLOSED,
    CLOSES,
    END,
    LIMIT,
    LONG_AGO,
    MASK,
    MOST,
    OPENED,
    OPENS,
    SLACK,
    VALUE,
    WINDOW,
    WORK,
)

COUNT, BEGINS = 0, 1
ROOM = 96
"""Duties that one window can hold: their begins, ends and shares of the time worked."""
ENDS, SHARES = BEGINS + ROOM, BEGINS + 2 * ROOM


@inlined
def _worked(state, opens, closes):
    """Minutes of work that the duties in the window have between two moments."""
    total = 0.0
    for k in range(int(state[COUNT])):
        width = min(state[ENDS + k], closes) - max(state[BEGINS + k], opens)
        if width > 0:
            total += width * state[SHARES + k]
    return total


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Add each duty, then test the windows that could be the worst.

    The work in a sliding window is greatest where it ends with a duty, or, where on-call work is
    spread thinly, where it begins with one: so only those windows are looked at.
    """
    mask = int(rule[MASK])
    length = rule[WINDOW]
    for p in range(low, high):
        if not int(duties[p, BITS]) & mask:
            continue
        begin, end = duties[p, BEGIN], duties[p, END]
        count = 0
        for k in range(int(state[COUNT])):
            if state[ENDS + k] > begin - length and count < ROOM - 1:
                state[BEGINS + count] = state[BEGINS + k]
                state[ENDS + count] = state[ENDS + k]
                state[SHARES + count] = state[SHARES + k]
                count += 1
        thin = duties[p, WORK] < duties[p, CLOSES] - duties[p, OPENS]
        state[BEGINS + count], state[ENDS + count] = begin, end
        state[SHARES + count] = duties[p, WORK] / (end - begin) if thin else 1.0
        state[COUNT] = count + 1
        worst, opens = _worked(state, end - length, end), end - length
        if thin:
            for k in range(count):
                closes = state[BEGINS + k] + length
                if begin < closes < end:
                    worked = _worked(state, state[BEGINS + k], closes)
                    if worked > worst:
                        worst, opens = worked, state[BEGINS + k]
        if rule[MOST] - worst < out[SLACK]:
            out[SLACK] = rule[MOST] - worst
            out[OPENED], out[CLOSED] = opens, opens + length
            out[VALUE], out[LIMIT] = worst, rule[MOST]


def lookback(row: Floats) -> int:
    """Days that it sees before the one that it judges."""
    return int(ceil(row[WINDOW] / DAY) + 1)


def remembered(row: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """The work that each window to come has already, where it could still be too much.

    A window is judged where it ends with a duty; where on-call work is spread thinly, also where it
    begins with one.
    """
    span, most, now = row[WINDOW], row[MOST], float(days * DAY)
    seen = (duties.mask & int(row[MASK])) != 0
    counts = state[:, COUNT].astype(int)
    if not seen.any() or not counts.any():
        return np.zeros((len(state), 1))
    width = int(counts.max())
    at = counts[:, None] - 1 - np.arange(width)[None, :]  # the last duty first
    begins, ends, shares = (
        np.where(at >= 0, np.take_along_axis(state, np.maximum(at, 0) + first, 1) - shift, gone)
        for first, shift, gone in (
            (BEGINS, now, LONG_AGO),
            (ENDS, now, LONG_AGO),
            (SHARES, 0.0, 0.0),
        )
    )
    # the most work that one day to come can add, of all codes
    most_work = float(np.bincount(duties.group[seen], duties.work[seen]).max())

    def worked(opens: Floats) -> Floats:
        """Work of the duties from a moment of each line on; 0 where it can do no harm."""
        total = ((ends - np.maximum(begins, opens[:, None])).clip(0) * shares).sum(1)
        to_come = (np.floor((opens + span) / DAY) + 1) * most_work
        return np.where(total + to_come > most, total, 0.0)

    # a window is at its fullest where it ends with a duty: so many moments, for each end there is
    closes = np.unique(duties.end[seen])
    edges = (np.arange(int(span // DAY) + 2)[:, None] * DAY + closes[None, :]).ravel() - span
    columns = [worked(np.full(len(state), edge)) for edge in edges]
    if (duties.work[seen] < (duties.end - duties.start)[seen]).any():
        for begin in begins.T:
            work = np.where(begin > -span, worked(begin), 0.0)
            columns += [work, np.where(work > 0, begin, LONG_AGO)]
        columns += [np.zeros(len(state))] * (2 * (MAX_DUTIES - width))
    return np.stack(columns, 1)
