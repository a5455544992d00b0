"""Processes of this machine: same answers however many, a death costs its task alone."""

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from sevenday.batch.engine import Engine
from sevenday.batch.run import run
from sevenday.batch.store import Store
from sevenday.batch.tasks import Task
from sevenday.errors import InputError

TASKS = [Task(f"t{k}", (k,)) for k in range(12)]


def draw(seed):
    return {"x": np.random.default_rng(seed).normal(size=3)}


def same(found, expected):
    return all((found[name]["x"] == expected[name]["x"]).all() for name in expected)


def local(function):
    """The function as one of no module, so that it goes to other processes by its content."""
    function.__module__ = "__main__"
    return function


@pytest.fixture(scope="module")
def serial():
    return run(draw, TASKS, Engine("serial")).answers


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_processes_changes_no_digit(serial, workers):
    found = run(local(draw), TASKS, Engine(workers=workers))
    assert not found.lost and same(found.answers, serial) and len(found.answers) == len(serial)


def test_a_process_that_is_killed_once_costs_its_task_alone(serial, tmp_path):
    mark = tmp_path / "killed"

    def dies_once(seed):
        if seed == 5 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return draw(seed)

    found = run(dies_once, TASKS, Engine(workers=2))
    assert not found.lost and same(found.answers, serial)


def test_a_task_that_kills_every_process_is_named_and_the_rest_kept(serial):
    def poison(seed):
        if seed == 5:
            os._exit(1)
        return draw(seed)

    found = run(poison, TASKS, Engine(workers=2))
    assert list(found.lost) == ["t5"] and "ended each of" in found.lost["t5"]
    assert sorted(found.answers) == sorted(t.name for t in TASKS if t.name != "t5")
    assert same(serial, found.answers)


def test_an_error_of_a_task_is_its_own():
    def fails(seed):
        if seed == 3:
            raise ValueError("three")
        return draw(seed)

    for engine in (Engine("serial"), Engine(workers=2)):
        found = run(fails, TASKS, engine)
        assert found.lost == {"t3": "ValueError: three"} and len(found.answers) == 11


def test_what_is_done_is_not_done_again(tmp_path, serial):
    path = tmp_path / "part"
    done = run(draw, TASKS[:7], Engine("serial"), Store(path, "run 1")).answers
    path.write_bytes(path.read_bytes() + b'{"task": "t9", "ans')  # a kill tore this line off

    ran = []

    def counted(seed):
        ran.append(seed)
        return draw(seed)

    said = []
    found = run(
        counted,
        TASKS,
        Engine("serial"),
        Store(path, "run 1"),
        lambda done, total: said.append((done, total)),
    )
    assert ran == [7, 8, 9, 10, 11] and same(found.answers, serial) and len(done) == 7
    assert said == [(k, 12) for k in range(7, 13)]
    assert not run(counted, TASKS, Engine("serial"), Store(path, "run 1")).lost and len(ran) == 5


def test_answers_of_another_run_are_refused(tmp_path):
    Store(tmp_path / "part", "run 1")
    with pytest.raises(InputError, match="answers of another run") as caught:
        Store(tmp_path / "part", "run 2")
    assert caught.value.faults[0].code == "stale-plan"
    with pytest.raises(InputError, match="cannot be used"):
        Store(Path(tmp_path, "none", "part"), "run 1")


def test_ctrl_c_keeps_what_is_done(serial):
    def stops(seed):
        if seed == 4:
            raise KeyboardInterrupt
        return draw(seed)

    found = run(stops, TASKS, Engine("serial"))
    assert found.stopped and list(found.answers) == ["t0", "t1", "t2", "t3"]


@pytest.mark.parametrize(
    ("engine", "says"),
    [
        (Engine("threads"), "no such engine"),
        (Engine("dask"), "no scheduler is named"),
        (Engine("processes", "tcp://127.0.0.1:1"), "a scheduler is for"),
    ],
)
def test_an_engine_that_cannot_be_is_refused(engine, says):
    with pytest.raises(InputError, match=says):
        run(draw, TASKS, engine)
