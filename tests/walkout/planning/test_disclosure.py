"""The one rule of what counts may show."""

import pytest

from sevenday.walkout.planning.disclosure import SMALLEST, STEP, coarse


@pytest.mark.parametrize("rostered", range(SMALLEST))
def test_nothing_is_shown_of_a_small_group(rostered):
    assert {coarse(rostered, came) for came in range(rostered + 1)} == {None}


@pytest.mark.parametrize("rostered", [10, 11, 14, 15, 16, 24, 49, 50, 51, 99, 163, 308])
def test_a_figure_fits_several_numbers_and_is_never_none_or_all(rostered):
    shown = [coarse(rostered, came) for came in range(rostered + 1)]
    assert shown == sorted(shown) and all(0 < each < rostered for each in shown)
    for figure in set(shown):
        fits = [came for came in range(rostered + 1) if shown[came] == figure]
        # whoever knows of four, themselves among them, still cannot tell of a fifth
        assert len(fits) >= STEP
    assert shown[0] == shown[2] and shown[rostered] == shown[rostered - 2]


def test_a_figure_is_near_the_number():
    assert coarse(163, 80) == 85 and coarse(24, 12) == 10 and coarse(24, 24) == 20
