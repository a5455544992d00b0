"""Workers that are killed, and what has become of their jobs."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import sleep

from django.utils import timezone

from sevenday.web.jobs.models import Job
from tests.web.jobs.wholeness import DRAW, eventually, whole


def kill_workers(times: int, send: Callable[[], Job]) -> dict[str, int]:
    """Kill at a random moment of a job, and see after each that it is done, resumed or said."""
    killed: Counter[str] = Counter()
    job = send()
    for k in range(times):
        DRAW.seed(k)
        worker = start_worker()
        eventually(lambda j=job: now(j).state != Job.State.WAITING, "claimed")  # type: ignore[misc]
        sleep(DRAW.uniform(0, 5))
        child = child_of(worker.pid)
        who = ("worker", "child", "both")[k % 3]
        if who != "worker" and child:
            os.kill(child, signal.SIGKILL)
        if who != "child":
            worker.kill()
        else:
            eventually(lambda c=child: not alive(c), "the child is gone")  # type: ignore[misc]
            sleep(0.5)  # for the worker to see it
            worker.kill()
            orphan = child_of(worker.pid)
            if orphan:
                os.kill(orphan, signal.SIGKILL)
        worker.wait()
        killed[who] += 1
        whole()
        if who == "worker" and child and alive(child):
            eventually(lambda j=job: now(j).over, "a child without a worker ends its job")  # type: ignore[misc]
        if now(job).state == Job.State.RUNNING:
            # its lease runs out, however busy the machine is
            Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        if now(job).over:
            killed[now(job).state] += 1
            assert now(job).state == Job.State.DONE or "each time the worker" in now(job).trouble
            job = send()
    finished(job)
    return dict(killed)


def finished(job: Job) -> Job:
    """A job that a worker whom nobody kills has ended."""
    worker = start_worker()
    eventually(lambda: now(job).over, "over")
    worker.terminate()
    worker.wait()
    return now(job)


def now(job: Job) -> Job:
    """A job as it is in the store."""
    return Job.objects.select_related("department", "draft__period__department").get(pk=job.pk)


def start_worker() -> "subprocess.Popen[bytes]":
    """A worker in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "sevenday.web.jobs"], stderr=subprocess.DEVNULL)


def child_of(pid: int) -> int:
    """The process that a worker has started; 0 where it has none."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(found[0]) if found else 0


def alive(pid: int) -> bool:
    """Whether a process runs: one that ended and that nobody asked after does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
