"""How much of what is on the table is no worse than no deal to both sides, and of which terms."""

from dataclasses import dataclass
from math import prod

import numpy as np

from sevenday.talks.bargain import CLOSE, Bargain, Floats, Party

FINEST, COARSEST = 2_000, 20
"""Values of a term without steps."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The deals that neither side likes less than none.

    `share`: of all on the table. `spans`: by term, its least and greatest value among those tried;
    none where the zone is thinner than what was tried.
    """

    share: float
    spans: dict[str, tuple[float, float]]


def zone(table: Bargain, tried: int) -> Zone:
    """The zone of a table.

    Of terms with steps alone, every deal is tried, up to `tried`; other terms are tried at the
    middles of even parts of their span; many terms by deals drawn at random, the same each time.
    """
    free = sum(not term.values for term in table.terms)
    room = tried / prod(len(term.values) for term in table.terms if term.values)
    parts = min(FINEST, int(room ** (1 / free) + 1e-9)) if free else 0
    if room < 1 or (free and parts < COARSEST):
        return _zone(table, _drawn(table, tried), 0.0)
    middles = (np.arange(parts) + 0.5) / parts if free else np.zeros(0)
    n = len(table.terms)
    grids = []
    for axis, term in enumerate(table.terms):
        grid = np.array(term.values) if term.values else _between(term.low, term.high, middles)
        grids.append(grid.reshape([-1 if k == axis else 1 for k in range(n)]))
    return _zone(table, grids, 0.5 / parts if free else 0.0)


def _drawn(table: Bargain, many: int) -> list[Floats]:
    """Deals drawn at random, one array a term."""
    dice = np.random.default_rng(0)
    return [
        dice.choice(np.array(term.values), many)
        if term.values
        else _between(term.low, term.high, dice.random(many))
        for term in table.terms
    ]


def _between(low: float, high: float, shares: Floats) -> Floats:
    return low + (high - low) * shares


def _zone(table: Bargain, values: list[Floats], half: float) -> Zone:
    """Of some deals those in the zone; a term's values run along its axis, or along one for all.

    `half`: the half of a part of the span of a term without steps, for which its middle stands.
    """

    def content(side: Party) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        worth = (side.worth(term, each) for term, each in zip(table.terms, values, strict=True))
        total: Floats = sum(worth, np.zeros(1))
        return total >= side.reservation - CLOSE

    first, second = table.sides
    there = content(first) & content(second)
    spans = {}
    for term, each in zip(table.terms, values, strict=True) if there.any() else ():
        of_term = np.broadcast_to(each, there.shape)[there]
        edge = 0.0 if term.values else half * (term.high - term.low)
        spans[term.id] = (
            max(term.low, float(of_term.min()) - edge),
            min(term.high, float(of_term.max()) + edge),
        )
    return Zone(float(there.mean()), spans)
