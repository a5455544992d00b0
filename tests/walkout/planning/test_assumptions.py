"""A hospital's own chances and sick rate: read, validated, and what its plan goes by."""

from dataclasses import replace
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.write import write
from sevenday.model import WalkoutSettings
from sevenday.walkout.load import load_walkout
from sevenday.walkout.planning.assumptions import assumptions_for, default_assumptions
from sevenday.walkout.planning.plan import plan
from sevenday.walkout.planning.problem import CoverProblem
from tests.walkout.planning import small

EXAMPLES = Path(__file__).parents[3] / "examples"


def folder(path: Path, walkout: str) -> Path:
    for file in (EXAMPLES / "district-2016").iterdir():
        (path / file.name).write_bytes(file.read_bytes())
    text = (path / "hospital.toml").read_text("utf-8")
    (path / "hospital.toml").write_text(f"{text}\n[walkout]\n{walkout}\n", "utf-8")
    return path


def test_a_hospital_that_says_nothing_has_the_defaults():
    hospital = sd.read(EXAMPLES / "district-2016")
    assert hospital.walkout == WalkoutSettings()
    found = assumptions_for(hospital)
    assert (dict(found.limits), found.sick_rate) == ({1: 0.001, 2: 0.01}, 0.05)


def test_what_it_says_comes_first_and_the_rest_stays(tmp_path):
    path = folder(tmp_path, "sick = 0.1\nlimits = {1 = 0.0001, 3 = 0.5}")
    action = (path / "walkout.toml").read_text("utf-8").replace('"full"', '"emergency-kept"')
    (path / "walkout.toml").write_text(action, "utf-8")
    inputs = load_walkout(path)
    found = inputs.problem.assumptions
    assert (dict(found.limits), found.sick_rate) == ({1: 0.0001, 2: 0.01, 3: 0.5}, 0.1)
    assert found.ranks == (1, 2, 3) and found.rest == default_assumptions().rest
    crews = [crew.group for pool in inputs.problem.pools for crew in pool.crews]
    assert {g.other_absence for g in crews} == {0.1}
    assert {g.attendance < 1 for g in crews} == {True, False}


def test_it_is_written_and_read_again_and_no_other_hospital_hears_of_it(tmp_path):
    own = WalkoutSettings(0.07, {1: 0.002, 2: 0.02})
    hospital = replace(sd.read(EXAMPLES / "ward"), walkout=own)
    assert sd.read(write(hospital, tmp_path / "out")).walkout == own
    assert dict(default_assumptions().limits) == {1: 0.001, 2: 0.01}


def test_a_laxer_limit_calls_fewer_and_a_third_rank_is_a_level_of_its_own():
    """The plan goes by the limits of its own problem, not by a default."""
    strict = small.problem(2)
    lax = replace(strict, assumptions=replace(strict.assumptions, limits={1: 1.0, 2: 1.0}))
    assert plan(strict, 10).calls and not plan(lax, 10).calls
    assert not plan(lax, 10).withdrawn
    third = replace(strict.assumptions, limits={1: 0.001, 2: 0.01, 3: 0.05})
    pools = tuple(
        replace(pool, places=tuple(replace(place, rank=3) for place in pool.places))
        for pool in strict.pools
    )
    before = plan(CoverProblem(pools, strict.substitutes, strict.lists), 10)
    after = plan(CoverProblem(pools, strict.substitutes, strict.lists, assumptions=third), 10)
    names = [level.name for level in after.levels]
    assert names[2] == "chance of a rank 3 place short" and after.calls and not before.calls
    assert after.cost == after.bound and after.over(3) < 0.95 * len(after.places)


@pytest.mark.parametrize(
    ("walkout", "column", "what"),
    [
        ("sick = 1.0", "walkout.sick", "under 1"),
        ("sick = -0.1", "walkout.sick", "0 or more"),
        ('sick = "few"', "walkout.sick", "expected a number"),
        ("limits = {7 = 0.1}", "walkout.limits.7", "'1', '2', '3', '4', '5' or '6'"),
        ("limits = {1 = 1.5}", "walkout.limits.1", "1 or less"),
        ("limits = {1 = 0.01, 2 = 0.001}", "walkout.limits.1", "at most 0.001, that of rank 2"),
        ("limits = 0.001", "walkout.limits", "a table"),
        ("ill = 0.1", "walkout.ill", "a key that hospital.toml has"),
    ],
)
def test_nonsense_is_refused_with_its_key(tmp_path, walkout, column, what):
    with pytest.raises(sd.InputError) as raised:
        sd.read(folder(tmp_path, walkout))
    (fault,) = raised.value.faults
    assert (fault.file, fault.column) == ("hospital.toml", column)
    assert what in f"{fault}"
