"""The physicians' rows and score: against every rota tried, against each other, and the record."""

import os
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest

from sevenday.errors import InputError
from sevenday.files.benchmarks import Physicians, read_benchmark
from sevenday.files.benchmarks.dzn import Array
from sevenday.milp.highs import MilpParams, solve
from sevenday.solver.benchmarks.physicians import (
    PhysicianArrays,
    duty_lines,
    physicians_model,
    read_duties,
    week_rows,
)
from sevenday.solver.benchmarks.physicians_score import broken, cost

OWN = Path(__file__).parents[3] / "examples" / "benchmarks" / "ward.dzn"
SHARED = os.environ.get("SEVENDAY_BENCHMARKS", "")


def drawn(seed: int) -> Physicians:
    """The example with other preferences, demands, history and limits."""
    draw, made = Random(seed), read_benchmark(OWN)
    assert isinstance(made, Physicians)
    arrays = dict(made.arrays)

    def put(name: str, values: tuple[object, ...]) -> None:
        arrays[name] = Array(arrays[name].spans, values)

    prefs = [draw.choice((0, 1, 2, 3, 4)) for _ in range(12)]
    for person in range(2):
        prefs[6 * person] = draw.choice((0, 0, 1))
    put("stationPrefs", tuple(prefs))
    put("stationCommon", (True, draw.random() < 0.5, False))
    put("stationDepartment", (0, 1, 1))
    put("maxHoursWeek", tuple(draw.choice((20, 24, 48)) for _ in range(2)))
    put("histConsecutiveWorkDays", tuple(draw.choice((0, 5, 6)) for _ in range(2)))
    put("histLastStationWorked", tuple(draw.choice((0, 1, 2)) for _ in range(2)))
    put("histShiftLastDay", tuple(draw.choice((0, 1, 2)) for _ in range(2)))
    put("forbiddenDays", tuple(draw.choice((frozenset(), frozenset({1}))) for _ in range(2)))
    put("persRequireWork", tuple(draw.random() < 0.5 for _ in range(2)))
    put("persRisk", tuple(draw.random() < 0.5 for _ in range(2)))
    put("subDemand", tuple(draw.choice((0, 1)) for _ in range(2)))
    return replace(made, arrays=arrays)


def best_of_all(said: Physicians) -> int | None:
    """The least cost of every lawful rota, each tried."""
    duties = [None, *((s, k, q) for s in (1, 2) for k in (1, 2) for q in (1,))]
    every = [
        cost(said, (one, other))
        for one, other in product(product(duties, repeat=2), repeat=2)
        if not broken(said, (one, other))
    ]
    return min(every, default=None)


def solved(said: Physicians, seconds: float = 20) -> int | None:
    model = physicians_model(said)
    found = solve(model, MilpParams(seconds=seconds))
    if found.values is None:
        assert found.infeasible
        return None
    lines = duty_lines(said, model, found.values)
    table = [[None] * said.counts["numDays"] for _ in lines]
    for i, d, duty in read_duties(said, lines):
        table[i][d] = duty
    assert broken(said, table) == []
    assert found.optimal and cost(said, table) == found.bound
    return cost(said, table)


def test_the_example_costs_what_is_counted_by_hand():
    # three duties at preference 1 and weight 5, two doctors at 50
    assert solved(read_benchmark(OWN)) == 3 * 5 + 2 * 50


@pytest.mark.parametrize("seed", range(60))
def test_the_optimum_is_that_of_every_rota_tried(seed):
    said = drawn(seed)
    assert solved(said) == best_of_all(said)


@pytest.mark.parametrize("seed", range(40))
def test_the_rows_of_a_week_let_in_what_its_hours_do_and_nothing_else(seed):
    draw = Random(seed)
    one, other, most = draw.randint(1, 24), draw.randint(1, 24), draw.randint(0, 80)
    rows = week_rows((one, other), most)
    for x, y in product(range(8), repeat=2):
        lawful = x + y <= 6 and x * one + y * other <= most
        assert lawful == all(a * x + b * y <= top for (a, b), top in rows)


def test_shifts_at_night_are_refused_as_their_rules_are_not_known():
    with pytest.raises(InputError, match="night"):
        physicians_model(replace(read_benchmark(OWN), nights=frozenset({2})))


def test_names_of_doctors_in_the_order_of_the_file():
    said = read_benchmark(OWN)
    assert list(PhysicianArrays(said).personName) == ["Doctor 1", "Doctor 2"]


@pytest.mark.skipif(not SHARED, reason="SEVENDAY_BENCHMARKS names no folder of public files")
def test_the_optimum_on_record():
    path = Path(SHARED) / "physician-minizinc" / "instance03_0.34.dzn"
    assert solved(read_benchmark(path), 60) == 1505


@pytest.mark.slow
@pytest.mark.skipif(not SHARED, reason="SEVENDAY_BENCHMARKS names no folder of public files")
def test_the_optimum_of_the_real_fortnight_on_record():
    path = Path(SHARED) / "physician-minizinc" / "instance18_real.dzn"
    assert solved(read_benchmark(path), 600) == 1880
