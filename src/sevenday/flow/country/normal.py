"""The normal distribution over arrays, without a library of its own."""

from math import erfc, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

REACH, FINE = 8.0, 1000
_AT = np.arange(-REACH * FINE, REACH * FINE + 1) / FINE
_BELOW = np.array([0.5 * erfc(-x / sqrt(2)) for x in _AT])
TAIL = 1e-9


def below(x: Floats) -> Floats:
    """The chance of a value below x, to about 1e-7; 0 or 1 beyond eight deviations."""
    place = np.clip((x + REACH) * FINE, 0, len(_BELOW) - 1.001)
    first = place.astype(np.int32)
    low = _BELOW[first]
    return np.asarray(low + (place - first) * (_BELOW[first + 1] - low))


def quantile(chance: float) -> float:
    """The value below which one lies with a chance, which is brought within (0, 1)."""
    return NormalDist().inv_cdf(min(max(chance, TAIL), 1 - TAIL))


def quantiles(chances: Floats) -> Floats:
    """The same over an array."""
    return np.interp(np.clip(chances, TAIL, 1 - TAIL), _BELOW, _AT)
