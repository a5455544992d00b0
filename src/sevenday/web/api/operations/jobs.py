"""Builds and re-plans: begun, watched, stopped, taken."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from sevenday.errors import Fault, InputError
from sevenday.web.api.forms_of_json import BuildJson, FoundJson, JobJson, WrittenJson
from sevenday.web.api.operations.about import period_from
from sevenday.web.api.routes import AT_DEPARTMENT, CallRequest, Key, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.grid.places import department_of
from sevenday.web.jobs.differences import take
from sevenday.web.jobs.models import OF_ROTAS, Job
from sevenday.web.jobs.queue import cancel, send_job
from sevenday.web.permissions import EDIT_ROTA
from sevenday.web.rotas.drafts import open_draft

JOBS = f"{AT_DEPARTMENT}/jobs"
ONE = f"{JOBS}/{{key}}"
MOST_LISTED = 50


def _json(job: Job) -> dict[str, Any]:
    return {
        "job": job.pk,
        "kind": job.kind,
        "state": f"{job.state}",
        "first": job.draft.period.first if job.draft else None,
        "progress": job.progress,
        "trouble": job.trouble,
    }


def _job(request: CallRequest, key: int) -> Job:
    found = Job.objects.filter(kind__in=OF_ROTAS).select_related("draft__period")
    return get_object_or_404(found, pk=key, department=department_of(request))


@call("GET", JOBS, EDIT_ROTA, Scope.JOBS, list[JobJson])
def jobs(request: CallRequest) -> HttpResponse:
    """The last jobs of a department, the newest first."""
    found = department_of(request).jobs.filter(kind__in=OF_ROTAS).select_related("draft__period")
    return as_answer([_json(each) for each in found[:MOST_LISTED]])


@call("POST", JOBS, EDIT_ROTA, Scope.JOBS, JobJson, status=202, conflicts=True)
def begin_job(request: CallRequest, sent: BuildJson) -> HttpResponse:
    """Begin a build or a re-plan of a draft; one is opened where none is."""
    period = period_from(request, sent.first)
    if sent.since and not period.first <= sent.since <= period.last:
        span = f"{period.first} to {period.last}"
        raise InputError(
            Fault("not in the rota", "", None, "since", f"{sent.since}", span, code="outside-dates")
        )
    given = {"seconds": sent.seconds, "seed": sent.seed, "from": sent.since and f"{sent.since}"}
    wishes = {key: value for key, value in given.items() if value is not None}
    draft = open_draft(request.user, period)
    job = send_job(request.user, sent.kind, department_of(request), draft, wishes)
    return as_answer(_json(job), 202)


@call("GET", ONE, EDIT_ROTA, Scope.JOBS, JobJson)
def job(request: CallRequest, key: Key) -> HttpResponse:
    """How far a job is."""
    return as_answer(_json(_job(request, key)))


@call("POST", f"{ONE}/cancel", EDIT_ROTA, Scope.JOBS, JobJson)
def cancel_job(request: CallRequest, key: Key) -> HttpResponse:
    """Stop a job: one that runs keeps the best that it has."""
    found = _job(request, key)
    cancel(request.user, found)
    return as_answer(_json(found))


@call("GET", f"{ONE}/result", EDIT_ROTA, Scope.JOBS, FoundJson, conflicts=True)
def job_result(request: CallRequest, key: Key) -> HttpResponse:
    """What a build or a re-plan found."""
    found = _job(request, key)
    if found.result is None or found.draft is None:
        what = f"this {found.kind} has found no rota: it is {found.state}"
        raise InputError(Fault(what, expected="one that is done", code="no-result"))
    names = dict(found.department.doctors.values_list("pk", "name"))
    cells = [
        {"doctor": names[doctor], "date": day, "before": before, "after": after}
        for doctor, day, before, after in found.result["cells"]
    ]
    return as_answer({"job": found.pk, "found": found.result.get("json", {}), "cells": cells})


@call("POST", f"{ONE}/take", EDIT_ROTA, Scope.JOBS, WrittenJson, conflicts=True)
def take_result(request: CallRequest, key: Key) -> HttpResponse:
    """Put what a build or a re-plan found into its draft."""
    done = take(request.user, _job(request, key))
    written = done.act.edits.count() if done.act else 0
    return as_answer({"written": written, "last_edit": done.matrix.last_edit})
