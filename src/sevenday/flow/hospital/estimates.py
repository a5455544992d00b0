"""Figures with their intervals, from what replications found."""

from collections.abc import Callable, Sequence
from math import inf, isfinite, pi, sqrt, tan
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.flow.simulation.inputs import Floats
from sevenday.flow.simulation.replicate import Runs
from sevenday.flow.simulation.state import LEFT, Records

SURE = 0.95
"""How sure an interval is to hold the figure."""
BATCHES = 10
"""Parts of the replications that a figure of all patients is worked out in, for its interval."""


class Estimate(NamedTuple):
    """A figure and the interval that holds it with 95 %; infinite where it is never reached."""

    value: float
    low: float
    high: float

    def between(self, least: float, most: float = inf) -> "Estimate":
        """The same with an interval that holds only what can be."""
        return Estimate(self.value, max(least, self.low), min(most, self.high))


class Arrived(NamedTuple):
    """(patients,) each: class, which replication, times in hours, how it ended; all who came."""

    kind: npt.NDArray[np.int8]
    run: npt.NDArray[np.int64]
    wait: Floats
    decided: Floats
    stay: Floats
    outcome: npt.NDArray[np.int8]

    def some(self, which: npt.NDArray[np.bool_]) -> "Arrived":
        """Those of whom it is true."""
        return Arrived(
            self.kind[which],
            self.run[which],
            self.wait[which],
            self.decided[which],
            self.stay[which],
            self.outcome[which],
        )


def arrived_of(runs: Sequence[Runs]) -> Arrived:
    """Everybody who came in the hours looked at, in all replications."""
    records: list[Records] = [each for part in runs for each in part.records]
    many = [len(each.kind) for each in records]

    def joined(values: list[npt.NDArray[np.float32]]) -> Floats:
        return np.concatenate(values).astype(np.float64)

    return Arrived(
        np.concatenate([each.kind for each in records]),
        np.repeat(np.arange(len(records)), many),
        joined([each.wait for each in records]),
        joined([each.decided for each in records]),
        joined([each.stay for each in records]),
        np.concatenate([each.outcome for each in records]),
    )


def deviations(freedom: int) -> float:
    """Standard errors either way that hold a mean with 95 %, by degrees of freedom (Student).

    Exact for one and two; from three on Cornish and Fisher's series (1937), right to 1 %.
    """
    if freedom == 1:
        return tan(pi * SURE / 2)
    if freedom == 2:
        return SURE * sqrt(2 / (1 - SURE**2))
    z, n = NormalDist().inv_cdf((1 + SURE) / 2), freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )


def half_width(values: Floats) -> float:
    """Half of the interval of the mean over replications."""
    many = len(values)
    if many < 2:
        return inf
    spread = float(np.std(values, ddof=1)) / many**0.5
    return float(deviations(many - 1) * spread)


def mean_of(values: Floats) -> Estimate:
    """The mean of one number a replication."""
    middle, half = float(np.mean(values)), half_width(values)
    return Estimate(middle, middle - half, middle + half)


def amount(values: Floats) -> Estimate:
    """The mean of one number a replication that is never less than 0."""
    return mean_of(values).between(0.0)


def pooled(
    came: Arrived, runs: int, figure: Callable[[Arrived], float], most: float = inf
) -> Estimate:
    """A figure of all patients of all replications; its interval from batches of replications.

    Where it is infinite in some batch, the interval goes from the least to the most of them.
    `most`: what it can be at most; none is less than 0.
    """
    batches = min(BATCHES, runs)
    value = figure(came)
    batch = came.run * batches // runs
    each = np.array([figure(came.some(batch == k)) for k in range(batches)])
    each = each[~np.isnan(each)]
    if len(each) < 2:
        return Estimate(value, 0.0, most)
    if not (isfinite(value) and np.isfinite(each).all()):
        return Estimate(value, float(each.min()), float(each.max()))
    half = half_width(each)
    return Estimate(value, value - half, value + half).between(0.0, most)


def ratio(top: Floats, bottom: Floats, most: float = inf) -> Estimate:
    """The sum of one number a replication over that of another, with its interval.

    Its error is that of a mean of what each replication's first number lies off (Cochran, Sampling
    Techniques, 1977, section 6.3). Never less than 0; not a number where the second sum is 0.
    """
    total = float(bottom.sum())
    if total == 0:
        return Estimate(float("nan"), 0.0, most)
    value = float(top.sum()) / total
    half = half_width((top - value * bottom) * len(bottom) / total)
    return Estimate(value, value - half, value + half).between(0.0, most)


def share_of(came: Arrived, runs: int, which: npt.NDArray[np.bool_]) -> Estimate:
    """The share of all patients of all replications of whom something is true."""
    total = np.bincount(came.run, minlength=runs).astype(float)
    some = np.bincount(came.run, which.astype(float), minlength=runs)
    return ratio(np.asarray(some, float), total, 1.0)


def quantile(values: Floats, share: float) -> float:
    """The least value that so large a share is not above; infinite counts as any other."""
    if len(values) == 0:
        return float("nan")
    place = max(0, int(np.ceil(share * len(values))) - 1)
    return float(np.partition(values, place)[place])


def share(which: npt.NDArray[np.bool_]) -> float:
    """The share of whom something is true; not a number where there is nobody."""
    return float(which.mean()) if len(which) else float("nan")


def within(came: Arrived, hours: float) -> float:
    """The share of all who came that was seen and gone within so many hours of arrival."""
    return share(came.stay <= hours)


def beyond(came: Arrived, hours: float) -> float:
    """The share of all who came that stayed for longer; whoever left unseen did not."""
    return share((came.stay > hours) & (came.outcome != LEFT))
