"""Tasks on the user's own Dask cluster, by its client's futures.

Every wait is bounded: a cluster without workers, or whose scheduler is gone, ends in a fault that
says so. joblib's Dask backend is not used: it waits for ever on a task that kills its worker.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from time import monotonic
from typing import Any
from uuid import uuid4

from sevenday import __version__
from sevenday.batch.engine import Engine
from sevenday.batch.tasks import BatchProgress, Task, killed, reason
from sevenday.errors import Fault, InputError
from sevenday.extras import is_installed, missing

BEAT = 1.0
"""Seconds between two looks at whether the cluster is still there."""
FETCH = 5.0
"""Seconds for an answer to come; where its worker has died it is waited for like the others."""
START = "dask worker ADDRESS on each machine, with sevenday installed"


def run_on_cluster(
    function: Callable[..., Any], tasks: Sequence[Task], engine: Engine, progress: BatchProgress
) -> None:
    """Run tasks; see `run.run`.

    A task in whose company workers died is blamed by Dask, guilty or not: where more than one is,
    each runs again alone. Raises InputError where the cluster is lost, and KeyboardInterrupt, what
    was sent cancelled, on Ctrl-C.
    """
    with _connected(engine) as client:
        _check_workers(client, engine)
        blamed = _round(client, function, tasks, engine, progress)
        if len(blamed) == 1:
            progress.lost(*next(iter(blamed.items())))
            return
        for task in tasks:
            if task.name in blamed:
                alone = _round(client, function, [task], engine, progress)
                for name, why in alone.items():
                    progress.lost(name, why)


@contextmanager
def _connected(engine: Engine) -> Iterator[Any]:
    """A client of the cluster, closed at the end. Raises InputError where there is none."""
    if not is_installed("distributed"):
        raise missing("distributed", "--engine dask")
    from distributed import Client

    try:
        client = Client(engine.scheduler, timeout=engine.patience, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise _gone(engine, f"no scheduler answers: {error}", code="no-cluster") from None
    try:
        with client.as_current():
            yield client
    finally:
        client.close(timeout=BEAT)


def _gone(engine: Engine, what: str, code: str) -> InputError:
    expected = (
        START if code == "no-workers" else "a running scheduler: dask scheduler, on its machine"
    )
    return InputError(
        Fault(what, "", None, "--scheduler", f"{engine.scheduler}", expected, code=code)
    )


def _check_workers(client: Any, engine: Engine) -> None:
    """Wait for a worker, and see that all have this version of sevenday."""
    try:
        client.wait_for_workers(1, timeout=engine.patience)
    except TimeoutError:
        what = f"no worker has come in {engine.patience:g} seconds"
        raise _gone(engine, what, code="no-workers") from None
    try:
        versions = client.run(_version, on_error="return")
    except (OSError, TimeoutError) as error:
        raise _gone(engine, f"the scheduler is lost: {error}", code="no-cluster") from None
    wrong = {place: found for place, found in versions.items() if found != __version__}
    if wrong:
        place, found = next(iter(wrong.items()))
        raise InputError(
            Fault(
                f"{len(wrong)} workers have not this version of sevenday",
                column="--scheduler",
                found=f"{place}: {found}",
                expected=f"sevenday {__version__} on every worker",
                code="no-workers",
            )
        )


def _version() -> str:
    return __version__


def _round(
    client: Any,
    function: Callable[..., Any],
    tasks: Sequence[Task],
    engine: Engine,
    progress: BatchProgress,
) -> dict[str, str]:
    """Run tasks until all have ended: those that Dask blames for dead workers, and why."""
    from distributed import wait
    from distributed.scheduler import KilledWorker

    run = uuid4().hex
    futures = {
        client.submit(function, *task.arguments, key=f"{task.name}-{run}", pure=False): task
        for task in tasks
    }
    blamed: dict[str, str] = {}
    seen = monotonic()  # when a worker was last there
    try:
        pending = set(futures)
        while pending:
            try:
                done, pending = wait(pending, timeout=BEAT, return_when="FIRST_COMPLETED")
            except TimeoutError:
                done = set()
            except CancelledError:
                raise _gone(engine, "the scheduler is lost", code="no-cluster") from None
            for future in done:
                task = futures[future]
                error = _fetch(future, task, progress)
                if isinstance(error, KilledWorker):
                    blamed[task.name] = killed(error.allowed_failures + 1)
                elif isinstance(error, TimeoutError) and future.status != "error":
                    pending.add(future)  # its worker died with the answer: it runs again
                elif error is not None:
                    progress.lost(task.name, reason(error))
            if _workers(client, engine):
                seen = monotonic()
            elif monotonic() - seen > engine.patience:
                what = f"no worker is left since {engine.patience:g} seconds"
                raise _gone(engine, what, code="no-workers")
    except (CancelledError, OSError) as error:
        raise _gone(engine, f"the scheduler is lost: {error}", code="no-cluster") from None
    except KeyboardInterrupt:
        client.cancel(list(futures), force=True)
        raise
    return blamed


def _fetch(future: Any, task: Task, progress: BatchProgress) -> BaseException | None:
    """Note the answer of a future that is done, or give the error that there is instead."""
    if future.status == "error":
        error: BaseException = future.exception(timeout=FETCH)
        return error
    try:
        found = future.result(timeout=FETCH)
    except (CancelledError, OSError) as error:
        if isinstance(error, TimeoutError):
            return error
        raise
    except Exception as error:
        return error
    progress.answer(task.name, found)
    future.release()
    return None


def _workers(client: Any, engine: Engine) -> int:
    """How many workers there are. Raises InputError where the scheduler is lost."""
    if client.status not in ("running", "connecting"):
        raise _gone(engine, "the scheduler is lost", code="no-cluster")
    return len(client.nthreads())
