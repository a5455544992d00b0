"""Rolling templates: found and lawful, proved impossible, and spoilt on purpose."""

import os
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest

from sevenday.errors import InputError
from sevenday.files.benchmarks import read_benchmark
from sevenday.files.benchmarks.rotating import Block, Rotating
from sevenday.solver.benchmarks.rotating import broken, solve_template

OWN = Path(__file__).parents[3] / "examples" / "benchmarks" / "rolling.txt"
SHARED = os.environ.get("SEVENDAY_BENCHMARKS", "")


def test_a_template_is_found_and_each_change_to_it_is_seen():
    problem = read_benchmark(OWN)
    weeks = solve_template(problem, 10)
    assert broken(problem, weeks) == []
    for week in range(problem.weeks):
        for day in range(7):
            other = [list(line) for line in weeks]
            other[week][day] = "D" if other[week][day] != "D" else "-"
            assert broken(problem, other), (week, day)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("DDDDD--", []),
        ("DDDDDD-", ["6 days of D", "1 days of -", "1 on D on weekday 5", "6 days of work"]),
        ("DD-DD--", ["0 on D on weekday 2, not 1", "1 days of -", "D - D from day 1"]),
        ("-DDDD--", ["0 on D on weekday 0, not 1", "3 days of - in a row"]),
    ],
)
def test_each_rule_is_seen_round_the_cycle(cells, says):
    problem = read_benchmark(OWN)
    day = replace(problem.shifts[0], least=2, most=5)
    alone = replace(
        problem,
        weeks=1,
        shifts=(day,),
        demand=((1, 1, 1, 1, 1, 0, 0),),
        off=(2, 2),
        work=(2, 5),
        barred=(("D", "-", "D"),),
    )
    said = broken(alone, [tuple(cells)])
    assert bool(said) == bool(says)
    for one in says:
        assert any(one in each for each in said), (one, said)


def test_what_cannot_be_is_proved():
    problem = replace(read_benchmark(OWN), work=(2, 2), off=(4, 4))
    with pytest.raises(InputError, match="that is proved"):
        solve_template(problem, 10)


@pytest.mark.skipif(not SHARED, reason="SEVENDAY_BENCHMARKS names no folder of public files")
@pytest.mark.parametrize("number", range(1, 21))
def test_the_public_templates_are_found(number):
    path = Path(SHARED) / "rotating-workforce" / "examples" / f"Example{number}.txt"
    problem = read_benchmark(path)
    assert broken(problem, solve_template(problem, 30)) == []


def drawn(seed: int) -> Rotating:
    """A random template of one or two weeks whose demand a random cycle would meet."""
    draw = Random(seed)
    weeks = draw.randint(1, 2)
    cycle = [draw.choice("DN--") for _ in range(7 * weeks)]
    demand = tuple(tuple(cycle[d::7].count(code) for d in range(7)) for code in "DN")
    shifts = tuple(Block(code, 540, 480, draw.randint(1, 2), draw.randint(2, 5)) for code in "DN")
    every = [("N", "D"), ("D", "N"), ("N", "-", "D"), ("D", "-", "N"), ("D", "-", "D")]
    barred = tuple(draw.sample(every, draw.randint(0, 2)))
    off, work = (1, draw.randint(2, 5)), (draw.randint(1, 2), draw.randint(3, 7))
    return Rotating("drawn.txt", weeks, shifts, demand, off, work, barred)


def any_template(problem: Rotating) -> bool:
    """Whether one of all cycles keeps the rules, each tried."""
    days = 7 * problem.weeks
    by_day = [
        [code for code, needs in zip("DN", problem.demand, strict=True) for _ in range(needs[d])]
        for d in range(7)
    ]
    choices = []
    for codes in by_day:
        cells = [*codes, *"-" * (problem.weeks - len(codes))]
        choices.append(
            sorted(
                set(product(cells, repeat=1))
                if problem.weeks == 1
                else {(a, b) for a in cells for b in cells if sorted((a, b)) == sorted(cells)}
            )
        )
    for days_of in product(*choices):
        weeks = [tuple(day[week] for day in days_of) for week in range(problem.weeks)]
        if not broken(problem, weeks):
            assert len(weeks) * 7 == days
            return True
    return False


@pytest.mark.parametrize("seed", range(60))
def test_it_finds_one_where_there_is_one_and_proves_it_where_there_is_none(seed):
    problem = drawn(seed)
    if any_template(problem):
        assert broken(problem, solve_template(problem, 20)) == []
    else:
        with pytest.raises(InputError, match="that is proved"):
            solve_template(problem, 20)
