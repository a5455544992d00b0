"""How many threads work side by side: by the cores, by a container's share, as asked."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sevenday as sd
from sevenday import cores
from sevenday.files.benchmarks import read_benchmark
from sevenday.limits import fold
from sevenday.solver.benchmarks.solve import solve_curtois

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def eight(monkeypatch, tmp_path) -> Path:
    """A machine of eight cores, and the folder of its control groups."""
    name = "process_cpu_count" if hasattr(cores.os, "process_cpu_count") else "sched_getaffinity"
    monkeypatch.setattr(
        cores.os, name, (lambda: 8) if name[0] == "p" else (lambda pid: set(range(8)))
    )
    own = tmp_path / "cgroup"
    own.write_text("0::/ward/night\n4:cpu,cpuacct:/old\n")
    monkeypatch.setattr(cores, "CGROUPS", tmp_path)
    monkeypatch.setattr(cores, "OWN_GROUP", own)
    return tmp_path


def test_every_core_is_used(eight) -> None:
    assert cores.usable_cores() == cores.threads() == 8


def test_a_group_s_share_of_time_is_kept_its_parents_too(eight) -> None:
    (eight / "ward" / "night").mkdir(parents=True)
    (eight / "ward" / "night" / "cpu.max").write_text("max 100000\n")
    assert cores.usable_cores() == 8
    (eight / "ward" / "cpu.max").write_text("250000 100000\n")
    assert cores.usable_cores() == 3


def test_the_older_groups_are_read(eight) -> None:
    (eight / "cpu,cpuacct" / "old").mkdir(parents=True)
    (eight / "cpu,cpuacct" / "old" / "cpu.cfs_quota_us").write_text("400000\n")
    (eight / "cpu,cpuacct" / "old" / "cpu.cfs_period_us").write_text("100000\n")
    assert cores.usable_cores() == 4
    (eight / "cpu,cpuacct" / "old" / "cpu.cfs_quota_us").write_text("-1\n")
    assert cores.usable_cores() == 8


def test_fewer_or_more_are_used_where_asked(eight) -> None:
    with sd.use_threads(3):
        assert cores.threads() == 3
    with sd.use_threads(None):
        assert cores.threads() == 8
    with pytest.raises(ValueError, match="threads: 0, expected 1 or more"), sd.use_threads(0):
        pass


def test_a_fold_of_many_lines_starts_a_thread_for_each_core(eight, monkeypatch) -> None:
    started: list[int] = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, many: int) -> None:
            started.append(many)
            super().__init__(many)

    hospital = sd.read(EXAMPLES / "psychiatry-2015")
    terms = sd.contract("england-2016", on="2026-09-01")
    whole = sd.check(hospital, terms)
    monkeypatch.setattr(fold, "ThreadPoolExecutor", Pool)
    monkeypatch.setattr(fold, "CHUNK", 4)
    assert sd.check(hospital, terms).breaches == whole.breaches
    assert started
    assert set(started) == {8}


@pytest.mark.parametrize("many", [2, 8])
def test_the_same_steps_give_the_same_roster_on_any_number_of_threads(many) -> None:
    problem = read_benchmark(EXAMPLES / "benchmarks" / "two-weeks.txt")
    with sd.use_threads(1):
        alone = solve_curtois(problem, steps=6)
    with sd.use_threads(many):
        assert solve_curtois(problem, steps=6).lines == alone.lines
