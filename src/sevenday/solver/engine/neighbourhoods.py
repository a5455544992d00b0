"""Which part of a roster to make anew next: how large, which rows, which days."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.params import NeighbourhoodParams
from sevenday.solver.engine.problem import Ints, Problem


@dataclass(frozen=True, eq=False, slots=True)
class Neighbourhood:
    """Rows and days, and the shape that chose them: few rows, few days or a block."""

    shape: str
    rows: Ints
    first: int
    stop: int


@dataclass(frozen=True, eq=False, slots=True)
class Proposal:
    """A choice made anew: `symbols` None where nothing better was found, `proved` where none is."""

    choice: Neighbourhood
    symbols: Ints | None
    proved: bool


@dataclass(eq=False)
class NeighbourhoodSelector:
    """Sizes that suit the problem, in cells, learnt from what can be proved and what cannot."""

    problem: Problem
    params: NeighbourhoodParams
    size: dict[str, float] = field(init=False)
    known: list[list[Ints]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the sizes of the settings."""
        first = self.params.few_rows, self.params.few_days, self.params.block
        self.size = dict(zip(("few rows", "few days", "block"), first, strict=True))

    def choose(self, rng: np.random.Generator) -> Neighbourhood:
        """The next region."""
        rows, days, _ = self.problem.shape
        shape = list(self.size)[int(rng.integers(len(self.size)))]
        cells = self.size[shape] * (0.6 + 0.8 * rng.random())
        if shape == "few rows":
            span = min(days, self.params.longest)
            many = cells / span
        elif shape == "few days":
            span = max(self.params.shortest, int(cells / rows))
            many = cells / span
        else:
            span = min(days, 14 + 7 * int(rng.integers(5)))
            many = cells / span
        span = min(days, span)
        many = min(rows, max(2, round(many)))
        first = int(rng.integers(days - span + 1))
        return Neighbourhood(
            shape, np.sort(rng.choice(rows, many, replace=False)), first, first + span
        )

    def learn(self, made: Proposal) -> None:
        """Larger where nothing better was proved, smaller where neither came of it."""
        rows, days, _ = self.problem.shape
        shape = made.choice.shape
        if made.proved:
            self.size[shape] = min(self.size[shape] * self.params.grow, rows * days)
        elif made.symbols is None:
            self.size[shape] = max(self.size[shape] * self.params.shrink, self.params.least_cells)

    def remember(self, columns: RestrictedMaster) -> None:
        """Keep the newest lines of each row from the whole problem's columns."""
        known: list[list[Ints]] = [[] for _ in range(columns.rows)]
        for k, symbols in zip(columns.owner, columns.symbols, strict=True):
            known[k].append(symbols)
        self.known = [lines[-self.params.known_lines :] for lines in known]

    def lines(self, choice: Neighbourhood, k: int) -> Iterator[Ints]:
        """Whole lines known of a row, where the region has all its days."""
        if self.known and choice.stop - choice.first == self.problem.shape[1]:
            yield from self.known[choice.rows[k]]


def trivial_bound(problem: Problem) -> int:
    """A bound that needs no search: each cell, counter and cover line at its cheapest."""
    cells = np.where(problem.allowed, problem.cost, np.iinfo(np.int64).max).min(2).sum()
    rest = problem.penalty.min(1).sum() + problem.final.min(2).sum()
    return int(cells) + int(rest) + problem.constant
