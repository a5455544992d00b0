"""Small scenarios with known answers, and how near a simulation comes to them."""

import numpy as np

from sevenday.flow.simulation.inputs import TIERS, Arrivals, Capacity, Care
from sevenday.flow.simulation.replicate import Scenario


def arrivals(rates, mix=(1.0,), times=(), spread=0.0, stays_away=0.0) -> Arrivals:
    hours = len(rates)
    shares = np.cumsum(mix) / np.sum(mix)
    return Arrivals(
        np.array(rates, float),
        np.tile(shares, (hours, 1)),
        np.full(hours, stays_away),
        np.zeros(len(mix)),
        spread,
        np.array(times, float),
    )


def care(means, cv=1.0, **settings) -> Care:
    """Classes with a mean service time each, which all tiers take; nothing else is done."""
    classes = len(means)
    hours = np.tile(np.array(means, float)[None, :, None], (3, 1, TIERS))
    plain = Care(
        hours,
        np.full_like(hours, cv),
        np.zeros((2, classes)),
        np.zeros(classes),
        np.ones(classes),
        np.zeros((classes, TIERS)),
        np.zeros((2, classes, TIERS)),
        np.zeros(classes),
        np.zeros((3, classes), np.int64),
        np.arange(3 * classes).reshape(3, classes),
        np.array([0.0, 1.0]),
        -1,
    )
    return plain._replace(**settings)


def capacity(doctors, **settings) -> Capacity:
    """Doctors of tier 1 by the hour; no beds and cubicles to wait for."""
    by_quarter = np.zeros((TIERS, 4 * len(doctors)), np.int64)
    by_quarter[0] = np.repeat(doctors, 4)
    plain = Capacity(
        by_quarter,
        False,
        0,
        np.array([-1]),
        np.zeros(len(doctors), np.int64),
        np.array([[30.0, 1.0], [30.0, 1.0]]),
        np.zeros(24),
        1.0,
        np.zeros(2),
        0,
        0,
    )
    return plain._replace(**settings)


def station(rate, means, servers, hours, mix=(1.0,), **settings) -> Scenario:
    """One queue, at one rate for so many hours."""
    return Scenario(
        arrivals([rate] * hours, mix), care(means, **settings), capacity([servers] * hours)
    )


def near(values, answer, errors=3.0) -> bool:
    """Whether the mean over replications is within so many standard errors of the answer."""
    values = np.asarray(values, float)
    error = values.std(ddof=1) / np.sqrt(len(values))
    return abs(values.mean() - answer) <= errors * error + 1e-12
