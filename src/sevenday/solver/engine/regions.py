"""Regions of the roster made anew by column generation: a large neighbourhood search."""

from dataclasses import dataclass

import numpy as np

from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.diving import dive, filling_cost
from sevenday.solver.engine.neighbourhoods import NeighbourhoodSelector, Proposal
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.problem import Ints
from sevenday.solver.engine.progress import Progress
from sevenday.solver.engine.roster import insert_days, lawful, remove_days, roster_from
from sevenday.solver.engine.subproblem import cut_region

CLOSE = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class RegionSearch:
    """Proposes regions of the roster as it stands, on any thread, and accepts them on one."""

    progress: Progress
    selector: NeighbourhoodSelector
    params: SearchParams

    def propose(self, seed: int) -> Proposal:
        """A region of the roster as it stands, made anew where that can be done."""
        progress, problem = self.progress, self.progress.problem
        rng = np.random.default_rng(seed)
        with progress.lock:
            roster = progress.roster.copy()
            worst = progress.cost + self._drift()
        choice = self.selector.choose(rng)
        region = cut_region(problem, roster, choice.rows, choice.first, choice.stop)
        columns = RestrictedMaster(problem, region, self.params.columns)
        here = roster.symbols[choice.rows, choice.first : choice.stop].astype(np.int64)
        for k in range(len(choice.rows)):
            columns.add(k, here[k])
            for line in self.selector.lines(choice, k):
                columns.add(k, line)
        now = filling_cost(columns, here)
        sideways = rng.random() < self.params.neighbourhoods.sideways
        most = now + (max(1, worst - int(roster.cost[0])) if sideways else 0)
        dives = self.params.dives._replace(gap=self.params.dives.region_gap)
        found = dive(columns, lambda: most, rng, dives, progress.done)
        proved = found is None and columns.settled >= now - 1 + CLOSE
        return Proposal(choice, found, proved)

    def accept(self, made: Proposal) -> None:
        """Put a proposal in, where the roster as it now stands is lawful with it and no dearer.

        Another proposal may have been put in since this one was made.
        """
        progress, patience = self.progress, self.params.neighbourhoods.patience
        with progress.lock:
            progress.steps += 1
            progress.since += 1
            self.selector.learn(made)
            if made.symbols is None:
                return
            P, X, choice = progress.problem.arrays, progress.roster, made.choice
            before, old = int(X.cost[0]), X.symbols[choice.rows].astype(np.int64)
            new = old.copy()
            new[:, choice.first : choice.stop] = made.symbols
            self._replace(choice.rows, new)
            fits = all(lawful(P, X, row) for row in choice.rows)
            if not fits or X.cost[0] > max(before, progress.cost + self._drift()):
                self._replace(choice.rows, old)
                return
            progress.keep_best(X)
            if progress.since > 2 * patience:
                progress.roster = roster_from(progress.problem, progress.best)
                progress.since = 0

    def _drift(self) -> int:
        """How much worse than the best the roster may be, when nothing has helped for long."""
        settings = self.params.neighbourhoods
        if self.progress.since <= settings.patience:
            return 0
        return int(self.progress.cost * settings.drift) + 2

    def _replace(self, rows: Ints, symbols: Ints) -> None:
        days, arrays, roster = symbols.shape[1], self.progress.problem.arrays, self.progress.roster
        for row in rows:
            remove_days(arrays, roster, row, 0, days)
        for row, line in zip(rows, symbols, strict=True):
            insert_days(arrays, roster, row, 0, days, line)
