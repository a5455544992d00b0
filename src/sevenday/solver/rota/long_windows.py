"""A roster that keeps the whole contract: what no state sees is mended by swaps.

Limits that look far back (long periods off, weekly rest, rolling averages) and the nights of a
clock change are not in the machine. While a line breaks one, days around the break go to another
doctor, or are left open where nothing else helps: whatever breaks fewer limits at the least cost.
"""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY
from sevenday.errors import Fault, InputError
from sevenday.limits import Checker
from sevenday.limits.fold import Floats
from sevenday.limits.lines import dated
from sevenday.solver.engine.problem import Ints
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.swaps import DaySpan, lawful_swaps, swap_rows
from sevenday.solver.plan.plan import Plan
from sevenday.solver.rota.params import LongWindowParams

EPSILON = 1e-9


def repair_long_windows(
    plan: Plan,
    symbols: Ints,
    seed: int,
    more: Callable[[], bool],
    params: LongWindowParams = LongWindowParams(),
) -> Ints:
    """A roster (R, D) near to this one that breaks no limit; places are left open if they must be.

    While there is `more` time, it is then made cheaper by swaps that break none. Raises InputError
    where no roster is found that breaks none.
    """
    repair = _Repair(plan, symbols, np.random.default_rng(seed), params)
    repair.mend()
    while plan.has_long_windows and more():
        repair.cheapen()
    return repair.roster.symbols.astype(np.int64)


