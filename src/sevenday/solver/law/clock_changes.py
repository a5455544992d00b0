"""The two nights a year when the clock changes: what they make unlawful, and only they.

A contract's automaton knows no dates. A duty that an autumn night makes too long is barred on that
date, and the hour that such a night adds to an average is left free. A spring night takes
an hour from rests: what may not come then after a state of the law, though it may on other days, is
counted by a counter that may count nothing. Patterns tell states apart, and bar nothing by it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from sevenday.clock import jumps
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.kinds import KIND
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import nameless
from sevenday.model import OFF
from sevenday.solver.engine.problem import Bools, Ints, Problem

REST_REACH_DAYS = 4
"""Days from a spring night on which a rest that it falls in may end."""
RESTS = (Kind.REST_BETWEEN, Kind.REST_AFTER_DUTY, Kind.REST_AFTER_RUN)
"""The limits whose memory keeps what an hour less may take; windows are left to the checker."""


def barred_duties(checker: Checker, codes: tuple[int, ...], first: date, days: int) -> Bools:
    """(days, codes) whether a duty by itself breaks a limit on a date, for the clock's change."""
    found = np.zeros((days, len(codes)), np.bool_)
    cells = np.full((len(codes), 3), OFF, np.int16)
    cells[:, 1] = codes
    changes = np.flatnonzero(jumps(first, days + 1))
    near = {day for change in changes.tolist() for day in (change - 1, change) if 0 <= day < days}
    for day in sorted(near):
        found[day] = _broken_by_change(checker, cells, first + timedelta(days=day - 1))
    return found


def _broken_by_change(checker: Checker, cells: Ints, first: date) -> Bools:
    """(n,) which lines (n, days) of cell codes break a limit by the clock's change alone."""
    rules = checker.rules_for(opt_out=False)
    short = tuple(
        rule for rule in rules if int(rule.row[KIND]) not in (Kind.AVERAGE, Kind.FREQUENCY)
    )
    judge, lines = checker.with_rules(short), nameless(cells, first)
    by_change, otherwise = (
        (judge.slack(lines, changing) < -EPSILON).any(1) for changing in (True, False)
    )
    return np.asarray(by_change & ~otherwise)


def extra_minutes(first: date, days: int) -> int:
    """Minutes that the clock's changes may add to one doctor's hours."""
    return int(np.maximum(jumps(first, days + 1), 0).sum())


def forward_days(first: date, days: int) -> list[int]:
    """The days, from 0, on which the clocks go forward."""
    return [int(day) for day in np.flatnonzero(jumps(first, days)[:days] < 0)]


def barred_after(checker: Checker, lines: Ints, may: Bools, codes: Ints, forward: date) -> Bools:
    """(K, S, groups) what a rest an hour shorter bars, on the day that it goes and on those after.

    Parameters
    ----------
    checker
        With the rules that states keep.
    lines
        (S, days) a line of cell codes that leads to each state.
    may
        (S, groups) what may come after each on any other day.
    codes
        (groups,) a cell code of each group.
    forward
        The day on which the clocks go forward.
    """
    rules = checker.rules_for(opt_out=False)
    rests = checker.with_rules(tuple(rule for rule in rules if int(rule.row[KIND]) in RESTS))
    barred = np.zeros((REST_REACH_DAYS, *may.shape), np.bool_)
    states, groups = np.nonzero(may[:, 1:])
    longer = np.hstack([lines[states], codes[groups + 1, None]])
    for k in range(REST_REACH_DAYS):
        begins = forward + timedelta(days=k - lines.shape[1])
        barred[k, states, groups + 1] = _broken_by_change(rests, longer, begins)
    return barred


def with_spring_nights(problem: Problem, barred: Sequence[Bools], first: date) -> Problem:
    """The problem with what a spring night bars: on some dates, after some states, some duties.

    The same problem where the clock does not go forward within it. `barred`: of each machine, (K,
    S, C) what may not come on such a day and on those after it. `first`: the date of day 0.
    """
    days = problem.shape[1]
    dates = [
        (day, k)
        for change in forward_days(first, days)
        for k, day in enumerate(range(change, min(days, change + len(barred[0]))))
    ]
    if not dates:
        return problem
    own = [problem.kind[day] for day, _ in dates]
    machines = []
    for machine, never_after in zip(problem.machines, barred, strict=True):
        # each date has a kind of day of its own, on which the new counter counts what is barred
        counted = np.concatenate([machine.adds, machine.adds[:, own]], 1)
        never = np.zeros_like(counted[:1])
        never[0, machine.adds.shape[1] :] = never_after[[k for _, k in dates]]
        machines.append(replace(machine, adds=np.concatenate([counted, never])))
    kinds = problem.kind.copy()
    kinds[[day for day, _ in dates]] = problem.machines[0].adds.shape[1] + np.arange(len(dates))
    rows = len(problem.names)
    return replace(
        problem,
        kind=kinds,
        machines=tuple(machines),
        caps=np.hstack([problem.caps, np.zeros((rows, 1), np.int64)]),
        final=np.concatenate([problem.final, np.zeros_like(problem.final[:, :1])], 1),
        margin=(*problem.margin, False) if problem.margin else (),
    )
