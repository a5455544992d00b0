"""Builds, re-plans and imports: sent, watched, stopped, compared, taken."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sevenday.errors import InputError
from sevenday.web.fields import key_sent
from sevenday.web.grid.forms import BuildForm, ImportForm
from sevenday.web.grid.places import department_of, period_of
from sevenday.web.grid.presenters.job import job_page
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.jobs.accepting import accept_import
from sevenday.web.jobs.differences import take
from sevenday.web.jobs.importing import refuse_upload
from sevenday.web.jobs.models import OF_ROTAS, Job
from sevenday.web.jobs.queue import cancel, send_job
from sevenday.web.pages import PageRequest
from sevenday.web.rotas.drafts import ChangedMeanwhileError, Edited, open_draft
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix
from sevenday.web.templating import url

REFUSED = 422


def build(request: PageRequest, period: int) -> HttpResponse:
    """Ask for a build or a re-plan of a period's draft."""
    found = period_of(request, period)
    form = BuildForm(request.POST or None, period=found)
    if request.method == "POST" and form.is_valid():
        draft = open_draft(request.user, found)
        kind = form.cleaned_data["kind"]
        try:
            job = send_job(request.user, kind, found.department, draft, form.wishes())
        except InputError as error:
            form.add_error(None, refusal_words(error))
        else:
            return redirect(url("grid_job", request.place, job=job.pk))
    draft_now = draft_matrix(open_draft(request.user, found))
    stays = {
        "locks": found.locks.count(),
        "leave": int((draft_now.codes != 0).sum() - _duties(draft_now)),
    }
    return render(request, "grid/build.jinja", {"form": form, "period": found, "stays": stays})


def _duties(now: DraftMatrix) -> int:
    works = [bool(parts) for parts in now.cells.parts]
    return int(sum(works[code] for code in now.codes.ravel().tolist()))


def bring(request: PageRequest) -> HttpResponse:
    """Send a workbook: what it would change is shown before anything is written."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        book = form.cleaned_data["book"]
        try:
            refuse_upload(book.name, book.size)
            job = send_job(
                request.user,
                "import",
                department_of(request),
                None,
                form.wishes(),
                (book.name, book.read()),
            )
        except InputError as error:
            form.add_error("book", refusal_words(error))
        else:
            return redirect(url("grid_job", request.place, job=job.pk))
    return render(request, "grid/import.jinja", {"form": form})


def job(
    request: PageRequest, job: int, errors: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    """How far a job is; when it is over, what it would change."""
    found = job_of(request, job)
    context = {"page": job_page(found), "errors": errors}
    name = "grid/job_live.jinja" if request.htmx else "grid/job.jinja"
    answer = render(request, name, context, status=status)
    if request.htmx and found.over:
        answer["HX-Refresh"] = "true"
    return answer


def job_of(request: PageRequest, job: int) -> Job:
    """A job of the page's department."""
    return get_object_or_404(Job, pk=job, department=department_of(request), kind__in=OF_ROTAS)


@require_POST
def stop(request: PageRequest, job: int) -> HttpResponse:
    """Stop a job: a build keeps the best that it has."""
    found = job_of(request, job)
    cancel(request.user, found)
    return redirect(url("grid_job", request.place, job=found.pk))


@require_POST
def accept(request: PageRequest, job: int) -> HttpResponse:
    """Write what a job found into the draft: all of it, or of some doctors and not some cells."""
    found = job_of(request, job)
    if found.kind == "import":
        agreed = request.POST.get("agreed") == "on"
        return _written(request, found, lambda: accept_import(request.user, found, agreed))
    doctors = {key_sent(key) for key in request.POST.getlist("doctor")}
    cells = (found.result or {}).get("cells", [])
    left = set(request.POST.getlist("leave"))
    some = [(key, day) for key, day, *_ in cells if key in doctors and f"{key} {day}" not in left]
    return _written(request, found, lambda: take(request.user, found, some))


def _written(request: PageRequest, found: Job, write: Callable[[], Edited]) -> HttpResponse:
    try:
        done = write()
    except (InputError, ChangedMeanwhileError) as error:
        return job(request, found.pk, tuple(refusal_words(error)), REFUSED)
    many = done.act.edits.count() if done.act else 0
    messages.info(request, f"{many} cells written into the draft.")
    return redirect(url("grid_period", request.place, period=done.matrix.period.pk))
