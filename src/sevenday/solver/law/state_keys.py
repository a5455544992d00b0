"""What a rule still remembers after a line, as numbers that two lines share where it is the same.

The fold keeps its own state of each rule. Here that state is measured from the next day's midnight,
and what can no longer matter is left out. Two lines with the same numbers have the same lawful
futures. Numbers that say too much cost time alone, as states are then too many. Numbers that say
too little would let a breach through.
"""

from typing import NamedTuple

import numpy as np

from sevenday.clock import DAY
from sevenday.limits.classes import DutyTable
from sevenday.limits.fold import Floats
from sevenday.limits.kinds import (
    ALT,
    CONTINUOUS,
    COUNT,
    DAY_AFTER,
    IN_A_ROW,
    IN_WINDOW,
    KIND,
    MASK,
    MOST,
    REST,
    REST_AFTER_DUTY,
    REST_AFTER_RUN,
    REST_BETWEEN,
    RUN,
    WINDOW,
    continuous,
    day_after,
    rest_after_duty,
)
from sevenday.limits.kinds import rest as rest_between
from sevenday.limits.kinds import rest_after_run as after
from sevenday.limits.kinds import run as in_a_row
from sevenday.limits.kinds import window as sliding
from sevenday.solver.engine.problem import Ints

LONG_AGO = -1e7
"""A moment so long ago that no rule sees it."""
MAX_DUTIES = 48
"""Duties in a window, at most: a line of numbers is as long for each state."""


class DutyTimes(NamedTuple):
    """What may come: each part of the codes in hand, by its class bits, times and work.

    `group`: the place in `codes` of each part's cell.
    """

    group: Ints
    mask: Ints
    start: Ints
    end: Ints
    work: Floats


def duty_times(parts: DutyTable, codes: Ints) -> DutyTimes:
    """The parts of some cell codes. A class that it has on any day of the week counts."""
    flat = [(n, p) for n, c in enumerate(codes) for p in range(parts.first[c], parts.first[c + 1])]
    at = np.array([p for _, p in flat], np.int64)
    mask = np.asarray(np.bitwise_or.reduce(parts.mask[at], 1), np.int64)
    group = np.array([n for n, _ in flat], np.int64)
    return DutyTimes(group, mask, parts.start[at], parts.end[at], parts.work[at])


