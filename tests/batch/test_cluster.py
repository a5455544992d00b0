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
from sevenday.batch.store import Store
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


def test_a_lost_scheduler_is_said_in_bounded_time_and_what_was_done_is_there(cluster, tmp_path):
    address, process = cluster(1)

    def slow(seed):
        time.sleep(1 if seed else 0)
        return draw(seed)

    def lose(done, total):
        if done == 1:
            os.killpg(process.pid, signal.SIGKILL)

    engine, store = Engine("dask", address, patience=5.0), Store(tmp_path / "part", "run 1")
    with pytest.raises(InputError, match="scheduler") as caught:
        bounded(lambda: run(slow, TASKS, engine, store, lose))
    assert caught.value.faults[0].code == "no-cluster"
    store = Store(tmp_path / "part", "run 1")
    assert len(store.answers()) >= 1
    whole = run(draw, TASKS, Engine("serial"), store)
    assert same(whole.answers, run(draw, TASKS, Engine("serial")).answers)


def test_a_cluster_without_workers_is_said_in_bounded_time(cluster):
    address, _ = cluster(0)
    with pytest.raises(InputError, match="no worker has come in 2 seconds") as caught:
        bounded(lambda: run(draw, TASKS, Engine("dask", address, patience=2.0)))
    assert caught.value.faults[0].code == "no-workers"


def test_an_address_where_nobody_listens_is_said_in_bounded_time():
    with pytest.raises(InputError, match="no scheduler answers") as caught:
        bounded(lambda: run(draw, TASKS, Engine("dask", "tcp://127.0.0.1:9", patience=2.0)))
    assert caught.value.faults[0].code == "no-cluster"


@pytest.mark.slow
def test_ctrl_c_cancels_what_was_sent_and_another_cluster_goes_on_from_what_is_done(
    cluster, tmp_path
):
    serial = run(draw, TASKS, Engine("serial")).answers
    begun = tmp_path / "begun"
    begun.mkdir()

    def slow(seed):
        (begun / f"{seed}").touch()
        time.sleep(0.5)
        return draw(seed)

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    address, _ = cluster(1)
    store = Store(tmp_path / "part", "run 1")
    engine = Engine("dask", address, patience=20.0)
    part = bounded(lambda: run(slow, TASKS, engine, store, stop))
    assert part.stopped and len(part.answers) == 2 and same(part.answers, serial)
    time.sleep(3)  # longer than what was sent would take, were it not cancelled
    assert len(list(begun.iterdir())) < len(TASKS) - 1

    there, _ = cluster(2)
    engine, store = Engine("dask", there, patience=20.0), Store(tmp_path / "part", "run 1")
    told = []
    whole = bounded(lambda: run(draw, TASKS, engine, store, lambda done, _: told.append(done)))
    assert told[0] == 2 and len(whole.answers) == 8 and same(whole.answers, serial)
