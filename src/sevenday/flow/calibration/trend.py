"""Whether the days counted rise or fall: a fit of weekdays has neither a trend nor a season."""

from collections.abc import Sequence
from datetime import date
from math import inf

import numpy as np

from sevenday.flow.hospital.estimates import Estimate
from sevenday.flow.simulation.inputs import Floats

SURE = 1.96
PER = 30
"""Days over which the change is told."""


def trend_of(dates: Sequence[date], totals: Floats, means: Floats, variance: Floats) -> Estimate:
    """By what share arrivals change in 30 days, over what their weekdays have: weighted least
    squares.

    Parameters
    ----------
    dates
        Those counted.
    totals, means, variance
        (days,) patients of each, what its weekday has on average, and the variance of that.
    """
    some = means > 0
    when = np.array([day.toordinal() for day in dates], float)[some] / PER
    off = totals[some] / means[some] - 1
    weight = means[some] ** 2 / np.maximum(variance[some], 1e-9)
    away = when - np.average(when, weights=weight)
    information = float(weight @ away**2)
    if information == 0:
        return Estimate(0.0, -inf, inf)
    slope, half = float(weight @ (away * off)) / information, SURE * information**-0.5
    return Estimate(slope, slope - half, slope + half)
