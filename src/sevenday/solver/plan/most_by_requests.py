"""How much of an objective doctors may have where no more requests are refused.

Who has asked for no nights, and has none, may have none: others are not to have as few.
"""

import numpy as np

from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.fairness import FairnessGroup
from sevenday.solver.plan.objectives import BY_SYMBOL
from sevenday.solver.plan.plan import Plan


def most_by_requests(plan: Plan, group: FairnessGroup, price: Ints) -> tuple[int, ...]:
    """The most of an objective that each row of a group may have, by days on which one may be had.

    `price` (R, D): what each cell may cost at most for the requests that it refuses. Weekends and
    bank holidays are as they were: they do not go by the duty alone.
    """
    if group.name not in BY_SYMBOL:
        return group.top
    adds = np.array(plan.objectives.by_symbol[group.name]) > 0
    may = plan.problem.allowed & (plan.requests.cost <= price[:, :, None]) & adds
    days = may.any(2).sum(1)
    return tuple(min(top, int(days[row])) for row, top in zip(group.rows, group.top, strict=True))
