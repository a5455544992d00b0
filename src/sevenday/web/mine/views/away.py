"""I cannot come: what the co-ordinator then has, and what is known of me already."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.errors import InputError
from sevenday.model.absence import days_absent
from sevenday.web.fields import DateField
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.faults import add_faults
from sevenday.web.mine.lines import of_my_line
from sevenday.web.mine.presenters.duties import DutyDay, days_of
from sevenday.web.pages import PageRequest
from sevenday.web.requests.away import OWN_DAYS, refuse_own, report_away
from sevenday.web.rotas.current import latest, today
from sevenday.web.templating import url


class OwnAwayForm(forms.Form):
    """When, and whether I am ill."""

    first = DateField(label="First day")
    last = DateField(label="Last day, as far as you know")
    word = forms.ChoiceField(
        label="What it is",
        choices=[("SICK", "I am ill"), ("COMP", "Something urgent at home")],
        widget=forms.RadioSelect,
        help_text="You and the co-ordinator see this. Everybody else sees that you are away.",
    )


@of_my_line
def away(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """Report myself away in the days to come; longer leave is asked for."""
    start = {"first": today(), "last": today(), "word": "SICK"}
    form = OwnAwayForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            refuse_own(given["first"], given["last"], today())
            report_away(request.user, doctor, **given)
        except InputError as error:
            add_faults(form, error, {"from": "first", "to": "last", "word": "word"})
        else:
            return redirect(url("my_away", request.place) + "?sent=1")
    context: dict[str, Any] = {
        "form": form,
        "known": known_days(doctor),
        "sent": "sent" in request.GET,
    }
    return render(request, "mine/away.jinja", context)


def known_days(doctor: Doctor) -> list[DutyDay]:
    """The days around today on which the co-ordinator has the doctor as away."""
    first = today() - timedelta(days=1)
    last = first + timedelta(days=2 * OWN_DAYS)
    found: list[DutyDay] = []
    for period in doctor.department.periods.filter(first__lte=last, last__gte=first):
        now = latest(period)
        if now is not None and doctor.pk in now.row:
            found += days_of(now, doctor.pk, first, 2 * OWN_DAYS)
    return [each for each in found if days_absent(each.text)]
