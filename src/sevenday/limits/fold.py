"""The fold: every rule of a table over every line of a matrix, by one compiled switch."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.kernels import announce, kernel
from sevenday.limits.classes import Parts
from sevenday.limits.kinds import (
    FOUND,
    KIND,
    STATE,
    average,
    breaks,
    continuous,
    count,
    day_after,
    frequency,
    length,
    long_off,
    on_call_rest,
    rest,
    rest_after_run,
    run,
    weekly_rest,
    window,
)
from sevenday.limits.lines import Line, Lines

LENGTH, BREAKS, RUN, REST_AFTER_RUN, REST, WINDOW, AVERAGE, FREQUENCY = range(8)
COUNT, DAY_AFTER, ON_CALL_REST, CONTINUOUS, LONG_OFF, WEEKLY_REST = range(8, 14)

EPSILON = 1e-6
"""Minutes (or parts of a share) under which a difference is rounding, not a breach."""

THREADS = 2
CHUNK = 512

Floats = npt.NDArray[np.float64]


@kernel
def _step(rule, state, out, day, code, line):
    """The switch over kinds: another contract is another table, never a recompile."""
    kind = int(rule[KIND])
    if kind == AVERAGE:
        average.step(rule, state, out, day, code, line)
    elif kind == FREQUENCY:
        frequency.step(rule, state, out, day, code, line)
    elif kind == LONG_OFF:
        long_off.step(rule, state, out, day, code, line)
    elif kind == WEEKLY_REST:
        weekly_rest.step(rule, state, out, day, code, line)
    elif line.parts.first[code] == line.parts.first[code + 1]:
        return  # the other kinds see duties alone
    elif kind == LENGTH:
        length.step(rule, state, out, day, code, line)
    elif kind == BREAKS:
        breaks.step(rule, state, out, day, code, line)
    elif kind == RUN:
        run.step(rule, state, out, day, code, line)
    elif kind == REST_AFTER_RUN:
        rest_after_run.step(rule, state, out, day, code, line)
    elif kind == REST:
        rest.step(rule, state, out, day, code, line)
    elif kind == WINDOW:
        window.step(rule, state, out, day, code, line)
    elif kind == COUNT:
        count.step(rule, state, out, day, code, line)
    elif kind == DAY_AFTER:
        day_after.step(rule, state, out, day, code, line)
    elif kind == ON_CALL_REST:
        on_call_rest.step(rule, state, out, day, code, line)
    elif kind == CONTINUOUS:
        continuous.step(rule, state, out, day, code, line)


@kernel
def _finish(rule, state, out, line, cyclic):
    """What a kind says at a line's end. A cycle has none: its runs go on."""
    kind = int(rule[KIND])
    if kind == AVERAGE:
        average.finish(rule, state, out, line)
    elif kind == FREQUENCY:
        frequency.finish(rule, state, out, line)
    elif kind == WEEKLY_REST:
        weekly_rest.finish(rule, state, out)
    elif kind == REST_AFTER_RUN and not cyclic:
        rest_after_run.finish(rule, state, out)


@kernel
def _fold(
    rows, first, cyclic, codes, tables, table, calendar, start, stop, known, leave, parts,
    slack, events, room,
):  # fmt: skip
    """Fold the rules over the lines `rows`.

    Writes the least slack of each line and rule into `slack`, and, where `room` is above 0, each
    breach into `events` (line, rule, then what was found) until that is full. Returns how many
    breaches there were. A cyclic line is walked twice and its second pass reported; weekly rest
    walks it three times, since a fortnight may need two cycles.
    """
    midnight, jump, weekday = calendar
    state = np.zeros(STATE)
    out = np.zeros(FOUND)
    days = codes.shape[1]
    met = 0
    for i in rows:
        for r in range(tables.shape[1]):
            rule = tables[table[i], r]
            passes = 1
            if cyclic:
                passes = 3 if int(rule[KIND]) == WEEKLY_REST else 2
            report = days if cyclic else first
            line = Line(
                midnight, jump, weekday,
                days if cyclic else start[i],
                days * passes if cyclic else stop[i],
                known[i], leave[i], parts,
            )  # fmt: skip
            state[:] = 0.0
            for day in range(days * passes + 1):
                out[0] = np.inf
                out[5] = 0.0
                if day < days * passes:
                    _step(rule, state, out, day, codes[i, day % days], line)
                else:
                    _finish(rule, state, out, line, cyclic)
                if day < report or out[0] == np.inf:
                    continue
                slack[i, r] = min(slack[i, r], out[0])
                if out[0] < -EPSILON:
                    if met < room:
                        events[met, 0] = i
                        events[met, 1] = r
                        events[met, 2:] = out
                    met += 1
    return met


@dataclass(frozen=True, eq=False)
class Fold:
    """The arrays of one fold: lines, the tables of rules that they are held to, and the parts.

    `tables`: (t, rules, columns); `table`: (n,) which of them holds for a line;
    `leave`: (n,) days a year for prospective cover.
    """

    lines: Lines
    tables: Floats
    table: npt.NDArray[np.int64]
    leave: Floats
    parts: Parts
    changes: bool = True

    def _run(self, rows: npt.NDArray[np.int64], slack: Floats, room: int) -> tuple[int, Floats]:
        lines = self.lines
        midnight, jump = lines.calendar(self.changes)
        events = np.zeros((max(room, 1), FOUND + 2))
        known = np.where(lines.start > lines.history, lines.start, 0)
        met = _fold(
            rows, lines.history, lines.cyclic, lines.codes, self.tables, self.table,
            (midnight, jump, lines.day_zero.weekday()), lines.start, lines.stop, known,
            self.leave, self.parts, slack, events, room,
        )  # fmt: skip
        return int(met), events[: min(int(met), room)]

    def _empty(self) -> Floats:
        return np.full((len(self.lines.codes), self.tables.shape[1]), np.inf)

    def slack(self) -> Floats:
        """(lines, rules) least slack: infinite where untested, negative where broken.

        In the unit of the limit, times in minutes. Uses both cores for many lines.
        """
        announce()
        slack = self._empty()
        rows = np.arange(len(self.lines.codes))
        if len(rows) <= CHUNK:
            self._run(rows, slack, 0)
            return slack
        chunks = [rows[k : k + CHUNK] for k in range(0, len(rows), CHUNK)]
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda chunk: self._run(chunk, slack, 0), chunks))
        return slack

    def breaches(self, rows: npt.NDArray[np.int64]) -> Floats:
        """Every breach of the lines named: (m, 8) line, rule, slack, from, to, value, limit, alt.

        The second fold, over breaching lines alone.
        """
        met, events = self._run(rows, self._empty(), 4096)
        if met > len(events):
            _, events = self._run(rows, self._empty(), met)
        return events
