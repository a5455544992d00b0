"""Ranks, and how far they are known."""

import numpy as np
import pytest

from sevenday.flow.country.panel import read_panel
from sevenday.flow.country.ranks import places_known, rank_intervals, ranks_of
from tests.flow.country.small import ENGLAND


def test_one_is_the_highest_and_equals_go_in_order():
    assert ranks_of(np.array([0.1, 0.5, 0.5, 0.3])).tolist() == [4, 1, 2, 3]
    assert ranks_of(np.array([[1.0, 9.0], [2.0, 3.0]])).tolist() == [[2, 1], [1, 2]]


def test_an_interval_is_where_the_draws_are():
    draws = np.array([[3.0] * 10, [2.0] * 5 + [0.0] * 5, [1.0] * 10])
    middle, low, high = rank_intervals(draws)
    assert middle.tolist() == [1, 2, 3] or middle.tolist() == [1, 3, 2]
    assert low.tolist() == [1, 2, 2] and high.tolist() == [1, 3, 3]


def test_one_month_ranks_within_22_places_and_nine_within_8():
    """flow-facts 6: the mean width of a 95 % interval is 44 of 121 places, and 16 of nine months"""
    panel = read_panel(ENGLAND)
    values = panel.over_four_hours()[:, -9:]
    one, many, number = places_known(values[~np.isnan(values).any(axis=1)])
    assert number == 9
    assert one == pytest.approx(22, abs=1) and many == pytest.approx(8, abs=0.5)
