"""A hospital in outline: what it is fitted to comes out, and a walkout does what it should."""

from dataclasses import replace

import numpy as np
import pytest

from sevenday.flow.country.assess import TrustTask, assess
from sevenday.flow.country.normal import below, quantile, quantiles
from sevenday.flow.country.outline import BedWaits, Outline, _waits, capacity_without, hourly_means
from sevenday.flow.country.scenario import read_walkout

MIDDLE = TrustTask("R", 0, 340.0, 0.28, 0.40, 0.04, 0.01, 0.32, 0.11, 0.03, None, 120, 1, 4, 5)


def during(like="2025-11", **changes):
    walkout = replace(read_walkout(like), **changes)
    return replace(MIDDLE, walkout=walkout, weekday=walkout.weekday, days=walkout.days)


def mean(found, key):
    return float(found[key].mean())


def test_the_normal_distribution():
    assert below(np.array([0.0, 1.959964, -1.959964, 9.0, -9.0])) == pytest.approx(
        [0.5, 0.975, 0.025, 1.0, 0.0], abs=1e-7
    )
    assert quantiles(np.array([0.025, 0.5])) == pytest.approx([-1.959964, 0.0], abs=1e-4)
    assert quantile(0.95) == pytest.approx(1.644854, abs=1e-6)


@pytest.mark.parametrize(("four", "twelve"), [(0.317, 0.109), (0.58, 0.32), (0.12, 0.003)])
def test_bed_waits_have_the_shares_they_are_made_of(four, twelve):
    found = BedWaits.of_shares(four, twelve)
    assert found.over(4) == pytest.approx(four, abs=1e-4)
    assert found.over(12) == pytest.approx(twelve, abs=1e-4)


def test_the_mean_trusts_waits_are_the_published_ones():
    """flow-facts 2: 31.7 and 10.9 % give a median of 2.0 hours and a sigma of 1.46."""
    found = BedWaits.of_shares(0.317, 0.109)
    assert np.exp(found.mu) == pytest.approx(2.0, abs=0.03) and found.sigma == pytest.approx(
        1.46, abs=0.02
    )


def test_arrivals_by_hour_are_those_of_a_week():
    found = hourly_means(200.0, 0, 4)
    assert found.shape == (24 * 7,) and found.sum() == pytest.approx(1400, rel=0.002)


def test_waits_of_a_queue_worked_out_by_hand():
    """Ten come in the first hour and two are seen an hour: the fifth waits for two and a half."""
    arrivals = np.zeros((1, 30))
    arrivals[0, 0] = 10.0
    gone = np.minimum(2.0 * np.arange(31), 10.0)[None, :]
    found = _waits(arrivals, gone, np.zeros(1))
    assert found[0, 0] == pytest.approx(2.5 - 0.5)


def test_nobody_out_and_beds_as_they_are_is_the_usual_day():
    found = assess(during(absence_share=0.0, rho=0.0, demand=1.0, beds_freed=0.0))
    assert np.array_equal(found["usual"], found["walkout"])
    assert np.array_equal(found["usual_beds"], found["walkout_beds"])
    assert found["drivers"] == pytest.approx([0, 0, 0], abs=1e-12)


def test_the_fit_gives_other_patients_the_trusts_share():
    for share in (0.08, 0.25, 0.40, 0.62):
        found = assess(replace(MIDDLE, four_hours=share, beds_four=0.2, beds_twelve=0.02))
        assert float(found["fitted"]) == pytest.approx(share, abs=0.01)


def test_the_more_are_out_the_longer_the_stay():
    shares = [mean(assess(during(absence_share=a, rho=0.0)), "walkout") for a in (0.1, 0.4, 0.8)]
    assert shares[0] < shares[1] < shares[2]


def test_seniors_in_front_fewer_patients_and_free_beds_make_a_day_faster():
    found = assess(during("2016-04-26"))
    assert mean(found, "walkout") < mean(found, "usual") - 0.05
    assert mean(found, "walkout_beds") < mean(found, "usual_beds")
    assert found["waits"][1].mean() < found["waits"][0].mean()


def test_the_parts_of_a_walkout_add_up_to_it():
    found = assess(during("2016-04-26"))
    few = slice(0, 200)
    change = float((found["walkout"][few] - found["usual"][few]).mean())
    assert found["drivers"].sum() == pytest.approx(change, abs=1e-12)


def test_turnout_has_its_mean_and_correlation():
    found = assess(replace(during(absence_share=0.4, rho=0.1), replications=4000, days=1))[
        "absence_share"
    ]
    assert found.mean() == pytest.approx(0.4, abs=0.01)
    assert found.var() == pytest.approx(0.1 * 0.4 * 0.6, rel=0.08)


def test_doctors_work_without_residents():
    """0.65 x (1 - 0.4 (1 - 0.5 x 1.5)) + 0.35 / 0.894 ** 0.8."""
    expected = 0.65 * (1 - 0.4 * 0.25) + 0.35 / 0.894**0.8
    assert capacity_without(np.array([0.4]), 0.5) == pytest.approx([expected])
    assert capacity_without(np.array([0.0]), 0.5) == pytest.approx([1.0])


def test_beds_of_a_trust():
    assert Outline(100.0, 0.3, BedWaits(0, 1)).stock == pytest.approx(100 * 0.3 * 0.7 * 9.1)


def test_random_numbers_are_a_trusts_own():
    first, again, other = (assess(replace(MIDDLE, number=k)) for k in (0, 0, 1))
    assert all(np.array_equal(first[key], again[key]) for key in first)
    assert not np.array_equal(first["usual"], other["usual"])
