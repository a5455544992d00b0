"""Kills: a worker, its child or a server's process, again and again, in the middle of their work.

    python -m tests.web.jobs.killing WHAT TIMES

WHAT is one of the works at the end. It runs on the store that `DATABASE_URL` names, or on a SQLite
file in `SEVENDAY_DATA`, and prints what it saw as JSON. Whatever is wrong in the store after a kill
is a failed assertion.
"""

import io
import json
import os
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    django.setup()

from django.core.management import call_command
from django.db import connection

from sevenday.web.audit.models import Change
from sevenday.web.jobs import queue
from sevenday.web.jobs.accepting import accept_import
from sevenday.web.jobs.differences import take
from sevenday.web.jobs.importing import import_job
from sevenday.web.jobs.models import Job
from sevenday.web.people.models import User
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Draft, Edit, Version
from sevenday.web.rotas.periods import add_period
from sevenday.web.store.backup import WAS_BACKED_UP, back_up
from sevenday.web.store.files import read_only
from sevenday.web.store.restore import try_out
from tests.web.jobs.killed_server import kill_servers
from tests.web.jobs.killed_workers import finished, kill_workers, now, start_worker
from tests.web.jobs.wholeness import DRAW, eventually, killed_in, whole
from tests.web.people_and_places import MONDAY, publish_as_it_is, with_folder
from tests.web.walkouts.wards import a_walkout


def publish(times: int) -> dict[str, int]:
    """Kill a server that edits and publishes, one version after another."""
    actor, draft = a_ward()
    doctor = next(iter(draft_matrix(draft).row))

    def work() -> None:
        while True:
            now = open_draft(actor, draft.period)
            day = MONDAY + timedelta(days=DRAW.randrange(28))
            text = draft_matrix(now).text_at(doctor, day)
            edit_cells(actor, now, [CellEdit(doctor, day, text, "" if text else "AL")])
            publish_as_it_is(actor, now)

    edit_cells(actor, draft, [CellEdit(doctor, MONDAY, "", "D")])
    publish_as_it_is(actor, draft)
    for k in range(times):
        DRAW.seed(k)
        killed_in(work, 1.0)
        whole()
    return {"versions": Version.objects.count(), "edits": Edit.objects.count()}


def serve(times: int) -> dict[str, int]:
    """Kill `sevenday serve` while it answers edits."""
    _, draft = a_ward()
    return kill_servers(times, draft, a_book())


def accept(times: int) -> dict[str, int]:
    """Kill a server that takes a workbook's preview: doctors, shifts and cells, all or none."""
    outcomes: Counter[str] = Counter()
    for k in range(times):
        DRAW.seed(k)
        actor, draft = a_ward(f"ward-{k}")
        job = queue.send_job(actor, "import", draft.period.department, upload=a_book())
        job.result, job.state = import_job(job, lambda *_: None), Job.State.DONE
        job.save()
        killed_in(lambda a=actor, j=job: accept_import(a, j, True), 0.8)  # type: ignore[misc]
        whole()
        doctors = draft.period.department.doctors.count()
        cells = draft.edits.count()
        assert (doctors, cells) in ((9, 0), (10, 6)), (doctors, cells)
        outcomes["taken" if cells else "nothing"] += 1
    return dict(outcomes)


def build(times: int) -> dict[str, int]:
    """Kill a worker, its child, or both, while they build."""
    actor, draft = a_ward()
    send = lambda: queue.send_job(  # noqa: E731
        actor, "build", draft.period.department, draft, {"seconds": 3}
    )
    found = kill_workers(times, send)
    job = Job.objects.filter(state=Job.State.DONE).order_by("-id").first() or finished(send())
    take(actor, job)
    whole()
    return found | {"taken": draft.edits.count()}


def replan(times: int) -> dict[str, int]:
    """Kill a worker, its child, or both, while they put a rota right."""
    actor, draft = a_ward()
    wishes = {"seconds": 3, "from": MONDAY.isoformat()}
    send = lambda: queue.send_job(  # noqa: E731
        actor, "replan", draft.period.department, draft, wishes
    )
    found = kill_workers(times, send)
    take(actor, finished(send()))
    whole()
    return found | {"taken": draft.edits.count()}


