"""Places that no one change can fill, filled by a few: one duty moves, and what it leaves too.

A chain begins with somebody put on the place. If that breaks a limit of theirs, one other duty of
theirs goes; what is needed of what they leave, somebody else takes. Each chain is weighed whole:
what it fills, what it opens, and its changes.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sevenday.solver.repair.local_search import LocalRepair
from sevenday.solver.repair.problem import LOOKBACK_DAYS


class Step(NamedTuple):
    """One cell changed."""

    row: int
    day: int
    symbol: int


class ChainRepair:
    """Chains of changes on a roster that single changes have put right as far as they can."""

    def __init__(self, local: LocalRepair, done: Callable[[], bool]) -> None:
        """`done`: whether the time is up."""
        self.local, self.repair, self.done = local, local.repair, done
        self.steps: list[tuple[Step, int]] = []

    def run(self) -> None:
        """Fill what chains can, the places of the first ranks first, each by its best chain."""
        local = self.local
        for line in sorted(self.repair.short_lines(local.roster), key=lambda j: -local.worth(j)):
            while local.worth(line) > 0 and not self.done():
                now = local.cost()
                best = min(self._chains(line), default=None)
                if best is None or best[0] >= now:
                    break
                for step in best[1]:
                    local.set_cell(*step)

    def _chains(self, line: int) -> Iterator[tuple[tuple[int, float], list[Step]]]:
        """What the roster costs after each chain that begins on a place, and the chain."""
        local, repair = self.local, self.repair
        broken = local.broken_rows()
        for day, symbol in local.feeders.get(line, []):
            for row in range(len(local.roster)):
                old = int(local.roster[row, day])
                fills = line in repair.problem.lines[repair.problem.team[row], day, symbol]
                if not fills or symbol == old or not repair.allowed[row, day, symbol]:
                    continue
                if self.done():
                    return
                self._take(Step(row, day, symbol))
                for _ in self._mended(row, day):
                    if self.done():
                        self._undo(0)
                        return
                    self._fill_behind()
                    if local.broken_rows() <= broken:
                        yield local.cost(), [step for step, _ in self.steps]
                self._undo(0)

    def _mended(self, row: int, day: int) -> Iterator[None]:
        """A row as it is where it keeps its limits, else without one of its other duties."""
        local, repair = self.local, self.repair
        if not local.is_broken(row):
            yield None
            self._undo(1)
            return
        near = range(day - LOOKBACK_DAYS, day + LOOKBACK_DAYS + 1)
        far = range(repair.first, local.roster.shape[1])
        for other in near if local.breaks_machine(row) else far:
            inside = repair.first <= other < local.roster.shape[1] and other != day
            if not inside or not local.roster[row, other] or not repair.allowed[row, other, 0]:
                continue
            self._take(Step(row, other, 0))
            if not local.is_broken(row):
                yield None
            self._undo(1)

    def _fill_behind(self) -> None:
        """Give what the steps so far have left open to whoever takes it best by one change."""
        local = self.local
        for step, old in list(self.steps):
            for line in local.lines_of(step.row, step.day, old):
                if local.worth(line) <= 0:
                    continue
                best = min(local.fillers(line), default=None)
                if best is not None:
                    self._take(Step(*best[-3:]))

    def _take(self, step: Step) -> None:
        self.steps.append((step, int(self.local.roster[step.row, step.day])))
        self.local.set_cell(*step)

    def _undo(self, keep: int) -> None:
        while len(self.steps) > keep:
            step, old = self.steps.pop()
            self.local.set_cell(step.row, step.day, old)
