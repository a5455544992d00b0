"""The deals that nobody can better for one side without loss to the other, term by term.

What a deal is worth to a side is a sum over its terms, so a deal is on the frontier only if its
first terms are on theirs: terms are added one at a time, and what is bettered is left out at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.talks.bargain import Bargain, Floats

Places = npt.NDArray[np.int64]

DECIMALS = 12
"""Decimals of a worth that are more than floating-point error."""


@dataclass(frozen=True, slots=True)
class SettleParams:
    """How closely deals are searched for. A term with steps of its own keeps them all.

    `steps`: values of another term on the first grid. `most`: deals of a frontier that are left as
    terms are added: more are thinned evenly, which a finer grid mends. `zooms`: finer grids; the
    last has a step of under a billionth of a term's span. `halves`: values of a finer grid from one
    value to its neighbour, both ends included. `near`: as `most`, on a finer grid. `shown`: deals
    of the frontier that an answer has at most. `tried`: deals by which the zone is measured.
    """

    steps: int = 41
    most: int = 50_000
    zooms: int = 14
    halves: int = 5
    near: int = 2_000
    shown: int = 2_000
    tried: int = 1_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Efficient:
    """m deals, best for the first side first: (m,) the worth to each, (m, terms) places on grids.

    Of deals that are worth the same to both, one.
    """

    table: Bargain
    grids: tuple[Floats, ...]
    one: Floats
    two: Floats
    at: Places

    def deal(self, k: int) -> tuple[dict[str, float], tuple[float, float]]:
        """A deal: the value of each term, and what it is worth to each side."""
        named = {
            term.id: round(float(grid[place]), 9)
            for term, grid, place in zip(
                self.table.terms, self.grids, self.at[k].tolist(), strict=True
            )
        }
        return named, (round(float(self.one[k]), 9), round(float(self.two[k]), 9))


def first_grids(table: Bargain, steps: int) -> tuple[Floats, ...]:
    """Each term's steps, or as many values as a first look needs."""
    return tuple(
        np.array(sorted(term.values)) if term.values else np.linspace(term.low, term.high, steps)
        for term in table.terms
    )


def efficient(table: Bargain, grids: Sequence[Floats], most: int) -> Efficient:
    """The frontier of the deals on some grids, one grid a term."""
    first, second = table.sides
    one, two = np.zeros(1), np.zeros(1)
    at: Places = np.zeros((1, 0), np.int64)
    for term, grid in zip(table.terms, grids, strict=True):
        one = (one[:, None] + first.worth(term, grid)).reshape(-1)
        two = (two[:, None] + second.worth(term, grid)).reshape(-1)
        left = _unbettered(one, two)
        left = left[evenly(len(left), most)]
        one, two = one[left], two[left]
        at = np.column_stack([at[left // len(grid)], left % len(grid)])
    return Efficient(table, tuple(grids), one, two, at)


def evenly(many: int, most: int) -> Places:
    """The places of at most so many of many, evenly, both ends among them."""
    if many <= most:
        return np.arange(many)
    return np.linspace(0, many - 1, most).astype(np.int64)


def finer(table: Bargain, found: Efficient, k: int, halves: int) -> tuple[Floats, ...]:
    """Grids about one deal, to its neighbours; a term with steps keeps them all."""
    grids = []
    for term, grid, place in zip(table.terms, found.grids, found.at[k].tolist(), strict=True):
        if term.values:
            grids.append(grid)
            continue
        ends = grid[max(0, place - 1)], grid[place], grid[min(len(grid) - 1, place + 1)]
        pieces = [np.linspace(*pair, halves) for pair in (ends[:2], ends[1:])]
        grids.append(np.unique(np.concatenate(pieces)))
    return tuple(grids)


def _unbettered(one: Floats, two: Floats) -> Places:
    """The places of deals that no other betters, from the best for the first side to the worst."""
    mine, yours = np.round(one, DECIMALS), np.round(two, DECIMALS)
    order = np.lexsort((-yours, -mine))
    most = np.maximum.accumulate(yours[order])
    left: Places = order[np.append(True, most[1:] > most[:-1])]
    return left
