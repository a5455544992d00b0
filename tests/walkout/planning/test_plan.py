"""The cover plan equals brute force on small walkouts, level by level, with its bound."""

from dataclasses import replace

import numpy as np
import pytest

from sevenday.walkout.planning.coverage import coverage
from sevenday.walkout.planning.formulation import option_sent
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.published import fitted
from tests.walkout.planning import small


@pytest.mark.parametrize("seed", range(50))
def test_the_plan_is_the_best_of_all_plans(seed):
    made = small.problem(seed)
    best = min(small.plans(made))
    found = plan(made, 20)
    assert tuple(level.cost for level in found.levels) == best
    assert all(level.gap == 0 for level in found.levels) and found.gap == 0
    assert found.cost == found.bound


def test_the_small_walkouts_are_no_easy_ones():
    found = [plan(small.problem(seed), 20) for seed in range(50)]
    assert sum(bool(each.withdrawn) for each in found) >= 10
    assert sum(bool(each.calls) for each in found) >= 30
    assert sum(each.levels[0].cost > 0 for each in found) >= 10
    assert sum(each.levels[0].cost == 0 and bool(each.calls) for each in found) >= 5


@pytest.mark.parametrize("seed", range(0, 50, 5))
def test_a_chance_is_that_of_putting_people_every_way(seed):
    made = small.problem(seed)
    for p, pool in enumerate(made.pools):
        found = made.coverages[p]
        for sent, chances in zip(found.sent, found.short, strict=True):
            people = [kind for kind, n in zip(found.kinds, sent, strict=True) for _ in range(n)]
            assert np.allclose(chances, small.short(pool, people), atol=1e-12)


@pytest.mark.parametrize("seed", range(0, 50, 5))
def test_a_plan_kept_is_the_plan_it_was(seed):
    made = small.problem(seed)
    first = plan(made, 20)
    again = plan(made, 20, keep=fitted(first.published, made, None))
    assert [level.cost for level in again.levels if level.name == "changes"] == [0]
    assert (again.calls, again.withdrawn) == (first.calls, first.withdrawn)


def test_each_option_is_that_of_its_calls():
    for seed in range(20):
        made = small.problem(seed)
        found = plan(made, 20)
        for p, chosen in enumerate(found.chosen):
            assert option_sent(made, found.calls, p) == chosen


def test_a_place_that_nobody_can_fill_is_short_for_certain():
    made = small.problem(0)
    pool = replace(made.pools[0], crews=())
    assert coverage(pool, {}, (1, 2)).short[0].tolist() == [1.0] * len(pool.places)
