"""`sevenday serve` killed while somebody edits: what was answered as written is there after it."""

import json
import subprocess
import sys
import threading
from datetime import timedelta

import httpx
from django.conf import settings

from sevenday.web.jobs import queue
from sevenday.web.people.models import Role
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Draft, Edit
from tests.web.clients import session_of
from tests.web.factories import person
from tests.web.jobs.killed_workers import finished
from tests.web.jobs.wholeness import DRAW, whole
from tests.web.people_and_places import MONDAY

WORD = "a" * 32
"""What a browser sends twice, to show that a page of ours sent the form."""


def kill_servers(times: int, draft: Draft, book: tuple[str, bytes]) -> dict[str, int]:
    """Kill a server that answers edits, with its worker at a job; the next one goes on."""
    department = draft.period.department
    robin = person(Role.COORDINATOR, department)
    key = session_of(robin).session_key
    cookies = {settings.SESSION_COOKIE_NAME: f"{key}", settings.CSRF_COOKIE_NAME: WORD}
    path = f"/at/{department.hospital.slug}/{department.slug}/rota/{draft.period_id}/edit"
    answered, unanswered, jobs = 0, 0, []
    for k in range(times):
        DRAW.seed(k)
        jobs.append(queue.send_job(robin, "import", department, upload=book))
        server, address = started()
        threading.Timer(DRAW.uniform(0.5, 4), server.kill).start()
        before, written = Edit.objects.count(), 0
        with httpx.Client(base_url=address, cookies=cookies, headers={"X-CSRFToken": WORD}) as me:
            while wrote(me, path, draft):
                written += 1
        server.wait()
        whole()
        # the last may have been written, and its answer not sent
        more = Edit.objects.count() - before - written
        assert more in (0, 1), (before, written, more)
        answered, unanswered = answered + written, unanswered + more
    ended = [finished(job) for job in jobs]
    assert all(job.result or "each time the worker" in job.trouble for job in ended)
    return {
        "edits answered": answered,
        "written and unanswered": unanswered,
        "jobs done": sum(bool(job.result) for job in ended),
    }


def wrote(me: httpx.Client, path: str, draft: Draft) -> bool:
    """Write one cell by the server; False where it is gone."""
    matrix, column = draft_matrix(draft), DRAW.randrange(28)
    doctor = DRAW.choice([*matrix.row])
    seen = matrix.text_at(doctor, MONDAY + timedelta(days=column))
    cell = [doctor, column, seen, "" if seen else "AL"]
    try:
        answer = me.post(path, data={"cells": json.dumps([cell]), "kind": "edit"}, timeout=30)
    except httpx.TransportError:
        return False
    assert ">Written.<" in answer.text, (answer.status_code, answer.text[:1000])
    return True


def started() -> tuple["subprocess.Popen[str]", str]:
    """A server as people start it, and its address."""
    command = [sys.executable, "-u", "-m", "sevenday", "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout
    for line in server.stdout:
        if " is at " in line:
            address = line.split()[-1].rstrip("/")
        if line.startswith("Stop it"):
            return server, address
    raise AssertionError("it ended before it was there")
