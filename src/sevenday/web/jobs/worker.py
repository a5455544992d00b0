"""A worker: it claims one job after another and does each in a child process.

`sevenday worker` runs one, `sevenday serve` has one beside it; on PostgreSQL they may be on other
machines too.
"""

import os
import signal
import subprocess
import sys
import threading
from uuid import uuid4

from django.db import Error, connection

from sevenday.web.jobs import queue
from sevenday.web.jobs.alive import Heartbeat
from sevenday.web.jobs.models import Job

IDLE_SECONDS = 1.0
STOP_SECONDS = 5.0
"""How long a child has to end when its worker is stopped."""


def work(stop: threading.Event, once: bool = False) -> None:
    """Do jobs until told to stop; with `once`, until none is left."""
    heart = Heartbeat()
    while not stop.is_set():
        heart.beat()
        holder = uuid4()
        try:
            job = queue.claim(holder)
        except Error:  # the store is away: it may come back
            connection.close()
            job = None
        if job is not None:
            _do(job, stop, heart)
        elif once:
            return
        else:
            stop.wait(IDLE_SECONDS)


def _do(job: Job, stop: threading.Event, heart: Heartbeat) -> None:
    """Do a job in a child, and give it back where the child ends without an answer."""
    assert job.holder is not None
    command = [sys.executable, "-m", "sevenday.web.jobs.child", f"{job.pk}", f"{job.holder}"]
    # a Ctrl-C in the terminal is the worker's: a search would take it for a cancel
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    while child.poll() is None:
        heart.beat()
        if stop.wait(0.2):
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            queue.give_back(job.pk, job.holder, died=False)
            return
    queue.give_back(job.pk, job.holder, died=True)  # nothing where the child has ended it


def main(beside: bool = False) -> None:
    """Work until SIGTERM or Ctrl-C, as `sevenday worker` does.

    `beside`: until its server is gone too, however that ended.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if beside:
        threading.Thread(target=_watch, args=(os.getppid(), stop), daemon=True).start()
    else:
        sys.stderr.write("worker: waiting for jobs; Ctrl-C stops it\n")
    work(stop)


def _watch(server: int, stop: threading.Event) -> None:
    """Stop where the server is gone: the next one has a worker of its own."""
    while not stop.wait(IDLE_SECONDS):
        if os.getppid() != server:
            stop.set()
