"""A page of long work: what is kept of it, how far it is, or a button that has it worked out."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.errors import InputError
from sevenday.web.grid.places import department_of
from sevenday.web.jobs.queue import cancel
from sevenday.web.operations.results import ask_for, job_of_content
from sevenday.web.pages import PageRequest
from sevenday.web.templating import url


def answered(
    request: PageRequest,
    kind: str,
    wishes: Mapping[str, Any],
    context: Mapping[str, Any],
    query: str,
) -> HttpResponse:
    """What is kept of it, how far it is, or a button that has it worked out.

    A scan is one for all departments: it is stopped from the one that asked for it. The page is
    `operations/` and its kind.
    """
    here = f"{url(kind, request.place)}{query}"
    job = job_of_content(kind, wishes)
    if request.method == "POST":
        if "stop" not in request.POST:
            try:
                ask_for(request.user, kind, department_of(request), wishes)
            except InputError as error:
                messages.error(request, f"{error.faults[0]}.")
        elif job is not None and job.department == department_of(request):
            cancel(request.user, job)
        return redirect(here)
    answer = render(
        request,
        "operations/live.jinja" if request.htmx else f"operations/{kind}.jinja",
        {
            **context,
            "job": job,
            "here": here,
            "own": job is not None and job.department == department_of(request),
        },
    )
    if request.htmx and (job is None or job.over):
        answer["HX-Refresh"] = "true"
    return answer
