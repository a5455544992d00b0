"""The two nights a year when the clock changes: what they make unlawful, and only they.

A contract's automaton knows no dates. A duty that an autumn night makes too long is barred on that
date, and the hour that such a night adds to an average is left free. A spring night takes
an hour from rests: what may not follow then is counted by a counter that may count nothing.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from sevenday.clock import WEEK, jumps
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.kinds import KIND
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import nameless
from sevenday.model import OFF
from sevenday.solver.engine.problem import NO_STATE, Bools, Ints, Machine, Problem

REST_REACH_DAYS = 4
"""Days after a spring night on which a rest that it falls in may end."""
LOOKBACK_DAYS = 16
"""Days of a line that leads to a state, as many as any limit in a machine looks back, and more."""


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


def with_spring_nights(
    problem: Problem, checker: Checker, codes: tuple[int, ...], first: date
) -> Problem:
    """The problem with what a spring night bars: on some dates, after some states, some duties.

    The same problem where the clock does not go forward within it.
    """
    days = problem.shape[1]
    forward = np.flatnonzero(jumps(first, days)[:days] < 0).tolist()
    dates = [
        day for change in forward for day in range(change, min(days, change + REST_REACH_DAYS))
    ]
    if not dates:
        return problem
    machines = []
    for machine in problem.machines:
        adds = np.zeros(
            (len(machine.adds) + 1, machine.adds.shape[1] + len(dates), *machine.adds.shape[2:]),
            np.int64,
        )
        adds[:-1, : machine.adds.shape[1]] = machine.adds
        # each date has a kind of day of its own, on which the new counter counts what is barred
        for k, day in enumerate(dates):
            kind = machine.adds.shape[1] + k
            adds[:-1, kind] = machine.adds[:, problem.kind[day]]
            begins = first + timedelta(days=day - LOOKBACK_DAYS)
            states, lines = _lines_into_states(
                machine, _tables_before(problem, day), np.array(codes)
            )
            for symbol in range(1, len(codes)):
                may = machine.moves[problem.table[day], states, symbol] != NO_STATE
                extended = np.hstack([lines, np.full((len(lines), 1), codes[symbol])])[may]
                bad = _broken_by_change(checker, extended, begins)
                adds[-1, kind, states[may][bad], symbol] = 1
        machines.append(replace(machine, adds=adds))
    kinds = problem.kind.copy()
    kinds[dates] = problem.machines[0].adds.shape[1] + np.arange(len(dates))
    rows = len(problem.names)
    return replace(
        problem,
        kind=kinds,
        machines=tuple(machines),
        caps=np.hstack([problem.caps, np.zeros((rows, 1), np.int64)]),
        final=np.concatenate([problem.final, np.zeros_like(problem.final[:, :1])], 1),
        margin=(*problem.margin, False) if problem.margin else (),
    )


def _tables_before(problem: Problem, day: int) -> list[int]:
    """The tables of moves of the days before one; those before the first repeat by the week."""
    week = {int(kind) % WEEK: int(t) for kind, t in zip(problem.kind, problem.table, strict=True)}
    weekday = int(problem.kind[day]) % WEEK
    return [week.get((weekday - back) % WEEK, 0) for back in range(LOOKBACK_DAYS, 0, -1)]


def _lines_into_states(machine: Machine, tables: list[int], codes: Ints) -> tuple[Ints, Ints]:
    """States, and lines (n, LOOKBACK_DAYS) of cell codes to each from a doctor who was off.

    A line to each state, and to those the last two days in every way: lines that lead to one state
    may differ in their last days, which the lost hour falls in. `tables`: of moves, by the day.
    """
    found: dict[tuple[int, tuple[int, ...]], None] = {(0, ()): None}
    for day, table in enumerate(tables):
        longer = {
            (after, (*line, symbol)): None
            for state, line in found
            for symbol, after in enumerate(machine.moves[table, state].tolist())
            if after != NO_STATE
        }
        if day < LOOKBACK_DAYS - 2:
            first: dict[int, tuple[int, ...]] = {}
            for state, line in longer:
                first.setdefault(state, line)
            longer = dict.fromkeys(first.items())
        found = longer
    states = np.array([state for state, _ in found])
    return states, codes[np.array([line for _, line in found])]
