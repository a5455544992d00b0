"""Who can cover this?"""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sevenday.clock import short_date
from sevenday.errors import InputError
from sevenday.web.fields import key_sent
from sevenday.web.grid.places import may_edit, period_of, rota_of, seen_or_404
from sevenday.web.grid.presenters.gap import gap_page
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.hospitals.models import Doctor
from sevenday.web.pages import PageRequest
from sevenday.web.requests.gap_offers import offer_gap
from sevenday.web.rotas.drafts import CellEdit, ChangedMeanwhileError, edit_cells, open_draft
from sevenday.web.rotas.gaps import cover_table
from sevenday.web.rotas.models import Period
from sevenday.web.templating import url

REFUSED = 422


def gap(
    request: PageRequest, period: int, need: int, column: int, errors: tuple[str, ...] = ()
) -> HttpResponse:
    """Everybody for a place: who could, in order, and who could not, and why."""
    now = seen_or_404(request, period_of(request, period))
    needs = cover_table(now).needs
    if need >= len(needs) or column >= now.period.days:
        raise Http404("no such place")
    day = now.period.first + timedelta(days=column)
    try:
        page = gap_page(
            now, need, needs[need], day, request.GET.get("shift", ""), may_edit(request)
        )
    except InputError as error:
        page, errors = None, tuple(refusal_words(error))
    context = {"page": page, "may_edit": may_edit(request), "errors": errors, "period": now.period}
    return render(request, "grid/gap.jinja", context, status=REFUSED if errors else 200)


@require_POST
def fill(request: PageRequest, period: int, need: int, column: int) -> HttpResponse:
    """Give the place to somebody."""
    found = period_of(request, period)
    sent = request.POST
    if "several" in sent:
        return offer(request, found, need, column)
    who = get_object_or_404(
        Doctor, pk=key_sent(sent.get("doctor", "")), department=found.department
    )
    day = found.first + timedelta(days=column)
    seen, shift = sent.get(f"seen-{who.pk}", ""), sent.get("shift", "")
    try:
        edit_cells(
            request.user, open_draft(request.user, found), [CellEdit(who.pk, day, seen, shift)]
        )
    except (InputError, ChangedMeanwhileError) as error:
        return gap(request, period, need, column, tuple(refusal_words(error)))
    messages.info(request, f"{who} has {shift} on {short_date(day)}.")
    return redirect(url("grid_period", request.place, period=found.pk) + f"?from={day}#r{who.pk}")


def offer(request: PageRequest, period: Period, need: int, column: int) -> HttpResponse:
    """Offer the place to several: the first whose yes is lawful has it."""
    now, day = rota_of(period), period.first + timedelta(days=column)
    keys = [key_sent(key) for key in request.POST.getlist("offer")]
    doctors = list(Doctor.objects.filter(pk__in=keys, department=period.department))
    needs = cover_table(now).needs
    try:
        if not doctors or need >= len(needs):
            raise InputError("tick those to whom it is offered", code="missing-value")
        offer_gap(request.user, now, needs[need], request.POST.get("shift", ""), day, doctors)
    except InputError as error:
        return gap(request, period.pk, need, column, tuple(refusal_words(error)))
    names = ", ".join(doctor.name for doctor in doctors)
    messages.info(request, f"Offered to {names}: whoever takes it first has it.")
    return redirect(url("grid_gap", request.place, period=period.pk, need=need, column=column))
