"""The search: a first roster, annealing, the bound by columns, dives, then regions made anew.

Every stage hands its best on; the best roster only ever gets better. With `steps` the work of every
stage is counted, not timed, so the same seed and steps give the same roster.
"""

import math
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import count
from time import monotonic
from typing import Any

import numpy as np

from sevenday.cores import threads
from sevenday.solver.engine.annealing import anneal_chain, anneal_chains
from sevenday.solver.engine.annealing_halves import anneal_halves
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.neighbourhoods import NeighbourhoodSelector
from sevenday.solver.engine.params import SearchParams
from sevenday.solver.engine.pricing import keep_freed_tables, release_freed_tables
from sevenday.solver.engine.problem import Ints, Problem
from sevenday.solver.engine.progress import Budget, OnIncumbent, Progress
from sevenday.solver.engine.regions import RegionSearch
from sevenday.solver.engine.root import columns_fit, solve_root
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.xorshift import generator_state


@dataclass(frozen=True, eq=False, slots=True)
class SearchResult:
    """What a search found.

    Parameters
    ----------
    roster
        The best roster: symbols (R, D).
    cost
        What it costs.
    bound
        No roster costs less.
    seconds
        What the search took.
    steps
        How many steps it took; None of an engine that counts none.
    stopped
        Whether Ctrl-C ended it.
    """

    roster: Ints
    cost: int
    bound: int
    seconds: float
    steps: int | None
    stopped: bool

    @property
    def gap(self) -> float:
        """(cost - bound) / max(1, cost): 0 where the roster is proved the best."""
        return (self.cost - self.bound) / max(1, self.cost)


def search(
    problem: Problem,
    *,
    seconds: float | None = 60.0,
    steps: int | None = None,
    seed: int = 1,
    start: Ints | None = None,
    on_incumbent: OnIncumbent | None = None,
    enough: Callable[[Ints], bool] | None = None,
    params: SearchParams = SearchParams(),
) -> SearchResult:
    """Search for the cheapest roster.

    It ends early where a roster meets the bound, and on Ctrl-C, with the best so far.

    Parameters
    ----------
    problem
        What is rostered.
    seconds
        The time limit; None for none.
    steps
        How much work is done instead, whatever the clock says: regions made anew, or rounds.
    seed
        Of every random choice.
    start
        A lawful roster (R, D) to begin from.
    on_incumbent
        Called with each better roster.
    enough
        Whether a roster will do: chains by the clock end there. Steps are taken to the last.
    params
        Settings of the stages.

    Raises
    ------
    InputError
        Where a row has no lawful line.
    ValueError
        Where `start` breaks a rule.
    """
    keep_freed_tables()
    budget = Budget(monotonic(), math.inf if seconds is None else seconds, steps)
    rng = np.random.default_rng(seed)
    if start is None:
        roster = first_roster(problem, rng, params=params.construction)
        release_freed_tables()
    elif wrong := problem.violations(start):
        raise ValueError(f"the roster to begin from: {wrong[0]}")
    else:
        roster = roster_from(problem, start)
    progress = Progress(problem, roster, budget, params.stages, on_incumbent)
    stopped = False
    try:
        with ThreadPoolExecutor(threads()) as pool:
            try:
                _Search(progress, rng, params, pool, enough).run()
            finally:
                progress.halted = True
    except KeyboardInterrupt:
        stopped = True
    finally:
        release_freed_tables()
    best, cost, bound = progress.best, progress.cost, progress.bound
    return SearchResult(best, cost, bound, progress.spent, progress.steps, stopped)


class _Search:
    """The order of the stages, and which of them run side by side."""

    def __init__(
        self,
        progress: Progress,
        rng: np.random.Generator,
        params: SearchParams,
        pool: ThreadPoolExecutor,
        enough: Callable[[Ints], bool] | None,
    ) -> None:
        self.enough = enough
        self.progress, self.problem = progress, progress.problem
        self.rng, self.params, self.pool = rng, params, pool
        self.selector = NeighbourhoodSelector(self.problem, params.neighbourhoods)
        self.regions = RegionSearch(progress, self.selector, params)
        self.long = self.problem.allowed[:, :, 0].size > params.stages.long_cells

    def run(self) -> None:
        """All stages, as the problem and the budget ask for."""
        if any(self.problem.margin):
            self._by_chains()
        elif self.progress.budget.steps is None:
            self._by_the_clock()
        else:
            self._by_steps(self.progress.budget.steps)

    def _chain(self, rng: Ints) -> None:
        """One chain from the roster; its end takes the roster's place where it is better."""
        progress, stages = self.progress, self.params.stages
        share = stages.long_chain_share if self.long else stages.chain_share
        end = anneal_chain(
            self.problem,
            progress.roster,
            rng,
            lambda: progress.part(share),
            progress.offer,
            self.params,
        )
        progress.offer(end)

    def _root(self, share: float) -> None:
        solve_root(self.progress, self.selector, self.rng, self.params, share)

    def _seed(self) -> int:
        return int(self.rng.integers(2**62))

    def _by_the_clock(self) -> None:
        """Annealing and proof side by side, the halves of a long roster first; then regions."""
        progress, stages, pool = self.progress, self.params.stages, self.pool
        if self.long and not columns_fit(self.problem, self.params):
            anneal_halves(
                self.problem,
                progress.roster,
                self.rng,
                lambda: progress.part(stages.halves_share),
                pool,
                progress.keep_best,
                self.params,
            )
        chain = pool.submit(self._chain, generator_state(self.rng))
        tasks: set[Future[Any]] = {chain, pool.submit(self._root, stages.root_share)}
        try:
            while not progress.done():
                while len(tasks) < threads():
                    tasks.add(pool.submit(self.regions.propose, self._seed()))
                ended, _ = wait(tasks, 0.5, FIRST_COMPLETED)
                tasks -= ended
                self._accept(ended)
        finally:
            progress.halted = True
        self._accept(tasks)

    def _accept(self, tasks: set[Future[Any]]) -> None:
        """Accept what tasks have proposed; the chain and the root propose nothing."""
        for future in tasks:
            made = future.result()
            if made is not None:
                self.regions.accept(made)

    def _by_chains(self) -> None:
        """Where shares are priced at the margin: chains of reinsertions and swaps, to the end."""
        progress, steps = self.progress, self.progress.budget.steps
        falls, parts = self.params.swaps.falls, count()

        def part() -> float:
            if progress.done():
                return 1.0
            begun = next(parts)
            progress.steps = -(-begun // falls)
            if steps is None:
                if self.enough is not None and self.enough(progress.best):
                    return 1.0
                return progress.spent / progress.seconds
            return begun / (steps * falls)

        anneal_chains(
            self.problem,
            progress.roster,
            self.rng,
            part,
            self.pool,
            progress.keep_best,
            self.params,
            timed=steps is None,
        )

    def _by_steps(self, steps: int) -> None:
        """The stages one after another; regions some at a time, accepted in their order."""
        self._chain(generator_state(self.rng))
        self._root(1.0)
        together = self.params.neighbourhoods.together
        while self.progress.steps < steps and not self.progress.done():
            seeds = [self._seed() for _ in range(together)]
            for made in list(self.pool.map(self.regions.propose, seeds)):
                self.regions.accept(made)
