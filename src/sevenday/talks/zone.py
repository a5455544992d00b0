"""How much of what is on the table is no worse than no deal, to both sides."""

from math import prod

import numpy as np

from sevenday.talks.bargain import CLOSE, Bargain, Floats, Party

FINEST, COARSEST = 2_000, 20
"""Values of a term without steps."""


def zone_share(table: Bargain, tried: int) -> float:
    """The share of deals that neither side likes less than none.

    Of terms with steps alone, every deal is tried, up to `tried`; other terms are tried at the
    middles of even parts of their span; many terms by deals drawn at random, the same each time.
    """
    free = sum(not term.values for term in table.terms)
    room = tried / prod(len(term.values) for term in table.terms if term.values)
    parts = min(FINEST, int(room ** (1 / free) + 1e-9)) if free else 0
    if room < 1 or (free and parts < COARSEST):
        return _share(table, _drawn(table, tried))
    middles = (np.arange(parts) + 0.5) / parts if free else np.zeros(0)
    n = len(table.terms)
    grids = []
    for axis, term in enumerate(table.terms):
        grid = np.array(term.values) if term.values else _between(term.low, term.high, middles)
        grids.append(grid.reshape([-1 if k == axis else 1 for k in range(n)]))
    return _share(table, grids)


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


def _share(table: Bargain, values: list[Floats]) -> float:
    """The share of deals in the zone; a term's values run along its axis, or along one for all."""

    def content(side: Party) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        worth = (side.worth(term, each) for term, each in zip(table.terms, values, strict=True))
        total: Floats = sum(worth, np.zeros(1))
        return total >= side.reservation - CLOSE

    first, second = table.sides
    return float((content(first) & content(second)).mean())
