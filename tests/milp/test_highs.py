"""The models against every solution tried, and what the layer promises beside the optimum."""

from itertools import product
from math import inf
from random import Random

import pytest

from sevenday.milp.highs import MilpParams, quiet_highs, solve
from sevenday.milp.levels import Level, Objective, solve_levels, weighed
from sevenday.milp.model import LinearRow, MilpModel

QUICK = MilpParams(interruptible=False)


def drawn(seed: int) -> MilpModel:
    """Four variables of 0 to 2, three rows, whole costs of a common step, a constant."""
    draw, model = Random(seed), MilpModel(constant=seed)
    step = draw.choice((1, 1, 3))
    for _ in range(4):
        model.variable(2, step * draw.randint(-3, 5))
    for _ in range(3):
        terms = [(v, draw.randint(-2, 3)) for v in range(4)]
        low = draw.randint(-2, 4)
        model.row(terms, low, low + draw.randint(0, 3))
    return model


def solutions(model: MilpModel) -> list[tuple[int, ...]]:
    """Every solution, by trying all values."""
    ways = product(*(range(int(low), int(high) + 1) for low, high in bounds(model)))
    rows = list(model.rows())
    return [
        values
        for values in ways
        if all(r.low <= sum(c * values[v] for v, c in r.terms) <= r.high for r in rows)
    ]


def bounds(model: MilpModel) -> list[tuple[float, float]]:
    return list(zip(model.lower, model.upper, strict=True))


def cost(model: MilpModel, values: tuple[int, ...]) -> float:
    return model.constant + sum(c * v for c, v in zip(model.cost, values, strict=True))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("params", [QUICK, MilpParams(seconds=20)], ids=["quick", "interruptible"])
def test_the_optimum_is_that_of_every_solution_tried(seed, params):
    model = drawn(seed)
    found, every = solve(model, params), solutions(model)
    if not every:
        assert found.infeasible and found.values is None
        return
    values = tuple(round(value) for value in found.values)
    assert found.optimal and values in every
    assert cost(model, values) == found.bound == min(cost(model, each) for each in every)


def test_terms_of_one_variable_are_added_up_and_a_row_that_holds_anyway_is_left_out():
    model = MilpModel()
    v = model.variable(9, -1)
    model.row([(v, 1), (v, 2)], 0, 7)
    model.row([], -1, 1)
    assert list(model.rows()) == [LinearRow([(v, 3)], 0, 7)]
    assert round(solve(model, QUICK).values[v]) == 2


def test_a_row_of_no_terms_that_cannot_hold_is_infeasible():
    model = MilpModel()
    model.variable()
    model.row([], 1, 2)
    assert solve(model, QUICK).infeasible


def test_variables_are_found_by_their_names_and_their_bounds_may_change():
    model = MilpModel()
    for day in range(3):
        model.variable(5, -1, name=(7, day))
    model.bound(model.names[7, 1], 2, 2)
    assert [round(v) for v in solve(model, QUICK).values] == [5, 2, 5]
    assert model.names == {(7, 0): 0, (7, 1): 1, (7, 2): 2}


def test_without_a_node_the_bound_still_holds():
    model = next(m for m in map(drawn, range(40)) if solutions(m))
    best = min(cost(model, each) for each in solutions(model))
    found = solve(model, MilpParams(nodes=0, interruptible=False))
    assert found.bound <= best


def test_each_better_solution_is_heard_and_one_to_begin_from_is_used():
    model, heard = MilpModel(), []
    many = [model.variable(1, -(7 + v % 5)) for v in range(40)]
    model.row([(v, 3 + v % 7) for v in many], 0, 60)
    found = solve(model, MilpParams(seconds=20), [0.0] * 40, lambda *got: heard.append(got))
    assert found.optimal and heard
    costs = [sum(model.cost[v] * values[v] for v in many) for values, _ in heard]
    assert costs == sorted(costs, reverse=True) and costs[-1] == pytest.approx(found.bound)
    assert all(bound <= got + 1e-6 for got, (_, bound) in zip(costs, heard, strict=True))


