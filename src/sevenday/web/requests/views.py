"""Somebody is away today: written in one form, and then who can cover."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.clock import short_span
from sevenday.errors import InputError
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.faults import add_faults
from sevenday.web.pages import PageRequest, asked_date
from sevenday.web.requests.away import report_away
from sevenday.web.requests.forms import AwayForm
from sevenday.web.requests.presenters import open_places
from sevenday.web.rotas.current import today
from sevenday.web.templating import url


def away(request: PageRequest) -> HttpResponse:
    """Report somebody away; below, what is open in the fortnight or in the days just reported."""
    department = request.place.department
    assert department is not None
    names = dict(department.doctors.values_list("pk", "name"))
    start = {"first": today(), "last": today(), "word": "SICK"}
    form = AwayForm(request.POST or None, doctors=names, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        doctor = Doctor.objects.select_related("department__hospital").get(pk=given.pop("doctor"))
        try:
            short = report_away(request.user, doctor, **given)
        except InputError as error:
            add_faults(form, error, {"from": "first", "to": "last", "word": "word"})
        else:
            messages.info(request, _away_words(doctor, given["first"], given["last"], len(short)))
            where = f"?from={given['first']}&to={given['last']}#open"
            return redirect(url("away", request.place) + (where if short else ""))
    first, last = asked_date(request, "from"), asked_date(request, "to")
    context = {
        "form": form,
        "places": open_places(department, first or today(), last if first else None),
        "span": short_span(first, last) if first and last else "",
    }
    return render(request, "requests/away.jinja", context)


def _away_words(doctor: Doctor, first: date, last: date, short: int) -> str:
    """What was written, in words."""
    if not short:
        return f"{doctor} is away {short_span(first, last)}. Cover stays at its least."
    places = "One place is" if short == 1 else f"{short} places are"
    return f"{doctor} is away {short_span(first, last)}. {places} short: see who can cover."
