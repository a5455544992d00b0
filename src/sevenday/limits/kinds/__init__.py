"""Kinds of limit: each a compiled `step` that takes a date's duty and a state and gives the excess.

Every step has the same shape: `step(rule, state, out, day, code, line)`.

- `rule`: one row of the table (columns below), float64.
- `state`: float64, zeroed before a line; what a kind keeps from one date to the next.
- `out`: float64 (5,), where a step writes what it found: slack (below 0 is a breach; in the
  unit of the limit, times in minutes), from and to (elapsed minutes), value, limit. A step that
  tested nothing leaves slack infinite. `out[5]` is 1 where the rule's alternative was taken.
- `day`: index of the date; `code`: its cell; `line`: the arrays of `limits.lines.Line`.

A kind may have `finish(...)` of the same shape, called after a line's last date.
"""

KIND, MASK, MOST, WINDOW, RUN, REST, ALT, FLAG, FROM, TO = range(10)
"""Columns of a rule's row. ALT is the alternative most (or run); FLAG is the kind's own."""

COLUMNS = 10
STATE = 400
"""Places in a state: enough for 26 weeks of days twice, or 96 duties of three numbers."""

FOUND = 6
"""Places in `out`."""
