"""Kinds of limit: each a compiled `step` that takes a date's duties and a state, gives the excess.

Every step has the same shape: `step(rule, state, out, day, duties, low, high, dates, span)`, all
float64 arrays but the three integers. Plain arrays and no records: a compiled call that passes
records of arrays spends its time counting references.

- `rule`: one row of a table: KIND ... TO below. ALT is an alternative most (or run), FLAG the
  kind's own switch.
- `state`: (STATE,), zeroed before a line; what a kind keeps from one date to the next.
- `out`: (FOUND,), columns SLACK ... BRANCH, where a step writes what it found: slack (below 0 is a
  breach; in the unit of the limit, times in minutes), when the window opened and closed (elapsed
  minutes), value, limit, and 1 where the rule's alternative was taken. A step that tested nothing
  leaves the slack infinite.
- `day`: index of the date. `duties[low:high]`: its duties in order of time, columns BITS ... OWED.
- `dates`: (days + 1, 5), columns MIDNIGHT ... FIRST.
- `span`: (8,), START ... PART: the line's own span, the first day of which anything is known, that
  from which averages and frequencies count, weeks of leave a year for prospective cover, days a
  week that the doctor works, the days of a template's cycle (0: a rota, which has dates), and 1
  where the span is a part of its reference period: what the rest of that could mend is no breach.

A kind may have a `finish(rule, state, out, dates, span)`, called after a line's last date. The
kinds are listed in `sevenday.limits.kinds.table`.
"""

from sevenday.clock import CHANGE_FROM, CHANGE_TO, DAY
from sevenday.kernels import inlined

KIND, MASK, MOST, WINDOW, RUN, REST, ALT, FLAG, FROM, TO = range(10)
COLUMNS = 10

UNKNOWN_LOOKBACK = 99
"""Days that a kind looks back which does not say how many: more than any state sees."""
LONG_AGO = -1e7
"""A moment so long ago that no rule sees it."""

BITS, BEGIN, END, OPENS, CLOSES, WORK, BREAKS, RESTED, OWED = range(9)
"""A duty: class bits, elapsed begin and end, begin and end by the clock (minutes of its date),
minutes of work, breaks (-1 not stated), the tighter rest expected on call, what is owed of it."""
DUTY = 9

MIDNIGHT, WEEKDAY, ABSENT, ON_LEAVE, FIRST = range(5)
"""A date: elapsed minutes at its midnight, weekday, the share of a working week that its cell takes
out as absence, the part of that which is leave, its first duty's index."""
DATE = 5

START, STOP, KNOWN, COUNTED, LEAVE_WEEKS, WORKING_DAYS, CYCLE, PART = range(8)
SPAN = 8

STATE = 560
"""Places in a state: enough for 26 weeks of days three times, or 180 duties of three numbers."""

SLACK, OPENED, CLOSED, VALUE, LIMIT, BRANCH = range(6)
FOUND = 6
"""What a step writes: how far from the limit, the window, what was found and what is allowed, and
whether the rule's alternative was taken."""


@inlined
def elapsed_at(midnight, jump, day, minute):
    """Elapsed minutes at a wall-clock minute of a day: `sevenday.clock.elapsed`, compiled."""
    if minute >= DAY:
        day += 1
        minute -= DAY
    if jump[day] == 0 or minute <= CHANGE_FROM:
        return midnight[day] + minute
    if minute >= CHANGE_TO:
        return midnight[day] + minute + jump[day]
    return midnight[day] + (CHANGE_FROM if jump[day] < 0 else minute)
