"""A figure of each trust in months ahead: what is expected, and how wide it may be.

The country's month and a trust's deviation from it are forecast apart. Deviations go by variance
components fitted on every month at hand (`components`): they are drawn to the country's month by
as much as past months say. The country itself is taken to stay at the mean of its last three
months, with a spread that its own last changes give.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.errors import InputError
from sevenday.flow.country.components import Components, fit_components
from sevenday.flow.country.months import month_text

Floats = npt.NDArray[np.float64]
Months = npt.NDArray[np.int64]

BASE = 3
"""Months in a row that a forecast starts from. Their mean was nearer than the last in 2016-18."""
NORMAL_90 = 1.6448536269514722
"""Standard deviations that a normal interval of 90 % reaches to either side."""
EDGE = 0.5
"""Percentage points from 0 and 100 within which a share counts as at that distance."""


@dataclass(frozen=True, eq=False, slots=True)
class Forecast:
    """Figures of n trusts in h months ahead.

    Parameters
    ----------
    months
        (h,) which months.
    mean
        (n, h) what is expected, in the unit of what was given; NaN for a trust left out.
    own, country
        (n, h) and (h,) variances of the trust's own part and of the country's.
    known
        (n,) whether the trust had a month of the last three.
    components
        What the deviations go by.
    """

    months: Months
    mean: Floats
    own: Floats
    country: Floats
    known: npt.NDArray[np.bool_]
    components: Components

    @property
    def spread(self) -> Floats:
        """(n, h) standard deviations."""
        return np.sqrt(self.own + self.country)

    def interval(self) -> tuple[Floats, Floats]:
        """The low and the high end of the 90 % interval, each (n, h)."""
        reach = NORMAL_90 * self.spread
        return self.mean - reach, self.mean + reach


def forecast(values: Floats, months: Months, ahead: int, share: bool = True) -> Forecast:
    """Forecast the months that follow the last.

    Parameters
    ----------
    values
        (n, m) a figure by trust and month; NaN where it is not known.
    months
        (m,) which months, in order.
    ahead
        How many months to forecast.
    share
        Whether values are percentage points of a whole: months then pass less near 0 and 100, as
        p (1 - p) does, against the mean trust's.

    Raises
    ------
    InputError
        Where the last three months do not follow each other, or no trust has them.
    """
    there = ~np.isnan(values).all(axis=0)
    if not there.any():
        raise InputError("no trust has any month", code="missing-value")
    values, months = values[:, there], months[there]
    last = int(months[-1])
    base = months > last - BASE
    if base.sum() < BASE:
        found = ", ".join(month_text(int(month)) for month in months[base])
        raise InputError(
            f"a forecast starts from {BASE} months in a row up to {month_text(last)}; there is "
            f"{found} alone",
            code="missing-value",
        )
    known: npt.NDArray[np.bool_] = np.any(~np.isnan(values[:, base]), axis=1)
    if not known.any():
        raise InputError(
            f"no trust has a month since {month_text(last - BASE + 1)}", code="outside-dates"
        )
    since = _run_start(months)
    country = np.asarray(np.nanmean(values, axis=0), np.float64)
    deviations = values - country
    components = fit_components(deviations, months, since)
    coming = last + 1 + np.arange(ahead, dtype=np.int64)
    unrest = np.ones(len(values))
    if share:
        unrest[known] = _unrest(np.nanmean(values[:, base][known], axis=1))
    mean, own = components.predict(deviations, months, coming, unrest)
    own *= _swing(deviations[:, base], components)
    mean += country[base].mean() - mean[known].mean(axis=0)  # deviations are from the mean trust
    mean[~known] = np.nan
    step = float(np.mean(np.diff(country[base]) ** 2))
    moved: Floats = step * (np.arange(ahead, dtype=np.float64) + 1 + 5 / 9)
    return Forecast(coming, mean, own, moved, known, components)


def _run_start(months: Months) -> int:
    """The first month of the last run of months that follow each other."""
    gaps = np.flatnonzero(np.diff(months) > 1)
    return int(months[gaps[-1] + 1 if len(gaps) else 0])


def _swing(base: Floats, components: Components) -> float:
    """How much trusts changed in the last months, over what the components expect (variances)."""
    return float(np.nanmean(np.diff(base, axis=1) ** 2) / components.step())


def _unrest(level: Floats) -> Floats:
    """By trust its p (1 - p) over the mean of all: how much its months pass."""
    share = np.clip(level, EDGE, 100 - EDGE) / 100
    own = share * (1 - share)
    return np.asarray(own / own.mean(), np.float64)
