"""Arrivals and doctors' times by maximum likelihood: what was put in comes out, in its interval."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from sevenday.flow.calibration.arrivals_fit import fit_arrivals
from sevenday.flow.calibration.result import trend_words
from sevenday.flow.calibration.service_fit import fit_times
from sevenday.model import ArrivalCount
from sevenday.model.observed import ObservedContact

MONDAY = date(2026, 3, 2)


def counts(days: int, spread: float, seed: int, weekend: float = 1.0) -> list[ArrivalCount]:
    """Hourly counts by class of days whose level is gamma around 100, later at weekends."""
    rng = np.random.default_rng(seed)
    hours = np.where(np.arange(24) < 8, 0.5, 1.25) / 24
    late = np.roll(hours, 4) if weekend != 1.0 else hours
    found = []
    for k in range(days):
        day = MONDAY + timedelta(days=k)
        level = rng.gamma(spread**-2, spread**2) if spread else 1.0
        level *= 100 * (weekend if day.weekday() >= 5 else 1.0)
        mix = (0.05, 0.15, 0.4, 0.3, 0.1)
        for hour in range(24):
            shares = late if day.weekday() >= 5 else hours
            for kind, part in enumerate(mix):
                many = int(rng.poisson(level * shares[hour] * part))
                if many:
                    found.append(ArrivalCount("ED", day, hour, kind + 1, float(many)))
    return found


@pytest.mark.parametrize("spread", [0.0, 0.08, 0.2])
def test_the_spread_between_days_lies_in_its_interval(spread: float) -> None:
    inside = 0
    for seed in range(12):
        found = fit_arrivals("ED", counts(84, spread, seed))
        assert found is not None
        inside += found.spread.low <= spread <= found.spread.high
    assert inside >= 9  # of twelve intervals of 95 % fewer hold it once in ten thousand times


def test_levels_of_weekdays_lie_in_their_intervals() -> None:
    inside = []
    for seed in range(8):
        found = fit_arrivals("ED", counts(84, 0.08, seed, weekend=1.3))
        assert found is not None
        truth = [100.0] * 5 + [130.0] * 2
        inside += [a.low <= t <= a.high for a, t in zip(found.levels, truth, strict=True)]
    assert np.mean(inside) > 0.85


def test_hours_that_differ_at_weekends_are_seen_and_those_alike_are_not() -> None:
    alike = fit_arrivals("ED", counts(84, 0.08, 1))
    other = fit_arrivals("ED", counts(84, 0.08, 1, weekend=1.3))
    assert alike is not None and alike.shape == "all days alike" and alike.mix == "all hours alike"
    assert other is not None and other.shape == "weekdays and weekends"
    assert other.patients.sum(axis=(1, 2)) == pytest.approx([e.value for e in other.levels])
    assert other.patients[6, 2].sum() > other.patients[1, 2].sum()


def test_what_is_left_of_days_is_as_large_as_chance_makes_it() -> None:
    found = fit_arrivals("ED", counts(168, 0.08, 3))
    assert found is not None and float(np.std(found.off)) == pytest.approx(1.0, abs=0.15)


def test_too_few_days_are_not_fitted() -> None:
    assert fit_arrivals("ED", counts(10, 0.1, 1)) is None
    assert fit_arrivals("ED", [ArrivalCount("ED", "Mon", 9, None, 3.0)]) is None


def tasks(seed: int, many: int = 600) -> tuple[list[ObservedContact], dict[tuple[int, int], float]]:
    rng = np.random.default_rng(seed)
    by_class, by_tier, sigma = {2: 40.0, 3: 25.0, 4: 15.0}, {1: 1.6, 2: 1.3, 3: 1.0}, 0.7
    truth = {(c, t): m * f for c, m in by_class.items() for t, f in by_tier.items()}
    found = []
    for _ in range(many):
        kind, tier = int(rng.choice([2, 3, 4])), int(rng.choice([1, 2, 3]))
        level = np.log(truth[kind, tier]) - sigma**2 / 2
        found.append(ObservedContact("ED", "first", kind, tier, float(rng.lognormal(level, sigma))))
    return found, truth


def test_minutes_by_class_and_tier_lie_in_their_intervals() -> None:
    inside = []
    for seed in range(10):
        own, truth = tasks(seed)
        (found,) = fit_times(own)
        inside += [
            found.means[key].low <= mean <= found.means[key].high for key, mean in truth.items()
        ]
        assert found.cv == pytest.approx(np.sqrt(np.expm1(0.49)), rel=0.2)
    assert np.mean(inside) > 0.85


def test_a_class_and_tier_that_the_tasks_do_not_reach_is_not_said() -> None:
    own = [ObservedContact("ED", "first", 2, 1, float(m)) for m in range(10, 30)]
    own += [ObservedContact("ED", "first", 4, 3, float(m)) for m in range(5, 15)]
    (found,) = fit_times(own)
    assert set(found.means) == {(2, 1), (4, 3)}
    assert {(row.triage, row.tier) for row in found.rows} == {(2, 1), (4, 3)}


def test_a_few_tasks_are_not_fitted() -> None:
    own, _ = tasks(1, many=12)
    assert fit_times(own) == ()


@pytest.mark.parametrize("rise", [0.0, 0.1])
def test_a_trend_that_the_fit_leaves_out_is_told(rise: float) -> None:
    inside, said = 0, 0
    for seed in range(8):
        rows = [
            replace(row, patients=float(many))
            for row in counts(84, 0.05, seed)
            if (
                many := np.random.default_rng([seed, hash_of(row)]).binomial(
                    int(row.patients), 0.7 * (1 + rise * ((row.day - MONDAY).days - 41.5) / 30)
                )
            )
        ]
        found = fit_arrivals("ED", rows)
        assert found is not None
        inside += found.trend.low <= rise <= found.trend.high
        said += "which it leaves out" in trend_words(found)
    assert inside >= 6  # of eight intervals of 95 % fewer hold it once in three thousand times
    assert said <= 2 if rise == 0 else said == 8


def hash_of(row: ArrivalCount) -> int:
    """A number of a row's own, for its draw."""
    return (row.day.toordinal() * 24 + row.hour) * 5 + row.triage


def test_a_date_without_a_row_is_left_out_and_counted() -> None:
    gone = MONDAY + timedelta(days=30)
    found = fit_arrivals("ED", [row for row in counts(84, 0.0, 1) if row.day != gone])
    assert found is not None and (found.days, found.left_out) == (83, 1)
    assert min(level.value for level in found.levels) > 90
