"""The forecast of the country: what it must do on months that it has not seen."""

from pathlib import Path

import numpy as np
import pytest

from sevenday.errors import InputError
from sevenday.flow.country.backtest import backtest
from sevenday.flow.country.components import correlations, fit_components
from sevenday.flow.country.forecast import forecast
from sevenday.flow.country.panel import read_panel

ENGLAND = Path(__file__).parents[3] / "examples" / "england"
JUNE_2025 = 2025 * 12 + 5


@pytest.fixture(scope="module")
def panel():
    return read_panel(ENGLAND)


def test_july_to_december_2025_from_what_was_known_in_june(panel):
    found = backtest(panel.over_four_hours(), panel.months, JUNE_2025)
    assert found.trusts == 121
    assert 0.85 <= found.coverage <= 0.95 and min(found.by_month) >= 0.80
    assert found.mean_absolute_error < 3.26
    assert found.mean_absolute_error <= 0.91 * found.naive_error
    assert found.naive_error == pytest.approx(3.598, abs=0.001)
    assert found.interval_score <= 20.2 and found.mean_width <= 15.5


def test_earlier_years_were_worse_as_the_whole_country_rose_in_december(panel):
    values = panel.over_four_hours()
    now, then = (backtest(values, panel.months, 12 * year + 5) for year in (2025, 2017))
    assert then.mean_absolute_error > now.mean_absolute_error + 0.8
    assert min(then.by_month) == then.by_month[5] < 0.6
    month, points = then.missed_most
    assert month == "2017-12" and 8 < points < 9
    # with the country's own change known, two thirds of the difference go
    worse = then.known_change_error - now.known_change_error
    assert worse < 0.4 * (then.mean_absolute_error - now.mean_absolute_error)


def test_the_months_ahead_are_not_looked_at(panel):
    values = panel.over_four_hours()
    other = np.where(panel.months > JUNE_2025, 50.0, values)
    seen = panel.months <= JUNE_2025
    made = [forecast(v[:, seen], panel.months[seen], 6) for v in (values, other)]
    assert np.array_equal(made[0].mean, made[1].mean, equal_nan=True)


def test_variances_are_found_again():
    random = np.random.default_rng(1)
    months = np.arange(10, dtype=np.int64)
    true = np.array([4.0, 9.0, 0.0, 40.0, 0.0])
    covariance = np.tensordot(true, correlations(months, months, 0), 1)
    seen = random.multivariate_normal(np.zeros(10), covariance, size=4000)
    found = fit_components(seen, months, 0)
    assert found.variances[0] == pytest.approx(4, rel=0.15)
    assert found.variances[1] == pytest.approx(9, rel=0.15)
    assert found.variances.sum() == pytest.approx(53, rel=0.06)


def test_a_prediction_is_the_normal_distributions_own():
    """Against the conditional mean and variance, by inverting the whole covariance."""
    random = np.random.default_rng(2)
    months = np.array([0, 1, 2, 5], np.int64)
    ahead = np.array([6, 9], np.int64)
    seen = random.normal(size=(3, 4))
    seen[1, 2] = np.nan
    found = fit_components(random.normal(size=(200, 4)).cumsum(axis=1), months, 0)
    mean, variance = found.predict(seen, months, ahead, np.ones(3))
    for i, row in enumerate(seen):
        known = ~np.isnan(row)
        whole = np.concatenate([ahead, months[known]])
        precision = np.linalg.inv(found.covariance(whole, whole))
        inner = np.linalg.inv(precision[:2, :2])
        assert mean[i] == pytest.approx(-inner @ precision[:2, 2:] @ row[known], abs=1e-8)
        assert variance[i] == pytest.approx(inner.diagonal(), abs=1e-8)


def test_a_trust_without_a_recent_month_is_left_out(panel):
    seen = panel.months <= JUNE_2025
    values = panel.over_four_hours()[:, seen].copy()
    made = forecast(values, panel.months[seen], 6)
    there = ~np.isnan(values[:, -3:]).all(axis=1)
    assert (made.known == there).all() and np.isnan(made.mean[~there]).all()
    assert not np.isnan(made.mean[there]).any() and there.sum() == 121


def test_three_months_in_a_row_are_needed():
    months = np.array([0, 1, 3], np.int64)
    with pytest.raises(InputError, match="3 months in a row up to"):
        forecast(np.full((2, 3), 20.0), months, 6)
