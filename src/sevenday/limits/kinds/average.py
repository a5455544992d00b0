"""An average: hours a week over the line, or over every window where the line is longer."""

import numpy as np

from sevenday.kernels import kernel
from sevenday.limits.classes import ON_CALL
from sevenday.limits.kinds import ALT, FLAG, MASK, MOST, REST, WINDOW
from sevenday.limits.lines import at

TOTAL, LEAVE, DAYS, RING = range(4)
WORKING_DAYS = 5
YEAR_WEEKS = 52


@kernel
def weekly(total, days, leave_cells, leave_days, normal_day):
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


@kernel
def _found(rule, state, out, begin, end, days, line):
    cover = line.leave_days if rule[FLAG] else 0.0
    plain, covered = weekly(state[TOTAL], days, state[LEAVE], cover, rule[REST])
    average = max(plain, covered)
    out[0] = rule[MOST] - average
    out[1] = begin
    out[2] = end
    out[3] = average
    out[4] = rule[MOST]


@kernel
def step(rule, state, out, day, code, line):
    """Add a date. FLAG: count prospective cover. ALT: on-call counts whole, not by its work."""
    if day < line.start or day >= line.stop:
        return
    parts = line.parts
    mask = np.int64(rule[MASK])
    weekday = (line.weekday + day) % 7
    worked = 0.0
    for p in range(parts.first[code], parts.first[code + 1]):
        bits = parts.mask[p, weekday]
        if bits & mask:
            if bits & ON_CALL and not rule[ALT]:
                worked += parts.work[p]
            else:
                worked += at(line, day, parts.end[p]) - at(line, day, parts.start[p])
    state[TOTAL] += worked
    state[LEAVE] += parts.leave[code]
    state[DAYS] += 1
    window = int(rule[WINDOW])
    if line.stop - line.start <= window:
        return
    place = RING + day % window
    if state[DAYS] > window:
        state[TOTAL] -= state[place]
        state[LEAVE] -= state[place + window]
    state[place] = worked
    state[place + window] = parts.leave[code]
    if state[DAYS] >= window:
        begin = at(line, day - window + 1, 0)
        _found(rule, state, out, begin, at(line, day + 1, 0), window, line)


@kernel
def finish(rule, state, out, line):
    """A line no longer than the window is tested whole."""
    days = line.stop - line.start
    if 0 < days <= int(rule[WINDOW]):
        _found(rule, state, out, at(line, line.start, 0), at(line, line.stop, 0), days, line)
