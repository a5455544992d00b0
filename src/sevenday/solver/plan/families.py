"""Which duties go together in anybody's line: the contract is made into states for these alone.

Whoever works in the emergency department has no ward's long days: no state has to remember both.
"""

import numpy as np

from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.cover_lines import Cover
from sevenday.solver.plan.horizon import Horizon


def symbol_families(
    horizon: Horizon, cover: Cover, allowed: Bools
) -> tuple[list[tuple[int, ...]], Ints]:
    """The sets of symbols that one doctor may have, none within another; (R,) which is whose.

    A doctor's are what their team may fill, what they are allowed (R, D, C), and what they have
    worked before.
    """
    fills: Bools = np.any(cover.positions >= 0, axis=(1, 3))
    may: Bools = fills[cover.team] | np.any(allowed, axis=1)
    history = horizon.hospital.history
    for name, codes in zip(history.doctors, history.codes, strict=True) if history else ():
        if name in horizon.row:
            worked = [horizon.symbol[c] for c in codes.tolist() if c in horizon.symbol]
            may[horizon.row[name], worked] = True
    may[:, 0] = False
    # a team is a team in bounds too: its doctors share their states
    theirs = [frozenset(np.flatnonzero(may[cover.team == t].any(0)).tolist()) for t in cover.team]
    every = dict.fromkeys(theirs)
    if not any(every):  # nobody may work anything
        every = {frozenset(range(1, len(horizon.codes))): None}
    largest = [one for one in every if not any(one < other for other in every)]
    which = [next(k for k, one in enumerate(largest) if own <= one) for own in theirs]
    return [tuple(sorted(one)) for one in largest], np.array(which, np.int64)
