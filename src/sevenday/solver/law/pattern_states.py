"""Patterns beside the law's states: what all of them remember together, and what a day costs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import gcd
from typing import NamedTuple

import numpy as np

from sevenday.clock import WEEK
from sevenday.patterns.catalogue import POST
from sevenday.patterns.chosen import ChosenPattern
from sevenday.patterns.classes import LEAVE, STUDY, DayClasses, day_wanted
from sevenday.patterns.counts import HUNDREDTHS
from sevenday.patterns.trackers import Tracker, trackers
from sevenday.solver.engine.machine import NO_STATE, Ints

PatternState = tuple[int, ...]
"""The state of every tracker."""


class TrackerTable(NamedTuple):
    """A tracker's steps over some codes: state 0 is that of somebody who was off for long.

    `after` (S, 7, C): the state after a code on a weekday. `adds` (S, 7, C): what that adds in
    units of weight; NO_STATE where it may not be.
    """

    after: Ints
    adds: Ints


def is_of_absence(one: ChosenPattern, codes: tuple[str, ...]) -> bool:
    """Whether a pattern goes by leave, study or a post's dates, which are known beforehand."""
    if one.pattern.kind == POST:
        return True
    words = {
        word
        for days in one.pattern.days
        for day in days
        for way in day_wanted(day, codes, one.name).ways
        for word, _ in way
    }
    return bool(words & {LEAVE, STUDY})


@dataclass(eq=False)
class PatternStates:
    """The trackers of some patterns, walked together.

    Parameters
    ----------
    chosen
        The patterns; those that weigh nothing and are not required are passed over.
    classes
        The classes of the hospital's codes.
    codes
        The codes of its shifts.

    Attributes
    ----------
    unit
        Hundredths of weight in which a step is counted.
    by_weekday
        Whether what may follow what depends on the weekday.
    """

    chosen: Sequence[ChosenPattern]
    classes: DayClasses
    codes: tuple[str, ...]
    unit: int = field(init=False)
    by_weekday: bool = field(init=False)
    _each: list[tuple[Tracker, int, int, bool]] = field(init=False)
    _known: dict[tuple[PatternState, int, int], tuple[PatternState, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the trackers."""
        heeded = [one for one in self.chosen if one.counts and not is_of_absence(one, self.codes)]
        weights = [round(HUNDREDTHS * one.weight) for one in heeded]
        self.unit = gcd(*weights) or 1
        self._each = [
            (tracker, start, weight // self.unit, one.required)
            for one, weight in zip(heeded, weights, strict=True)
            for tracker, start in trackers(one.pattern, self.classes, self.codes)
        ]
        self.by_weekday = any(t.by_weekday for t, *_ in self._each) or any(
            one.required and " on " in day
            for one in heeded
            for days in one.pattern.days
            for day in days
        )
        self._known = {}

    @property
    def is_weighed(self) -> bool:
        """Whether any of the patterns that a machine of states can see has a weight."""
        return any(weight for _, _, weight, _ in self._each)

    @property
    def start(self) -> PatternState:
        """The state of somebody who was off for long."""
        return tuple(start for _, start, *_ in self._each)

    def step(self, state: PatternState, weekday: int, code: int) -> tuple[PatternState, int]:
        """The state after a day, and what it adds in units of weight; NO_STATE: it may not be."""
        key = state, weekday, code
        if key not in self._known:
            after, adds = [], 0
            for at, (tracker, _, weight, required) in zip(state, self._each, strict=True):
                to, units = tracker.step(at, weekday, code)
                after.append(to)
                if units and required:
                    adds = NO_STATE
                elif adds != NO_STATE:
                    adds += units * weight
            self._known[key] = tuple(after), adds
        return self._known[key]

    def tables(self, codes: Sequence[int]) -> list[TrackerTable]:
        """Each tracker's steps over the codes, for its states that they lead to."""
        return [_table(*each, codes) for each in self._each]


def _table(
    tracker: Tracker, start: int, weight: int, required: bool, codes: Sequence[int]
) -> TrackerTable:
    known, after, adds = {start: 0}, [], []
    for state in (found := [start]):
        steps = [tracker.step(state, day, code) for day in range(WEEK) for code in codes]
        for to, _ in steps:
            if to not in known:
                known[to] = len(found)
                found.append(to)
        after.append([known[to] for to, _ in steps])
        adds.append([NO_STATE if units and required else units * weight for _, units in steps])
    shape = (len(found), WEEK, len(codes))
    return TrackerTable(np.reshape(after, shape), np.reshape(adds, shape))
