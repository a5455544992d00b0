"""Levels kept in their order: small rotas are as good as the best of all, level by level."""

from datetime import timedelta

import numpy as np
import pytest

import sevenday as sd
from sevenday.solver.bounds.fair_shares import least_unfairness
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.bounds.staffing import StaffingBound
from sevenday.solver.engine.params import SearchParams, SwapParams
from sevenday.solver.plan.cover_lines import IDEAL, CoverLine
from sevenday.solver.plan.fairness import WITHIN
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.rota.params import BuildParams
from tests.solver.bounds.pairs import pairs_of_lines
from tests.solver.every_rota import EveryRota, random_week
from tests.solver.ward import FIRST, folder, terms

ORDERS = (
    ("cover", "requests", "fairness"),
    ("cover", "fairness", "requests"),
    ("requests", "cover", "fairness"),
)
SHORT_ROUNDS = BuildParams(
    search=SearchParams(swaps=SwapParams(moves=200, swaps=4000)),
    narrow_trials=40,
    narrow_moves=200,
    narrow_swaps=4000,
)
"""Rounds as short as the rotas are small."""
STEPS = 80
FAST, SLOW = 1, 30
"""Problems of each order in the fast suite, and in the slow one."""
TOLD = {(4, 2)}
"""Also in the fast one: a place that only a refused request fills, requests coming first."""


def small(tmp_path, draw, order):
    """Two doctors and a week, with places, requests and weights drawn at random."""
    asked = "doctor,from,shift,want,weight\n"
    for _ in range(int(draw.integers(3, 8))):
        day = FIRST + timedelta(days=int(draw.integers(7)))
        who, want = draw.choice(["Doctor 1", "Doctor 2"]), draw.choice(["on", "off"])
        asked += f"{who},{day},{draw.choice(['L', 'N', ''])},{want},{draw.integers(1, 6)}\n"
    levels = ", ".join(f'"{level}"' for level in order)
    toml = (
        f'contract = "england-2016"\nstarts = {FIRST}\nweeks = 1\n'
        f"[build]\nlevels = [{levels}]\nweights = {{ hours = 0 }}\n"
    )
    more = int(draw.integers(1, 3))
    return sd.read(
        folder(
            tmp_path,
            requests_csv=asked,
            hospital_toml=toml,
            doctors_csv="doctor,grade\nDoctor 1,CT1\nDoctor 2,CT1\n",
            cover_csv="service,shift,days,min,ideal,max,tier,competence,rank\n"
            f"ward,L,all,1,{more},2,,,{draw.integers(2, 4)}\nward,N,all,1,1,1,,,1\n",
        )
    )


def lawful_lines(plan):
    """The lines of each doctor that keep every rule, hours and weekends among them."""
    problem = plan.problem
    found = []
    for row, lines in enumerate(pairs_of_lines(plan)):
        spent = problem.machines[0].spend[lines].sum(1)
        counts = np.array([problem.counters(row, line) for line in lines])
        within = (problem.least[row] <= spent) & (spent <= problem.most[row])
        found.append(lines[within & (counts <= problem.caps[row]).all(1)])
    return found


EVERY_CASE = [
    pytest.param(
        seed, order, marks=[] if seed < FAST or (seed, order) in TOLD else [pytest.mark.slow]
    )
    for order in range(len(ORDERS))
    for seed in range(SLOW)
] + [(58, 0)]  # two lines that fit only together, every place of theirs being filled


@pytest.mark.parametrize(("seed", "order"), EVERY_CASE)
def test_a_small_rota_is_the_best_of_all_level_by_level(tmp_path, seed, order):
    draw = np.random.default_rng(1000 * order + seed)
    hospital = random_week(tmp_path, draw, ORDERS[order])
    every = EveryRota(hospital)
    made = sd.build(hospital, terms(), steps=STEPS, params=SHORT_ROUNDS)
    rota = np.array(made.hospital.cells.texts)[made.hospital.rota.codes].tolist()
    costs = {level: every.cost(level, rota) for level in ORDERS[order]}
    assert costs == every.best(ORDERS[order])
    assert [level.name for level in made.levels] == list(ORDERS[order])
    assert all(level.bound <= level.cost for level in made.levels)
    for level in made.levels:  # cover is weighed by rank
        assert level.name == "cover" or [level.cost] == costs[level.name]


def test_nights_and_hours_are_not_both_alike_where_four_have_the_clinics(tmp_path):
    """40 clinics of 8 hours are four doctors'; 28 long days and 28 nights are for nine."""
    made = sd.build(sd.read(folder(tmp_path)), terms(), steps=4, params=SHORT_ROUNDS)
    levels = {level.name: level for level in made.levels}
    assert levels["cover"].cost == 0
    assert 0 < levels["fairness"].bound <= levels["fairness"].cost
    # each share by itself can be fair: nights as 3 and 4, hours within one
    groups = make_plan(sd.read(tmp_path), terms()).fairness.groups
    assert all(group.least_spread() <= WITHIN for group in groups)


@pytest.mark.parametrize("seed", range(6))
def test_no_rota_leaves_fewer_places_than_the_teams_do_nor_shares_out_less(tmp_path, seed):
    plan = make_plan(small(tmp_path, np.random.default_rng(seed), ORDERS[0]), terms())
    lines = lawful_lines(plan)
    teams = StaffingBound(plan, BoundParams())
    shape = tuple(len(each) for each in lines)
    among = np.ones(shape, np.bool_)
    for rank in (*sorted({place.need.rank for place in plan.cover_lines}), IDEAL):
        wrong = np.zeros(shape, np.int64)
        for place in plan.cover_lines:
            symbol = plan.problem.codes.index(place.need.shift)
            there = (lines[0][:, place.day] == symbol)[:, None].astype(int)
            there = there + (lines[1][:, place.day] == symbol)[None, :]
            if rank in (IDEAL, place.need.rank):
                count = CoverLine.below_ideal if rank == IDEAL else CoverLine.wrong
                wrong += np.array([count(place, n) for n in range(3)])[there]
        bound, least = teams.least_wrong(rank), int(wrong[among].min())
        assert bound <= least
        assert bound > 0 or least < 4
        teams.hold(rank, least)  # as the best rota is, rank by rank
        among &= wrong == least
    for group in plan.fairness.groups:
        t = plan.objectives.index(group.name)
        had = [
            np.array([plan.problem.counters(row, line)[t] for line in each])
            for row, each in enumerate(lines)
        ]
        least = int((had[0][:, None] + had[1][None, :])[among].min())
        bound = teams.least_of(group)
        assert bound <= least
        assert bound > 0 or least < 4
    codes = np.array(["", *plan.problem.codes[1:]])
    texts = [[tuple(codes[line]) for line in each.tolist()] for each in lines]
    (unfair,) = EveryRota(plan.hospital).fairness(texts)
    assert least_unfairness(teams) <= int(unfair[among].min())
