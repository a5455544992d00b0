"""One pattern as a small machine: what it remembers of the days so far, and when it is there.

A tracker walks a line day by day. From its state, the weekday and the day's cell code it gives the
state after, and how much of the pattern the day has completed: 1, or 2 and 3 for a run's second
and further day too many. The days before a line are taken as off.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from sevenday.clock import DAY, FRIDAY, MONDAY, SUNDAY, WEEK
from sevenday.patterns.catalogue import POST, REST, RUN, SEQUENCE, WEEKENDS, Pattern
from sevenday.patterns.classes import DayClasses, DayWanted, day_wanted

DEAREST = 3
"""What a run's further days too many weigh at the most, each."""

Step = tuple[int, int]
"""The state after a day, and how much of the pattern is complete with it."""


class Tracker(Protocol):
    """What follows one pattern along a line; state 0 is that of somebody who was off for long."""

    @property
    def by_weekday(self) -> bool:
        """Whether the state after a day depends on its weekday."""
        ...

    def step(self, state: int, weekday: int, code: int) -> Step:
        """The state after a day with a cell code, and how much of the pattern it completes."""
        ...


@dataclass(frozen=True, eq=False, slots=True)
class RunTracker:
    """Days in a row of a class: the state is how many, so far as it matters."""

    within: tuple[bool, ...]
    most: int
    least: int
    by_weekday: bool = False

    def step(self, state: int, weekday: int, code: int) -> Step:
        """A day more, or the end of the run."""
        if not self.within[code]:
            return 0, int(0 < state < self.least)
        longer = min(state + 1, (self.most or self.least) + DEAREST)
        return longer, max(0, longer - self.most) if self.most else 0


@dataclass(frozen=True, eq=False)
class SequenceTracker:
    """Days one after another: the state has a bit for each part of them that the last days were."""

    days: tuple[DayWanted, ...]
    classes: DayClasses
    by_weekday: bool = False

    @cached_property
    def _holds(self) -> list[int]:
        """Of each code, a bit for each day of the sequence that it may be."""
        return [
            sum(day.holds(words) << k for k, day in enumerate(self.days))
            for words in self.classes.words
        ]

    @cached_property
    def _ends_on(self) -> list[bool]:
        """Of each weekday, whether the sequence may end on it."""
        last = len(self.days) - 1
        return [
            all((day - last + k) % WEEK in wanted.weekdays for k, wanted in enumerate(self.days))
            for day in range(WEEK)
        ]

    def start(self) -> int:
        """The state of somebody who was off for long."""
        state = 0
        for _ in self.days:
            state = self.step(state, MONDAY, 0)[0]
        return state

    def step(self, state: int, weekday: int, code: int) -> Step:
        """Whatever the last days were the beginning of, a day longer."""
        longer = (state << 1 | 1) & self._holds[code]
        done = longer >> (len(self.days) - 1) & 1
        return longer & ~(1 << (len(self.days) - 1)), int(done and self._ends_on[weekday])


@dataclass(frozen=True, eq=False, slots=True)
class RestTracker:
    """Rest before a duty that starts earlier than yesterday's: the state is yesterday's code.

    Duties of one start leave between them what their length leaves, which no rota can change.
    """

    classes: DayClasses
    least: float
    by_weekday: bool = False

    def step(self, state: int, weekday: int, code: int) -> Step:
        """Whether today's duty comes too soon after yesterday's."""
        if not self.classes.works(code):
            return 0, 0
        start, end = self.classes.start, self.classes.end
        rest = DAY + start[code] - end[state]
        return code, int(state > 0 and start[code] < start[state] and rest < self.least)


@dataclass(frozen=True, eq=False, slots=True)
class WeekendTracker:
    """Weekends with work running: the state is how many, and whether this one has any so far.

    Each one too many counts once: more memory would make every search slower.
    """

    classes: DayClasses
    most: int
    by_weekday: bool = True

    def step(self, state: int, weekday: int, code: int) -> Step:
        """A Friday, Saturday or Sunday may be the first work of a weekend; a Sunday ends it."""
        running, worked = divmod(state, 2)
        if weekday < FRIDAY:
            return running * 2, 0
        first = not worked and self.classes.weekend[code][weekday - FRIDAY]
        units = int(first and running >= self.most)
        worked = int(worked or first)
        if weekday == SUNDAY:
            return 2 * min(running + 1, self.most) if worked else 0, units
        return running * 2 + worked, units


def trackers(
    pattern: Pattern, classes: DayClasses, codes: tuple[str, ...]
) -> list[tuple[Tracker, int]]:
    """The machines of a pattern, each with the state that it begins in.

    None of a pattern that goes by dates of posts, which is no matter of what follows what.
    """
    make: dict[str, Callable[[], list[tuple[Tracker, int]]]] = {
        RUN: lambda: [
            (RunTracker(_within(pattern, classes, codes), pattern.most, pattern.least), 0)
        ],
        REST: lambda: [(RestTracker(classes, 60 * pattern.hours), 0)],
        WEEKENDS: lambda: [(WeekendTracker(classes, pattern.most), 0)],
        SEQUENCE: lambda: _sequences(pattern, classes, codes),
        POST: list,
    }
    return make[pattern.kind]()


def _within(pattern: Pattern, classes: DayClasses, codes: tuple[str, ...]) -> tuple[bool, ...]:
    wanted = day_wanted(pattern.class_, codes, pattern.name)
    return tuple(wanted.holds(words) for words in classes.words)


def _sequences(
    pattern: Pattern, classes: DayClasses, codes: tuple[str, ...]
) -> list[tuple[Tracker, int]]:
    made: list[tuple[Tracker, int]] = []
    for days in pattern.days:
        wanted = tuple(day_wanted(day, codes, pattern.name) for day in days)
        one = SequenceTracker(wanted, classes)
        made.append((one, one.start()))
    return made
