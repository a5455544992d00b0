"""Where tasks run: on processes of this machine, on a cluster, or in this process."""

from dataclasses import dataclass
from typing import Literal, get_args

from sevenday.cores import threads
from sevenday.errors import Fault, InputError

EngineName = Literal["processes", "dask", "serial"]
"""Where tasks run."""


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

    name: EngineName = "processes"
    scheduler: str | None = None
    workers: int | None = None
    patience: float = 30.0

    def checked(self) -> "Engine":
        """The engine, if it can be. Raises InputError where its parts do not go together."""
        if self.name not in get_args(EngineName):
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
