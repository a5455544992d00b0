"""Many hospitals' plans on random turnouts: each as it is alone, and the same on any engine."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app
from sevenday.walkout.plan_file import FILE

EXAMPLES = Path(__file__).parents[2] / "examples"
DRAWS = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A hospital as it is, and one with half of its substitutes."""
    home = tmp_path_factory.mktemp("region")
    for name in ("whole", "halved"):
        left = shutil.ignore_patterns(FILE)
        shutil.copytree(EXAMPLES / "district-2016", home / name, ignore=left)
    file = home / "halved" / "substitutes.csv"
    head, *rows = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([head, *rows[::2]]) + "\n", "utf-8")
    (home / "notes").mkdir()
    return home


@pytest.fixture(scope="module")
def here(folder):
    return sd.stress(folder, DRAWS, sd.Engine("serial"))


def test_each_hospital_as_it_is_alone_those_short_most_often_first(folder, here):
    assert [each.hospital for each in here.hospitals] == ["halved", "whole"] and not here.lost
    for each in here.hospitals:
        alone = sd.cover(folder / each.hospital, stress=DRAWS)
        run = alone.stress.run
        found = (each.any_rank_1, each.rank_1_hours, each.rank_2_hours)
        assert found == (run.any_rank_1, run.rank_1_hours, run.rank_2_hours)
        assert (each.cost, each.bound) == (alone.plan.cost, alone.plan.bound)
        assert (each.unsafe == 0) == alone.safe
    assert here.safe == all(each.unsafe == 0 for each in here.hospitals)


def test_processes_give_the_same_to_the_last_digit_and_the_command_prints_it(folder, here):
    assert sd.stress(folder, DRAWS, sd.Engine(workers=2)).to_json() == here.to_json()
    words = ["walkout", str(folder), "--stress", f"{DRAWS}", "--threads", "1"]
    run = CliRunner().invoke(app, [*words, "--format", "json"])
    assert json.loads(run.stdout) == json.loads(here.to_json())
    assert run.exit_code == (0 if here.safe else 1)
    assert "2 hospitals' plans on 300 random turnouts" in CliRunner().invoke(app, words).stdout


@pytest.mark.slow
def test_a_cluster_gives_the_same_to_the_last_digit(folder, here):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        there = sd.stress(folder, DRAWS, sd.Engine("dask", cluster.scheduler_address))
    assert there.to_json() == here.to_json()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "many hospitals are named"),
        (("--stress", "9", "--curve"), "--curve: for one hospital"),
        (("--stress", "9", "--engine", "dask"), "no scheduler is named"),
        (("--stress", "9", "--scheduler", "tcp://127.0.0.1:9"), "a scheduler is for"),
    ],
)
def test_what_does_not_go_together_is_said(folder, words, says):
    run = CliRunner().invoke(app, ["walkout", str(folder), *words])
    assert isinstance(run.exception, sd.InputError) and says in str(run.exception)
    one = CliRunner().invoke(app, ["walkout", str(folder / "whole"), "--engine", "processes"])
    assert isinstance(one.exception, sd.InputError) and "runs here" in str(one.exception)


def test_every_fault_of_every_hospital_is_said(folder, tmp_path):
    home = tmp_path / "region"
    shutil.copytree(folder, home)
    for name in ("whole", "halved"):
        (home / name / "substitutes.csv").write_text("name,shoe_size\nA,9\n", "utf-8")
    with pytest.raises(sd.InputError) as caught:
        sd.stress(home, DRAWS, sd.Engine("serial"))
    assert sum(fault.column == "shoe_size" for fault in caught.value.faults) == 2
    with pytest.raises(sd.InputError, match="no hospital in the folder"):
        sd.stress(home / "notes")