def walkout(times: int) -> dict[str, int]:
    """Kill a worker, its child, or both, while they plan who covers a walkout."""
    with tempfile.TemporaryDirectory() as folder:
        department = a_walkout(Path(folder))
    version = Version.objects.get(period__department=department)
    wishes = {"version": version.pk}
    send = lambda: queue.send_job(version.by, "walkout", department, None, wishes)  # noqa: E731
    found = kill_workers(times, send)
    result = finished(send()).result
    assert result and result["plan"] and result["papers"]
    return found


def backup(times: int) -> dict[str, int]:
    """Kill a backup, one after another over the one before: each file is whole or not there."""
    actor, draft = a_ward()
    doctor = next(iter(draft_matrix(draft).row))
    folder = Path(os.environ["SEVENDAY_DATA"]) / "backups"
    folder.mkdir()
    most = 0.5 if connection.vendor == "sqlite" else 6.0  # its tables are made, row by row filled
    files = [folder / f"{night}.sqlite3" for night in range(3)]

    def work() -> None:
        while True:
            day = MONDAY + timedelta(days=DRAW.randrange(28))
            text = draft_matrix(draft).text_at(doctor, day)
            edit_cells(actor, draft, [CellEdit(doctor, day, text, "" if text else "AL")])
            back_up(DRAW.choice(files), overwrite=True)

    looked: Counter[str] = Counter()
    for k in range(times):
        DRAW.seed(k)
        killed_in(work, most)
        whole()
        for file in folder.glob("[!.]*"):
            try_out(file)
            with read_only(file) as found:
                (edits,) = found.execute("SELECT count(*) FROM rotas_edit").fetchone()
            assert 1 <= edits <= Edit.objects.count()
            looked["files tried out"] += 1
    halves = sum(each.name.endswith(".unfinished") for each in folder.glob(".*"))
    recorded = Change.objects.filter(what=WAS_BACKED_UP).count()
    return dict(looked) | {"unfinished": halves, "recorded": recorded}


def imports(times: int) -> dict[str, int]:
    """Kill a worker, its child, or both, while they read a workbook."""
    actor, draft = a_ward()
    department = draft.period.department
    send = lambda: queue.send_job(actor, "import", department, upload=a_book())  # noqa: E731
    found = kill_workers(times, send)
    accept_import(actor, finished(send()), True)
    whole()
    return found | {"taken": draft.edits.count()}


def cancel(times: int) -> dict[str, int]:
    """Cancel builds that have found something: the best so far is what came of them."""
    actor, _ = User.objects.get_or_create(email="robin@example.org", name="Robin")
    department = with_folder("psychiatry-rebuilt", actor)
    first = date(2026, 8, 5)
    period = add_period(actor, department, first, first + timedelta(days=181))
    draft = open_draft(actor, period)
    worker, cells = start_worker(), 0
    for _ in range(times):
        job = queue.send_job(actor, "build", department, draft, {"seconds": 600})
        eventually(lambda j=job: now(j).best, "something is found")  # type: ignore[misc]
        queue.cancel(actor, now(job))
        eventually(lambda j=job: now(j).over, "it ends")  # type: ignore[misc]
        found = now(job)
        assert (found.state, found.trouble) == (Job.State.DONE, "")
        assert found.result["stopped"] and found.result["breaches"] == []
        cells = len(found.result["cells"])
        assert not draft.edits.exists()
    worker.terminate()
    worker.wait()
    whole()
    return {"cancelled": times, "cells": cells}


def a_ward(slug: str = "ward") -> tuple[User, Draft]:
    """The example's ward with an open draft."""
    actor, _ = User.objects.get_or_create(email="robin@example.org", name="Robin")
    department = with_folder("ward", actor, slug)
    period = add_period(actor, department, MONDAY, date(2026, 10, 4))
    return actor, Draft.objects.select_related("period__department").get(
        pk=open_draft(actor, period).pk
    )


def a_book() -> tuple[str, bytes]:
    """A workbook of three doctors, one of them new."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet("Rota")
    rows = [
        ["", "2026-09-07", "2026-09-08", "2026-09-09"],
        ["Doctor 1", "D", "L", ""],
        ["Doctor 2", "", "N", "N"],
        ["Nova Reyes", "D", "D", ""],
    ]
    for r, row in enumerate(rows):
        sheet.write_row(r, 0, row)
    book.close()
    return "September.xlsx", made.getvalue()


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    what = {
        "publish": publish,
        "serve": serve,
        "accept": accept,
        "build": build,
        "replan": replan,
        "import": imports,
        "walkout": walkout,
        "backup": backup,
        "cancel": cancel,
    }[sys.argv[1]]
    print(json.dumps(what(int(sys.argv[2]))))
