"""The guardian's pages, and those that HR has with them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sevenday.errors import InputError
from sevenday.web.csv_files import csv_answer
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import settle
from sevenday.web.grid.places import department_of
from sevenday.web.guardian import presenters
from sevenday.web.guardian.forms import AnswerForm
from sevenday.web.guardian.outcomes import board_of, outcomes_of, reports_of
from sevenday.web.guardian.quarters import closed_quarters, quarter_named
from sevenday.web.hr.presenters.home import rules_answer
from sevenday.web.mine.faults import add_faults
from sevenday.web.pages import PageRequest
from sevenday.web.permissions import SEE_BOARD_REPORT, Workplace
from sevenday.web.rotas.current import today
from sevenday.web.templating import url

COUNTS = ("by", "group", "reports", "hours", "pay", "time_off", "fined")
"""The columns of the board's report to take away."""


def home(request: PageRequest) -> HttpResponse:
    """Are the hours safe? A sentence each of reports, fines and rules."""
    department = department_of(request)
    context: dict[str, Any] = {"board": SEE_BOARD_REPORT.allows(request.user, _whole(request))}
    rules = rules_answer(department, today())
    try:
        given = reports_of(department), outcomes_of(department)
        context["rows"] = list(presenters.home_rows(*given, rules, today()))
    except InputError as error:
        context["faults"] = error.faults
    return render(request, "guardian/home.jinja", context)


def reports(request: PageRequest) -> HttpResponse:
    """Exception reports with what each leads to, those that wait first; of one state if asked."""
    department, context = department_of(request), dict[str, Any]()
    found = reports_of(department)
    try:
        lines = presenters.report_lines(found, outcomes_of(department))
        state = request.GET.get("state", "")
        context = {
            "says": presenters.waiting_words(lines),
            "states": list(dict.fromkeys(line.report.state for line in lines)),
            "state": state,
            "lines": [line for line in lines if state in ("", line.report.state)],
        }
    except InputError as error:
        context["faults"] = error.faults
    return render(request, "guardian/reports.jinja", context)


def report(request: PageRequest, report: int) -> HttpResponse:
    """One report: what it leads to by the rules of its date, and an answer to it."""
    department = department_of(request)
    found = get_object_or_404(
        Report.objects.select_related("doctor", "department__hospital", "answered_by"),
        pk=report,
        department=department,
    )
    form = AnswerForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "own": found.doctor.user_id == request.user.pk}
    if request.method == "POST" and form.is_valid():
        try:
            settle(request.user, found, **form.cleaned_data)
            return redirect(url("reports", request.place))
        except InputError as error:
            add_faults(form, error, {})
    try:
        outcome = outcomes_of(department)[found.pk]
        context["outcome"] = outcome
        context["fines"] = [presenters.fine_line(found, fine) for fine in outcome.fines]
        context["line"] = presenters.report_line(found, outcome)
    except InputError as error:
        context["faults"] = error.faults
    return render(request, "guardian/report.jinja", {"report": found, **context})


def fines(request: PageRequest) -> HttpResponse:
    """What is fined, who gets it, and how it goes from quarter to quarter."""
    department, context = department_of(request), dict[str, Any]()
    found = reports_of(department)
    try:
        outcomes = outcomes_of(department)
        sums = presenters.quarters(found, outcomes)
        context = {
            "says": presenters.fined_words(sums),
            "quarters": sums,
            "most": max((each.reports for each in sums), default=1),
            "fines": presenters.fine_lines(found, outcomes),
        }
    except InputError as error:
        context["faults"] = error.faults
    return render(request, "guardian/fines.jinja", context)


def board(request: PageRequest) -> HttpResponse:
    """The board's report of a quarter that is over: counts, small groups merged, nobody named."""
    assert request.place.hospital is not None
    quarter = quarter_named(request.GET.get("quarter", ""), today())
    context: dict[str, Any] = {"quarter": quarter, "closed": closed_quarters(today())}
    try:
        context["found"] = board_of(request.place.hospital, quarter)
    except InputError as error:
        context["faults"] = error.faults
    return render(request, "guardian/board.jinja", context)


def board_csv(request: PageRequest) -> HttpResponse:
    """The board's report as a table to take away."""
    assert request.place.hospital is not None
    quarter = quarter_named(request.GET.get("quarter", ""), today())
    try:
        found = board_of(request.place.hospital, quarter)
    except InputError as error:
        return render(request, "hr/refused.jinja", {"faults": error.faults}, status=409)
    counts = [found.total, *found.counts] if found.total else []
    rows = [[each.to_dict()[key] for key in COUNTS] for each in counts]
    return csv_answer(f"exception-reports-{quarter.code}.csv", COUNTS, rows)


def _whole(request: PageRequest) -> Workplace:
    """The hospital of a department's page."""
    return Workplace(request.place.hospital)
