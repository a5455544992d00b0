"""The queue of jobs: sent, claimed by one worker, kept alive, finished, cancelled.

A running job is its holder's as long as the lease lasts. Whoever was killed renews no lease: after
it another worker begins the job again, up to `MOST_ATTEMPTS` times; then it has failed, and says
so. What a holder writes counts only while the lease is theirs, so a slow one whose job was taken
over changes nothing.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from sevenday.errors import Fault, InputError
from sevenday.web.audit.record import record
from sevenday.web.fields import as_read
from sevenday.web.hospitals.models import Department
from sevenday.web.jobs.models import OF_ROTAS, Job
from sevenday.web.notices.notify import notify_users
from sevenday.web.people.models import User
from sevenday.web.rotas.models import Draft

LEASE = timedelta(seconds=15)
BEAT_SECONDS = 3.0
"""How often a holder renews a lease: several times within it, for a busy machine."""
MOST_ATTEMPTS = 3
ENDS = {
    Job.State.DONE: "is ready: look at what it found",
    Job.State.FAILED: "found nothing: see why",
    Job.State.CANCELLED: "was cancelled",
}
"""What its sender is told."""
MOST_JOBS = 20
"""Of one department that wait or are done at a time: others wait behind them."""
MOST_NAME = 200
"""Letters of a file's name: the last ones, which say what kind of file it is."""
MOST_HISTORY = 200
"""Steps of its progress that a job tells."""


def send_job(
    actor: User,
    kind: str,
    department: Department,
    draft: Draft | None = None,
    wishes: Mapping[str, Any] | None = None,
    upload: tuple[str, bytes] | None = None,
) -> Job:
    """Put a job in the queue. `upload`: the name and the bytes of a workbook.

    Raises InputError where the department has too many that are not over.
    """
    with transaction.atomic():
        Department.objects.select_for_update().get(pk=department.pk)
        unfinished = department.jobs.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))
        if unfinished.count() >= MOST_JOBS:
            what, expected = f"{MOST_JOBS} jobs wait here", "that one ends or is cancelled first"
            raise InputError(Fault(what, expected=expected, code="out-of-range"))
        job = Job.objects.create(
            kind=kind,
            department=department,
            draft=draft,
            wishes=dict(wishes or {}),
            upload=upload and upload[1],
            upload_name=as_read(upload[0])[-MOST_NAME:] if upload else "",
            by=actor,
        )
        asked = {"wishes": job.wishes, "upload": job.upload_name}
        record(actor, f"job.{kind}", None, asked, about=job, department=department)
        return job


def _free() -> QuerySet[Job]:
    """Jobs that a worker may begin: those that wait, and those whose lease ran out."""
    lost = Q(state=Job.State.RUNNING, lease_until__lt=timezone.now())
    return Job.objects.filter(Q(state=Job.State.WAITING) | lost).order_by("id")


def claim(holder: UUID) -> Job | None:
    """The first job that nobody does, from now on the holder's; None where there is none."""
    if not _free().exists():  # no writer's turn is asked for in vain
        return None
    with transaction.atomic():
        free = _free()
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        for job in free:
            if job.cancel_asked:
                _end(job, Job.State.CANCELLED)
            elif job.attempts >= MOST_ATTEMPTS:
                job.trouble = (
                    f"Begun {job.attempts} times, and each time the worker that did it died: the "
                    "machine may have too little memory for it, or was switched off."
                )
                _end(job, Job.State.FAILED)
            else:
                job.state, job.holder = Job.State.RUNNING, holder
                job.lease_until = timezone.now() + LEASE
                job.attempts += 1
                job.began = timezone.now()
                job.save(update_fields=["state", "holder", "lease_until", "attempts", "began"])
                return job
    return None


def _mine(job: int, holder: UUID) -> QuerySet[Job]:
    return Job.objects.filter(pk=job, holder=holder, state=Job.State.RUNNING)


def beat(job: int, holder: UUID) -> bool | None:
    """Renew a lease and say whether the job is to be cancelled; None where it is not the holder's.

    A lease that ran out is renewed too, as long as nobody else has the job.
    """
    if not _mine(job, holder).update(lease_until=timezone.now() + LEASE):
        return None
    return _mine(job, holder).values_list("cancel_asked", flat=True).first()


def note_progress(
    job: int, holder: UUID, step: Mapping[str, Any], best: Mapping[str, Any] | None = None
) -> None:
    """Write how far a job has come, and the best that it has found."""
    with transaction.atomic():
        found = _mine(job, holder).select_for_update().first()
        if found is None:
            return
        history = [*found.progress.get("history", []), dict(step)][-MOST_HISTORY:]
        found.progress = {**step, "history": history}
        if best is not None:
            found.best = dict(best)
        found.save(update_fields=["progress", "best"])


def finish(job: int, holder: UUID, result: Mapping[str, Any]) -> bool:
    """Write what came of a job; False where it is not the holder's any more."""
    return _over(job, holder, Job.State.DONE, result=dict(result))


def fail(job: int, holder: UUID, trouble: str) -> bool:
    """Write why nothing came of a job."""
    return _over(job, holder, Job.State.FAILED, trouble=trouble)


def stopped(job: int, holder: UUID) -> bool:
    """Write that a job was cancelled before it had found anything."""
    return _over(job, holder, Job.State.CANCELLED)


def _over(job: int, holder: UUID, state: str, **values: Any) -> bool:
    with transaction.atomic():
        found = _mine(job, holder).select_for_update().first()
        if found is None:
            return False
        for name, value in values.items():
            setattr(found, name, value)
        _end(found, state)
        return True


def _end(job: Job, state: str) -> None:
    """The end of a job, in one transaction with word of it to who sent it."""
    job.state, job.holder, job.lease_until, job.ended = state, None, None, timezone.now()
    job.upload = None  # a workbook is not kept longer than it is needed
    job.save()
    says = ENDS[Job.State(state)]
    sentence = f"The {job.kind} that you asked for {says}."
    about = "job" if job.kind in OF_ROTAS else job.kind
    notify_users([job.by], job.department, about, sentence, job.pk)


def give_back(job: int, holder: UUID, died: bool) -> None:
    """Let another worker do a job: this one stops, or the child that did it died."""
    lost = _mine(job, holder)
    changes: dict[str, Any] = {"state": Job.State.WAITING, "holder": None, "lease_until": None}
    if died:
        # claimed again at once, and the attempts run out
        lost.update(**changes)
    else:
        lost.update(attempts=F("attempts") - 1, **changes)


def cancel(actor: User, job: Job) -> None:
    """Ask a job to stop: one that waits is over at once, one that runs keeps the best so far."""
    with transaction.atomic():
        found = Job.objects.select_for_update().get(pk=job.pk)
        if found.over:
            return
        record(
            actor,
            "job.cancelled",
            {"state": found.state},
            None,
            about=found,
            department=found.department,
        )
        if found.state == Job.State.WAITING:
            _end(found, Job.State.CANCELLED)
        else:
            found.cancel_asked = True
            found.save(update_fields=["cancel_asked"])
    job.refresh_from_db()
