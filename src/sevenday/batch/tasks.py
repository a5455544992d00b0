"""Named tasks, and what came of them: answers by name, and why there is none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sevenday.batch.store import Store
from sevenday.errors import InputError

OnProgress = Callable[[int, int], None]
"""Called with how many tasks are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its name, which no other has, and what the function is called with."""

    name: str
    arguments: tuple[Any, ...]


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


def reason(error: BaseException) -> str:
    """Why a task has no answer, in words."""
    return f"{error}" if isinstance(error, InputError) else f"{type(error).__name__}: {error}"


def killed(times: int) -> str:
    """Why a task has no answer that ended its worker each time."""
    return f"it ended each of {times} workers that took it: too little memory, or a fault in it"
