"""The search: a first roster, annealing, the bound by columns, dives, then regions made anew.

Every stage hands its best on; the roster only ever gets better. With `steps` the work of every
stage is counted, not timed, so the same seed and steps give the same roster.
"""

import math
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

import numpy as np

from sevenday.solver.engine.annealing import (
    anneal_chain,
    anneal_halves,
    anneal_pair,
    generator_state,
)
from sevenday.solver.engine.branching import branch_and_bound
from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.construction import first_roster, table_cells
from sevenday.solver.engine.diving import dive, filling_cost
from sevenday.solver.engine.lagrangian import lagrangian_bound
from sevenday.solver.engine.moves import Roster, insert_days, lawful, remove_days, roster_from
from sevenday.solver.engine.neighbourhoods import NeighbourhoodSelector, Proposal, trivial_bound
from sevenday.solver.engine.problem import Ints, Problem
from sevenday.solver.engine.subproblem import cut_region

THREADS = 2
CLOSE = 1e-6
SHORT_SHARE, CHAIN_SHARE = 0.1, 0.15
"""When the chain ends, of a short and of a long roster: a part of the time."""
LONG_SHARE, ASCENT_SHARE = 0.6, 0.7
"""The same for two chains and an ascent, where no columns fit."""
LONG = 4000
"""DutyCodes, rows x days, above which a roster is long."""
MOST_ROUNDS = 60
ROOT_SHARE = 0.6
MOST_FOR_COLUMNS = 60_000_000
"""Cells of a row's table above which its whole horizon is not priced exactly."""
SMALL, NODES = 500, 2000
"""Cells up to which a problem is branched to the end; nodes where steps are counted, not time."""
NEAR_ROOT = 1e-3
DIVES = 3
DIVE_SHARE, RISEN = 0.25, 1e-3
"""When dives end early, a part of the time, where their mix has risen by this part of its cost."""
REGION_NEAR = 0.02
SIDEWAYS = 0.3
DRIFT = 0.001
QUIET = 2.0
"""Seconds after which a better bound alone is told."""
PATIENCE = 150
"""NeighbourhoodSelector without a better roster before the search may go a little uphill."""


@dataclass(frozen=True, eq=False, slots=True)
class SearchResult:
    """The best roster (R, D) of symbols, what it costs, and a bound that no roster is under.

    `steps`: None of an engine that counts none.
    """

    symbols: Ints
    cost: int
    bound: int
    seconds: float
    steps: int | None
    stopped: bool


OnIncumbent = Callable[[Ints, int, int, float], None]
"""Told of each better roster, and now and then of a better bound: symbols, cost, bound, seconds."""


def search(
    problem: Problem,
    *,
    seconds: float | None,
    steps: int | None = None,
    seed: int = 1,
    start: Ints | None = None,
    on_incumbent: OnIncumbent | None = None,
) -> SearchResult:
    """Search for the cheapest roster, for some seconds or some steps.

    `start`: a lawful roster (R, D) to begin from. Ends early where a roster meets the bound, and
    on Ctrl-C, with the best so far. Raises InputError where a row has no lawful line, ValueError
    where `start` breaks a rule.
    """
    return _Search(problem, seconds, steps, seed, start, on_incumbent).run()


