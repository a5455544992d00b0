"""What figures tell of settings, from slopes that are made up."""

import numpy as np
import pytest

from sevenday.flow.calibration.identified import Identified, identifiable, identified


def identify(slopes: np.ndarray) -> Identified:
    return identified(slopes, identifiable(slopes))


def test_settings_that_move_figures_of_their_own_are_all_told() -> None:
    found = identify(np.diag([30.0, 20.0, 10.0]))
    assert found.free == (0, 1, 2) and not found.silent and not found.instead


def test_a_setting_that_moves_nothing_is_silent() -> None:
    found = identify(np.array([[30.0, 0.1], [20.0, 0.2]]))
    assert found.free == (0,) and found.silent == (1,)


def test_two_that_move_figures_alike_are_not_told_apart() -> None:
    slopes = np.array([[30.0, 15.0], [20.0, 10.1]])
    found = identify(slopes)
    assert found.free == (0,)
    moves, rest = found.instead[1]
    assert moves[0] == pytest.approx(0.5, abs=0.01) and rest < 0.1


def test_no_more_settings_are_fitted_than_there_are_figures() -> None:
    assert len(identify(np.array([[30.0, 10.0, 20.0]])).free) == 1


def test_those_told_badly_are_named_with_their_correlation() -> None:
    slopes = np.array([[300.0, 290.0], [0.0, 12.0]])
    found = identify(slopes)
    assert found.free == (0, 1)
    ((a, b, correlation),) = found.correlated
    assert (a, b) == (0, 1) and correlation < -0.9


def test_those_told_before_stay_as_long_as_they_are_told() -> None:
    slopes = np.array([[30.0, 15.0], [20.0, 10.1]])
    assert identifiable(slopes, [1]) == [1]
    assert identifiable(np.diag([30.0, 0.1]), [0, 1], more=False) == [0]
