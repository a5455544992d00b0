"""What is not safe? Can we cope, and who else? A department's queue, and the trusts by risk."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.errors import InputError
from sevenday.flow.country.scenario import read_walkout
from sevenday.web.grid.places import department_of
from sevenday.web.jobs.queue import cancel
from sevenday.web.operations.home import operations_home
from sevenday.web.operations.inputs import MENDS, missing_input, published_version
from sevenday.web.operations.results import ask_for, flow_wishes, job_of_content, scan_wishes
from sevenday.web.pages import PageRequest, asked_date
from sevenday.web.rotas.current import today
from sevenday.web.templating import url


def home(request: PageRequest) -> HttpResponse:
    """What is not safe? A sentence each of open places, the queue and the trusts."""
    rows = operations_home(department_of(request), today())
    return render(request, "operations/home.jinja", {"rows": rows})


def flow(request: PageRequest) -> HttpResponse:
    """The queue with its band, doctors against demand, what one more is worth, from a day on."""
    department, day = department_of(request), asked_date(request, "on")
    on = f"{day}" if day else ""
    if missing := missing_input(department, published_version(department, today())):
        context = {"missing": missing, "mend": MENDS[missing]}
        return render(request, "operations/missing.jinja", context)
    return _answered(request, "flow", flow_wishes(department, on), {"on": on}, f"?on={on}")


def scan(request: PageRequest) -> HttpResponse:
    """Trusts by risk with intervals, what drives each, who could lend whom."""
    walkout = request.GET.get("walkout", "")[:10]
    fault = ""
    try:
        if walkout and not walkout.replace("-", "").isdigit():
            walkout = ""
        if walkout:
            read_walkout(walkout)
    except InputError as error:
        fault, walkout = f"{error.faults[0]}.", ""
    context = {"walkout": walkout, "fault": fault}
    return _answered(request, "scan", scan_wishes(walkout), context, f"?walkout={walkout}")


def _answered(
    request: PageRequest,
    kind: str,
    wishes: Mapping[str, Any],
    context: Mapping[str, Any],
    query: str,
) -> HttpResponse:
    """What is kept of it, how far it is, or a button that has it worked out.

    A scan is one for all departments: it is stopped from the one that asked for it.
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
