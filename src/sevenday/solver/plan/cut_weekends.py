"""Weekends that are not whole in somebody's time here: no limit counts them, so no counter does.

Who leaves on a Friday works that night and no weekend of theirs; who joins on a Sunday, that day.
So it is at the ends of a rota. A machine counts by the kind of day alone: such a date is of a kind
of its own, on which the machines of those whose weekend it cuts count nothing.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from sevenday.clock import FRIDAY, SATURDAY, SUNDAY, WEEK
from sevenday.solver.engine.machine import Machine
from sevenday.solver.engine.problem import Bools, Problem


def without_cut_weekends(problem: Problem, weekends: int, away: Bools, first: date) -> Problem:
    """The problem with no weekend counted that is not whole in a doctor's time here.

    Parameters
    ----------
    problem
        Rows that count every weekend.
    weekends
        Which counter that is.
    away
        (R, D) days on which a doctor is not employed.
    first
        The date of day 0.
    """
    cut = _cut_days(away, first) & np.any(problem.allowed[:, :, 1:], axis=2)
    days = np.flatnonzero(cut.any(0)).tolist()
    if not days:
        return problem
    kinds = problem.machines[0].adds.shape[1]
    known: dict[tuple[int, bytes], int] = {}
    made: list[Machine] = []
    machine = np.zeros_like(problem.machine)
    for row, which in enumerate(problem.machine.tolist()):
        key = which, cut[row].tobytes()
        if key not in known:
            known[key] = len(made)
            one = problem.machines[which]
            own = one.adds[:, problem.kind[days]].copy()
            own[weekends, cut[row, days]] = 0
            made.append(replace(one, adds=np.concatenate([one.adds, own], 1)))
        machine[row] = known[key]
    kind = problem.kind.copy()
    kind[days] = kinds + np.arange(len(days))
    return replace(problem, kind=kind, machines=tuple(made), machine=machine)


def _cut_days(away: Bools, first: date) -> Bools:
    """(R, D) the days here, Friday to Sunday, of a weekend with a day that is not."""
    rows, days = away.shape
    here = np.zeros((rows, days + 3), np.bool_)
    here[:, 1 : days + 1] = ~away
    cut = np.zeros((rows, days), np.bool_)
    for day in range(days):
        weekday = (first.weekday() + day) % WEEK
        if weekday >= FRIDAY:
            saturday = 1 + day + SATURDAY - weekday
            whole = here[:, saturday] & here[:, saturday + SUNDAY - SATURDAY]
            cut[:, day] = here[:, day + 1] & ~whole
    return cut
