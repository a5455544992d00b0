"""Patterns about leave, study and the dates of posts: known beforehand, so a price on cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sevenday.clock import WEEK
from sevenday.model import OFF
from sevenday.patterns.catalogue import POST
from sevenday.patterns.chosen import ChosenPattern
from sevenday.patterns.classes import DayClasses, DayWanted, day_wanted
from sevenday.patterns.counts import days_of_post
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.law.pattern_states import is_of_absence
from sevenday.solver.plan.horizon import Horizon


@dataclass(frozen=True, eq=False, slots=True)
class AbsencePatterns:
    """The patterns of a folder that go by leave, study or the dates of posts.

    A sequence of them has one day that a rota decides: the others are leave, or are not. So it is
    there or not by one cell alone.
    """

    horizon: Horizon
    chosen: Sequence[ChosenPattern]
    classes: DayClasses

    def bar(self, leave: Ints, allowed: Bools) -> None:
        """Take out of `allowed` (R, D, C) what a required pattern forbids beside `leave` (R, D)."""
        for one, row, day, symbols in self._cells(leave):
            if one.required:
                allowed[row, day, symbols & (np.arange(len(symbols)) > 0)] = False

    def cost(self, leave: Ints, price: float) -> Ints:
        """(R, D, C) what each symbol costs, at a price for one of weight 1."""
        found = np.zeros(self.horizon.shape)
        for one, row, day, symbols in self._cells(leave):
            found[row, day, symbols] += price * one.weight
        return np.rint(found).astype(np.int64)

    def _cells(self, leave: Ints) -> Iterator[tuple[ChosenPattern, int, int, Bools]]:
        """(pattern, row, day, symbols (C,) that complete it) for each cell that can."""
        shifts = tuple(self.horizon.hospital.shifts)
        for one in self.chosen:
            if one.counts and is_of_absence(one, shifts):
                if one.pattern.kind == POST:
                    yield from self._post(one, shifts)
                for days in one.pattern.days:
                    wanted = [day_wanted(day, shifts, one.name) for day in days]
                    yield from self._sequence(one, wanted, leave)

    def _post(
        self, one: ChosenPattern, shifts: tuple[str, ...]
    ) -> Iterator[tuple[ChosenPattern, int, int, Bools]]:
        symbols = self._symbols(day_wanted(one.pattern.class_, shifts, one.name))
        for row, doctor in enumerate(self.horizon.hospital.doctors):
            for day in days_of_post(one.pattern, doctor, self.horizon.first.toordinal()):
                if 0 <= day < self.horizon.days:
                    yield one, row, day, symbols

    def _sequence(
        self, one: ChosenPattern, wanted: list[DayWanted], leave: Ints
    ) -> Iterator[tuple[ChosenPattern, int, int, Bools]]:
        at = next(k for k, day in enumerate(wanted) if not day.is_settled)
        symbols = self._symbols(wanted[at])
        rows, days = leave.shape
        weekdays = (self.horizon.first.weekday() + np.arange(days)) % WEEK
        many = days - len(wanted) + 1
        there = np.ones((rows, max(0, many)), np.bool_)
        for k, day in enumerate(wanted):
            codes = leave[:, k : k + many]
            if k == at:
                there &= codes == OFF
            else:
                there &= np.array([day.holds(each) for each in self.classes.words])[codes]
            there &= np.isin(weekdays[k : k + many], list(day.weekdays))
        for first, row in np.argwhere(there.T).tolist():
            yield one, row, first + at, symbols

    def _symbols(self, wanted: DayWanted) -> Bools:
        """(C,) the symbols that a day of a sequence may hold."""
        return np.array([wanted.holds(self.classes.words[code]) for code in self.horizon.codes])
