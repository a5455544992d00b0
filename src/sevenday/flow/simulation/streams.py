"""Random numbers by purpose, replication and patient, so that two plans meet the same patients.

A draw is a hash of where it stands and keeps no state: patient 17's patience is the same number
whatever happened to the sixteen before, and whatever else is drawn. Source: Steele, Lea and Flood
2014 (SplitMix64's mixing function, with its constants).
"""

from math import cos, exp, log, pi, sqrt

import numpy as np
import numpy.typing as npt

from sevenday.kernels import inlined

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST_MIX = np.uint64(0xBF58476D1CE4E5B9)
SECOND_MIX = np.uint64(0x94D049BB133111EB)

# what a number is drawn for
GAP, KIND, STAYS_AWAY, CALLED_AMBULANCE, VISIT, RESULTS, AWAY, REVIEW, ADMITTED, PATIENCE = range(
    10
)
ADMITTED, PATIENCE, STAY, DISCHARGE, WEEKEND, LEVEL, FIRST_BEDS, OTHER_STAY = range(8, 16)
PURPOSES = 16

VISITS = 64
"""Draws set aside for a patient's visits; the next patient's come after them."""


@inlined
def mixed(x):
    """64 bits that look random, of 64 that need not."""
    z = np.uint64(x)
    z = (z ^ (z >> np.uint64(30))) * FIRST_MIX
    z = (z ^ (z >> np.uint64(27))) * SECOND_MIX
    return z ^ (z >> np.uint64(31))


def streams(seed: int, replication: int) -> npt.NDArray[np.uint64]:
    """(PURPOSES,) where the numbers of each purpose in one replication start."""
    first = mixed(np.array([seed], np.uint64) * GOLDEN + np.uint64(replication))
    purposes = np.arange(1, PURPOSES + 1, dtype=np.uint64)
    found: npt.NDArray[np.uint64] = mixed(first + purposes * GOLDEN)
    return found


@inlined
def uniform(start, index):
    """The number at an index of a stream: above 0, up to 1."""
    z = mixed(start + np.uint64(index + 1) * GOLDEN)
    return (np.float64(z >> np.uint64(11)) + 1.0) / 9007199254740992.0


@inlined
def normal(start, index):
    """A standard normal number, of the two at 2 x index. Source: Box and Muller 1958."""
    radius = sqrt(-2.0 * log(uniform(start, 2 * index)))
    return radius * cos(2.0 * pi * uniform(start, 2 * index + 1))


@inlined
def spread_around(mean, cv, start, index):
    """A time of a mean: the same always (cv 0), exponential (cv 1), else lognormal."""
    if cv == 0.0 or mean == 0.0:
        return mean
    if cv == 1.0:
        return -mean * log(uniform(start, index))
    variance = log(1.0 + cv * cv)
    return mean * exp(sqrt(variance) * normal(start, index) - 0.5 * variance)
