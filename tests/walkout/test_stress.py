"""The stress test meets the closed form, is seeded, and tells two plans apart by common luck."""

import numpy as np
import pytest

from sevenday.walkout.plan import plan
from sevenday.walkout.stress import stress
from tests.walkout import small


@pytest.mark.parametrize("seed", range(12))
def test_the_share_short_is_the_closed_form_within_three_standard_errors(seed):
    found = plan(small.problem(seed), 20)
    run = stress(found, 40_000, seed=seed + 7, sick=0.0)
    for empty, exact in zip(run.places, found.places, strict=True):
        error = np.sqrt(max(exact.chance * (1 - exact.chance), 1e-9) / run.draws)
        assert abs(empty.share - exact.chance) <= 3 * error + 1e-9, (empty, exact)


def test_the_same_seed_is_the_same_luck():
    found = plan(small.problem(3), 20)
    assert stress(found, 500, seed=4).places == stress(found, 500, seed=4).places
    assert stress(found, 500, seed=4).places != stress(found, 500, seed=5).places


def test_sick_calls_only_make_it_worse():
    for seed in range(8):
        found = plan(small.problem(seed), 20)
        well, ill = (stress(found, 4000, sick=sick) for sick in (0.0, 0.3))
        assert ill.rank_1_hours >= well.rank_1_hours - 1e-9


def test_hours_and_any_are_those_of_the_places():
    found = plan(small.problem(1), 20)
    run = stress(found, 2000)
    first = [e for e in run.places if e.place.rank == 1]
    assert run.rank_1_hours == pytest.approx(sum(e.hours for e in first))
    assert run.any_rank_1 <= sum(e.share for e in first) + 1e-12
    assert run.any_rank_1 >= max((e.share for e in first), default=0)
