"""I stayed late: a report prefilled from the rota, what it leads to, and what became of it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.web.exceptions.reporting import consequence, prefilled, send
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.faults import add_faults
from sevenday.web.mine.forms import ReportForm
from sevenday.web.mine.lines import of_my_line, published_on
from sevenday.web.pages import PageRequest, asked_date
from sevenday.web.rotas.current import today
from sevenday.web.templating import url

FIELDS = {"date": "day", "kind": "kind", "from": "start", "to": "end", "minutes": "minutes"}


@of_my_line
def exceptions(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """The form, prefilled with a duty; what it leads to is shown before it is sent."""
    day = asked_date(request, "day") or _last_duty(doctor)
    duty = prefilled(doctor, day)
    start = {"day": day, "start": duty.end, "wish": "pay"}
    form = ReportForm(request.POST or None, initial=start)
    context: dict[str, Any] = {"form": form, "outcome": None, "duty": duty, "day": day}
    if request.method == "POST" and form.is_valid():
        report = form.report(doctor)
        report.number = "new"
        try:
            _refuse_to_come(report.day)
            if "send" in request.POST:
                report.number = ""
                send(request.user, report)
                return redirect(url("my_exceptions", request.place))
            context["outcome"] = consequence(report)
        except InputError as error:
            add_faults(form, error, FIELDS)
    context["reports"] = doctor.reports.filter(sent_by=request.user).order_by("-id")[:50]
    return render(request, "mine/exceptions.jinja", context)


def _refuse_to_come(day: date) -> None:
    if day > today():
        what = f"{short_date(day)} is still to come"
        how = "the date of a duty that you worked"
        raise InputError(Fault(what, "", None, "date", f"{day}", how, code="outside-dates"))


def _last_duty(doctor: Doctor) -> date:
    """The last day with a duty up to today, as far as a fortnight back; else today."""
    day = today()
    rota = published_on(doctor, day)
    if rota is None:
        return day
    period = rota.matrix.period
    last = (min(day, period.last) - period.first).days
    row = rota.matrix.codes[rota.matrix.row[doctor.pk]]
    for column in range(last, max(-1, last - 14), -1):
        if rota.matrix.cells.parts[int(row[column])]:
            return date.fromordinal(period.first.toordinal() + column)
    return day
