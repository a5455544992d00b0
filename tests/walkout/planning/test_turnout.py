"""Turnout of a group: the reserve tables to the digit, exact chances, counts that come back."""

import tomllib
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sevenday as sd
from sevenday.model.walkout import Turnout
from sevenday.walkout.planning.turnout import (
    Group,
    best_match,
    pmf,
    present,
    reserve_for,
    rostered_for,
    shortfall,
    updated,
)

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "reserve.toml").read_text())
SHARES = st.floats(0.01, 0.99)


@pytest.mark.parametrize("p", CASES["independent"])
def test_the_independent_table_to_the_digit(p):
    for k, row in zip(CASES["k"], CASES["independent"][p], strict=True):
        assert [rostered_for(k, float(p), 0, sure) for sure in (0.9, 0.95, 0.99)] == row


@pytest.mark.parametrize("row", CASES["correlated"], ids=lambda row: f"rho {row['rho']}")
def test_the_correlated_table_to_the_digit(row):
    for p in ("0.3", "0.5", "0.7"):
        found = [rostered_for(k, float(p), row["rho"], 0.95) for k in CASES["k"]]
        assert found == row[p]


def test_the_tail_and_the_newsvendor_to_the_digit():
    for rho, name in ((0.0, "binomial"), (0.1, "correlated")):
        chances = pmf(Group(20, 0.3, rho))
        tail = [chances[k:].sum() for k in CASES["tail"]["at_least"]]
        assert np.allclose(tail, CASES["tail"][name], atol=5e-7)
    for empty, reserve, cost in CASES["newsvendor"]["rows"]:
        found = reserve_for(8, (Group(12, 0.45),), 1, empty)
        assert found == (reserve, pytest.approx(cost, abs=5e-7))


@given(st.integers(0, 25), SHARES, st.floats(0, 0.9), st.floats(0, 0.5))
def test_chances_sum_to_one_with_the_mean_that_was_said(n, p, rho, absent):
    chances = pmf(Group(n, p, rho, absent))
    assert chances.sum() == pytest.approx(1) and (chances >= -1e-15).all()
    assert (chances @ np.arange(n + 1)) == pytest.approx(n * p * (1 - absent))
    if not absent:
        spread = chances @ (np.arange(n + 1) - n * p) ** 2
        assert spread == pytest.approx(n * p * (1 - p) * (1 + max(0, n - 1) * rho))


@given(st.integers(1, 12), SHARES, st.floats(0.02, 0.6), st.floats(0.0, 0.4))
def test_the_closed_form_is_the_integral_over_the_groups_share(n, p, rho, absent):
    """By sampling the share alone: a second way to the same chance."""
    rng = np.random.default_rng(n)
    share = rng.beta(p * (1 / rho - 1), (1 - p) * (1 / rho - 1), 40_000) * (1 - absent)
    for k in range(n + 1):
        sample = comb(n, k) * share**k * (1 - share) ** (n - k)
        error = sample.std() / np.sqrt(len(sample)) + 1e-12
        if sample.mean() > 1e-3:  # of what is rarer a sample says little
            assert abs(sample.mean() - pmf(Group(n, p, rho, absent))[k]) < 5 * error


def test_edges_are_certain():
    assert pmf(Group(3, 0.0)).tolist() == [1, 0, 0, 0]
    assert pmf(Group(3, 1.0, 0.3)).tolist() == [0, 0, 0, 1]
    assert np.allclose(pmf(Group(3, 0.4, 1.0)), [0.6, 0, 0, 0.4])
    assert pmf(Group(0, 0.4, 0.2)).tolist() == [1]
    assert np.allclose(shortfall((), 2), [0, 0, 1])


def test_groups_add_up_and_what_is_missing_is_counted():
    groups = (Group(2, 0.5), Group(1, 1.0))
    assert np.allclose(present(groups), [0, 0.25, 0.5, 0.25])
    assert np.allclose(shortfall(groups, 3), [0.25, 0.5, 0.25, 0])


def test_a_count_moves_the_mean_and_narrows_it():
    prior = Turnout(0.5, 0.1)
    after = updated(prior, 20, 4, 0.0)
    assert prior.absence_share < after.absence_share < 0.8 and after.rho < prior.rho
    assert updated(prior, 20, 10, 0.0).absence_share == pytest.approx(0.5)
    assert updated(prior, 20, 9, 0.1).absence_share == pytest.approx(0.5)
    certain = Turnout(0.0, 0.0)
    assert updated(certain, 20, 4, 0.0) == certain


def test_the_entry_that_says_most_is_taken():
    wide, ed, f1 = Turnout(0.5, 0), Turnout(0.6, 0, service="ED"), Turnout(0.7, 0, grade="F1")
    said = (wide, ed, f1)
    assert best_match(said, "F1", 1, "ED") is f1
    assert best_match(said, "ST4", 2, "ED") is ed
    assert best_match(said, "ST4", 2, "ICU") is wide
    assert best_match((ed,), "ST4", 2, "ICU") is None


def test_a_grade_says_more_than_a_service_and_a_service_more_than_a_tier():
    grade, service, tier = (
        Turnout(0.5, 0, grade="F1"),
        Turnout(0.6, 0, service="ED"),
        Turnout(0.7, 0, tier=1),
    )
    assert best_match((tier, service, grade), "F1", 1, "ED") is grade
    assert best_match((tier, service), "F1", 1, "ED") is service
    both = Turnout(0.8, 0, tier=1, service="ED")
    assert best_match((both, service, tier), "F1", 1, "ED") is both


@pytest.mark.parametrize("rho", [0.0, 0.1, 0.4])
@pytest.mark.parametrize(("needed", "share"), [(1, 0.3), (3, 0.5), (5, 0.8)])
def test_the_fewest_rostered_are_the_first_that_do(needed, share, rho):
    def enough(n):
        return pmf(Group(n, share, rho))[needed:].sum() >= 0.75

    assert rostered_for(needed, share, rho, 0.75) == next(n for n in range(needed, 99) if enough(n))


def test_a_group_that_can_never_do_is_said():
    with pytest.raises(sd.InputError, match="no group"):
        rostered_for(1, 0.0, 0.0, 0.9)
