"""Limits that look too far for states: a cycle is put to the checker, and what it finds is barred.

Work only ever adds to a breach, so a few duties that break a limit by themselves break it in every
cycle that holds them: no cycle may hold them all. Each such set is as small as the checker lets it
be, and is barred wherever in the cycle it could stand.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sevenday.clock import DAY, WEEK
from sevenday.limits import Checker
from sevenday.limits.classes import DutyTable
from sevenday.limits.fold import EPSILON
from sevenday.limits.kinds import ALT, KIND, MASK, REST, WINDOW
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import nameless
from sevenday.limits.rule_table import Rule
from sevenday.model import OFF
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.law.automaton import MAX_LOOKBACK_DAYS, WINTER_MONDAY, lookback_days
from sevenday.solver.template.weekday_rules import (
    MAX_WEEKDAY_DAYS,
    by_weekday,
    weekday_lookback_days,
)

CONFLICT_STARTS = 4
"""Small sets that are looked for from one cycle, for each limit that it breaks."""

ForbiddenPattern = tuple[tuple[int, tuple[int, ...]], ...]
"""Days of a cycle and groups of codes: no cycle may work one of the groups on each of the days."""


def is_sum(rule: Rule) -> bool:
    """Whether a rule is of a line as a whole, an average or a frequency."""
    return int(rule.row[KIND]) in (Kind.AVERAGE, Kind.FREQUENCY)


class RulesByLookback(NamedTuple):
    """The rules of a contract but the sums over a line: those of which states can be made, those
    that need the weekday too, and those that look too far."""

    near: tuple[Rule, ...]
    weekly: tuple[Rule, ...]
    far: tuple[Rule, ...]


def rules_by_lookback(checker: Checker, codes: Sequence[int]) -> RulesByLookback:
    """The rules by how far they look. One about a class of duty that no code has is left out."""
    parts = checker.duties
    bits = 0
    for code in codes:
        bits |= int(np.bitwise_or.reduce(_masks(parts, code), axis=None))
    near: list[Rule] = []
    weekly: list[Rule] = []
    far: list[Rule] = []
    for rule in checker.rules_for(opt_out=False):
        mask = int(rule.row[MASK])
        if is_sum(rule) or (mask and not mask & bits):
            continue
        if by_weekday(rule):
            (weekly if weekday_lookback_days(rule) <= MAX_WEEKDAY_DAYS else far).append(rule)
        else:
            (near if lookback_days(rule) <= MAX_LOOKBACK_DAYS else far).append(rule)
    return RulesByLookback(tuple(near), tuple(weekly), tuple(far))


def _masks(parts: DutyTable, code: int) -> Ints:
    masks: Ints = parts.mask[parts.first[code] : parts.first[code + 1]]
    return masks


class LongWindows:
    """The far limits of a contract, for cycles of groups of codes (group 0 is a day off)."""

    def __init__(self, checker: Checker, groups: Sequence[Sequence[int]]) -> None:
        """A checker of the rules that look far, for `groups` of codes that no rule tells apart."""
        self.checker, self.parts = checker, checker.duties
        self.rules = checker.rules_for(opt_out=False)
        self.first = np.array([group[0] for group in groups])
        self.within = self._contained()

    def _contained(self) -> list[tuple[int, ...]]:
        """Of each group, those that break what it breaks: begun no later, ended no sooner."""
        spans = []
        for code in self.first.tolist():
            low, high = self.parts.first[code], self.parts.first[code + 1]
            spans.append(
                [
                    (
                        int(self.parts.start[p]),
                        int(self.parts.end[p]),
                        self.parts.mask[p, 0],
                        float(self.parts.work[p]),
                    )
                    for p in range(low, high)
                ]
            )

        def longer(one: int, other: int) -> bool:
            if not spans[one] or len(spans[one]) != len(spans[other]):
                return one == other
            return all(
                b[0] <= a[0] and b[1] >= a[1] and int(a[2]) & ~int(b[2]) == 0 and b[3] >= a[3]
                for a, b in zip(spans[one], spans[other], strict=True)
            )

        every = range(len(spans))
        return [tuple(other for other in every if longer(one, other)) for one in every]

    def breaks(self, lines: Ints) -> Bools:
        """(n, rules) whether cycles (n, days) of groups break a limit, from any of their weeks."""
        many, days = lines.shape
        weeks = days // WEEK
        turned = np.stack([np.roll(lines, -WEEK * week, 1) for week in range(weeks)], 1)
        turned = turned.reshape(many * weeks, days)
        made = nameless(self.first[turned], WINTER_MONDAY, cyclic=True)
        broken = (self.checker.slack(made) < -EPSILON).reshape(many, weeks, len(self.rules))
        return np.asarray(broken.any(1))

    def barred(self, line: Ints) -> list[ForbiddenPattern]:
        """Few duties that a cycle (days,) breaks a limit by, wherever in it they could stand.

        Where more duties would mend it, the cycle itself, turned to begin with any week.
        """
        found: set[ForbiddenPattern] = set()
        for rule in np.flatnonzero(self.breaks(line[None])[0]).tolist():
            if int(self.rules[rule].row[KIND]) == Kind.LONG_OFF:
                found.update(self._too_little_off(line, rule))
            else:
                for k in range(CONFLICT_STARTS):
                    found.update(self._too_much(line, rule, k * len(line) // CONFLICT_STARTS))
            if not found:
                turned = (np.roll(line, WEEK * k) for k in range(len(line) // WEEK))
                found.update(tuple((d, (g,)) for d, g in enumerate(t.tolist())) for t in turned)
        return sorted(found)

    def _too_much(self, line: Ints, rule: int, start: int) -> Iterator[ForbiddenPattern]:
        """Duties that break a rule, whatever else is worked; and on other days, if there too."""

        def breaks(cycle: Ints) -> bool:
            return bool(self.breaks(cycle[None])[0, rule])

        small = self._smallest(line, start, breaks)
        moved = np.stack([np.roll(small, days) for days in range(WEEK)])
        for cycle in moved[self.breaks(moved)[:, rule]]:
            yield from self._each_week(cycle, np.flatnonzero(cycle).tolist())

    def _each_week(self, line: Ints, worked: Sequence[int]) -> Iterator[ForbiddenPattern]:
        """The duties of some days of a cycle, moved on by every number of weeks."""
        for first in range(0, len(line), WEEK):
            duties = ((day + first) % len(line) for day in worked)
            within = (self.within[int(line[day])] for day in worked)
            yield tuple(sorted(zip(duties, within, strict=True)))

    def _smallest(self, line: Ints, start: int, breaks: Callable[[Ints], bool]) -> Ints:
        """The cycle with as few duties, and as short, as still break a rule."""
        line = line.copy()
        worked = np.roll(np.flatnonzero(line), -int((line[:start] != OFF).sum()))
        size = len(worked)
        while size:
            for first in range(0, len(worked), size):
                without = line.copy()
                without[worked[first : first + size]] = OFF
                if (without != line).any() and breaks(without):
                    line = without
            size //= 2
        for day in np.flatnonzero(line).tolist():
            for group in range(1, len(self.within)):
                if line[day] in self.within[group] and line[day] != group:
                    shorter = line.copy()
                    shorter[day] = group
                    if breaks(shorter):
                        line = shorter
        return line

    def _too_little_off(self, line: Ints, rule: int) -> Iterator[ForbiddenPattern]:
        """Duties that leave too little time off in a window, whatever else is worked.

        Two periods off are owed. In a window that is all but empty there may be one alone, and
        more duties would mend that: so no period here may be as long as both together.
        """
        row = self.rules[rule].row
        both = (row[REST] + row[ALT]) / DAY
        places = np.arange(len(line))[:, None] + np.arange(-1, int(row[WINDOW]))
        places %= len(line)

        def short_in(window: Ints) -> Callable[[Ints], bool]:
            return lambda cycle: bool(
                self._longest_off(cycle[window]) < both
                and self._windows(cycle[window][None], rule)[0]
            )

        for window in places[self._windows(line[places], rule)]:
            short = short_in(window)
            if short(line):
                small = self._smallest(line, int(window[1]), short)
                inside = set(window.tolist())
                worked = [day for day in np.flatnonzero(small).tolist() if day in inside]
                yield from self._each_week(small, worked)

    def _windows(self, lines: Ints, rule: int) -> Bools:
        """(n,) whether lines break a rule in the window that ends with their last day."""
        made = nameless(self.first[lines], WINTER_MONDAY, history=lines.shape[1] - 1)
        judge = self.checker.with_rules((self.rules[rule],))
        return np.asarray(judge.slack(made)[:, 0] < -EPSILON)

    def _longest_off(self, window: Ints) -> float:
        """Days of the longest time off after the first of a line's days."""
        longest, free = 0.0, 1.0
        for day, group in enumerate(window.tolist()):
            code = int(self.first[group])
            for p in range(self.parts.first[code], self.parts.first[code + 1]):
                longest = max(longest, day + self.parts.start[p] / DAY - free)
                free = max(free, day + self.parts.end[p] / DAY)
        return max(longest, len(window) - free)