class _Repair:
    """A roster on its way, and by how much each row breaks the contract."""

    def __init__(
        self, plan: Plan, symbols: Ints, rng: np.random.Generator, params: LongWindowParams
    ) -> None:
        self.plan, self.rng, self.params = plan, rng, params
        self.checker = Checker(plan.hospital, plan.terms)
        self.arrays = plan.problem.arrays
        self.roster = roster_from(plan.problem, symbols)
        self.broken = self.breaks(np.arange(len(symbols)), symbols)
        self.found = np.zeros((params.changes, 4), np.int64)

    def mend(self) -> None:
        """Swap until no row breaks a limit. Raises InputError where one still does at the end."""
        left, fewest = self.params.sideways, float(self.broken.sum())
        until = monotonic() + self.params.seconds
        while self.broken.any() and monotonic() < until:
            row = int(self.rng.choice(np.flatnonzero(self.broken)))
            choice = self._choose(row, self._changes(row), left > 0)
            if choice is None:
                break
            other, first, stop = (int(n) for n in choice[:3])
            swap_rows(self.arrays, self.roster, row, other, first, stop)
            rows = np.array([k for k in (row, other) if k >= 0])
            self.broken[rows] = self.breaks(rows, self.roster.symbols[rows])
            if self.broken.sum() < fewest - EPSILON:
                fewest, left = float(self.broken.sum()), self.params.sideways
            else:
                left -= 1
        if self.broken.any():
            raise InputError(self._unmended(int(np.flatnonzero(self.broken)[0])))

    def cheapen(self) -> None:
        """One swap of any row that costs less and breaks nothing, where there is one."""
        rows, days = self.roster.symbols.shape
        span = self.params.span_days // 2
        row = int(self.rng.integers(rows))
        low = int(self.rng.integers(max(1, days - span)))
        many = self._swaps(row, low, min(days, low + span))
        cheaper = self.found[:many][self.found[:many, 3] < self.roster.cost[0]]
        cheaper = cheaper[np.argsort(cheaper[:, 3], kind="stable")][: self.params.batch]
        lawful = np.flatnonzero(self.breaks_after(row, cheaper) <= 0)
        if len(lawful):
            swap_rows(self.arrays, self.roster, row, *(int(n) for n in cheaper[lawful[0], :3]))

    def breaks(self, rows: Ints, symbols: Ints) -> Floats:
        """(n,) of each of the lines (n, D) of these rows, its breaches: 1 each, and by how much."""
        if not len(rows):
            return np.zeros(0)
        events, _ = self._events(rows, symbols)
        far = np.minimum(1.0, -events["slack"] / np.maximum(1.0, events["limit"]))
        found: Floats = np.zeros(len(rows))
        np.add.at(found, events["line"].astype(np.int64), 1 + far)
        return found

    def breaks_after(self, row: int, changes: Ints) -> Floats:
        """(n,) breaches of a row and of the other together after each of the changes (n, 4)."""
        symbols = self.roster.symbols
        mine = np.repeat(symbols[row][None, :], len(changes), 0)
        theirs = symbols[np.maximum(changes[:, 0], 0)].copy()
        for k, (other, first, stop, _) in enumerate(changes.tolist()):
            ours = mine[k, first:stop].copy()
            mine[k, first:stop] = theirs[k, first:stop] if other >= 0 else 0
            if other >= 0:
                theirs[k, first:stop] = ours
        swapped = changes[:, 0] >= 0
        now = self.breaks(np.full(len(changes), row), mine)
        now[swapped] += self.breaks(changes[swapped, 0], theirs[swapped])
        return now

    def _events(self, rows: Ints, symbols: Ints) -> tuple[npt.NDArray[np.void], int]:
        lines = dated(self.plan.hospital, self.plan.rota(symbols, rows))
        return self.checker.fold(lines).breaches(np.arange(len(rows))), lines.history

    def _swaps(self, row: int, low: int, high: int) -> int:
        """List the swaps of a row in some days that the machine allows: how many."""
        span = DaySpan(low, high, self.params.swap_days)
        return int(lawful_swaps(self.arrays, self.roster, row, span, self.found))

    def _changes(self, row: int) -> Ints:
        """(n, 4) the swaps about a break of a row, the cheapest first."""
        many = self._swaps(row, *self._around(row))
        order = np.argsort(self.found[:many, 3] + self.rng.random(many), kind="stable")
        return np.asarray(self.found[order])

    def _around(self, row: int) -> tuple[int, int]:
        """The days, from and up to, that a breach of a row spans, and some around it."""
        line, margin, span = (
            self.roster.symbols[row],
            self.params.margin_days,
            self.params.span_days,
        )
        events, history = self._events(np.array([row]), line[None, :])
        event = events[int(self.rng.integers(len(events)))]
        low, high = (int(event[k] // DAY) - history for k in ("opened", "closed"))
        low, high = max(0, low - margin), min(len(line), high + 1 + margin)
        if high - low > span:
            low += int(self.rng.integers(high - low - span + 1))
            high = low + span
        return low, max(high, low + 1)

    def _choose(self, row: int, changes: Ints, sideways: bool) -> Ints | None:
        """The cheapest change that breaks less; else, if it may, one that breaks as much."""
        cost, level = int(self.roster.cost[0]), None
        for at in range(0, len(changes), self.params.batch):
            some = changes[at : at + self.params.batch]
            now, swapped = self.breaks_after(row, some), some[:, 0] >= 0
            others = np.where(swapped, self.broken[np.maximum(some[:, 0], 0)], 0)
            before = self.broken[row] + others
            better = np.flatnonzero(now < before - EPSILON)
            if len(better):
                best = np.asarray(some[better[0]])
                # rather a change that breaks as much than a place left open
                leaves_open = best[3] > cost + self.params.unfilled_cost
                return level if sideways and level is not None and leaves_open else best
            alike = np.flatnonzero((now < before + EPSILON) & swapped)
            if level is None and len(alike):
                level = np.asarray(some[self.rng.choice(alike)])
        return level if sideways else None

    def _unmended(self, row: int) -> Fault:
        """The first breach of a row that could not be mended, in the checker's words."""
        made = replace(self.plan.hospital, rota=self.plan.rota(self.roster.symbols))
        breaches = Checker(made, self.plan.terms).check("rota").breaches
        name = self.plan.problem.names[row]
        first = next((b for b in breaches if b.doctor == name), breaches[0])
        what = f"no rota found that keeps every limit: {first.sentence}"
        return Fault(what, code="no-result")
