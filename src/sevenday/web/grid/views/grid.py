"""The grid: what is wrong with this rota, and what do I do about it?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from sevenday.errors import InputError
from sevenday.web.fields import key_sent
from sevenday.web.grid.forms import PeriodForm
from sevenday.web.grid.places import (
    department_of,
    may_edit,
    period_of,
    seen_or_404,
    seen_rota,
)
from sevenday.web.grid.presenters.line import line_page
from sevenday.web.grid.presenters.page import Filters, grid_page
from sevenday.web.grid.presenters.printed import printed_rota
from sevenday.web.grid.presenters.window import window_of
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.grid.styles import shift_styles
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Doctor
from sevenday.web.pages import PageRequest
from sevenday.web.rotas.current import period_on, today
from sevenday.web.rotas.drafts import ChangedMeanwhileError, open_draft
from sevenday.web.rotas.filling import from_template
from sevenday.web.rotas.models import Period
from sevenday.web.rotas.periods import add_period
from sevenday.web.rotas.telling import not_informed
from sevenday.web.templating import url


def front(request: PageRequest) -> HttpResponse:
    """The rota of today, or the word that there is none and what to do then."""
    period = period_on(department_of(request), today())
    if period is None:
        may = may_edit(request)
        form = PeriodForm() if may else None
        return render(request, "grid/none.jinja", {"form": form, "may_edit": may})
    return redirect(url("grid_period", request.place, period=period.pk))


def grid(request: PageRequest, period: int) -> HttpResponse:
    """A period's rota: doctors by days, what it adds up to, gaps and breaches in place."""
    found = period_of(request, period)
    now = seen_rota(request, found)
    if now is None:
        return not_begun(request, found)
    context = {
        "page": grid_page(now, filters_of(request), window_of(found, request.GET, today())),
        "periods": department_of(request).periods.order_by("first"),
        "may_edit": may_edit(request),
        "not_informed": not_informed(found).count(),
        "has_template": bool(now.department.hospital.templates),
    }
    return render(request, "grid/grid.jinja", context)


def not_begun(request: PageRequest, period: Period) -> HttpResponse:
    """The word that there is nothing of a period to be seen yet."""
    context = {"period": period, "may_edit": may_edit(request)}
    return render(request, "grid/not_begun.jinja", context)


def filters_of(request: PageRequest) -> Filters:
    """What an address asks the grid to be narrowed to."""
    asked = request.GET
    return Filters(asked.get("show", ""), key_sent(asked.get("doctor", "")), asked.get("shift", ""))


@require_POST
def begin(request: PageRequest, period: int) -> HttpResponse:
    """Begin a period's draft."""
    found = period_of(request, period)
    open_draft(request.user, found)
    return redirect(url("grid_period", request.place, period=found.pk))


@require_POST
def roll_out(request: PageRequest, period: int) -> HttpResponse:
    """Fill the blank cells of a period's draft from the department's template."""
    found = period_of(request, period)
    try:
        done = from_template(request.user, open_draft(request.user, found))
    except (InputError, ChangedMeanwhileError) as error:
        messages.info(request, " ".join([*refusal_words(error), "Nothing was written."]))
    else:
        many = done.act.edits.count() if done.act else 0
        messages.info(request, f"{many} cells written from the template.")
    return redirect(url("grid_period", request.place, period=found.pk))


def add(request: PageRequest) -> HttpResponse:
    """Add dates to be rostered, with an empty draft."""
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_period(request.user, department_of(request), **form.cleaned_data)
        except InputError as error:
            form.add_error(None, [str(fault) for fault in error.faults])
        else:
            open_draft(request.user, made)
            return redirect(url("grid_period", request.place, period=made.pk))
    return render(request, "grid/add.jinja", {"form": form})


def on_paper(request: PageRequest, period: int) -> HttpResponse:
    """The rota for the printer, four weeks a sheet."""
    page = printed_rota(seen_or_404(request, period_of(request, period)))
    return render(request, "grid/print.jinja", {"page": page})


def line(request: PageRequest, period: int, doctor: int) -> HttpResponse:
    """One doctor's line: its breaches with what mends them, and what each rule has to spare."""
    found = period_of(request, period)
    who = get_object_or_404(Doctor, pk=doctor, department=department_of(request))
    now = seen_rota(request, found)
    if now is None:
        return not_begun(request, found)
    return render(request, "grid/line.jinja", {"page": line_page(now, who)})


@cache_control(private=True, max_age=86400)
def styles(request: PageRequest, revision: str) -> HttpResponse:
    """The department's colours and hatches as a stylesheet; its address changes with them."""
    department = department_of(request)
    shifts = loaded(department).hospital.shifts if department.shifts.exists() else {}
    return HttpResponse(shift_styles(shifts), content_type="text/css")
