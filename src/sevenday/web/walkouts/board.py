"""The pages of the walkout board: before, the morning, after."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from sevenday.errors import InputError
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.published import PublishedPlan
from sevenday.web.grid.places import department_of
from sevenday.web.jobs.models import Job
from sevenday.web.operations.answering import answered
from sevenday.web.operations.blocks import block_rows
from sevenday.web.pages import PageRequest
from sevenday.web.walkouts.counting import rounds_text
from sevenday.web.walkouts.morning import afterwards, morning, rounds_sent
from sevenday.web.walkouts.papers import kind_of, paper, papers_of
from sevenday.web.walkouts.plans import (
    has_plan,
    missing_plan,
    planned,
    planned_job,
    walkout_inputs,
    walkout_wishes,
)

PARTS = {
    "withdrawn": "What to withdraw",
    "called": "Who is called",
    "places": "Every place and its chance",
    "notice": "Notice and law",
    "rates": "Pay deducted: the rate card",
}
"""The pages beside the board, and what each is called."""


def before(request: PageRequest) -> HttpResponse:
    """What is not safe, hour by hour, and what mends it."""
    department = department_of(request)
    missing, mend = missing_plan(department)
    if missing:
        context = {
            "title": "Walkout",
            "question": "What is not safe?",
            "missing": missing,
            "mend": mend,
        }
        return render(request, "operations/missing.jinja", context)
    job = planned_job(department)
    shown: dict[str, Any] = {}
    if job is not None and has_plan(job):
        shown = {"parts": PARTS, "papers": papers_of(job)}
    return answered(request, "walkout", walkout_wishes(department), shown, "")


def part(request: PageRequest, word: str) -> HttpResponse:
    """One of the pages beside the board."""
    blocks = (_planned(request).result or {}).get("parts", {}).get(word)
    if word not in PARTS or blocks is None:
        raise Http404("no such part of a plan")
    return render(request, "walkouts/part.jinja", {"title": PARTS[word], "rows": blocks})


def download(request: PageRequest, file: str) -> HttpResponse:
    """One of the papers, or all of them."""
    try:
        content = paper(_planned(request), file)
    except KeyError:
        raise Http404("no such paper of a plan") from None
    answer = HttpResponse(content, content_type=kind_of(file))
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


@never_cache
def morning_page(request: PageRequest) -> HttpResponse:
    """What do we do now? What is typed is answered and forgotten."""

    def shown(inputs: WalkoutInputs, published: PublishedPlan) -> dict[str, Any]:
        return {"page": morning(inputs, published, request.POST)}

    return _counted(request, "walkouts/morning.jinja", shown)


@never_cache
def after_page(request: PageRequest) -> HttpResponse:
    """What was planned and what happened, by the counts that the morning's page sends."""

    def shown(inputs: WalkoutInputs, published: PublishedPlan) -> dict[str, Any]:
        rows = block_rows(afterwards(inputs, published, request.POST))
        hidden = {
            "rounds": rounds_text(rounds_sent(request.POST)),
            "plan": request.POST.get("plan", ""),
        }
        return {"rows": rows, **hidden}

    return _counted(request, "walkouts/after.jinja", shown)


def _counted(
    request: PageRequest,
    template: str,
    shown: Callable[[WalkoutInputs, PublishedPlan], dict[str, Any]],
) -> HttpResponse:
    """A page worked out of the plan that stands; in words what is wrong with what it was sent."""
    published = planned(_planned(request))
    try:
        with walkout_inputs(department_of(request)) as inputs:
            context = shown(inputs, published)
    except InputError as error:
        return render(request, "walkouts/wrong.jinja", {"faults": error.faults}, status=422)
    return render(request, template, context)


def _planned(request: PageRequest) -> Job:
    """The job of the plan that stands. Raises Http404 where there is none."""
    department = department_of(request)
    missing, _ = missing_plan(department)
    job = None if missing else planned_job(department)
    if job is None or not has_plan(job):
        raise Http404("no plan is worked out yet")
    return job
