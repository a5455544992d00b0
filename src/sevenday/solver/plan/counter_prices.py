"""What each count of an objective costs a doctor in a search: squares away from the fair share."""

from collections.abc import Sequence

import numpy as np

from sevenday.clock import WEEK
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.plan.fairness import FairnessGroup
from sevenday.solver.plan.objectives import HALF_HOUR, HOURS, PATTERNS, Objectives
from sevenday.solver.plan.prices import SearchPrices
from sevenday.solver.plan.weekly_hours import WeeklyHours


def counter_prices(
    objectives: Objectives,
    groups: Sequence[FairnessGroup],
    away: Bools,
    hours: WeeklyHours,
    prices: SearchPrices,
    most_a_day: int,
) -> Ints:
    """(R, T, N) what each count of each objective costs a row.

    `most_a_day`: the most that one day adds to any of them.
    """
    rows, days = away.shape
    size = days * max(1, most_a_day, *objectives.by_symbol[HOURS]) + 1
    final = np.zeros((rows, len(objectives.names), size))
    count = np.arange(size)
    for group in groups:
        price = prices.square(group.name) * objectives.weight(group.name)
        for row, wte, history, target in zip(
            group.rows, group.wte, group.history, group.target, strict=True
        ):
            away_from = count + history - target
            final[row, objectives.index(group.name)] = price * away_from**2 / wte
    if PATTERNS in objectives.names:
        price = prices.pattern * objectives.weight(PATTERNS)
        final[:, objectives.index(PATTERNS)] = price * count
    if objectives.weight(HOURS) > 0:
        for row, unit in zip(hours.rows, hours.unit_minutes, strict=True):
            beyond = np.maximum(
                0.0, abs(count * HALF_HOUR / unit - hours.target) - prices.free_hours
            )
            duties = beyond * unit / 60 / prices.duty_hours
            price = prices.square(HOURS) * objectives.weight(HOURS) * duties**2
            final[row, objectives.index(HOURS)] = price * days / WEEK * 60 / unit
    np.rint(final, out=final)
    return np.minimum(final, prices.most, out=final).astype(np.int32)


def outside_prices(
    group: FairnessGroup,
    between: tuple[float, float],
    size: int,
    weight: float,
    prices: SearchPrices,
) -> Ints:
    """(rows of the group, `size`) what each count costs whose share is not between two."""
    low, high = between
    counts = np.arange(size)[None, :] + np.array(group.history)[:, None]
    each = counts / np.array(group.wte)[:, None]
    beyond = np.maximum(0.0, np.maximum(low - each, each - high))
    price = prices.square(group.name) * weight
    return np.rint(price * np.where(beyond > 0, 1 + prices.outside * beyond, 0)).astype(np.int64)
