"""A worker beside a server: a process of its own, begun again where it dies."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sevenday.web.jobs.worker import STOP_SECONDS

LOOK_SECONDS = 1.0


@contextmanager
def worker_beside() -> Iterator[None]:
    """Have a worker as long as the server runs."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stop,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(3 * STOP_SECONDS)


def _keep(stop: threading.Event) -> None:
    """Begin a worker, and another where it dies; end it where the server ends."""
    worker = _begin()
    while not stop.wait(LOOK_SECONDS):
        if worker.poll() is not None:
            sys.stderr.write("worker: it died, and is begun again; its job goes on\n")
            worker = _begin()
    worker.terminate()
    try:
        worker.wait(2 * STOP_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()


def _begin() -> "subprocess.Popen[bytes]":
    # a Ctrl-C in the terminal is the server's, which then stops its worker
    command = [sys.executable, "-m", "sevenday.web.jobs", "beside"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
