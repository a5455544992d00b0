"""A kept roster put right by single cells: what is wrong with it, and the least that must change.

The damage is places left short, rows that break a limit, and hours or counters over a limit. Most
of it goes by one change each, and then counting proves that no fewer will do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sevenday.solver.engine.problem import NO_STATE, Bools, Ints, Machine, Problem

LOOKBACK_DAYS = 13
"""Days before a break in which a change could mend it: as far back as any machine's state sees."""
RESTED = 0
"""The state of every machine of a rota for a doctor who has rested for long."""
ROUNDS = 4
COUNTER_WEIGHT = 10_000
"""Minutes that one of a counter too many weighs, where a row is brought nearer to its limits."""


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
                if machine.moves[state, symbol] == NO_STATE:
                    self.past[row] += machine.adds[:, self.problem.kind[day], RESTED, symbol]
                    state = _longest(
                        machine, self.base[row, max(0, day - LOOKBACK_DAYS + 1) : day + 1]
                    )
                    continue
                self.past[row] += machine.adds[:, self.problem.kind[day], state, symbol]
                state = int(machine.moves[state, symbol])
            self.start_state.append(state)

    def machine(self, row: int) -> Machine:
        """The row's."""
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
        return [k for k, line in enumerate(roster) if self._wrong(k, line)]

    def _wrong(self, row: int, line: Ints) -> bool:
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

    def over(self, row: int, spent: int, counts: Ints) -> int:
        """How far a row's amount and counters are beyond its limits; 0 where they are within."""
        hours = max(0, spent - int(self.most[row])) + max(0, int(self.least[row]) - spent)
        return hours + COUNTER_WEIGHT * int(np.maximum(counts - self.caps[row], 0).sum())

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
            after = int(machine.moves[state, symbol])
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


def _longest(machine: Machine, tail: Ints) -> int:
    """The state after the longest end of some days that breaks no limit, from a rested row."""
    for first in range(len(tail) + 1):
        state = RESTED
        for symbol in tail[first:].tolist():
            state = int(machine.moves[state, symbol])
            if state == NO_STATE:
                break
        if state != NO_STATE:
            return state
    return RESTED


def counting_bound(case: RepairProblem) -> int:
    """What the changes cost at least, if every short place is to be filled: by counting.

    Lines that no one cell could serve together are told apart, so each needs changes of its own.
    """
    feeders, used, bound = case.feeders(), set[tuple[int, int]](), 0
    counts = case.problem.cover(case.base)
    price = np.where(case.allowed & (case.price > 0), case.price, np.iinfo(np.int64).max).min(0)
    for j in case.short_lines(case.base):
        cells = feeders.get(j, [])
        if not cells or used.intersection(cells):
            continue
        used.update(cells)
        need = 0
        while (
            counts[j] + need < case.cover.shape[1] - 1
            and case.cover[j, counts[j] + need + 1] < case.cover[j, counts[j] + need]
        ):
            need += 1
        cheapest = min(int(price[d, c]) for d, c in cells)
        if cheapest < np.iinfo(np.int64).max:
            bound += need * cheapest
    return bound


