"""Is my pay right? Each line with its working; my payslip against it; my work schedule."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sevenday.errors import InputError
from sevenday.reports.files.schedule import as_pdf, schedules
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.hr.opening import note_as_opened
from sevenday.web.mine.faults import add_faults
from sevenday.web.mine.forms import PayslipForm
from sevenday.web.mine.lines import of_my_line, published_on
from sevenday.web.mine.presenters.pay import pay_of
from sevenday.web.mine.presenters.payslip import payslip_answer
from sevenday.web.pages import PageRequest
from sevenday.web.rotas.current import today


@of_my_line
def pay(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """What I am due by the rota that I hold, and a payslip rota against it."""
    rota = published_on(doctor, today())
    if rota is None:
        return render(request, "mine/no_rota.jinja")
    on = max(rota.matrix.period.first, min(today(), rota.matrix.period.last))
    form = PayslipForm(request.POST or None, initial={"per": "month"})
    context: dict[str, Any] = {"form": form, "answer": None, "faults": (), "pay": None, "on": on}
    try:
        context["pay"] = pay_of(rota.matrix, doctor, on)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            context["answer"] = payslip_answer(
                rota.matrix, doctor, given["per"], given["lines"], on
            )
    except InputError as error:
        if request.method == "POST" and context["pay"]:
            add_faults(form, error, {"lines": "lines", "amount": "lines", "element": "lines"})
        else:
            context["faults"] = error.faults
    return render(request, "mine/pay.jinja", context)


@of_my_line
def schedule(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """My work schedule: one page of PDF."""
    rota = published_on(doctor, today())
    if rota is None:
        raise Http404("no rota is published")
    now = rota.matrix
    try:
        content = schedules(now.hospital, terms_of(doctor.department, now.period.first), "rota")
    except InputError as error:
        return render(request, "mine/refused.jinja", {"faults": error.faults}, status=409)
    note_as_opened(rota.version, doctor)
    answer = HttpResponse(as_pdf(content[doctor.name]), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="work-schedule.pdf"'
    return answer
