"""Breaches as the fold finds them, put in words: the worst of each run, its branch, its dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from sevenday.clock import DAY, WEEK, moment, wall
from sevenday.limits.fold import EPSILON, Floats, Fold
from sevenday.limits.kinds import FLAG, KIND, MASK, WINDOW
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import Lines
from sevenday.limits.rule_table import Rule
from sevenday.limits.verdict import CLOCK_CHANGE, Verdict

WallClock = Callable[[float], tuple[int, int]]
"""From elapsed minutes to a day's index and a minute of that day."""


@dataclass(frozen=True, eq=False, slots=True)
class Event:
    """A breach as the fold found it, before it is put in words."""

    line: int
    rule: int
    slack: float
    opened: float
    closed: float
    value: float
    limit: float
    branch: float


def find_verdicts(
    fold: Fold, slack: Floats, rules: tuple[tuple[Rule, ...], ...]
) -> list[list[Verdict]]:
    """Find the breaches of a fold's lines and put them in words: a list for each line.

    `slack`: (lines, rules) as the fold gave it. `rules`: one tuple for each of its tables.
    """
    found: list[list[Verdict]] = [[] for _ in fold.lines.doctors]
    events = list(_events(fold, slack))
    by_clock = _broken_by_clock(fold, events)
    wall_clock = _wall_clock(fold.lines)
    for event in events:
        rule = rules[fold.table[event.line]][event.rule]
        found[event.line].append(_verdict(event, fold, rule, by_clock, wall_clock))
    return found


def _events(fold: Fold, slack: Floats) -> Iterator[Event]:
    """Breaches of breaching lines; those of one rule that overlap are one, by the worst."""
    rows = np.flatnonzero((slack < -EPSILON).any(axis=1))
    if not len(rows):
        return
    found = fold.breaches(rows)
    cycle = fold.lines.days * DAY if fold.lines.cyclic else 0
    if cycle:  # a cycle's breaches begin within it, wherever in the walk they were seen
        turns = np.floor(found["opened"] / cycle) * cycle
        found["opened"] -= turns
        found["closed"] -= turns
    order = np.lexsort((found["slack"], found["opened"], found["rule"], found["line"]))
    events = (Event(int(line), int(rule), *rest) for line, rule, *rest in found[order].tolist())
    for _, group in groupby(events, key=lambda event: (event.line, event.rule)):
        yield from _worst(list(group), cycle)


def _worst(events: list[Event], cycle: float) -> Iterator[Event]:
    """The worst of each run of overlapping breaches, sorted by start; round the end of a cycle."""
    runs: list[list[Event]] = []
    reach = -1.0
    for event in events:
        if runs and event.opened < reach:
            runs[-1].append(event)
        else:
            runs.append([event])
        reach = max(reach, event.closed)
    if cycle and len(runs) > 1 and reach - cycle > runs[0][0].opened:
        runs[-1] += runs.pop(0)
    for run in runs:
        yield min(run, key=lambda event: round(event.slack, 6))


def _broken_by_clock(fold: Fold, events: list[Event]) -> set[tuple[int, int, int]] | None:
    """(line, rule, day) that breaches touch when no clock changes; None where none does."""
    if not events or fold.lines.cyclic or not fold.lines.calendar()[1].any():
        return None
    found = replace(fold, changes=False).breaches(np.array(sorted({e.line for e in events})))
    return {
        (int(breach["line"]), int(breach["rule"]), day)
        for breach in found
        for day in range(int(breach["opened"] // DAY), int(breach["closed"] // DAY) + 1)
    }


def _verdict(
    event: Event,
    fold: Fold,
    rule: Rule,
    by_clock: set[tuple[int, int, int]] | None,
    wall_clock: WallClock,
) -> Verdict:
    lines = fold.lines
    taken = rule.alternative if event.branch and rule.alternative else rule.term
    (first, minute), (last, until) = wall_clock(event.opened), wall_clock(event.closed)
    branch = taken.branch
    averaged = int(rule.row[KIND]) == Kind.AVERAGE
    cover = bool(fold.leave_weeks[event.line] and rule.row[FLAG])
    shown = averaged and bool(fold.parts.absent[lines.codes[event.line]].any())
    with_leave = averaged and (cover or shown)
    window = rule.row[WINDOW] * DAY
    so_far = bool(fold.part[event.line]) and event.closed - event.opened < window - DAY / 2
    if by_clock is not None and not any(
        (event.line, event.rule, day) in by_clock for day in range(first, last + 1)
    ):
        branch = CLOCK_CHANGE
    return Verdict(
        rule.id,
        lines.doctors[event.line].name,
        moment(lines.day_zero, first * DAY + minute),
        moment(lines.day_zero, last * DAY + until),
        round(event.value * rule.scale, 6),
        round(event.limit * rule.scale, 6),
        rule.unit,
        f"{taken.source.document}, {taken.source.clause}",
        branch,
        "unconfirmed" if rule.unsure else taken.certainty,
        first // WEEK + 1 if lines.cyclic else None,
        rule.saying,
        lines.start_week[event.line] if lines.start_week else 1,
        lines.days // WEEK if lines.cyclic else 0,
        _run_before(event, fold, rule, first),
        with_leave,
        so_far,
    )


def _run_before(event: Event, fold: Fold, rule: Rule, ended: int) -> int:
    """How many dates in a row had duties of the rule's class, up to a rest that begins on a day."""
    if int(rule.row[KIND]) != Kind.REST_AFTER_RUN:
        return 0
    lines, parts, mask = fold.lines, fold.parts, int(rule.row[MASK])
    codes, weekday = lines.codes[event.line], lines.day_zero.weekday()

    def worked(day: int) -> bool:
        """Whether a duty of the class begins on the day."""
        if day < 0 and not lines.cyclic:
            return False
        code = codes[day % len(codes)]
        bits = parts.mask[parts.first[code] : parts.first[code + 1], (weekday + day) % WEEK]
        return bool((bits & mask).any())

    last = ended if worked(ended) else ended - 1
    run = 0
    while run < len(codes) and worked(last - run):
        run += 1
    return run


def _wall_clock(lines: Lines) -> WallClock:
    """How the elapsed minutes of some lines are read on the clock."""
    midnight, jump = lines.calendar()

    def read(elapsed: float) -> tuple[int, int]:
        if lines.cyclic or elapsed < 0:  # a window may begin before the calendar does
            day, minute = divmod(round(elapsed), DAY)
            return day, minute
        return wall(midnight, jump, elapsed)

    return read
