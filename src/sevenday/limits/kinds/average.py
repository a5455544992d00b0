"""An average: hours a week over the line, or over every window where the line is longer."""

from typing import Any

from sevenday.kernels import inlined
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import (
    ALT,
    BEGIN,
    BITS,
    CLOSED,
    CYCLE,
    END,
    FLAG,
    LEAVE,
    LEAVE_DAYS,
    LIMIT,
    MASK,
    MIDNIGHT,
    MOST,
    OPENED,
    REST,
    SLACK,
    START,
    STOP,
    VALUE,
    WINDOW,
    WORK,
)

TOTAL, AWAY, DAYS, RING = range(4)
WORKING_DAYS = 5
YEAR_WEEKS = 52


@inlined
def weekly(
    total: Any, days: Any, leave_cells: Any, leave_days: Any, normal_day: Any
) -> tuple[Any, Any]:
    """Average minutes a week: as rostered, and with prospective cover (contracts.md 4.4).

    `total`: minutes; `days`: of the span; `leave_cells`: leave shown in it, a fifth of a week
    each; `leave_days`: a year, 0 for none; `normal_day`: minutes of a day of leave. Source: NHS
    Employers' prospective cover guidance (2022), the same sum as Riddell's under the New Deal.
    """
    weeks = days / 7
    shown = leave_cells / WORKING_DAYS
    plain = total / (weeks - shown) if weeks > shown else 0.0
    if leave_days <= 0:
        return plain, plain
    taken = leave_days * weeks / YEAR_WEEKS
    left = weeks - taken / WORKING_DAYS - shown
    return plain, (total - taken * normal_day) / left if left > 0 else 0.0


@inlined
def _found(rule, state, out, begin, end, days, span):
    cover = span[LEAVE_DAYS] if rule[FLAG] else 0.0
    plain, covered = weekly(state[TOTAL], days, state[AWAY], cover, rule[REST])
    average = max(plain, covered)
    out[SLACK] = rule[MOST] - average
    out[OPENED], out[CLOSED] = begin, end
    out[VALUE], out[LIMIT] = average, rule[MOST]


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Add a date. FLAG: count prospective cover. ALT: on-call counts whole, not by its work."""
    window = int(rule[WINDOW])
    start = span[START]
    if span[CYCLE] > window:
        start -= window - 1  # windows go round the end of a cycle
    if day < start or day >= span[STOP]:
        return
    mask = int(rule[MASK])
    worked = 0.0
    for p in range(low, high):
        bits = int(duties[p, BITS])
        if bits & mask:
            if bits & ON_CALL and not rule[ALT]:
                worked += duties[p, WORK]
            else:
                worked += duties[p, END] - duties[p, BEGIN]
    state[TOTAL] += worked
    state[AWAY] += dates[day, LEAVE]
    state[DAYS] += 1
    if span[STOP] - span[START] <= window:
        return
    place = RING + day % window
    if state[DAYS] > window:
        state[TOTAL] -= state[place]
        state[AWAY] -= state[place + window]
    state[place], state[place + window] = worked, dates[day, LEAVE]
    if state[DAYS] >= window:
        begin, end = dates[day - window + 1, MIDNIGHT], dates[day + 1, MIDNIGHT]
        _found(rule, state, out, begin, end, window, span)


@inlined
def finish(rule, state, out, dates, span):
    """A line no longer than the window is tested whole."""
    start, stop = int(span[START]), int(span[STOP])
    if 0 < stop - start <= int(rule[WINDOW]):
        begin, end = dates[start, MIDNIGHT], dates[stop, MIDNIGHT]
        _found(rule, state, out, begin, end, stop - start, span)
