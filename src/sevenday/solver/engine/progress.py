"""What a search has come to: the roster that it stands at, the best, the bound, and its budget."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

import numpy as np

from sevenday.solver.engine.neighbourhoods import trivial_bound
from sevenday.solver.engine.params import StageParams
from sevenday.solver.engine.problem import Ints, Problem
from sevenday.solver.engine.roster import Roster

OnIncumbent = Callable[[Ints, int, int, float], None]
"""Called with each better roster (R, D), and now and then where only the bound is better: the
roster, its cost, the bound, and the seconds so far."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a search may take from `began` on: `seconds`, or `steps` whatever the clock says."""

    began: float
    seconds: float
    steps: int | None


class Progress:
    """One search on its way; its threads share it.

    Attributes
    ----------
    roster
        The roster that the search stands at; now and then it is a little dearer than the best.
    best, cost, bound
        The best roster (R, D), its cost, and what no roster costs less than.
    steps
        Regions made anew, or rounds of chains, so far.
    since
        Regions since the last better roster.
    halted
        Whether every stage is to end.
    """

    def __init__(
        self,
        problem: Problem,
        roster: Roster,
        budget: Budget,
        params: StageParams,
        on_incumbent: OnIncumbent | None,
    ) -> None:
        """A search begins: its first roster is reported."""
        self.problem, self.budget, self.params = problem, budget, params
        self.on_incumbent = on_incumbent
        self.seconds = math.inf if budget.steps is not None else budget.seconds
        self.steps = self.since = self.rounds = 0
        self.halted = False
        self.lock = Lock()
        self.roster = roster
        self.best = roster.symbols.astype(np.int64)
        self.cost = int(roster.cost[0])
        self.bound = trivial_bound(problem)
        self.report()

    @property
    def spent(self) -> float:
        """Seconds so far."""
        return monotonic() - self.budget.began

    def done(self, share: float = 1.0) -> bool:
        """Whether a share of the time is over, or there is nothing left to find."""
        return self.halted or self.cost <= self.bound or self.spent >= share * self.seconds

    def part(self, share: float) -> float:
        """How much of a share of the time is over, or of the rounds where steps are counted."""
        if self.done():
            return 1.0
        if self.budget.steps is not None:
            self.rounds += 1
            return (self.rounds - 1) / min(self.params.chain_rounds, self.budget.steps)
        return self.spent / (share * self.seconds)

    def report(self) -> None:
        """Say how far the search has come."""
        self.reported = self.spent
        if self.on_incumbent is not None:
            self.on_incumbent(self.best, self.cost, self.bound, self.spent)

    def keep_best(self, roster: Roster) -> None:
        """Keep a roster that is the best so far. The caller holds the lock, or is alone."""
        if roster.cost[0] < self.cost:
            self.cost = int(roster.cost[0])
            self.best = roster.symbols.astype(np.int64)
            self.since = 0
            self.report()

    def offer(self, roster: Roster) -> None:
        """Go on from a roster where it is better than the one that the search stands at."""
        with self.lock:
            if roster.cost[0] < self.roster.cost[0]:
                self.roster = roster
            self.keep_best(roster)

    def raise_bound(self, bound: int) -> None:
        """Keep a better bound; report it where nothing has been reported for some time."""
        if bound > self.bound:
            with self.lock:
                self.bound = max(self.bound, bound)
                if self.spent - self.reported > self.params.quiet:
                    self.report()
