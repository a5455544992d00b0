"""Run a function over named tasks, on an engine."""

from collections.abc import Callable, Sequence
from typing import Any

from sevenday.batch.cluster import run_on_cluster
from sevenday.batch.engine import Engine
from sevenday.batch.processes import run_on_processes
from sevenday.batch.store import Store
from sevenday.batch.tasks import Batch, BatchProgress, OnProgress, Task, reason
from sevenday.errors import Fault, InputError


def run(
    function: Callable[..., Any],
    tasks: Sequence[Task],
    engine: Engine = Engine(),
    store: Store | None = None,
    on_progress: OnProgress | None = None,
) -> Batch:
    """Run a function over tasks.

    Parameters
    ----------
    function
        Called with each task's arguments. It and they are sent to other processes, so it has to
        stand in a module that is installed there.
    tasks
        What is to be done.
    engine
        Where.
    store
        Answers of an earlier run, which are taken as they are, and where new ones go.
    on_progress
        Called as tasks end.

    Returns
    -------
    Batch
        An answer or a reason for every task, unless Ctrl-C came.

    Raises
    ------
    InputError
        Where the cluster cannot be reached, has no workers, or is lost: what is done is in the
        store.
    """
    engine.checked()
    batch = Batch()
    before = store.answers() if store is not None else {}
    batch.answers.update({task.name: before[task.name] for task in tasks if task.name in before})
    todo = [task for task in tasks if task.name not in batch.answers]
    progress = BatchProgress(batch, len(tasks), store, on_progress)
    if not todo:
        return batch
    try:
        if engine.name == "serial":
            _serial(function, todo, progress)
        elif engine.name == "processes":
            run_on_processes(function, todo, min(engine.processes(), len(todo)), progress)
        else:
            run_on_cluster(function, todo, engine, progress)
    except KeyboardInterrupt:
        batch.stopped = True
    return batch


def run_all(
    function: Callable[..., Any], tasks: Sequence[Task], engine: Engine = Engine()
) -> list[Any]:
    """The answers of all tasks, in order, where one that is missing makes the others worthless.

    Raises InputError where a task has no answer, and KeyboardInterrupt on Ctrl-C.
    """
    batch = run(function, tasks, engine)
    if batch.stopped:
        raise KeyboardInterrupt
    if batch.lost:
        raise InputError(
            *(Fault(f"{name}: {why}", code="lost-task") for name, why in batch.lost.items())
        )
    return [batch.answers[task.name] for task in tasks]


def _serial(function: Callable[..., Any], tasks: Sequence[Task], progress: BatchProgress) -> None:
    for task in tasks:
        try:
            found = function(*task.arguments)
        except Exception as error:
            progress.lost(task.name, reason(error))
        else:
            progress.answer(task.name, found)
