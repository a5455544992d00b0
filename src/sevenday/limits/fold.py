"""The fold: every rule of a table over every line of a matrix, by one compiled switch."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from sevenday.cores import threads
from sevenday.kernels import inlined, kernel
from sevenday.limits.classes import DutyTable
from sevenday.limits.kinds import (
    ABSENT,
    BEGIN,
    BITS,
    BRANCH,
    BREAKS,
    CLOSED,
    CLOSES,
    COLUMNS,
    DATE,
    DUTY,
    END,
    FIRST,
    FOUND,
    KIND,
    MIDNIGHT,
    ON_LEAVE,
    OPENS,
    OWED,
    RESTED,
    SLACK,
    STATE,
    STOP,
    WEEKDAY,
    WORK,
    WORKING_DAYS,
    elapsed_at,
)
from sevenday.limits.kinds.table import (
    EACH_DATE,
    EVERY_DATE,
    Kind,
    first_that_sees,
    switch,
)
from sevenday.limits.lines import Lines
from sevenday.model import Doctor

EPSILON = 1e-6
"""Minutes (or parts of a share) under which a difference is rounding, not a breach."""

CHUNK = 256
"""Lines that a thread takes at a time."""
ROOM = 4096
"""Breaches that there is room for at first."""

Floats = npt.NDArray[np.float64]
BREACH = np.dtype(
    [
        (name, np.float64)
        for name in ("line", "rule", "slack", "opened", "closed", "value", "limit", "branch")
    ]
)
"""A row of the breaches that a fold finds: line, rule, then the columns of `out`."""
NO_EVENTS: Floats = np.zeros((0, FOUND + 2))
NO_MEMORY: Floats = np.zeros((0, 0, 0))


@inlined
def _unroll(codes, days, calendar, parts, working_days, duties, dates):
    """Lay a line out in time: its duties with elapsed begin and end, and its dates."""
    midnight, jump, first_weekday = calendar
    first, opens, closes, mask, work, breaks, rested, owed, absent, on_leave = parts
    n = 0
    for day in range(days):
        code = codes[day % len(codes)]
        weekday = (first_weekday + day) % 7
        dates[day, MIDNIGHT] = midnight[day]
        dates[day, WEEKDAY] = weekday
        dates[day, ABSENT] = absent[code] / working_days
        dates[day, ON_LEAVE] = on_leave[code] / working_days
        dates[day, FIRST] = n
        for p in range(first[code], first[code + 1]):
            duties[n, BITS] = mask[p, weekday]
            duties[n, BEGIN] = elapsed_at(midnight, jump, day, opens[p])
            duties[n, END] = elapsed_at(midnight, jump, day, closes[p])
            duties[n, OPENS], duties[n, CLOSES] = opens[p], closes[p]
            duties[n, WORK], duties[n, BREAKS] = work[p], breaks[p]
            duties[n, RESTED], duties[n, OWED] = rested[p], owed[p]
            n += 1
    dates[days, MIDNIGHT] = midnight[days]
    dates[days, FIRST] = n


_step = inlined(
    switch(
        "_step",
        Kind.that_have("step"),
        "rule, state, out, day, duties, low, high, dates, span",
    )
)
"""What a kind finds on a date. Another contract is another table of rules, never a recompile."""
_finish = inlined(switch("_finish", Kind.that_have("finish"), "rule, state, out, dates, span"))
"""What a kind finds at a line's end."""
BY_DATE, BY_EVERY_DATE = first_that_sees(EACH_DATE), first_that_sees(EVERY_DATE)
BY_BLOCKS = tuple(int(kind) for kind in Kind if kind.by_blocks)


@kernel
def _fold(
    rows, report, walked, codes, tables, table, calendar, spans, parts, slack, events, memory
):
    """Fold the rules over the lines `rows`, reporting from day `report` on.

    A template is walked until `report`, which only brings the states to what they are in
    mid-cycle, and then once more (weekly rest to the end of `walked`). `spans`: (n, SPAN).
    Writes the least slack of each line and rule into `slack`, each breach into `events` (line,
    rule, then what was found) until that is full, and into
    `memory` (lines, rules, STATE), unless it is empty, what each rule keeps after the last date.
    Returns how many breaches there were.
    """
    cycle = codes.shape[1]
    cyclic = walked > cycle
    state = np.zeros(STATE)
    out = np.zeros(FOUND)
    most_parts = 1
    for code in range(len(parts[0]) - 1):
        most_parts = max(most_parts, parts[0][code + 1] - parts[0][code])
    duties = np.zeros((walked * most_parts + 1, DUTY))
    dates = np.zeros((walked + 1, DATE))
    met = 0
    for i in rows:
        span = spans[i]
        _unroll(codes[i], walked, calendar, parts, span[WORKING_DAYS], duties, dates)
        for r in range(tables.shape[1]):
            rule = tables[table[i], r]
            walk = walked
            if cyclic:
                walk = walked if int(rule[KIND]) in BY_BLOCKS else report + cycle
                span[STOP] = walk
            by_duty = rule[KIND] < BY_DATE
            every_date = rule[KIND] >= BY_EVERY_DATE
            for k in range(STATE):
                state[k] = 0.0
            for day in range(walk + 1):
                low = high = 0
                if day < walk:
                    low, high = int(dates[day, FIRST]), int(dates[day + 1, FIRST])
                elif len(memory) > 0:
                    for k in range(STATE):
                        memory[i, r, k] = state[k]
                for p in range(low, high if by_duty else low + 1):
                    out[SLACK] = np.inf
                    out[BRANCH] = 0.0
                    if day == walk:
                        _finish(rule, state, out, dates, span)
                    elif every_date or low < high:
                        end = p + 1 if by_duty else high
                        _step(rule, state, out, day, duties, p, end, dates, span)
                    if day < report or out[SLACK] == np.inf:
                        continue
                    if not cyclic and out[CLOSED] <= dates[report, MIDNIGHT]:
                        continue  # history's own
                    slack[i, r] = min(slack[i, r], out[SLACK])
                    if out[SLACK] < -EPSILON:
                        if met < len(events):
                            events[met, 0] = i
                            events[met, 1] = r
                            for k in range(FOUND):
                                events[met, 2 + k] = out[k]
                        met += 1
    return met


