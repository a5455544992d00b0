"""Tasks on processes of this machine, by joblib's executor.

A process that dies breaks the whole executor: what had begun is then suspect, the rest goes to a
new one. Suspects run at the end, each alone, so that one which kills its process is known by name.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sevenday.batch.tasks import BatchProgress, Task, killed, reason

TRIES = 3
"""Processes that a task may end before it is given up."""


def run_on_processes(
    function: Callable[..., Any], tasks: Sequence[Task], workers: int, progress: BatchProgress
) -> None:
    """Run tasks; see `run.run`. Raises KeyboardInterrupt, its processes ended, on Ctrl-C."""
    todo, suspects = list(tasks), list[Task]()
    while todo:
        begun = _round(function, todo, workers, progress)
        if begun is None:
            break
        suspects += [task for task in todo if task.name in begun]
        todo = [task for task in todo if not _ended(task, progress) and task.name not in begun]
    for task in suspects:
        for _ in range(TRIES):
            if _round(function, [task], 1, progress) is None:
                break
        else:
            progress.lost(task.name, killed(TRIES + 1))


def _ended(task: Task, progress: BatchProgress) -> bool:
    return task.name in progress.batch.answers or task.name in progress.batch.lost


def _round(
    function: Callable[..., Any], tasks: Sequence[Task], workers: int, progress: BatchProgress
) -> set[str] | None:
    """Run tasks until all have ended, or a process dies: then the names of those that had begun."""
    from joblib.externals.loky import ProcessPoolExecutor
    from joblib.externals.loky.process_executor import BrokenProcessPool

    with TemporaryDirectory(prefix="sevenday-") as folder:
        executor = ProcessPoolExecutor(max_workers=workers)
        try:
            futures = {
                executor.submit(_marked, Path(folder, f"{k}"), function, task.arguments): task
                for k, task in enumerate(tasks)
            }
            for future in as_completed(futures):
                task = futures[future]
                try:
                    found = future.result()
                except BrokenProcessPool:
                    continue
                except Exception as error:
                    progress.lost(task.name, reason(error))
                else:
                    progress.answer(task.name, found)
        except BrokenProcessPool:  # it broke while tasks were still being given to it
            pass
        finally:
            executor.shutdown(wait=True, kill_workers=True)
        open_ = [k for k, task in enumerate(tasks) if not _ended(task, progress)]
        if not open_:
            return None
        begun = {tasks[k].name for k in open_ if Path(folder, f"{k}").exists()}
        return begun or {tasks[open_[0]].name}


def _marked(mark: Path, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Run a task, having left a mark that it has begun."""
    mark.touch()
    return function(*arguments)
