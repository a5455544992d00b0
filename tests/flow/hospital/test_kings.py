"""A strike day can be faster: seniors in front and beds freed, as King's saw in March 2023."""

import pytest

import sevenday as sd
from tests.flow.hospital.kings import STRIKE_MEDIANS, USUAL, department, plan, strike_days

pytestmark = pytest.mark.slow  # it compiles the event loop

SHARES = (0.0, 0.4, 0.5, 0.6, 1.0)
IN_PLACE = 0.5
"""The share of the missing juniors in whose place a senior works, at which the fall is King's."""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    path = department(tmp_path_factory.mktemp("kings") / "h")
    return {share: strike_days(path, share) for share in SHARES}


def medians(result) -> tuple[float, float, float]:
    return tuple(arm.of_all("ED").stay_median.value for arm in result.arms)


def test_usual_days_are_as_kings_were(results) -> None:
    usual, _, _ = medians(results[IN_PLACE])
    assert min(USUAL) * 0.95 <= usual <= max(USUAL)


def test_with_seniors_in_front_and_half_the_lists_withdrawn_the_median_stay_falls(results) -> None:
    usual, _, then = medians(results[IN_PLACE])
    assert 0.10 <= 1 - then / usual <= 0.20
    falls = [1 - then / before for before, then in zip(USUAL, STRIKE_MEDIANS, strict=True)]
    assert min(falls) - 0.02 <= 1 - then / usual <= max(falls) + 0.02


def test_the_more_seniors_the_faster_and_with_none_it_is_far_slower(results) -> None:
    then = [medians(results[share])[2] for share in SHARES]
    assert then == sorted(then, reverse=True)
    assert then[0] > 2 * medians(results[0.0])[0]


def test_lists_that_are_withdrawn_free_beds(results, tmp_path) -> None:
    path = department(tmp_path)
    unchanged = sd.simulate(
        path, plan=plan(IN_PLACE, False), replications=60, one_more=False, after=2
    )
    with_lists, without = (r.arm.beds[0] for r in (unchanged, results[IN_PLACE]))
    assert without.in_use.value < with_lists.in_use.value
    assert without.boarding.value < with_lists.boarding.value
