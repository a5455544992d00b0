"""The two nights a year when the clock changes: what they make unlawful, and only they.

A contract's machine of states knows no dates. A duty that an autumn night makes too long is barred
on that date; the hour that such a night adds to an average is kept free.
"""

from datetime import date, timedelta

import numpy as np

from sevenday.clock import jumps
from sevenday.contracts import Terms
from sevenday.limits.classes import parts_of
from sevenday.limits.fold import AVERAGE, EPSILON, FREQUENCY, Fold
from sevenday.limits.kinds import KIND
from sevenday.limits.lines import Lines
from sevenday.limits.table import Rule
from sevenday.model import OFF, Doctor, Hospital
from sevenday.solver.problem import Bools


def barred(
    hospital: Hospital, terms: Terms, rules: tuple[Rule, ...], codes: tuple[int, ...],
    first: date, days: int,
) -> Bools:  # fmt: skip
    """(days, codes) whether a duty by itself breaks a limit on a date, for the clock's change."""
    found = np.zeros((days, len(codes)), np.bool_)
    short = [rule.row for rule in rules if int(rule.row[KIND]) not in (AVERAGE, FREQUENCY)]
    many = len(codes)
    cells = np.full((many, 3), OFF, np.int16)
    cells[:, 1] = codes
    changes = np.flatnonzero(jumps(first, days + 1))
    near = {day for change in changes.tolist() for day in (change - 1, change) if 0 <= day < days}
    for day in sorted(near):
        lines = Lines(
            (Doctor(""),) * many, cells, first + timedelta(days=day - 1), 0, False,
            np.zeros(many, np.int64), np.full(many, 3),
        )  # fmt: skip
        for changing in (True, False):
            fold = Fold(lines, np.array([short]), np.zeros(many, np.int64), np.zeros(many),
                        parts_of(hospital.cells, terms), changing)  # fmt: skip
            broken = (fold.slack() < -EPSILON).any(1)
            found[day] = broken if changing else found[day] & ~broken
    return found


def longer(first: date, days: int) -> int:
    """Minutes that the clock's changes may add to one doctor's hours."""
    return int(np.maximum(jumps(first, days + 1), 0).sum())