class _Search:
    """One search: the roster it stands at, the best so far, the bound, and how far it has come."""

    def __init__(
        self,
        problem: Problem,
        seconds: float | None,
        steps: int | None,
        seed: int,
        start: Ints | None,
        on_incumbent: OnIncumbent | None,
    ) -> None:
        self.problem, self.on_incumbent = problem, on_incumbent
        self.began = monotonic()
        self.seconds = math.inf if seconds is None or steps is not None else seconds
        self.steps_asked = steps
        self.steps = self.since = self.rounds = 0
        self.rng = np.random.default_rng(seed)
        self.stopped = self.halt = False
        self.lock = Lock()
        if start is None:
            self.roster = first_roster(problem, self.rng)
        elif wrong := problem.broken(start):
            raise ValueError(f"the roster to begin from: {wrong[0]}")
        else:
            self.roster = roster_from(problem, start)
        self.best = self.roster.symbols.astype(np.int64)
        self.cost = int(self.roster.cost[0])
        self.bound = trivial_bound(problem)
        self.regions = NeighbourhoodSelector(problem)
        self.long = problem.allowed[:, :, 0].size > LONG
        self._tell()

    @property
    def spent(self) -> float:
        """Seconds so far."""
        return monotonic() - self.began

    def _done(self, share: float = 1.0) -> bool:
        return self.halt or self.cost <= self.bound or self.spent >= share * self.seconds

    def _tell(self) -> None:
        self.told = self.spent
        if self.on_incumbent is not None:
            self.on_incumbent(self.best, self.cost, self.bound, self.spent)

    def run(self) -> SearchResult:
        """All stages; Ctrl-C ends them with the best so far."""
        try:
            with ThreadPoolExecutor(THREADS) as pool:
                try:
                    if any(self.problem.margin):
                        self._by_pairs(pool)
                    elif self.steps_asked is None:
                        self._by_the_clock(pool)
                    else:
                        self._by_steps(pool)
                finally:
                    self.halt = True
        except KeyboardInterrupt:
            self.stopped = True
        return SearchResult(self.best, self.cost, self.bound, self.spent, self.steps, self.stopped)

    def _better(self, roster: Roster) -> None:
        """Keep a roster that is the best so far. The caller holds the lock."""
        if roster.cost[0] < self.cost:
            self.cost = int(roster.cost[0])
            self.best = roster.symbols.astype(np.int64)
            self.since = 0
            self._tell()

    def _part(self, share: float) -> float:
        """How much of a share of the time, or of the steps, is over; 1 where all is."""
        if self._done():
            return 1.0
        if self.steps_asked is not None:
            self.rounds += 1
            return (self.rounds - 1) / min(MOST_ROUNDS, self.steps_asked)
        return self.spent / (share * self.seconds)

    def _chain(self, rng: Ints) -> None:
        """One chain from the roster; its end takes the roster's place where it is better."""
        share = CHAIN_SHARE if self.long else SHORT_SHARE
        end = anneal_chain(self.problem, self.roster, rng, lambda: self._part(share), self._take)
        self._take(end)

    def _root(self, share: float) -> None:
        """The bound over the whole problem, and dives from its columns."""
        problem = self.problem
        rows, days, _ = problem.shape
        if problem.unit > 1:
            return  # rounded amounts may leave a row out: nothing that they say is a bound
        if not self._columns_fit():
            lagrangian_bound(problem, self.cost, self._prove, lambda: self._part(ASCENT_SHARE) >= 1)
            return
        whole = cut_region(problem, self.roster, np.arange(rows), 0, days)
        columns = RestrictedMaster(problem, whole)
        for k in range(rows):
            columns.add(k, self.best[k])

        def done() -> bool:
            self._prove(columns.proved(problem.constant))
            return self._done(share)

        columns.converge(near=NEAR_ROOT, done=done)
        self._prove(columns.proved(problem.constant))
        risen = columns.value + RISEN * abs(columns.value + problem.constant)

        def dived() -> bool:
            return self._done(DIVE_SHARE if columns.value > risen else 1.0)

        def cutoff() -> float:
            return self.cost - problem.constant

        self.regions.remember(columns)
        rng = np.random.default_rng(self.rng.integers(2**62))
        for first in (True,) + (False,) * (DIVES - 1):
            if self._done(share):
                return
            found = dive(columns, cutoff, rng, done=dived, root=first)
            if found is None:
                continue
            self._take(roster_from(problem, found))
        if rows * days <= SMALL:
            self._branch(columns, lambda: self._done(share))

    def _branch(self, columns: RestrictedMaster, done: Callable[[], bool]) -> None:
        """Prove a small problem's roster the best, or find a better one."""
        constant = self.problem.constant
        left = iter(range(NODES if self.steps_asked is not None else 2**62))

        def ended() -> bool:
            return done() or next(left, None) is None

        def told(bound: float) -> None:
            self._prove(math.ceil(bound - CLOSE) + constant)

        found = branch_and_bound(columns, self.cost - constant, told, ended)
        if found is not None:
            self._take(roster_from(self.problem, found))

    def _take(self, roster: Roster) -> None:
        with self.lock:
            if roster.cost[0] < self.roster.cost[0]:
                self.roster = roster
            self._better(roster)

    def _prove(self, bound: int) -> None:
        """Keep a better bound; tell of it where nothing has been told for some time."""
        if bound > self.bound:
            with self.lock:
                self.bound = max(self.bound, bound)
                if self.spent - self.told > QUIET:
                    self._tell()

    def _propose(self, seed: int) -> "Proposal":
        """A region of the roster as it stands, made anew where that can be done."""
        rng = np.random.default_rng(seed)
        with self.lock:
            roster = self.roster.copy()
            worst = self.cost + self._drift()
        choice = self.regions.choose(rng)
        region = cut_region(self.problem, roster, choice.rows, choice.first, choice.stop)
        columns = RestrictedMaster(self.problem, region)
        here = roster.symbols[choice.rows, choice.first : choice.stop].astype(np.int64)
        for k in range(len(choice.rows)):
            columns.add(k, here[k])
            for line in self.regions.lines(choice, k):
                columns.add(k, line)
        now = filling_cost(columns, here)
        sideways = rng.random() < SIDEWAYS
        most = now + (max(1, worst - int(roster.cost[0])) if sideways else 0)
        found = dive(columns, lambda: most, rng, REGION_NEAR, done=self._done)
        proved = found is None and columns.settled >= now - 1 + CLOSE
        return Proposal(choice, found, proved)

    def _drift(self) -> int:
        """How much worse than the best the roster may be, when nothing has helped for long."""
        return int(self.cost * DRIFT) + 2 if self.since > PATIENCE else 0

    def _accept(self, made: "Proposal") -> None:
        """Put a proposal in, where the roster as it now stands is lawful with it and no dearer."""
        with self.lock:
            self.steps += 1
            self.since += 1
            self.regions.learn(made)
            if made.symbols is None:
                return
            P, X, choice = self.problem.arrays, self.roster, made.choice
            before, old = int(X.cost[0]), X.symbols[choice.rows].astype(np.int64)
            new = old.copy()
            new[:, choice.first : choice.stop] = made.symbols
            self._swap(choice.rows, new)
            fits = all(lawful(P, X, row) for row in choice.rows)
            if not fits or X.cost[0] > max(before, self.cost + self._drift()):
                self._swap(choice.rows, old)
                return
            self._better(X)
            if self.since > 2 * PATIENCE:
                self.roster = roster_from(self.problem, self.best)
                self.since = 0

    def _swap(self, rows: Ints, symbols: Ints) -> None:
        days = symbols.shape[1]
        for row in rows:
            remove_days(self.problem.arrays, self.roster, row, 0, days)
        for row, line in zip(rows, symbols, strict=True):
            insert_days(self.problem.arrays, self.roster, row, 0, days, line)

    def _seed(self) -> int:
        return int(self.rng.integers(2**62))

    def _by_the_clock(self, pool: ThreadPoolExecutor) -> None:
        """Annealing and proof, a core each, or both for a long roster; then regions made anew."""
        if self.long and not self._columns_fit():
            anneal_halves(
                self.problem,
                self.roster,
                self.rng,
                lambda: self._part(LONG_SHARE),
                pool,
                self._better,
            )
        tasks: set[Future[Any]] = {pool.submit(self._root, ROOT_SHARE)}
        tasks.add(pool.submit(self._chain, generator_state(self.rng)))
        try:
            while not self._done():
                while len(tasks) < THREADS:
                    tasks.add(pool.submit(self._propose, self._seed()))
                ended, _ = wait(tasks, 0.5, FIRST_COMPLETED)
                for future in ended:
                    tasks.remove(future)
                    made = future.result()
                    if made is not None:
                        self._accept(made)
        finally:
            self.halt = True
        for future in tasks:
            made = future.result()
            if made is not None:
                self._accept(made)

    def _by_pairs(self, pool: ThreadPoolExecutor) -> None:
        """Where shares are priced at the margin: rows made anew and days swapped, to the end."""

        def part() -> float:
            if self._done():
                return 1.0
            self.steps += 1
            if self.steps_asked is None:
                return self.spent / self.seconds
            return (self.steps - 1) / self.steps_asked

        anneal_pair(self.problem, self.roster, self.rng, part, pool, self._better)
        self.steps = min(self.steps, self.steps_asked or self.steps)

    def _by_steps(self, pool: ThreadPoolExecutor) -> None:
        """The same one after the other: regions two at a time, put in by order."""
        self._chain(generator_state(self.rng))
        self._root(1.0)
        while self.steps < (self.steps_asked or 0) and not self._done():
            pair = [pool.submit(self._propose, self._seed()) for _ in range(THREADS)]
            for future in pair:
                self._accept(future.result())

    def _columns_fit(self) -> bool:
        """Whether a row's whole horizon can be priced exactly."""
        rows = range(self.problem.shape[0])
        return all(table_cells(self.problem.arrays, row) <= MOST_FOR_COLUMNS for row in rows)
