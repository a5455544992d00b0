"""A roster put right cell by cell: each change the cheapest that helps and breaks no limit."""

from collections.abc import Iterator

import numpy as np

from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.problem import Ints, Problem
from sevenday.solver.repair.problem import LOOKBACK_DAYS, RepairProblem


class LocalRepair:
    """A roster on its way to being right, one changed cell after another."""

    def __init__(self, repair: RepairProblem, roster: Ints) -> None:
        """Begin from a roster (R, D)."""
        self.repair, self.secondary = repair, SecondaryCost(repair.problem)
        self.roster = roster.copy()
        self.counts = repair.problem.cover(self.roster)
        self.feeders = repair.feeders()
        self.walks = [repair.walk(k, line) for k, line in enumerate(self.roster)]
        self.spent = [
            int(repair.machine(k).spend[line].sum()) for k, line in enumerate(self.roster)
        ]

    def run(self) -> Ints:
        """Make every single change that helps. Returns the roster."""
        for _ in range(self.repair.params.local_rounds):
            if not self._mend_rows() + self.fill_places():
                break
        return self.hand_on_changes()

    def fill_places(self) -> int:
        """Fill short places, those with the fewest doctors who could first: how many changes."""
        could = {j: list(self.fillers(j)) for j in self.repair.short_lines(self.roster)}
        changes = 0
        for j in sorted(could, key=lambda j: (-self.worth(j), len(could[j]))):
            while self.worth(j) > 0:
                best = min(self.fillers(j), default=None)
                if best is None:
                    break
                self.set_cell(*best[-3:])
                changes += 1
        return changes

    def worth(self, j: int) -> int:
        """What one more doctor on a cover line saves."""
        n = int(self.counts[j])
        row = self.repair.cover[j]
        return int(row[n] - row[min(n + 1, len(row) - 1)])

    def fillers(self, j: int) -> Iterator[tuple[int, float, int, int, int]]:
        """(what it costs, what it costs beyond, row, day, symbol) of each change that fills it."""
        for day, symbol in self.feeders.get(j, []):
            for row in range(len(self.roster)):
                if j in self.repair.problem.lines[self.repair.problem.team[row], day, symbol]:
                    found = self._try(row, day, symbol)
                    if found is not None and found[0] < 0:
                        yield (*found, row, day, symbol)

    def _mend_rows(self) -> int:
        """Mend rows that break a limit cell by cell, the latest of the cheapest first."""
        changes = 0
        for row in range(len(self.roster)):
            while self.is_broken(row):
                found = [
                    (*tried, -day, row, day, symbol)
                    for day in self._suspect_days(row)
                    for symbol in range(self.repair.allowed.shape[2])
                    if (tried := self._try(row, day, symbol)) is not None
                ]
                if not found:
                    break
                self.set_cell(*min(found)[-3:])
                changes += 1
        return changes

    def broken_rows(self) -> set[int]:
        """The rows that break a limit."""
        return {row for row in range(len(self.roster)) if self.is_broken(row)}

    def breaks_machine(self, row: int) -> bool:
        """Whether a row breaks more than its hours and counters."""
        return self.walks[row] is None

    def lines_of(self, row: int, day: int, symbol: int) -> list[int]:
        """The cover lines that a symbol of a row counts on."""
        counted = self.repair.problem.lines[self.repair.problem.team[row], day, symbol]
        return [int(j) for j in counted if j >= 0]

    def cost(self) -> tuple[int, float]:
        """What the roster costs; and beyond that, by what else is to be had."""
        repair = self.repair
        rows, days = self.roster.shape
        cells = np.arange(rows)[:, None], np.arange(days)[None, :], self.roster
        at = np.arange(len(self.counts))
        cost = int(repair.price[cells].sum() + repair.cover[at, self.counts].sum())
        beyond = float(self.secondary.cost[cells].sum())
        beyond += float(self.secondary.lines[at, self.counts].sum())
        return cost, beyond

    def is_broken(self, row: int) -> bool:
        """Whether a row breaks a limit."""
        walked = self.walks[row]
        return walked is None or not self.repair.within(row, self.spent[row], walked[1])

    def _suspect_days(self, row: int) -> range:
        """Days in which a change could mend a row: near where it breaks, else any."""
        repair, machine = self.repair, self.repair.machine(row)
        state = repair.start_state[row]
        for day in range(repair.first, self.roster.shape[1]):
            state = int(machine.moves[repair.problem.table[day], state, self.roster[row, day]])
            if state == NO_STATE:
                return range(max(repair.first, day - LOOKBACK_DAYS), day + 1)
        return range(repair.first, self.roster.shape[1])

    def _try(self, row: int, day: int, symbol: int) -> tuple[int, float] | None:
        """What changing one cell costs, and beyond; None where it may not be or breaks a limit."""
        repair, old = self.repair, int(self.roster[row, day])
        if symbol == old or not repair.allowed[row, day, symbol]:
            return None
        machine = repair.machine(row)
        spent = self.spent[row] + int(machine.spend[symbol]) - int(machine.spend[old])
        walked = self.walks[row]
        is_within = walked is not None and self.repair.within(row, self.spent[row], walked[1])
        if is_within and not self.repair.within_hours(row, spent):
            return None  # whatever it does to states and counters
        counts = self._counts_after(row, day, symbol)
        if counts is None or not self._is_nearer(row, spent, counts):
            return None
        cost = int(repair.price[row, day, symbol]) - int(repair.price[row, day, old])
        beyond = self.secondary.cell(row, day, symbol) - self.secondary.cell(row, day, old)
        for c, step in ((old, -1), (symbol, 1)):
            for j in repair.problem.lines[repair.problem.team[row], day, c].tolist():
                if j >= 0:
                    n = int(self.counts[j])
                    cost += int(repair.cover[j, n + step]) - int(repair.cover[j, n])
                    beyond += self.secondary.line(j, n + step) - self.secondary.line(j, n)
        if walked is not None:
            beyond += self.secondary.counters(row, counts) - self.secondary.counters(row, walked[1])
        return cost, beyond

    def _is_nearer(self, row: int, spent: int, counts: Ints) -> bool:
        """Whether an amount and counters are within a row's limits, or nearer to them than now."""
        over, walked = self.repair.over(row, spent, counts), self.walks[row]
        return not over or (
            walked is not None and over < self.repair.over(row, self.spent[row], walked[1])
        )

    def _counts_after(self, row: int, day: int, symbol: int) -> Ints | None:
        """The row's counters with one cell changed; None where that breaks a limit."""
        repair, walked, line = self.repair, self.walks[row], self.roster[row]
        if walked is None:
            changed = line.copy()
            changed[day] = symbol
            found = repair.walk(row, changed)
            return None if found is None else found[1]
        machine, kinds = repair.machine(row), repair.problem.kind
        states, counts = walked[0], walked[1].copy()
        here = there = states[day - repair.first]
        for d in range(day, len(line)):
            if here == there and d > day:
                break
            is_, was = (symbol if d == day else int(line[d])), int(line[d])
            counts += machine.adds[:, kinds[d], here, is_] - machine.adds[:, kinds[d], there, was]
            here, there = (
                int(machine.moves[repair.problem.table[d], here, is_]),
                states[d + 1 - repair.first],
            )
            if here == NO_STATE:
                return None
        return counts

    def set_cell(self, row: int, day: int, symbol: int) -> None:
        """Change one cell, whatever follows from it."""
        repair, old = self.repair, int(self.roster[row, day])
        for c, step in ((old, -1), (symbol, 1)):
            lines = repair.problem.lines[repair.problem.team[row], day, c]
            self.counts[lines[lines >= 0]] += step
        machine = repair.machine(row)
        self.spent[row] += int(machine.spend[symbol]) - int(machine.spend[old])
        self.roster[row, day] = symbol
        self.walks[row] = repair.walk(row, self.roster[row])

    def hand_on_changes(self) -> Ints:
        """Give each change to whoever it costs least beyond: as many changes, no more damage."""
        for _ in range(self.repair.params.local_rounds):
            better = False
            for row, day in np.argwhere(self.roster != self.repair.base).tolist():
                better = self._hand_on(row, day) or better
            if not better:
                break
        return self.roster

    def _hand_on(self, row: int, day: int) -> bool:
        """Hand one change on to another doctor, where that costs no more and is better beyond."""
        symbol, before = int(self.roster[row, day]), int(self.repair.base[row, day])
        back = self._try(row, day, before)
        if back is None or not self.repair.price[row, day, symbol]:
            return False
        self.set_cell(row, day, before)
        best = min(
            (
                (*found, other, day, symbol)
                for other in range(len(self.roster))
                if other != row and (found := self._try(other, day, symbol)) is not None
            ),
            default=None,
        )
        if best is not None and (best[0] + back[0], best[1] + back[1]) < (0, 0):
            self.set_cell(*best[-3:])
            return True
        self.set_cell(row, day, symbol)
        return False


class SecondaryCost:
    """What a roster costs beyond cover and changes: requests, shares, places below their ideal."""

    def __init__(self, problem: Problem) -> None:
        """By the problem's own prices."""
        self.cost, self.final, self.lines = problem.cost, problem.final, problem.penalty

    def cell(self, row: int, day: int, symbol: int) -> float:
        """Of one cell."""
        return float(self.cost[row, day, symbol])

    def line(self, line: int, count: int) -> float:
        """Of a cover line with so many on it."""
        return float(self.lines[line, count])

    def counters(self, row: int, counts: Ints) -> float:
        """Of a row's counters at the end."""
        last = self.final.shape[2] - 1
        return float(self.final[row, np.arange(len(counts)), np.minimum(counts, last)].sum())