def test_costs_that_are_no_whole_numbers_are_not_rounded():
    model = MilpModel()
    v = model.variable(3, 0.25)
    model.row([(v, 1)], 1, 3)
    assert model.cost_step() == 0
    assert solve(model, QUICK).bound == pytest.approx(0.25)


def test_searches_on_one_thread_and_on_several_follow_each_other():
    feasible = next(m for m in map(drawn, range(40)) if solutions(m))
    for params in (QUICK, MilpParams(seconds=20), QUICK, MilpParams(seconds=20)):
        assert solve(feasible, params).optimal
    raw = quiet_highs(threads=1, solver="simplex")
    raw.addVar(1.0, 2.0)
    raw.changeColCost(0, 1.0)
    raw.run()
    assert raw.getInfo().objective_function_value == 1.0


@pytest.mark.parametrize("seed", range(12))
def test_levels_are_the_best_of_all_solutions_in_their_order(seed):
    model, draw = drawn(seed), Random(seed)
    every = solutions(model)
    if not every:
        return
    weights = [[draw.randint(0, 4) for _ in range(4)] for _ in range(3)]
    objectives = [Objective(f"{k}", list(enumerate(each)), k) for k, each in enumerate(weights)]
    values, levels = solve_levels(model, objectives, 20, every[-1])
    found = [level.cost for level in levels]
    assert found == min(
        [k + sum(w * v for w, v in zip(each, way, strict=True)) for k, each in enumerate(weights)]
        for way in every
    )
    assert tuple(values) in every and [level.bound for level in levels] == found


def test_one_unit_of_a_level_outweighs_all_below_it():
    levels = [Level("first", 2, 1, 5), Level("second", 3, 3, 9, ("in words",))]
    found = weighed(levels)
    assert (found["cost"], found["bound"]) == (2 * 10 + 3, 1 * 10 + 3)
    assert found["levels"][0]["gap"] == 0.5 and found["levels"][1]["says"] == ["in words"]


def test_a_bound_that_is_not_known_is_no_number():
    model = MilpModel()
    model.row([(model.variable(inf, -1), 1)], 0, inf)
    assert solve(model, QUICK).bound == -inf


LISTS = ((0, 5), (1, 6), (2, 6), (3, 3), (4, 3))
"""What withdrawing each list costs: 8 may be spent."""
GIVES_UP = ((6, 3), (7, 0), (8, 0), (9, 4), (10, 1), (17, 1), (18, 2))
"""A call, and the list of whoever is called."""
OPTIONS = ((21, 22, 23, 24, 25), (26,), (27, 28, 29))
SENT = (
    ((7, 11, 15), {20: 2}),
    ((8, 10, 12), {21: 1, 22: 1, 23: 2, 24: 2, 25: 3}),
    ((5, 14), {21: 1, 22: 2, 24: 1}),
    ((16,), {21: 1, 23: 1}),
    ((17, 18, 19), {26: 1}),
    ((9, 13), {27: 1, 28: 2, 29: 2}),
    ((6,), {27: 1, 29: 1}),
)
"""Calls of a kind, and how many each option of a shift takes."""


@pytest.mark.parametrize("params", [QUICK, MilpParams(seconds=20)], ids=["quick", "interruptible"])
def test_presolve_loses_no_solution(params):
    """A cut of the cover plan of April 2016 that HiGHS 1.14 calls infeasible by enumeration."""
    model = MilpModel()
    for v in range(30):
        model.variable(1, 750 if v in (17, 18) else 1063 if 5 <= v < 20 else 0)
    for options in OPTIONS:
        model.row([(v, 1) for v in options], 1, 1)
    for calls, taken in SENT:
        model.row([(v, 1) for v in calls] + [(v, -n) for v, n in taken.items()], 0, 0)
    model.row([(v, 12.5) for v in (11, 12, 13)], 0, 25)
    model.row([(5, 1)], -1, 0)  # whose list is not withdrawn
    for call, row in GIVES_UP:
        model.row([(call, 1), (row, -1)], -1, 0)
    model.row(LISTS, -inf, 8)
    found = solve(model, params)
    assert found.optimal and found.bound == 6 * 1063  # the least of all the ways there are
    assert sum(c * v for c, v in zip(model.cost, found.values, strict=True)) == found.bound
