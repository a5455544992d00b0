"""CP-SAT's engine, its model and the score that every roster passes."""

import os
import signal
import sys
from pathlib import Path
from threading import Timer

import pytest

from sevenday.errors import InputError
from sevenday.files.benchmarks import read_benchmark
from sevenday.solver.benchmarks.cpsat import solve_cpsat
from sevenday.solver.benchmarks.result import roster_text
from sevenday.solver.benchmarks.score import score
from tests.solver import plain
from tests.solver.hard import hard
from tests.solver.small import lawful, optimum, small

OWN = Path(__file__).parents[3] / "examples" / "benchmarks" / "two-weeks.txt"


def checked(path: Path, tmp_path: Path, answer) -> int:
    """The cost by the plain reading of the roster as it is written, no rule being broken."""
    (tmp_path / "roster.csv").write_text(
        roster_text(read_benchmark(path), answer.lines, answer.score)
    )
    roster = plain.roster_of(tmp_path / "roster.csv")
    assert plain.broken(plain.sections(path), roster) == []
    return plain.cost(plain.sections(path), roster)


@pytest.mark.parametrize("seed", range(20))
def test_the_optimum_is_that_of_every_roster_tried(seed, tmp_path):
    pytest.importorskip("ortools")
    path = tmp_path / "small.txt"
    path.write_text(small(seed))
    best = optimum(path)
    if best is None:
        with pytest.raises(InputError, match="proved"):
            solve_cpsat(read_benchmark(path), 10)
        return
    answer = solve_cpsat(read_benchmark(path), 10)
    assert checked(path, tmp_path, answer) == answer.score.cost == answer.bound == best


def test_progress_gets_cheaper_and_ends_with_the_answer():
    pytest.importorskip("ortools")
    problem, told = read_benchmark(OWN), []
    answer = solve_cpsat(problem, 10, 1, lambda lines, bound, _: told.append((lines, bound)))
    costs = [score(problem, lines).cost for lines, _ in told]
    assert costs == sorted(costs, reverse=True) and costs[-1] == answer.score.cost
    assert all(bound <= answer.score.cost for _, bound in told)


def test_stopped_it_gives_the_best_so_far(tmp_path):
    pytest.importorskip("ortools")
    path = tmp_path / "long.txt"
    path.write_text(hard())
    problem = read_benchmark(path)
    once = []

    def stop(*_):
        if not once:
            once.append(True)
            Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()

    answer = solve_cpsat(problem, 30, 1, stop)
    assert answer.stopped and answer.seconds < 25
    assert checked(path, tmp_path, answer) == answer.score.cost


def test_without_or_tools_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(InputError, match=r"sevenday\[cpsat\]"):
        solve_cpsat(read_benchmark(OWN), 1)


@pytest.mark.parametrize("seed", range(5))
def test_the_score_and_the_plain_reading_say_the_same_of_any_roster(seed, tmp_path):
    from random import Random

    path = tmp_path / "small.txt"
    path.write_text(small(seed))
    problem, file, draw = read_benchmark(path), plain.sections(path), Random(seed)
    every = {person.id: lawful(file, person.id) for person in problem.people}
    for _ in range(200):
        roster = {
            who: list(draw.choice(every[who]))
            if every[who] and draw.random() < 0.6
            else [draw.choice("-DN") for _ in range(7)]
            for who in every
        }
        found = score(problem, list(roster.values()))
        assert found.cost == plain.cost(file, roster)
        assert len(found.broken) == len(plain.broken(file, roster)), (found.broken, roster)
