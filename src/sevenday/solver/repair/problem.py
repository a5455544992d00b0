"""A published roster that has to change as little as can be: what is wrong with it, and a bound.

The damage is places left short, rows that break a limit, and hours or counters over a limit. Most
of it goes by one change each, and then counting proves that no fewer will do.
"""

from dataclasses import dataclass, field

import numpy as np

from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.problem import Bools, Ints, Problem
from sevenday.solver.repair.params import RepairParams

LOOKBACK_DAYS = 13
"""Days before a break in which a change could mend it: as far back as any machine's state sees."""


@dataclass(eq=False)
class RepairProblem:
    """A published roster that has to change as little as can be, from day `first` on.

    R doctors (rows), D days, C symbols, J cover lines, T counters.

    Attributes
    ----------
    problem
        Who may work what, with each row's rules.
    published
        (R, D) the roster as it was published.
    base
        (R, D) the same with what is given (leave, a pin) put in.
    first
        The first day that may change.
    allowed
        (R, D, C) what each cell may hold.
    price
        (R, D, C) what each cell costs, 0 where it is as in `base`.
    cover
        (J, R + 1) what each count of a cover line costs.
    least, most, caps
        Limits of whole rows, wide enough for what no change could put right.
    given
        (R, D) the cells that leave, a pin, or who may work decides: they are no choice.
    rested
        The state of a doctor who has been off for long.
    params
        Settings of the re-plan.
    start_state
        The state of each row before `first`.
    past
        (R, T) the counters of each row before `first`.
    """

    problem: Problem
    published: Ints
    base: Ints
    first: int
    allowed: Bools
    price: Ints
    cover: Ints
    least: Ints
    most: Ints
    caps: Ints
    given: Bools
    rested: int
    params: RepairParams
    start_state: list[int] = field(init=False)
    past: Ints = field(init=False)

    def __post_init__(self) -> None:
        """Walk the days before `first`: a limit broken there begins a row anew, as rested."""
        rows, _ = self.base.shape
        self.past = np.zeros((rows, len(self.problem.machines[0].adds)), np.int64)
        self.start_state = []
        for row in range(rows):
            machine, state = self.machine(row), int(self.problem.start[row])
            for day in range(self.first):
                symbol = int(self.base[row, day])
                if machine.moves[self.problem.table[day], state, symbol] == NO_STATE:
                    self.past[row] += machine.adds[:, self.problem.kind[day], self.rested, symbol]
                    tail = self.base[row, max(0, day - LOOKBACK_DAYS + 1) : day + 1]
                    state = self._longest_lawful_end(row, day, tail)
                    continue
                self.past[row] += machine.adds[:, self.problem.kind[day], state, symbol]
                state = int(machine.moves[self.problem.table[day], state, symbol])
            self.start_state.append(state)

    def _longest_lawful_end(self, row: int, day: int, tail: Ints) -> int:
        """The state after the longest end of some days that breaks no limit, from a rested row.

        `tail`: the symbols of the days up to `day`.
        """
        machine, tables = self.machine(row), self.problem.table
        for first in range(len(tail) + 1):
            state = self.rested
            for at, symbol in enumerate(tail[first:].tolist(), day + 1 - len(tail) + first):
                state = int(machine.moves[tables[at], state, symbol])
                if state == NO_STATE:
                    break
            if state != NO_STATE:
                return state
        return self.rested

    def machine(self, row: int) -> Machine:
        """The machine of a row."""
        return self.problem.machines[int(self.problem.machine[row])]

    def cost(self, roster: Ints) -> int:
        """What a roster costs: cells changed, and places short or over."""
        rows, days = self.base.shape
        cells = self.price[np.arange(rows)[:, None], np.arange(days)[None, :], roster].sum()
        return int(cells) + self.cover_cost(roster)

    def cover_cost(self, roster: Ints) -> int:
        """The part of it that is places short or over."""
        counts = self.problem.cover(roster)
        return int(self.cover[np.arange(len(counts)), counts].sum())

    def broken(self, roster: Ints) -> list[int]:
        """The rows that break a limit, or are over hours or a counter."""
        return [k for k, line in enumerate(roster) if self._is_broken(k, line)]

    def _is_broken(self, row: int, line: Ints) -> bool:
        days = np.arange(self.first, len(line))
        if not self.allowed[row, days, line[self.first :]].all():
            return True
        walked = self.walk(row, line)
        if walked is None:
            return True
        return not self.within(row, int(self.machine(row).spend[line].sum()), walked[1])

    def within(self, row: int, spent: int, counts: Ints) -> bool:
        """Whether a row's amount and counters are within its limits."""
        return not self.over(row, spent, counts)

    def within_hours(self, row: int, spent: int) -> bool:
        """Whether a row's amount is within its limits."""
        return bool(self.least[row] <= spent <= self.most[row])

    def over(self, row: int, spent: int, counts: Ints) -> int:
        """How far a row's amount and counters are beyond its limits; 0 where they are within."""
        hours = max(0, spent - int(self.most[row])) + max(0, int(self.least[row]) - spent)
        return hours + self.params.counter_weight * int(
            np.maximum(counts - self.caps[row], 0).sum()
        )

    def walk(self, row: int, line: Ints) -> tuple[list[int], Ints] | None:
        """The states of a row before each day from `first` on, and its counters over all days.

        None where a limit is broken from `first` on; what came before is past.
        """
        machine, kinds = self.machine(row), self.problem.kind
        states = [self.start_state[row]]
        counts = self.past[row].copy()
        for day in range(self.first, len(line)):
            state, symbol = states[-1], int(line[day])
            counts += machine.adds[:, kinds[day], state, symbol]
            after = int(machine.moves[self.problem.table[day], state, symbol])
            if after == NO_STATE:
                return None
            states.append(after)
        return states, counts

    def short_lines(self, roster: Ints) -> list[int]:
        """The cover lines on which one more doctor would cost less."""
        counts = self.problem.cover(roster)
        at, most = np.arange(len(counts)), self.cover.shape[1] - 1
        less = self.cover[at, np.minimum(counts + 1, most)] < self.cover[at, counts]
        return [int(j) for j in np.flatnonzero(less)]

    def feeders(self) -> dict[int, list[tuple[int, int]]]:
        """(day, symbol) of the cells that count on each cover line, from `first` on."""
        found: dict[int, set[tuple[int, int]]] = {}
        lines = self.problem.lines[:, self.first :]
        q, d, c, n = np.nonzero(lines >= 0)
        for j, day, symbol in zip(lines[q, d, c, n].tolist(), d.tolist(), c.tolist(), strict=True):
            found.setdefault(j, set()).add((day + self.first, symbol))
        return {j: sorted(cells) for j, cells in found.items()}


def counting_bound(repair: RepairProblem) -> int:
    """What the changes cost at least, if every short place is to be filled: by counting.

    Only lines that no one cell could serve together are counted, so each needs changes of its own.
    """
    feeders, used, bound = repair.feeders(), set[tuple[int, int]](), 0
    counts = repair.problem.cover(repair.base)
    never = np.iinfo(np.int64).max
    price = np.where(repair.allowed & (repair.price > 0), repair.price, never).min(0)
    for j in repair.short_lines(repair.base):
        cells = feeders.get(j, [])
        if not cells or used.intersection(cells):
            continue
        used.update(cells)
        need = 0
        while (
            counts[j] + need < repair.cover.shape[1] - 1
            and repair.cover[j, counts[j] + need + 1] < repair.cover[j, counts[j] + need]
        ):
            need += 1
        cheapest = min(int(price[d, c]) for d, c in cells)
        if cheapest < never:
            bound += need * cheapest
    return bound
