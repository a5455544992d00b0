"""The search of our own: against every roster tried, against itself, and stopped."""

import os
import signal
from dataclasses import replace
from pathlib import Path
from threading import Timer

import numpy as np
import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.files.benchmarks import read_benchmark
from sevenday.files.benchmarks.curtois_text import read_curtois
from sevenday.solver.benchmarks.curtois import curtois_problem
from sevenday.solver.benchmarks.result import roster_text
from sevenday.solver.benchmarks.solve import solve_curtois
from sevenday.solver.engine.params import ConstructionParams, SearchParams, StageParams
from sevenday.solver.engine.problem import ROUGH
from sevenday.solver.engine.search import search
from sevenday.solver.plan.formulation import make_plan
from tests.solver import plain
from tests.solver.hard import hard
from tests.solver.small import optimum, small
from tests.solver.ward import folder, terms

OWN = Path(__file__).parents[3] / "examples" / "benchmarks" / "two-weeks.txt"


def checked(path: Path, tmp_path: Path, answer) -> int:
    """The cost by the plain reading of the roster as it is written, no rule being broken."""
    text = roster_text(read_benchmark(path), answer.lines, answer.score)
    (tmp_path / "roster.csv").write_text(text)
    roster = plain.roster_of(tmp_path / "roster.csv")
    assert plain.broken(plain.sections(path), roster) == []
    return plain.cost(plain.sections(path), roster)


def against_brute_force(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_text(small(seed))
    best = optimum(path)
    if best is None:
        with pytest.raises(InputError, match="keeps every rule"):
            solve_curtois(read_benchmark(path), steps=8)
        return
    answer = solve_curtois(read_benchmark(path), steps=8)
    assert checked(path, tmp_path, answer) == answer.score.cost == best
    assert answer.bound == best  # so small that it is branched to the end


@pytest.mark.parametrize("seed", range(30))
def test_the_optimum_is_that_of_every_roster_tried(seed, tmp_path):
    against_brute_force(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30, 200))
def test_the_optimum_of_170_more_small_problems(seed, tmp_path):
    against_brute_force(seed, tmp_path)


def test_the_same_seed_and_steps_give_the_same_roster():
    problem = curtois_problem(read_curtois(hard(), "hard.txt"))
    one, two = (search(problem, seconds=None, steps=6, seed=7) for _ in range(2))
    assert (one.roster == two.roster).all() and one.cost == two.cost
    assert one.bound == two.bound and one.steps == two.steps


def test_each_roster_told_is_lawful_cheaper_than_the_last_and_above_the_bound():
    said, told = read_curtois(hard(), "hard.txt"), []
    problem = curtois_problem(said)
    found = search(problem, seconds=3, on_incumbent=lambda *better: told.append(better))
    costs = [cost for _, cost, _, _ in told]
    assert costs == sorted(set(costs), reverse=True) and costs[-1] == found.cost
    for symbols, cost, bound, _ in told:
        assert problem.violations(symbols) == [] and problem.total_cost(symbols) == cost >= bound


def test_stopped_it_gives_the_best_so_far(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(hard())
    solve_curtois(read_benchmark(path), steps=1)
    once = []

    def stop(*_):
        if not once:
            once.append(Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)))
            once[0].start()

    answer = solve_curtois(read_benchmark(path), 60, 1, stop)
    once[0].cancel()  # it may be proved before: then nobody stops it
    if answer.bound < answer.score.cost:
        assert answer.stopped and answer.seconds < 30
    assert checked(path, tmp_path, answer) == answer.score.cost


def test_it_begins_from_a_roster_that_is_given_and_never_ends_worse():
    problem = curtois_problem(read_benchmark(OWN))
    first = search(problem, seconds=None, steps=2, seed=5)
    again = search(problem, seconds=None, steps=2, seed=6, start=first.roster)
    assert again.cost <= first.cost
    with pytest.raises(ValueError, match="the roster to begin from"):
        search(problem, seconds=1, start=np.ones_like(first.roster))


def test_a_long_horizon_goes_by_priced_limits_and_halves():
    params = SearchParams(
        stages=StageParams(long_cells=1, column_cells=1),
        construction=ConstructionParams(table_cells=1),
    )
    problem = curtois_problem(read_curtois(hard(), "hard.txt"))
    found = search(problem, seconds=4, params=params)
    assert problem.violations(found.roster) == []
    assert problem.total_cost(found.roster) == found.cost >= found.bound


def test_only_counts_that_a_line_can_come_to_have_a_price_to_add_up(tmp_path):
    problem = make_plan(sd.read(folder(tmp_path)), terms()).problem
    most = problem.most_on_lines()
    assert set(most.tolist()) == {4, 9}  # four leads; all nine
    line = int(np.flatnonzero(most == 4)[0])
    dear = problem.penalty.copy()
    dear[line] = ROUGH * np.maximum(0, np.arange(10) - 4)  # too dear from five doctors on
    assert replace(problem, penalty=dear).arrays.penalty[line, 4] == 0
    dear[line] = ROUGH * np.maximum(0, np.arange(10) - 3)
    with pytest.raises(ValueError, match="can be added up"):
        replace(problem, penalty=dear)
