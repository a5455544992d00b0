"""Settings of a search: from a file, checked, documented, and heeded."""

import re

import numpy as np
import pytest

from sevenday.errors import InputError
from sevenday.files.benchmarks.curtois_text import read_curtois
from sevenday.solver.benchmarks.curtois import curtois_problem
from sevenday.solver.engine.params import (
    AnnealingParams,
    NeighbourhoodParams,
    SearchParams,
)
from sevenday.solver.engine.search import search
from tests.solver.hard import hard


def written(tmp_path, text: str):
    path = tmp_path / "search.toml"
    path.write_text(text)
    return path


def faults(tmp_path, text: str) -> list[str]:
    with pytest.raises(InputError) as error:
        SearchParams.from_file(written(tmp_path, text))
    return [str(fault) for fault in error.value.faults]


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path):
    text = "[annealing]\nhot = 30\ncold = 0.25\n[neighbourhoods]\npatience = 9\n"
    assert SearchParams.from_file(written(tmp_path, text)) == SearchParams(
        annealing=AnnealingParams(hot=30.0, cold=0.25),
        neighbourhoods=NeighbourhoodParams(patience=9),
    )
    assert SearchParams.from_file(written(tmp_path, "")) == SearchParams()


def test_tables_and_settings_that_there_are_not_are_refused_all_at_once(tmp_path):
    text = "[anealing]\nhot = 3\n[annealing]\nhott = 3\nmoves = 4\n[dives]\nnear = 1\n"
    first, second, third = faults(tmp_path, text)
    assert "search.toml" in first and "anealing" in first and "[annealing]" in first
    assert "annealing.hott" in second and "hot, cold, moves" in second
    assert "dives.near" in third and "region_gap" in third
    (only,) = faults(tmp_path, "hot = 3\n")
    assert "no such table" in only and "hot" in only


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ('[annealing]\nhot = "warm"\n', "annealing.hot", "a number above 0"),
        ("[annealing]\nhot = 0\n", "annealing.hot", "a number above 0"),
        ("[annealing]\nmoves = 2.5\n", "annealing.moves", "a whole number of 1 or more"),
        ("[annealing]\nmoves = true\n", "annealing.moves", "a whole number of 1 or more"),
        ("[annealing]\nrows = 0\n", "annealing.rows", "a whole number of 1 or more"),
        ("[stages]\nroot_share = 1.5\n", "stages.root_share", "a number from 0 to 1"),
        ("[stages]\nroot_share = nan\n", "stages.root_share", "a number from 0 to 1"),
        ("[annealing]\nhot = inf\n", "annealing.hot", "a number above 0"),
    ],
)
def test_values_that_do_not_fit_are_refused(tmp_path, text, place, expected):
    (fault,) = faults(tmp_path, text)
    assert "search.toml" in fault and place in fault and expected in fault


def test_files_that_cannot_be_read_are_refused(tmp_path):
    assert "cannot be read" in faults(tmp_path, "[annealing\n")[0]
    with pytest.raises(InputError, match="cannot be read"):
        SearchParams.from_file(tmp_path / "nowhere.toml")


def test_values_are_checked_from_python_too():
    with pytest.raises(InputError, match=r"annealing\.cold"):
        SearchParams(annealing=AnnealingParams(cold=-1.0))


def test_every_setting_is_documented():
    for group in (getattr(SearchParams(), name) for name in SearchParams.__slots__):
        documented = re.findall(r"^    ([\w, ]+)$", group.__doc__, re.M)
        names = {name for line in documented for name in line.split(", ")}
        assert set(group._fields) <= names, type(group)


def test_a_search_heeds_its_settings():
    problem = curtois_problem(read_curtois(hard(), "hard.txt"))
    asked: list[float] = []
    usual = search(problem, seconds=None, steps=2)
    cold = SearchParams(annealing=AnnealingParams(hot=0.5, cold=0.1, moves=5))
    other = search(
        problem, seconds=None, steps=2, params=cold, on_incumbent=lambda *_: asked.append(1)
    )
    assert asked and problem.violations(other.roster) == []
    assert not np.array_equal(usual.roster, other.roster)