@dataclass(frozen=True, eq=False)
class Fold:
    """The arrays of one fold: lines, their tables of rules, and the duty table.

    `tables`: (t, rules, columns); `table`: (n,) which of them holds for a line;
    `leave_weeks`: (n,) a year, for prospective cover; `part`: (n,) whether a line's span is a part
    of its reference period.
    """

    lines: Lines
    tables: Floats
    table: npt.NDArray[np.int64]
    leave_weeks: Floats
    part: npt.NDArray[np.bool_]
    parts: DutyTable
    changes: bool = True

    def _spans(self) -> Floats:
        """(n, SPAN): see `limits.kinds`. A template's stop is set as its rules walk it."""
        lines = self.lines
        start = np.full_like(lines.start, lines.reported) if lines.cyclic else lines.start
        cycle = np.full_like(start, lines.days if lines.cyclic else 0)
        columns = (
            start,
            lines.stop,
            lines.known,
            np.where(self.part, lines.known, start),  # history counts to a part's window
            self.leave_weeks,
            lines.working_days,
            cycle,
            self.part,
        )
        return np.column_stack(columns).astype(np.float64)

    def _ready(self, many: int) -> Callable[..., int]:
        """The fold in the form that suits `many` lines, of (rows, slack, events, memory)."""
        return self._given(_fold.at(many * self.lines.walked * self.tables.shape[1]))

    def _given(self, fold: Callable[..., int]) -> Callable[..., int]:
        lines = self.lines
        given = (
            lines.reported,
            lines.walked,
            lines.codes,
            self.tables,
            self.table,
            (*lines.calendar(self.changes), lines.day_zero.weekday()),
            self._spans(),
            tuple(self.parts),
        )

        def run(
            rows: npt.NDArray[np.int64],
            slack: Floats,
            events: Floats = NO_EVENTS,
            memory: Floats = NO_MEMORY,
        ) -> int:
            return int(fold(rows, *given, slack, events, memory))

        return run

    def _empty(self) -> Floats:
        return np.full((len(self.lines.codes), self.tables.shape[1]), np.inf)

    def slack(self) -> Floats:
        """(lines, rules) least slack: infinite where untested, negative where broken.

        In the unit of the limit, times in minutes. Many lines go to as many threads as there are.
        """
        slack = self._empty()
        rows = np.arange(len(slack))
        run = self._ready(len(rows))
        if len(rows) <= CHUNK:
            run(rows, slack)
            return slack
        chunks = np.array_split(rows, -(-len(rows) // CHUNK))
        with ThreadPoolExecutor(threads()) as pool:
            list(pool.map(lambda chunk: run(chunk, slack), chunks))
        return slack

    def remembered(self, room: Floats = NO_MEMORY) -> tuple[Floats, Floats]:
        """(lines, rules) least slack, and (lines, rules, STATE) what each rule keeps at the end.

        `room`: see `Checker.memory`.
        """
        slack = self._empty()
        memory = room[: len(slack)] if len(room) else np.zeros((*slack.shape, STATE))
        self._ready(len(slack))(np.arange(len(slack)), slack, memory=memory)
        return slack, memory

    def breaches(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.void]:
        """Every breach of the lines named: (m,) of BREACH.

        The second fold, over breaching lines alone.
        """
        run, events = self._ready(len(rows)), np.zeros((ROOM, FOUND + 2))
        met = run(rows, self._empty(), events)
        if met > ROOM:
            events = np.zeros((met, FOUND + 2))
            run(rows, self._empty(), events)
        return events[:met].view(BREACH)[:, 0]


def run_smallest() -> None:
    """Fold one rule over a week off, compiled: for the time that compiling it takes."""
    none, week = np.zeros(0, np.int64), np.zeros((1, 7), np.int16)
    spans = np.zeros(1, np.int64), np.full(1, 7)
    lines = Lines((Doctor("-"),), week, date(2001, 1, 1), 0, False, *spans)
    amounts = np.zeros(0)
    parts = DutyTable(
        np.zeros(2, np.int64),
        none,
        none,
        np.zeros((0, 7), np.int64),
        amounts,
        none,
        amounts,
        amounts,
        np.zeros(1),
        np.zeros(1),
    )
    one = np.zeros(1)
    table = np.zeros((1, 1, COLUMNS))
    fold = Fold(lines, table, np.zeros(1, np.int64), one, np.zeros(1, np.bool_), parts)
    fold._given(_fold)(np.arange(1), fold._empty())


FOLD = (_fold, run_smallest)
"""For `sevenday.kernels.compile_together`: what a build of a rota needs beside the engine."""