class LocalRepair:
    """A roster as it is put right, cell by cell."""

    def __init__(self, case: RepairProblem, roster: Ints, rest: "SecondaryCost") -> None:
        """Begin from a roster (R, D)."""
        self.case, self.rest = case, rest
        self.roster = roster.copy()
        self.counts = case.problem.cover(self.roster)
        self.feeders = case.feeders()
        self.walked = [case.walk(k, line) for k, line in enumerate(self.roster)]
        self.spent = [int(case.machine(k).spend[line].sum()) for k, line in enumerate(self.roster)]

    def run(self) -> Ints:
        """Mend what single changes can mend; the roster then."""
        for _ in range(ROUNDS):
            done = self._rows() + self._places()
            if not done:
                break
        return self.settled()

    def _places(self) -> int:
        """Fill short places, those with the fewest doctors who could first."""
        could = {j: list(self._fillers(j)) for j in self.case.short_lines(self.roster)}
        made = 0
        for j in sorted(could, key=lambda j: (-self._worth(j), len(could[j]))):
            while self._worth(j) > 0:
                best = min(self._fillers(j), default=None)
                if best is None:
                    break
                self._set(*best[-3:])
                made += 1
        return made

    def _worth(self, j: int) -> int:
        n = int(self.counts[j])
        row = self.case.cover[j]
        return int(row[n] - row[min(n + 1, len(row) - 1)])

    def _fillers(self, j: int) -> Iterator[tuple[int, float, int, int, int]]:
        """(what it costs, what it costs beyond, row, day, symbol) of each change that fills it."""
        for day, symbol in self.feeders.get(j, []):
            for row in range(len(self.roster)):
                if j in self.case.problem.lines[self.case.problem.team[row], day, symbol]:
                    found = self._try(row, day, symbol)
                    if found is not None and found[0] < 0:
                        yield (*found, row, day, symbol)

    def _rows(self) -> int:
        """Mend rows that break a limit cell by cell, the latest of the cheapest first."""
        made = 0
        for row in range(len(self.roster)):
            while self._hurt(row):
                found = [
                    (*tried, -day, row, day, symbol)
                    for day in self._suspects(row)
                    for symbol in range(self.case.allowed.shape[2])
                    if (tried := self._try(row, day, symbol)) is not None
                ]
                if not found:
                    break
                self._set(*min(found)[-3:])
                made += 1
        return made

    def _hurt(self, row: int) -> bool:
        walked = self.walked[row]
        return walked is None or not self.case.within(row, self.spent[row], walked[1])

    def _suspects(self, row: int) -> range:
        """Days in which a change could mend a row: near where it breaks, else any."""
        case, machine = self.case, self.case.machine(row)
        state = case.start_state[row]
        for day in range(case.first, self.roster.shape[1]):
            state = int(machine.moves[state, self.roster[row, day]])
            if state == NO_STATE:
                return range(max(case.first, day - LOOKBACK_DAYS), day + 1)
        return range(case.first, self.roster.shape[1])

    def _try(self, row: int, day: int, symbol: int) -> tuple[int, float] | None:
        """What changing one cell costs, and beyond; None where it may not be or breaks a limit."""
        case, old = self.case, int(self.roster[row, day])
        if symbol == old or not case.allowed[row, day, symbol]:
            return None
        machine = case.machine(row)
        spent = self.spent[row] + int(machine.spend[symbol]) - int(machine.spend[old])
        counts = self._after(row, day, symbol)
        if counts is None or not self._nearer(row, spent, counts):
            return None
        cost = int(case.price[row, day, symbol]) - int(case.price[row, day, old])
        beyond = self.rest.of_cell(row, day, symbol) - self.rest.of_cell(row, day, old)
        for c, step in ((old, -1), (symbol, 1)):
            for j in case.problem.lines[case.problem.team[row], day, c].tolist():
                if j >= 0:
                    n = int(self.counts[j])
                    cost += int(case.cover[j, n + step]) - int(case.cover[j, n])
                    beyond += self.rest.of_line(j, n + step) - self.rest.of_line(j, n)
        walked = self.walked[row]
        if walked is not None:
            beyond += self.rest.of_counts(row, counts) - self.rest.of_counts(row, walked[1])
        return cost, beyond

    def _nearer(self, row: int, spent: int, counts: Ints) -> bool:
        """Whether an amount and counters are within a row's limits, or nearer to them than now."""
        over, walked = self.case.over(row, spent, counts), self.walked[row]
        return not over or (
            walked is not None and over < self.case.over(row, self.spent[row], walked[1])
        )

    def _after(self, row: int, day: int, symbol: int) -> Ints | None:
        """The row's counters with one cell changed; None where that breaks a limit."""
        case, walked, line = self.case, self.walked[row], self.roster[row]
        if walked is None:
            changed = line.copy()
            changed[day] = symbol
            found = case.walk(row, changed)
            return None if found is None else found[1]
        machine, kinds = case.machine(row), case.problem.kind
        states, counts = walked[0], walked[1].copy()
        here = there = states[day - case.first]
        for d in range(day, len(line)):
            if here == there and d > day:
                break
            is_, was = (symbol if d == day else int(line[d])), int(line[d])
            counts += machine.adds[:, kinds[d], here, is_] - machine.adds[:, kinds[d], there, was]
            here, there = int(machine.moves[here, is_]), states[d + 1 - case.first]
            if here == NO_STATE:
                return None
        return counts

    def _set(self, row: int, day: int, symbol: int) -> None:
        case, old = self.case, int(self.roster[row, day])
        for c, step in ((old, -1), (symbol, 1)):
            held = case.problem.lines[case.problem.team[row], day, c]
            self.counts[held[held >= 0]] += step
        machine = case.machine(row)
        self.spent[row] += int(machine.spend[symbol]) - int(machine.spend[old])
        self.roster[row, day] = symbol
        self.walked[row] = case.walk(row, self.roster[row])

    def settled(self) -> Ints:
        """Give each change to whoever it costs least beyond: as many changes, no more damage."""
        for _ in range(ROUNDS):
            better = False
            for row, day in np.argwhere(self.roster != self.case.base).tolist():
                better = self._handed(row, day) or better
            if not better:
                break
        return self.roster

    def _handed(self, row: int, day: int) -> bool:
        """Hand one change on to another doctor, where that is no dearer and better beyond."""
        symbol, kept = int(self.roster[row, day]), int(self.case.base[row, day])
        back = self._try(row, day, kept)
        if back is None or not self.case.price[row, day, symbol]:
            return False
        self._set(row, day, kept)
        best = min(
            (
                (*found, other, day, symbol)
                for other in range(len(self.roster))
                if other != row and (found := self._try(other, day, symbol)) is not None
            ),
            default=None,
        )
        if best is not None and (best[0] + back[0], best[1] + back[1]) < (0, 0):
            self._set(*best[-3:])
            return True
        self._set(row, day, symbol)
        return False


class SecondaryCost:
    """What a roster costs beyond cover and changes: requests, shares, places below their ideal."""

    def __init__(self, problem: Problem) -> None:
        """By the problem's own prices."""
        self.cost, self.final, self.lines = problem.cost, problem.final, problem.penalty

    def of_cell(self, row: int, day: int, symbol: int) -> float:
        """Of one cell."""
        return float(self.cost[row, day, symbol])

    def of_line(self, line: int, count: int) -> float:
        """Of a cover line with so many on it."""
        return float(self.lines[line, count])

    def of_counts(self, row: int, counts: Ints) -> float:
        """Of a row's counters at the end."""
        last = self.final.shape[2] - 1
        return float(self.final[row, np.arange(len(counts)), np.minimum(counts, last)].sum())
