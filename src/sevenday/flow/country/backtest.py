"""A forecast held against months that it did not see."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.flow.country.forecast import Forecast, forecast
from sevenday.flow.country.months import month_number, month_text
from sevenday.results import Measured, Result

Floats = npt.NDArray[np.float64]
Months = npt.NDArray[np.int64]

AHEAD = 6
"""Months of a test."""
MISS = 2 / (1 - 0.9)
"""What a point outside a 90 % interval costs in its score (Gneiting and Raftery, 2007)."""


@dataclass(frozen=True, eq=False)
class ForecastTest(Result):
    """How a forecast of shares did, over all trusts and months tested.

    Parameters
    ----------
    first, last
        The months tested, as YYYY-MM.
    trusts
        How many.
    coverage
        The share of figures within the 90 % interval.
    by_month
        The same by month.
    mean_absolute_error, naive_error
        Percentage points, of this forecast and of the last value seen.
    known_change_error
        The error that is left where the country's own change is known.
    country_missed
        By month, how far the mean trust came to lie above its forecast.
    interval_score, mean_width
        Of the 90 % interval: its width, and twenty times how far outside a figure lies.
    naive_score
        The interval score of the last value with an interval as wide.
    """

    first: str
    last: str
    trusts: int
    coverage: Measured
    by_month: tuple[Measured, ...]
    mean_absolute_error: Measured
    naive_error: Measured
    known_change_error: Measured
    country_missed: tuple[Measured, ...]
    interval_score: Measured
    mean_width: Measured
    naive_score: Measured

    @property
    def missed_most(self) -> tuple[str, float]:
        """The month in which the country lay furthest from its forecast, and by how much."""
        k = int(np.argmax(np.abs(self.country_missed)))
        first = month_number(self.first)
        assert first is not None
        return month_text(first + k), self.country_missed[k]


def backtest(
    values: Floats, months: Months, origin: int, ahead: int = AHEAD
) -> ForecastTest | None:
    """Forecast from a month with what was known then, and hold the months after against it.

    None where three months before or all months after are not there. Trusts without a figure in
    all of them are left out.
    """
    wanted = {origin - k for k in range(3)} | {origin + 1 + k for k in range(ahead)}
    if not wanted <= set(months.tolist()):
        return None
    seen = months <= origin
    made = forecast(values[:, seen], months[seen], ahead)
    return compare_with(made, values[:, seen][:, -1], values[:, np.isin(months, made.months)])


def compare_with(made: Forecast, last: Floats, truth: Floats) -> ForecastTest:
    """The figures of a test: a forecast, the last values (n,) and what came, (n, h)."""
    whole = ~np.isnan(np.column_stack([truth, made.mean, last])).any(axis=1)
    truth, last = truth[whole], last[whole][:, None]
    mean = made.mean[whole]
    low, high = (end[whole] for end in made.interval())
    error = truth - mean
    inside = (low <= truth) & (truth <= high)
    local = error - error.mean(axis=0)
    reach = (high - low) / 2
    return ForecastTest(
        month_text(int(made.months[0])),
        month_text(int(made.months[-1])),
        int(whole.sum()),
        float(inside.mean()),
        tuple(inside.mean(axis=0).tolist()),
        float(np.abs(error).mean()),
        float(np.abs(truth - last).mean()),
        float(np.abs(local).mean()),
        tuple(error.mean(axis=0).tolist()),
        _score(truth, low, high),
        float((high - low).mean()),
        _score(truth, last - reach, last + reach),
    )


def _score(truth: Floats, low: Floats, high: Floats) -> float:
    outside = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    return float((high - low + MISS * outside).mean())
