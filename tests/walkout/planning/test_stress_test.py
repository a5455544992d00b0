"""The stress test meets the closed form, is seeded, and tells two plans apart by common luck."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from sevenday.walkout.load import load_walkout
from sevenday.walkout.planning.baselines import BASELINES, keep_everything
from sevenday.walkout.planning.places import CoverPlace, Crew, Pool
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CoverProblem
from sevenday.walkout.planning.shortages import any_short
from sevenday.walkout.planning.stress_test import _stream, stress_test
from sevenday.walkout.planning.turnout import Group
from tests.walkout.planning import by_hand, small

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("seed", range(12))
def test_the_share_short_is_the_closed_form_within_three_standard_errors(seed):
    found = plan(small.problem(seed), 20)
    run = stress_test(found, 40_000, seed=seed + 7)
    for empty, exact in zip(run.places, found.places, strict=True):
        error = np.sqrt(max(exact.chance * (1 - exact.chance), 1e-9) / run.draws)
        assert abs(empty.share - exact.chance) <= 3 * error + 1e-9, (empty, exact)


@pytest.mark.parametrize("name", ["district-2016", "district-2025"])
def test_so_it_is_on_the_example_hospitals_where_crews_share_a_group(name):
    """As rostered, and with those called: the worst of many places within 4 errors."""
    problem = load_walkout(EXAMPLES / name).problem
    for made in (keep_everything(problem), plan(problem)):
        run = stress_test(made, 30_000, seed=11)
        far = []
        for empty, exact in zip(run.places, made.places, strict=True):
            chance = exact.chance
            error = np.sqrt(max(chance * (1 - chance), 1e-9) / run.draws)
            far.append(abs(empty.share - chance) / error)
        assert max(far) <= 4 and sum(each > 3 for each in far) <= 0.01 * len(far) + 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["district-2016", "district-2025"])
def test_the_closed_form_is_within_three_standard_errors_of_100_000_draws(name):
    """With illness: the chance that some place of rank 1 is short at any hour, and each place.

    Of hundreds of places a few lie beyond 3 errors by luck. So each is held by its binomial tail,
    and all together by the mean square of their errors, which is 1 where nothing leans one way.
    """
    problem = load_walkout(EXAMPLES / name).problem
    for make in (plan, *BASELINES.values()):
        made = make(problem)
        run = stress_test(made, 100_000, seed=3)
        error = np.sqrt(run.any_rank_1 * (1 - run.any_rank_1) / run.draws)
        assert abs(any_short(made, 1) - run.any_rank_1) <= 3 * error + 1e-9
        chance = np.array([place.chance for place in made.places])
        empty = np.rint(np.array([place.share for place in run.places]) * run.draws)
        tail = np.minimum(
            binom.cdf(empty, run.draws, chance), binom.sf(empty - 1, run.draws, chance)
        )
        assert tail.min() > 1e-6
        often = (chance * run.draws >= 5) & (chance < 1)
        square = (empty - chance * run.draws) ** 2 / (run.draws * chance * (1 - chance) + 1e-12)
        assert square[often].mean() <= 1.5


@pytest.mark.parametrize("seed", range(12))
def test_the_chance_that_any_place_is_short_is_that_of_the_draws(seed):
    made = plan(small.problem(seed), 20)
    run = stress_test(made, 100_000, seed=seed)
    error = np.sqrt(run.any_rank_1 * (1 - run.any_rank_1) / run.draws)
    assert abs(any_short(made, 1) - run.any_rank_1) <= 3 * error + 1e-9


def test_two_crews_of_a_tier_rise_and_fall_together():
    """Two places of one each, one person rostered to each of one group: both come or neither."""
    moment = datetime(2025, 11, 14, 8)
    places = tuple(
        CoverPlace("A", shift, moment.date(), moment, moment + timedelta(hours=9), 1, 1, 1, skill)
        for shift, skill in (("X", "one"), ("Y", "two"))
    )
    group = Group(1, 0.4, 1.0)
    crews = (Crew((True, False), group), Crew((False, True), group))
    pool = Pool("A", moment.date(), moment, moment + timedelta(hours=9), places, crews)
    assert alone(pool) == pytest.approx([0.6, 0.6])
    both = replace(places[0], competence="", needed=2)
    crews = (Crew((True,), group, shift="X"), Crew((True,), group, shift="Y"))
    either = replace(pool, places=(both,), crews=crews)
    assert alone(either) == pytest.approx([0.6])
    apart = replace(either, crews=(either.crews[0], replace(either.crews[1], tier=2)))
    assert alone(apart) == pytest.approx([1 - 0.4**2])


def alone(pool: Pool) -> list[float]:
    return CoverProblem((pool,), (), ()).short(0, ()).tolist()


def test_the_same_seed_is_the_same_luck():
    found = plan(small.problem(3), 20)
    assert stress_test(found, 500, seed=4).places == stress_test(found, 500, seed=4).places
    assert stress_test(found, 500, seed=4).places != stress_test(found, 500, seed=5).places


def test_illness_only_makes_it_worse():
    for seed in range(8):
        found = plan(small.problem(seed), 20)
        assumed = replace(found.problem.assumptions, sick_rate=0.3)
        sick = replace(found, problem=replace(found.problem, assumptions=assumed))
        well, ill = (stress_test(each, 4000) for each in (found, sick))
        assert ill.rank_1_hours >= well.rank_1_hours - 1e-9


def test_hours_and_any_are_those_of_the_places():
    found = plan(small.problem(1), 20)
    run = stress_test(found, 2000)
    first = [e for e in run.places if e.place.rank == 1]
    assert run.rank_1_hours == pytest.approx(sum(e.hours for e in first))
    assert run.any_rank_1 <= sum(e.share for e in first) + 1e-12
    assert run.any_rank_1 >= max((e.share for e in first), default=0)


def test_those_rostered_and_not_called_out_are_ill_at_the_rate_of_the_plan():
    crews = (Crew((True,), Group(1, 1.0, other_absence=0.3)),)
    made = plan(CoverProblem((by_hand.pool((by_hand.place(),), crews),), (), ()))
    assert made.places[0].chance == pytest.approx(0.3)
    assert stress_test(made, 20_000).any_rank_1 == pytest.approx(0.3, abs=0.02)


def test_each_thing_that_is_drawn_has_a_stream_of_its_own():
    """A name with a backslash in it draws apart from two names."""
    assert _stream(1, "A", "B").random() == _stream(1, "A", "B").random()
    assert _stream(1, "A\\nB").random() != _stream(1, "A", "B").random()
    assert _stream(1, "A", "B").random() != _stream(2, "A", "B").random()
