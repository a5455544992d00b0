"""Branch and bound over a small problem's columns: the bound rises until it meets a roster.

Each node is a bound at whole-number duals, so what the tree proves holds whatever the linear
programme's rounding was.
"""

import heapq
from collections.abc import Callable
from itertools import count

from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.diving import SURE, filling_cost
from sevenday.solver.engine.problem import Bools, Ints

CLOSE = 1e-6


def branch_and_bound(
    columns: RestrictedMaster,
    cutoff: float,
    on_bound: Callable[[float], None],
    done: Callable[[], bool],
) -> Ints | None:
    """Branch on cells until nothing under `cutoff` is left, the node of the least bound first.

    Cells and not columns are branched on, as barring a cell leaves the pricing problem as it was
    (Barnhart et al., "Branch-and-Price", Operations Research 46, 1998).

    Parameters
    ----------
    columns
        Of the region; what it allows is as it was when the search has ended.
    cutoff
        The cost of the best roster that is known, in units of cost.
    on_bound
        Called with each new bound over the whole region, in units of cost.
    done
        Called at each node: whether to end.

    Returns
    -------
    The last better roster (K, days); None where there is none.
    """
    allowed, whole = columns.region.allowed, columns.region.allowed.copy()
    numbers = count()
    open_: list[tuple[float, int, Bools]] = [(columns.settled, next(numbers), whole.copy())]
    best, stuck = None, cutoff  # the bound of whole nodes that their own bound does not close
    try:
        while open_ and open_[0][0] < cutoff - 1 + CLOSE and not done():
            bound, _, mask = heapq.heappop(open_)
            allowed[:] = mask
            columns.converge(until=cutoff - 1 + CLOSE, near=columns.params.node_gap, done=done)
            if done():
                return best
            bound = max(bound, columns.bound)
            if bound < cutoff - 1 + CLOSE:
                weights = columns.cell_weights()
                top = weights.max(2)
                if (top >= SURE).all():
                    found: Ints = weights.argmax(2)
                    if filling_cost(columns, found) < cutoff:
                        best, cutoff = found, filling_cost(columns, found)
                    if bound < cutoff - 1 + CLOSE:
                        stuck = min(stuck, bound)
                elif bound < cutoff - 1 + CLOSE:
                    k, i = divmod(int((abs(top - 0.6) + 9 * (top >= SURE)).argmin()), top.shape[1])
                    c = int(weights[k, i].argmax())
                    fixed, barred = mask.copy(), mask.copy()
                    fixed[k, i] = False
                    fixed[k, i, c] = True
                    barred[k, i, c] = False
                    for child in (fixed, barred):
                        heapq.heappush(open_, (bound, next(numbers), child))
            on_bound(min([cutoff, stuck, *(node[0] for node in open_[:1])]))
        if not done():
            on_bound(min(cutoff, stuck))
        return best
    finally:
        allowed[:] = whole
