"""Cells that cost more than they need, where moves are best begun: a request that is refused."""

from sevenday.kernels import kernel
from sevenday.solver.engine.problem import Arrays
from sevenday.solver.engine.roster import Roster

MOST_DEAR = 1024
"""Dear cells that are looked up at once."""


@kernel
def dear_cells(P: Arrays, X: Roster, above, first, stop, found):
    """Write (row, day) of the cells that cost `above` more than another symbol there; how many.

    Of days `first` to `stop`, until `found` (n, 2) is full. What is less than the temperature
    above the cheapest comes and goes by itself.
    """
    R, _, C = P.allowed.shape
    many = 0
    for r in range(R):
        for d in range(first, stop):
            here, dear = P.cost[r, d, X.symbols[r, d]], False
            for c in range(C):
                dear = dear or (P.allowed[r, d, c] and here - P.cost[r, d, c] > above)
            if dear and many < len(found):
                found[many, 0], found[many, 1] = r, d
                many += 1
    return many
