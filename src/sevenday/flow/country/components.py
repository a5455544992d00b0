"""What a trust's months share with each other: variance components, and forecasts from them.

A trust's deviation from the country's month is a sum of independent parts, each with a correlation
over time that is known and a variance that is estimated: noise of the month, and parts that fade
within months, seasons, years and longer. One part more is a trust's place in the years at hand, so
that a gap of years does not decide how far trusts lie apart today.

Sources: Robinson, "That BLUP is a good thing", Statistical Science 6 (1991); Zhou, Hu, Qiao, Cho
and Zhou, "MM algorithms for variance components models", Journal of Computational and Graphical
Statistics 28 (2019), whose update is used.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Months = npt.NDArray[np.int64]

FADES = (3.0, 24.0, 200.0)
"""Months after which a part has faded to a third (1 / e): of a quarter, of years, of decades."""
PASSING = 3
"""So many parts pass: noise of the month, and what fades within a quarter or years."""
ROUNDS = 400
CLOSE = 1e-7
"""Share of the whole variance that no part changes by from which the estimate stands."""
LEAST = 1e-12


def correlations(first: Months, second: Months, since: int) -> Floats:
    """(k, a, b) how each part of a month goes with that of another month.

    `since`: the month from which a trust has its present place, beside all the other parts.
    """
    lag = np.abs(first[:, None] - second[None, :]).astype(np.float64)
    present = np.outer(first >= since, second >= since).astype(np.float64)
    parts = [(lag == 0).astype(np.float64), *(np.exp(-lag / fade) for fade in FADES), present]
    return np.array(parts)


@dataclass(frozen=True, eq=False, slots=True)
class Components:
    """Variances of the parts, (k,), in squares of what was fitted; see `correlations`."""

    variances: Floats
    since: int

    def covariance(self, first: Months, second: Months, unrest: float = 1.0) -> Floats:
        """(a, b) the covariance of months, for a trust of so much `unrest`: see `predict`."""
        return np.tensordot(self.scaled(unrest), correlations(first, second, self.since), 1)

    def scaled(self, unrest: float) -> Floats:
        """The variances of a trust whose passing parts are so many times the mean trust's."""
        return np.concatenate([unrest * self.variances[:PASSING], self.variances[PASSING:]])

    def predict(
        self, seen: Floats, months: Months, ahead: Months, unrest: Floats
    ) -> tuple[Floats, Floats]:
        """What is expected of months ahead, and its variance, each (n, h).

        It is the best linear prediction: a trust of which little is known is drawn to 0, the
        country's month, the more so the more its months pass.

        Parameters
        ----------
        seen
            (n, m) deviations of the months known; NaN where one is not.
        months, ahead
            (m,) and (h,) which months they are, and which are wanted.
        unrest
            (n,) how large each trust's passing parts are, against the mean trust's.
        """
        mean = np.zeros((len(seen), len(ahead)))
        variance = np.zeros_like(mean)
        between, across = (correlations(each, months, self.since) for each in (months, ahead))
        for i, row in enumerate(seen):
            known = np.flatnonzero(~np.isnan(row))
            parts = self.scaled(float(unrest[i]))
            over = np.tensordot(parts, across[:, :, known], 1)
            inner = np.tensordot(parts, between[:, known][:, :, known], 1)
            weights = np.linalg.solve(inner, over.T)
            mean[i] = row[known] @ weights
            explained = np.einsum("hk,kh->h", over, weights)
            variance[i] = np.maximum(parts.sum() - explained, LEAST)
        return mean, variance

    def step(self) -> float:
        """The variance of a change from one month to the next."""
        pair = self.covariance(
            np.array([self.since, self.since + 1]), np.array([self.since, self.since + 1])
        )
        return float(2 * (pair[0, 0] - pair[0, 1]))


def fit_components(seen: Floats, months: Months, since: int) -> Components:
    """Estimate the variances by maximum likelihood over all trusts, as normal and independent.

    Each round multiplies a variance by the root of its score's two halves, which never lowers the
    likelihood and keeps it at 0 or above.

    Parameters
    ----------
    seen
        (n, m) deviations from the country's month; NaN where a month is not known.
    months
        (m,) which months they are.
    since
        See `correlations`.
    """
    parts = correlations(months, months, since)
    patterns = [(known, seen[np.ix_(rows, known)]) for known, rows in _patterns(seen)]
    total = float(np.nanmean(seen**2))
    variances = np.full(len(parts), max(total, LEAST) / len(parts))
    for _ in range(ROUNDS):
        up, down = np.zeros(len(parts)), np.full(len(parts), LEAST)
        for known, rows in patterns:
            inner = parts[:, known][:, :, known]
            inverse = np.linalg.inv(np.tensordot(variances, inner, 1))
            scaled = rows @ inverse
            up += np.einsum("ij,kij->k", scaled.T @ scaled, inner)
            down += len(rows) * np.einsum("ij,kij->k", inverse, inner)
        better = variances * np.sqrt(up / down)
        if np.abs(better - variances).max() < CLOSE * better.sum():
            return Components(better, since)
        variances = np.maximum(better, LEAST)
    return Components(variances, since)


def _patterns(seen: Floats) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Which months are known, and the rows of which that is so; rows without any are left out."""
    known = ~np.isnan(seen)
    patterns, which = np.unique(known, axis=0, return_inverse=True)
    for k, pattern in enumerate(patterns):
        if pattern.any():
            yield np.flatnonzero(pattern), np.flatnonzero(which == k)
