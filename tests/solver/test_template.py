"""Rolling templates: found and lawful, proved impossible, and spoilt on purpose."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from sevenday.errors import InputError
from sevenday.files.benchmarks import read_benchmark
from sevenday.solver.template import broken, solve_template

OWN = Path(__file__).parents[2] / "examples" / "benchmarks" / "rolling.txt"
SHARED = os.environ.get("SEVENDAY_BENCHMARKS", "")


def test_a_template_is_found_and_each_change_to_it_is_seen():
    pytest.importorskip("ortools")
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
        problem, weeks=1, shifts=(day,), demand=((1, 1, 1, 1, 1, 0, 0),), off=(2, 2), work=(2, 5),
        barred=(("D", "-", "D"),),
    )  # fmt: skip
    said = broken(alone, [tuple(cells)])
    assert bool(said) == bool(says)
    for one in says:
        assert any(one in each for each in said), (one, said)


def test_what_cannot_be_is_proved():
    pytest.importorskip("ortools")
    problem = replace(read_benchmark(OWN), work=(2, 2), off=(4, 4))
    with pytest.raises(InputError, match="that is proved"):
        solve_template(problem, 10)


@pytest.mark.skipif(not SHARED, reason="SEVENDAY_BENCHMARKS names no folder of public files")
@pytest.mark.parametrize("number", [n for n in range(1, 21) if n != 15])
def test_the_public_templates_but_the_fifteenth_are_found(number):
    pytest.importorskip("ortools")
    path = Path(SHARED) / "rotating-workforce" / "examples" / f"Example{number}.txt"
    problem = read_benchmark(path)
    assert broken(problem, solve_template(problem, 30)) == []
