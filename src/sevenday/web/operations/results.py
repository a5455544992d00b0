"""What was worked out already: a job's result is kept by what it was worked out of."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction

from sevenday import __version__
from sevenday.example_folders import example
from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.models import Job
from sevenday.web.jobs.queue import send_job
from sevenday.web.operations.inputs import first_of_week, published_version
from sevenday.web.operations.working import COUNTRY
from sevenday.web.people.models import User
from sevenday.web.rotas.current import today


def flow_wishes(department: Department, on: str) -> dict[str, Any]:
    """What the flow of a department is worked out of, from a day on; blank: this week's Monday.

    Where the rota has not this week: the action's first day, else the rota's first Monday.
    """
    version = published_version(department, today())
    on = on or first_of_week(version, today())
    content = content_of("flow", department.revision, version and version.sha, on)
    return {"on": on, "version": version and version.pk, "content": content}


def scan_wishes(walkout: str) -> dict[str, Any]:
    """What a scan is worked out of, with a strike of the record; blank: usual days."""
    files = sorted(example(COUNTRY).glob("trusts-*.csv"))
    digests = [sha256(file.read_bytes()).hexdigest() for file in files]
    return {"walkout": walkout, "content": content_of("scan", *digests, walkout)}


def content_of(*parts: object) -> str:
    """What names a result: the same for the same parts, by the same version of Sevenday."""
    return sha256(repr((__version__, *map(str, parts))).encode()).hexdigest()


def job_of_content(kind: str, wishes: Mapping[str, Any]) -> Job | None:
    """The last job that works out, or worked out, the same; None where nobody asked for it."""
    return Job.objects.filter(kind=kind, wishes__content=wishes["content"]).first()


def ask_for(actor: User, kind: str, department: Department, wishes: Mapping[str, Any]) -> Job:
    """Have it worked out: once, however many ask."""
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=department.pk)
        job = job_of_content(kind, wishes)
        if job is not None and (not job.over or job.state == Job.State.DONE):
            return job
        return send_job(actor, kind, department, None, wishes)
