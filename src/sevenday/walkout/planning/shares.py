"""The share of a group that attends, as a few shares with weights: sums over them are exact.

A group's share is beta distributed and drawn once for all its people. What comes of a share is a
polynomial in it, of as high a degree as there are people; Gauss's rule for the beta with half as
many nodes integrates it exactly. Source: Golub and Welsch, "Calculation of Gauss quadrature rules",
Mathematics of Computation 23 (1969).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sevenday.walkout.planning.places import Crew
from sevenday.walkout.planning.turnout import Floats

MOST_NODES = 24
"""More nodes than that change no chance that can be told from rounding."""


class ShareKey(NamedTuple):
    """People whose share that attends is drawn once: a tier with one turnout."""

    tier: int
    attendance: float
    rho: float


def share_key(crew: Crew) -> ShareKey:
    """The group that a crew belongs to."""
    return ShareKey(crew.tier, crew.group.attendance, crew.group.rho)


def people_by_share(crews: Iterable[Crew]) -> Counter[ShareKey]:
    """How many of each group are not counted yet."""
    found: Counter[ShareKey] = Counter()
    for crew in crews:
        if crew.group.counted is None:
            found[share_key(crew)] += crew.group.rostered
    return found


class GroupShares(NamedTuple):
    """`weights`: (nodes,) adding up to 1; `of`: (nodes,) the share of each group."""

    weights: Floats
    of: dict[ShareKey, Floats]


def shares(people: Mapping[ShareKey, int]) -> GroupShares:
    """The shares of several groups, drawn apart from each other, with the weight of each mix.

    Parameters
    ----------
    people
        How many of each group.
    """
    weights: Floats = np.ones(1)
    found: dict[ShareKey, Floats] = {}
    for key, n in people.items():
        values, chances = _rule(key.attendance, key.rho, min(MOST_NODES, n // 2 + 1))
        found = {other: np.repeat(x, len(values)) for other, x in found.items()}
        found[key] = np.tile(values, len(weights))
        weights = np.outer(weights, chances).reshape(-1)
    return GroupShares(weights, found)


@lru_cache(maxsize=1024)
def _rule(mean: float, rho: float, nodes: int) -> tuple[Floats, Floats]:
    """Gauss's rule for the beta distribution of a mean and a correlation."""
    if rho <= 0 or not 0 < mean < 1:
        return np.array([mean]), np.ones(1)
    if rho >= 1:  # all of them come, or none
        return np.array([0.0, 1.0]), np.array([1 - mean, mean])
    strength = 1 / rho - 1
    low, high = mean * strength - 1, (1 - mean) * strength - 1  # powers of x and of 1 - x
    n = np.arange(1, nodes)
    both = 2 * n + low + high
    middle = np.array([(low - high) / (low + high + 2)])
    middle = np.append(middle, (low**2 - high**2) / (both * (both + 2)))
    if nodes == 1:
        return (1 + middle) / 2, np.ones(1)
    side = np.full(
        nodes - 1, 4 * (1 + low) * (1 + high) / ((2 + low + high) ** 2 * (3 + low + high))
    )
    n, both = n[1:], both[1:]
    side[1:] = 4 * n * (n + low) * (n + high) * (n + low + high)
    side[1:] /= both**2 * (both + 1) * (both - 1)
    roots, vectors = np.linalg.eigh(
        np.diag(middle) + np.diag(np.sqrt(side), 1) + np.diag(np.sqrt(side), -1)
    )
    return (1 + roots) / 2, vectors[0] ** 2
