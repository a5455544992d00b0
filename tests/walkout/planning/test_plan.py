"""The cover plan equals brute force on small walkouts, level by level, with its bound."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from sevenday.walkout.planning.evaluation import evaluate
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


@pytest.mark.parametrize("seed", range(0, 50, 3))
def test_a_chance_is_that_of_putting_people_every_way(seed):
    made = small.problem(seed)
    for p, pool in enumerate(made.pools):
        could = [s for s, q in made.calls if q == p]
        for size in range(len(could) + 1):
            for called in itertools.combinations(could, size):
                people = [made.fills(s, p) for s in called]
                chances = small.short(pool, people, made.assumptions.sick_rate)
                # those for whom nobody is called are no better off with them
                limited = [k for k, x in enumerate(pool.places) if x.rank in (1, 2)]
                found, exact = made.short(p, called), np.array(chances)
                over = [max(0, exact[k] - small.LIMITS[pool.places[k].rank]) for k in limited]
                seen = [max(0, found[k] - small.LIMITS[pool.places[k].rank]) for k in limited]
                assert np.allclose(over, seen, atol=1e-9)


@pytest.mark.parametrize("seed", range(0, 50, 5))
def test_a_plan_kept_is_the_plan_it_was(seed):
    made = small.problem(seed)
    first = plan(made, 20)
    again = plan(made, 20, keep=fitted(first.published, made, None))
    assert [level.cost for level in again.levels if level.name == "changes"] == [0]
    assert (again.calls, again.withdrawn) == (first.calls, first.withdrawn)


def test_a_level_costs_what_the_calls_come_to():
    for seed in range(20):
        found = plan(small.problem(seed), 20)
        again = evaluate(found.problem, found.calls, set(found.withdrawn))
        assert again.costs == found.costs


def test_a_place_that_nobody_can_fill_is_short_for_certain():
    made = small.problem(0)
    pool = replace(made.pools[0], crews=())
    assert replace(made, pools=(pool,)).short(0, ()).tolist() == [1.0] * len(pool.places)
