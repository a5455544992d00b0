"""CP-SAT (Google's or-tools, the extra `cpsat`): is it there, and one run that hears Ctrl-C.

or-tools takes 245 MB on a disk, so it is an extra.
"""

from threading import Event, Thread
from typing import Any

from sevenday.extras import missing

TOLERANCE = 1e-6
"""CP-SAT's bound is a float: what is within this of a whole number is that number."""
POLL = 0.1


def need_ortools() -> None:
    """Raise InputError, with how to get it, where or-tools is not installed."""
    try:
        from ortools.sat.python import cp_model  # noqa: F401
    except ImportError:
        raise missing("ortools", "--engine cpsat") from None


def search(solver: Any, model: Any, on_solution: Any = None) -> tuple[Any, bool]:
    """Run a solver until it ends, or Ctrl-C ends it: its status, and whether it was stopped."""
    solver.parameters.catch_sigint_signal = False
    ended: list[Any] = []
    over = Event()

    def run() -> None:
        try:
            ended.append(solver.solve(model, on_solution))
        finally:
            over.set()

    # CP-SAT holds the thread that it runs in, so that Ctrl-C is only heard in another; and it is
    # the event that is waited for, as a join that Ctrl-C breaks takes the thread for ended
    Thread(target=run, daemon=True).start()
    stopped = False
    while not over.is_set():
        try:
            over.wait(POLL)
        except KeyboardInterrupt:
            stopped = True
            solver.stop_search()
    if not ended:
        raise RuntimeError("CP-SAT ended without an answer")
    return ended[0], stopped
