"""What a rule still remembers after a line, as numbers that two lines share where it is the same.

The fold keeps its own state of each rule. Here that state is measured from the next day's midnight,
and what can no longer matter is left out. Two lines with the same numbers have the same lawful
futures. Numbers that say too much cost time alone, as states are then too many. Numbers that say
too little would let a breach through.
"""

import numpy as np

from sevenday.limits.duty_times import DutyTimes
from sevenday.limits.fold import Floats
from sevenday.limits.kinds.table import Kind


def state_keys(rules: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """(lines, numbers) what each rule remembers after `days` dates.

    `rules` (r, columns); `state` (lines, r, STATE): the fold's own. A kind that does not say what
    it remembers is in no state: its rules are left to the checker.
    """
    known = Kind.that_have("remembered")
    each = [(row, state[:, r], known.get(Kind.of(row))) for r, row in enumerate(rules)]
    found = [keys(row, own, days, duties) for row, own, keys in each if keys is not None]
    return np.hstack([*found, np.zeros((len(state), 0))])
