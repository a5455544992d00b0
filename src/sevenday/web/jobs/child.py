"""One job, in a process of its own: `python -m sevenday.web.jobs.child JOB HOLDER`.

What a search does to memory and time, and what a workbook does to a reader, stays in here. A thread
renews the lease; where the job is to be cancelled it interrupts the work as Ctrl-C does, so that a
search hands over the best that it has.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import django

LOST = 3
"""The exit code of a child whose job is another's by now."""


def main() -> None:
    """Do the job, and write what came of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent may have it ignored
    django.setup()
    from sevenday.web.jobs import queue

    job, holder = int(sys.argv[1]), UUID(sys.argv[2])
    over = threading.Event()
    lease = threading.Thread(target=_renew, args=(job, holder, over), daemon=True)
    lease.start()
    try:
        result = _done(job, holder)
    except KeyboardInterrupt:
        queue.stopped(job, holder)
    except Exception as error:
        queue.fail(job, holder, _why(error))
    else:
        queue.finish(job, holder, result)
    finally:
        over.set()


def _done(job: int, holder: UUID) -> Mapping[str, Any]:
    """Do a job by its kind."""
    from sevenday.web.jobs import queue
    from sevenday.web.jobs.kinds import KINDS
    from sevenday.web.jobs.models import Job

    def note(step: Mapping[str, Any], best: Mapping[str, Any] | None = None) -> None:
        queue.note_progress(job, holder, step, best)

    found = Job.objects.select_related("department", "draft__period__department", "draft__base")
    work: Callable[..., Mapping[str, Any]] = KINDS[(mine := found.get(pk=job)).kind]
    return work(mine, note)


def _why(error: Exception) -> str:
    """What is wrong in words: of an input each fault, of ourselves what the last line says."""
    from sevenday.errors import InputError

    if isinstance(error, InputError):
        return str(error)
    sys.excepthook(type(error), error, error.__traceback__)  # the worker's log has all of it
    return f"Internal error in Sevenday: {type(error).__name__}: {error}"


def _renew(job: int, holder: UUID, over: threading.Event) -> None:
    """Renew the lease until the work is over; end the process where the job is another's."""
    from django.db import Error, connection

    from sevenday.web.jobs import queue

    interrupted = False
    while not over.wait(queue.BEAT_SECONDS):
        try:
            cancelled = queue.beat(job, holder)
        except Error:  # a store that is away for a moment; the lease says how long it may be
            connection.close()
            continue
        if cancelled is None and not over.is_set():
            os._exit(LOST)
        if cancelled and not interrupted:
            interrupted = True
            os.kill(os.getpid(), signal.SIGINT)  # to the main thread, wherever it waits


if __name__ == "__main__":
    main()
