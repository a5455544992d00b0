"""What may come after a line: the duties of some cell codes, as arrays."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.limits.classes import DutyTable

Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float64]
MAX_DUTIES = 48
"""Duties in a window, at most: a line of numbers is as long for each state."""


class DutyTimes(NamedTuple):
    """What may come: each part of the codes in hand, by its class bits, times and work.

    `group`: the place in `codes` of each part's cell.
    """

    group: Ints
    mask: Ints
    start: Ints
    end: Ints
    work: Floats


def duty_times(parts: DutyTable, codes: Ints) -> DutyTimes:
    """The parts of some cell codes. A class that it has on any day of the week counts."""
    flat = [(n, p) for n, c in enumerate(codes) for p in range(parts.first[c], parts.first[c + 1])]
    at = np.array([p for _, p in flat], np.int64)
    mask = np.asarray(np.bitwise_or.reduce(parts.mask[at], 1), np.int64)
    group = np.array([n for n, _ in flat], np.int64)
    return DutyTimes(group, mask, parts.start[at], parts.end[at], parts.work[at])
