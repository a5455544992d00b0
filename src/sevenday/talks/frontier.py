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

STEPS = 41
"""Values of a term without steps of its own on the first grid."""
MOST = 50_000
"""Deals kept as terms are added: more are thinned evenly, which a finer grid mends."""
DECIMALS = 12
"""Decimals of a worth that are more than floating-point error."""
HALVES = 5
"""Values of a finer grid from one value to its neighbour, both ends included."""


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


def first_grids(table: Bargain) -> tuple[Floats, ...]:
    """Each term's steps, or as many values as a first look needs."""
    return tuple(
        np.array(sorted(term.values)) if term.values else np.linspace(term.low, term.high, STEPS)
        for term in table.terms
    )


def efficient(table: Bargain, grids: Sequence[Floats], most: int = MOST) -> Efficient:
    """The frontier of the deals on some grids, one grid a term."""
    first, second = table.sides
    one, two = np.zeros(1), np.zeros(1)
    at: Places = np.zeros((1, 0), np.int64)
    for term, grid in zip(table.terms, grids, strict=True):
        one = (one[:, None] + first.worth(term, grid)).reshape(-1)
        two = (two[:, None] + second.worth(term, grid)).reshape(-1)
        kept = _unbettered(one, two)
        kept = kept[evenly(len(kept), most)]
        one, two = one[kept], two[kept]
        at = np.column_stack([at[kept // len(grid)], kept % len(grid)])
    return Efficient(table, tuple(grids), one, two, at)


def evenly(many: int, most: int) -> Places:
    """The places of at most so many of many, evenly, both ends among them."""
    if many <= most:
        return np.arange(many)
    return np.linspace(0, many - 1, most).astype(np.int64)


def finer(table: Bargain, found: Efficient, k: int) -> tuple[Floats, ...]:
    """Grids about one deal, to its neighbours; a term with steps keeps them all."""
    grids = []
    for term, grid, place in zip(table.terms, found.grids, found.at[k].tolist(), strict=True):
        if term.values:
            grids.append(grid)
            continue
        ends = grid[max(0, place - 1)], grid[place], grid[min(len(grid) - 1, place + 1)]
        halves = (np.linspace(*pair, HALVES) for pair in (ends[:2], ends[1:]))
        grids.append(np.unique(np.concatenate(list(halves))))
    return tuple(grids)


def _unbettered(one: Floats, two: Floats) -> Places:
    """The places of deals that no other betters, from the best for the first side to the worst."""
    mine, yours = np.round(one, DECIMALS), np.round(two, DECIMALS)
    order = np.lexsort((-yours, -mine))
    most = np.maximum.accumulate(yours[order])
    kept: Places = order[np.append(True, most[1:] > most[:-1])]
    return kept
