"""A real cluster: a killed worker, a poison task, a lost scheduler, no workers: bounded, said."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from sevenday.batch.engine import Engine
from sevenday.batch.run import run
from sevenday.batch.tasks import Task
from sevenday.errors import InputError

distributed = pytest.importorskip("distributed")

TASKS = [Task(f"t{k}", (k,)) for k in range(8)]
LONG = 60.0
"""Seconds within which each of these ends; it takes a few."""
SCHEDULER = """
from distributed import LocalCluster
import sys, time
if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=None,
                      host="127.0.0.1", protocol="tcp") as cluster:
        print(cluster.scheduler_address, flush=True)
        time.sleep(120)
"""


@pytest.fixture
def cluster():
    """A cluster of processes: its address and the process of its scheduler."""
    running = []

    def start(workers):
        process = subprocess.Popen(
            [sys.executable, "-c", SCHEDULER, f"{workers}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        return process.stdout.readline().strip(), process

    yield start
    for process in running:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def by_value(function):
    """The function as one of no module, so that it goes to the workers by its content."""
    function.__module__ = "__main__"
    return function


@by_value
def draw(seed):
    return {"x": np.random.default_rng(seed).normal(size=3)}


def bounded(call):
    start = time.monotonic()
    found = call()
    assert time.monotonic() - start < LONG
    return found


def same(found, expected):
    return all((found[name]["x"] == expected[name]["x"]).all() for name in found)


def test_a_killed_worker_costs_its_tasks_alone_and_an_error_is_its_own(cluster, tmp_path):
    address, _ = cluster(2)
    serial = run(draw, TASKS, Engine("serial")).answers
    mark = tmp_path / "killed"

    def dies_once(seed):
        if seed == 2 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if seed == 3:
            raise ValueError("three")
        return draw(seed)

    found = bounded(lambda: run(dies_once, TASKS, Engine("dask", address, patience=20.0)))
    assert mark.exists() and found.lost == {"t3": "ValueError: three"}
    assert len(found.answers) == 7 and same(found.answers, serial)


@pytest.mark.slow
def test_a_poison_task_is_named_and_the_rest_stands(cluster):
    address, _ = cluster(2)
    serial = run(draw, TASKS, Engine("serial")).answers

    def poison(seed):
        if seed == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.1)
        return draw(seed)

    found = bounded(lambda: run(poison, TASKS, Engine("dask", address, patience=20.0)))
    assert list(found.lost) == ["t2"] and "ended each of 4 workers" in found.lost["t2"]
    assert len(found.answers) == 7 and same(found.answers, serial)


def test_a_lost_scheduler_is_said_in_bounded_time(cluster):
    address, process = cluster(1)

    def slow(seed):
        time.sleep(1 if seed else 0)
        return {"x": np.zeros(1)}

    def lose(done, total):
        if done == 1:
            os.killpg(process.pid, signal.SIGKILL)

    with pytest.raises(InputError, match="scheduler") as caught:
        bounded(lambda: run(slow, TASKS, Engine("dask", address, patience=5.0), on_progress=lose))
    assert caught.value.faults[0].code == "no-cluster"


def test_a_cluster_without_workers_is_said_in_bounded_time(cluster):
    address, _ = cluster(0)
    with pytest.raises(InputError, match="no worker has come in 2 seconds") as caught:
        bounded(lambda: run(draw, TASKS, Engine("dask", address, patience=2.0)))
    assert caught.value.faults[0].code == "no-workers"


def test_an_address_where_nobody_listens_is_said_in_bounded_time():
    with pytest.raises(InputError, match="no scheduler answers") as caught:
        bounded(lambda: run(draw, TASKS, Engine("dask", "tcp://127.0.0.1:9", patience=2.0)))
    assert caught.value.faults[0].code == "no-cluster"