def state_keys(rules: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats:
    """(lines, numbers) what each rule remembers after `days` dates.

    `rules` (r, columns); `state` (lines, r, STATE): the fold's own.
    """
    shown = [_keys(rule, state[:, r], days, duties) for r, rule in enumerate(rules)]
    return np.hstack([part for part in shown if part is not None] or [np.zeros((len(state), 0))])


def _keys(rule: Floats, state: Floats, days: int, duties: DutyTimes) -> Floats | None:
    kind = int(rule[KIND])
    now = float(days * DAY)
    if kind == IN_A_ROW:
        # a run that did not reach the last day is over
        on = (state[:, in_a_row.COUNT] > 0) & (state[:, in_a_row.LAST] == days - 1)
        keys = state[:, [in_a_row.COUNT, in_a_row.LONG, in_a_row.MIXED]]
        return np.where(on[:, None], keys, 0.0)
    if kind == REST_AFTER_RUN:
        return _after_run(rule, state, days)
    if kind == REST_BETWEEN:
        # once the rest has passed, nothing that comes can be too early
        since = state[:, rest_between.UNTIL] - now
        owing = (state[:, rest_between.MET] > 0) & (since > -rule[REST])
        return np.where(owing, since, LONG_AGO)[:, None]
    if kind == REST_AFTER_DUTY:
        since = state[:, rest_after_duty.UNTIL] - now
        # a duty that owes a rest owes it whatever more it lasted
        length = np.minimum(
            state[:, rest_after_duty.UNTIL] - state[:, rest_after_duty.SINCE], rule[RUN]
        )
        keys = np.column_stack([state[:, rest_after_duty.MET], since, length])
        return np.where((since > -rule[REST])[:, None], keys, LONG_AGO)
    if kind == CONTINUOUS:
        # work goes on only where it reached midnight or beyond
        since = state[:, continuous.UNTIL] - now
        on = (state[:, continuous.MET] > 0) & (since >= 0)
        return np.where(on[:, None], state[:, [continuous.SINCE, continuous.UNTIL]] - now, LONG_AGO)
    if kind == DAY_AFTER:
        on = (state[:, day_after.MET] > 0) & (state[:, day_after.LAST] == days - 1)
        return np.where(on, 1 + state[:, day_after.UNRESTED], 0.0)[:, None]
    if kind == COUNT:
        # which of the days that a window still holds had a duty of the class
        window = int(rule[WINDOW])
        lags = np.arange(1, window)
        return np.asarray(state[:, (days - lags) % window] == days - lags + 1, float)
    if kind == IN_WINDOW:
        return _window(rule, state, now, duties)
    return None


def _after_run(rule: Floats, state: Floats, days: int) -> Floats:
    """The run's length, when it ended, and whether its rest may still be owed."""
    now = days * DAY
    over = state[:, after.LAST] < days - 1
    run_with_rest = min(rule[RUN], rule[ALT]) if rule[ALT] > 0 else rule[RUN]
    rested = now - state[:, after.UNTIL] >= rule[REST]
    # a run owes nothing where it has ended too short, and once its rest has passed
    dead = (state[:, after.COUNT] == 0) | (
        over & ((state[:, after.COUNT] < run_with_rest) | rested)
    )
    tail = state[:, after.TAIL]
    keys = np.column_stack(
        [
            # beyond the longest run that owes a rest, one more changes nothing
            np.minimum(state[:, after.COUNT], max(rule[RUN], rule[ALT])),
            over,
            state[:, after.UNTIL] - now,
            np.where(tail >= 0, tail - now, LONG_AGO),
            state[:, after.MIXED],
        ]
    )
    return np.where(dead[:, None], 0.0, keys)


def _window(rule: Floats, state: Floats, now: float, duties: DutyTimes) -> Floats:
    """The work that each window to come has already, where it could still be too much.

    A window is judged where it ends with a duty; where on-call work is spread thinly, also where it
    begins with one.
    """
    span, most, room = rule[WINDOW], rule[MOST], sliding.ROOM
    seen = (duties.mask & int(rule[MASK])) != 0
    counts = state[:, sliding.COUNT].astype(int)
    if not seen.any() or not counts.any():
        return np.zeros((len(state), 1))
    width = int(counts.max())
    at = counts[:, None] - 1 - np.arange(width)[None, :]  # the last duty first
    begins, ends, shares = (
        np.where(at >= 0, np.take_along_axis(state, np.maximum(at, 0) + first, 1) - shift, gone)
        for first, shift, gone in (
            (sliding.BEGINS, now, LONG_AGO),
            (sliding.BEGINS + room, now, LONG_AGO),
            (sliding.BEGINS + 2 * room, 0.0, 0.0),
        )
    )
    # the most work that one day to come can add, of all codes
    most_work = float(np.bincount(duties.group[seen], duties.work[seen]).max())

    def worked(opens: Floats) -> Floats:
        """Work of the duties held from a moment of each line on; 0 where it can do no harm."""
        total = ((ends - np.maximum(begins, opens[:, None])).clip(0) * shares).sum(1)
        to_come = (np.floor((opens + span) / DAY) + 1) * most_work
        return np.where(total + to_come > most, total, 0.0)

    # a window is at its fullest where it ends with a duty: so many moments, for each end there is
    closes = np.unique(duties.end[seen])
    edges = (np.arange(int(span // DAY) + 2)[:, None] * DAY + closes[None, :]).ravel() - span
    columns = [worked(np.full(len(state), edge)) for edge in edges]
    if (duties.work[seen] < (duties.end - duties.start)[seen]).any():
        for begin in begins.T:
            work = np.where(begin > -span, worked(begin), 0.0)
            columns += [work, np.where(work > 0, begin, LONG_AGO)]
        columns += [np.zeros(len(state))] * (2 * (MAX_DUTIES - width))
    return np.stack(columns, 1)
