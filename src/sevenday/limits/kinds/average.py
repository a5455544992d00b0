"""An average: hours a week over the line, or over every window where the line is longer."""

from typing import Any

from sevenday.clock import SUNDAY
from sevenday.kernels import inlined
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import (
    ABSENT,
    ALT,
    BEGIN,
    BITS,
    CLOSED,
    COUNTED,
    CYCLE,
    END,
    FLAG,
    LEAVE_WEEKS,
    LIMIT,
    MASK,
    MIDNIGHT,
    MOST,
    ON_LEAVE,
    OPENED,
    PART,
    REST,
    SLACK,
    STOP,
    VALUE,
    WEEKDAY,
    WINDOW,
    WORK,
    WORKING_DAYS,
)

TOTAL, AWAY, LEFT, DAYS, WEEK_AWAY, WEEK_LEFT, RING = range(7)
"""Minutes; weeks absent, and of these on leave; days; the same of the calendar week begun; and
rings of what each date of the window added: minutes, shares absent, shares on leave."""
YEAR_WEEKS = 52
CLOSE = 1e-9


@inlined
def weekly(
    total: Any,
    days: Any,
    absent: Any,
    on_leave: Any,
    leave_weeks: Any,
    working_days: Any,
    normal_day: Any,
) -> tuple[Any, Any]:
    """Average minutes a week: as rostered, and with prospective cover (contracts.md 4.4).

    `total`: minutes; `days`: of the span; `absent`: weeks of absence shown in it, `on_leave`: of
    leave; `leave_weeks`: of leave a year, 0 for none; `working_days`: a week; `normal_day`: minutes
    of a day of leave. Leave that is shown is not covered a second time, nor is a rest of it of
    under a day. Source: NHS Employers' prospective cover guidance
    (2022), the same sum as Riddell's under the New Deal.
    """
    weeks = days / 7
    here = weeks - absent
    # shares of weeks do not add up exactly: what is left of none is none
    plain = total / here if here > CLOSE else 0.0
    if leave_weeks <= 0:
        return plain, plain
    taken = max(0.0, leave_weeks * weeks / YEAR_WEEKS - on_leave)
    if on_leave > 0 and taken * working_days < 1 - CLOSE:
        taken = 0.0
    left = here - taken
    return plain, (total - taken * working_days * normal_day) / left if left > CLOSE else 0.0


@inlined
def _found(rule, state, out, begin, end, days, span):
    cover = span[LEAVE_WEEKS] if rule[FLAG] else 0.0
    week, normal = span[WORKING_DAYS], rule[REST]
    plain, covered = weekly(state[TOTAL], days, state[AWAY], state[LEFT], cover, week, normal)
    average = max(plain, covered)
    out[SLACK] = rule[MOST] - average
    out[OPENED], out[CLOSED] = begin, end
    out[VALUE], out[LIMIT] = average, rule[MOST]


@inlined
def _let_go(state, place, window, day, weekday):
    """Take the date that leaves the window out: of its calendar week the later dates stay."""
    state[TOTAL] -= state[place]
    for ring in range(1, 3):
        gone = state[place + ring * window]
        if gone > 0.0:
            rest = 0.0
            for later in range(1, SUNDAY - weekday + 1):
                rest += state[RING + (day + later) % window + ring * window]
            total = AWAY if ring == 1 else LEFT
            state[total] -= min(1.0, rest + gone) - min(1.0, rest)


@inlined
def step(rule, state, out, day, duties, low, high, dates, span):
    """Add a date. FLAG: count prospective cover. ALT: on-call counts whole, not by its work."""
    window = int(rule[WINDOW])
    start = span[COUNTED]
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
    weekday = int(dates[day, WEEKDAY])
    if weekday == 0:
        state[WEEK_AWAY] = state[WEEK_LEFT] = 0.0
    absent, on_leave = dates[day, ABSENT], dates[day, ON_LEAVE]
    state[TOTAL] += worked
    state[AWAY] += min(1.0, state[WEEK_AWAY] + absent) - min(1.0, state[WEEK_AWAY])
    state[LEFT] += min(1.0, state[WEEK_LEFT] + on_leave) - min(1.0, state[WEEK_LEFT])
    state[WEEK_AWAY] += absent
    state[WEEK_LEFT] += on_leave
    state[DAYS] += 1
    if span[STOP] - span[COUNTED] <= window:
        return
    place = RING + day % window
    if state[DAYS] > window:
        _let_go(state, place, window, day, int(dates[day - window, WEEKDAY]))
    state[place], state[place + window] = worked, absent
    state[place + 2 * window] = on_leave
    if state[DAYS] >= window:
        begin, end = dates[day - window + 1, MIDNIGHT], dates[day + 1, MIDNIGHT]
        _found(rule, state, out, begin, end, window, span)


@inlined
def finish(rule, state, out, dates, span):
    """A line no longer than the window is tested whole; a part, as if the rest of it were off."""
    start, stop = int(span[COUNTED]), int(span[STOP])
    window = int(rule[WINDOW])
    if 0 < stop - start <= window:
        begin, end = dates[start, MIDNIGHT], dates[stop, MIDNIGHT]
        days = window if span[PART] else stop - start
        _found(rule, state, out, begin, end, days, span)
