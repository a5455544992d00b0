"""The pages of medical HR."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sevenday.errors import InputError
from sevenday.web.csv_files import csv_answer
from sevenday.web.fields import key_sent
from sevenday.web.grid.places import department_of
from sevenday.web.hr import bundles
from sevenday.web.hr.paying import MonthPay, month_pay, note_as_sent
from sevenday.web.hr.presenters import compliance as judged
from sevenday.web.hr.presenters import payroll as paid
from sevenday.web.hr.presenters.home import hr_home
from sevenday.web.hr.presenters.schedules import schedules_of
from sevenday.web.pages import PageRequest, asked_date
from sevenday.web.rotas.current import last_version, period_on, today
from sevenday.web.rotas.models import Period, Version
from sevenday.web.templating import url


def home(request: PageRequest) -> HttpResponse:
    """What is there to put right? A sentence each of lines, schedules, pay and reports."""
    rows = hr_home(department_of(request), today())
    return render(request, "hr/home.jinja", {"rows": rows})


def compliance(request: PageRequest) -> HttpResponse:
    """Lines that break a rule first; by rule; over time."""
    version = _version(request)
    context = {
        **_periods(request, version),
        "page": judged.compliance(version) if version else None,
        "versions": judged.over_time(department_of(request)),
    }
    return render(request, "hr/compliance.jinja", context)


def compliance_csv(request: PageRequest) -> HttpResponse:
    """Each breach of a version, to take away."""
    version = _there(_version(request))
    name = f"breaches-{version.period.first}-version-{version.number}.csv"
    return csv_answer(name, judged.HEAD, judged.breach_rows(version))


def schedules(request: PageRequest) -> HttpResponse:
    """Who has opened their work schedule, and all of them to take away."""
    version = _version(request)
    page = schedules_of(version) if version else None
    return render(request, "hr/schedules.jinja", {**_periods(request, version), "page": page})


def schedules_zip(request: PageRequest) -> HttpResponseBase:
    """Every work schedule of a version, a PDF a doctor, in one file that is made as it is sent."""
    version = _there(_version(request))
    try:
        papers: Iterator[bytes] = bundles.all_schedules(version)
    except InputError as error:
        return render(request, "hr/refused.jinja", {"faults": error.faults}, status=409)
    answer = StreamingHttpResponse(papers, content_type="application/zip")
    name = f"work-schedules-{version.period.first}-version-{version.number}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def schedule_pdf(request: PageRequest, doctor: int) -> HttpResponse:
    """One doctor's work schedule."""
    version = _there(_version(request))
    found = get_object_or_404(department_of(request).doctors, pk=doctor)
    try:
        paper = bundles.one_schedule(version, found)
    except InputError as error:
        return render(request, "hr/refused.jinja", {"faults": error.faults}, status=409)
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="work-schedule.pdf"'
    return answer


def payroll(request: PageRequest) -> HttpResponse:
    """What is to be paid for a month, what changed since payroll was told; and noted as sent."""
    month, context = _month(request), dict[str, Any]()
    try:
        pay = month_pay(department_of(request), month)
        if request.method == "POST" and pay:
            note_as_sent(request.user, pay, request.POST.get("seen", ""))
            messages.info(request, f"Noted: payroll was sent {month:%B %Y}.")
            return redirect(f"{url('hr_payroll', request.place)}?month={month:%Y-%m}")
        context["page"] = paid.payroll(pay) if pay else None
    except InputError as error:
        context["faults"] = error.faults
    context |= {"month": month, "before": _months_on(month, -1), "after": _months_on(month, 1)}
    return render(request, "hr/payroll.jinja", context)


def payroll_csv(request: PageRequest) -> HttpResponse:
    """Each element of each doctor for a month, to take away."""
    try:
        pay: MonthPay | None = month_pay(department_of(request), _month(request))
    except InputError as error:
        return render(request, "hr/refused.jinja", {"faults": error.faults}, status=409)
    if pay is None:
        raise Http404("no rota is published for this month")
    return csv_answer(f"payroll-{pay.month:%Y-%m}.csv", paid.HEAD, paid.pay_rows(pay))


def _version(request: PageRequest) -> Version | None:
    """What doctors hold of the period that was asked for, else of the one of today."""
    department, asked = department_of(request), request.GET.get("period", "")
    period = period_on(department, today())
    if asked.isdecimal():
        period = get_object_or_404(Period, pk=key_sent(asked), department=department)
    if period is None:
        return None
    period.department = department
    return last_version(period)


def _there(version: Version | None) -> Version:
    if version is None:
        raise Http404("no rota is published")
    return version


def _periods(request: PageRequest, version: Version | None) -> dict[str, Any]:
    """The period that is shown, and the others of the department."""
    periods = department_of(request).periods.order_by("-first")
    return {"period": version and version.period, "periods": list(periods)}


def _month(request: PageRequest) -> date:
    """The month that was asked for, else the one of today."""
    return asked_date(request, "month", "-01") or today().replace(day=1)


def _months_on(month: date, by: int) -> date:
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)
