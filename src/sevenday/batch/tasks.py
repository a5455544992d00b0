"""Run a function over named tasks, on an engine: answers by name, and what could not be had."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sevenday.batch.store import Store
from sevenday.cores import threads
from sevenday.errors import Fault, InputError

ENGINES = ("processes", "dask", "serial")

OnProgress = Callable[[int, int], None]
"""Called with how many tasks are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its name, which no other has, and what the function is called with."""

    name: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """Where tasks run.

    Parameters
    ----------
    name
        "processes" on this machine, "dask" on a cluster, "serial" in this process.
    scheduler
        The address of the cluster's scheduler, as tcp://host:8786.
    workers
        Processes on this machine; by default as many as `cores.threads`.
    patience
        Seconds without any worker, or without the scheduler, after which a cluster is given up.
    """

    name: str = "processes"
    scheduler: str | None = None
    workers: int | None = None
    patience: float = 30.0

    def checked(self) -> "Engine":
        """The engine, if it can be. Raises InputError where its parts do not go together."""
        if self.name not in ENGINES:
            raise InputError(
                Fault(
                    "no such engine",
                    column="--engine",
                    found=self.name,
                    expected="processes or dask",
                    code="unknown-word",
                )
            )
        if (self.name == "dask") != (self.scheduler is not None):
            if self.scheduler is None:
                what, expected = "no scheduler is named", "--scheduler tcp://HOST:8786"
            else:
                what, expected = "a scheduler is for --engine dask", "--engine dask"
            code = "missing-argument" if self.scheduler is None else "arguments-clash"
            raise InputError(Fault(what, column="--scheduler", expected=expected, code=code))
        return self

    def processes(self) -> int:
        """How many processes on this machine."""
        return self.workers or threads()


@dataclass(slots=True)
class Batch:
    """What came of the tasks.

    Parameters
    ----------
    answers
        By task.
    lost
        By task that has no answer, why.
    stopped
        Whether Ctrl-C ended it: tasks that are in neither were not run.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    stopped: bool = False


class BatchProgress:
    """Notes each answer in the batch and the store, and says how far it has come."""

    def __init__(self, batch: Batch, total: int, store: Store | None, tell: OnProgress | None):
        """`total`: how many tasks there are, those done before among them."""
        self.batch, self.total, self.store, self.tell = batch, total, store, tell
        self._tell()

    def answer(self, name: str, found: Any) -> None:
        """Note a task's answer."""
        self.batch.answers[name] = found
        if self.store is not None:
            self.store.add(name, found)
        self._tell()

    def lost(self, name: str, why: str) -> None:
        """Note that a task has none."""
        self.batch.lost[name] = why
        self._tell()

    def _tell(self) -> None:
        if self.tell is not None:
            self.tell(len(self.batch.answers) + len(self.batch.lost), self.total)


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
            from sevenday.batch.processes import run_on_processes

            run_on_processes(function, todo, min(engine.processes(), len(todo)), progress)
        else:
            from sevenday.batch.cluster import run_on_cluster

            run_on_cluster(function, todo, engine, progress)
    except KeyboardInterrupt:
        batch.stopped = True
    return batch


def _serial(function: Callable[..., Any], tasks: Sequence[Task], progress: BatchProgress) -> None:
    for task in tasks:
        try:
            found = function(*task.arguments)
        except Exception as error:
            progress.lost(task.name, reason(error))
        else:
            progress.answer(task.name, found)


def reason(error: BaseException) -> str:
    """Why a task has no answer, in words."""
    return f"{error}" if isinstance(error, InputError) else f"{type(error).__name__}: {error}"


def killed(times: int) -> str:
    """Why a task has no answer that ended its worker each time."""
    return f"it ended each of {times} workers that took it: too little memory, or a fault in it"
