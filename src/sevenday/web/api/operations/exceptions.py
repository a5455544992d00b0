"""Exception reports: for their sender, medical HR and the guardian."""

from collections.abc import Sequence

from django.http import HttpResponse

from sevenday.pay.exception_reports import ExceptionReports
from sevenday.web.api.forms_of_json import ExceptionsJson, ReportJson
from sevenday.web.api.operations.about import own_line
from sevenday.web.api.routes import AT_DEPARTMENT, CallRequest, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import consequences, send
from sevenday.web.grid.places import department_of
from sevenday.web.hospitals.loading import loaded
from sevenday.web.permissions import OWN_PAGES, SEE_REPORTS

MINE = f"{AT_DEPARTMENT}/my/exceptions"


def _json(request: CallRequest, reports: Sequence[Report], status: int = 200) -> HttpResponse:
    contract = loaded(department_of(request)).hospital.contract
    outcomes = consequences(reports) if reports else []
    return as_answer(ExceptionReports(contract, tuple(outcomes)), status)


@call("GET", f"{AT_DEPARTMENT}/exceptions", SEE_REPORTS, Scope.EXCEPTIONS, ExceptionsJson)
def exceptions(request: CallRequest) -> HttpResponse:
    """Every exception report of a department, and what each leads to."""
    found = department_of(request).reports.select_related("doctor", "department")
    return _json(request, list(found))


@call("GET", MINE, OWN_PAGES, Scope.EXCEPTIONS, ExceptionsJson)
def my_exceptions(request: CallRequest) -> HttpResponse:
    """The caller's own exception reports, and what each leads to."""
    return _json(request, list(own_line(request).reports.select_related("doctor", "department")))


@call("POST", MINE, OWN_PAGES, Scope.EXCEPTIONS, ExceptionsJson, status=201, conflicts=True)
def report_exception(request: CallRequest, sent: ReportJson) -> HttpResponse:
    """Send an exception report of the caller's own."""
    doctor = own_line(request)
    report = Report(
        department=doctor.department,
        doctor=doctor,
        day=sent.day,
        kind=sent.kind,
        start=sent.start or "",
        end=sent.end or "",
        minutes=sent.minutes,
        wish=sent.wish,
    )
    return _json(request, [send(request.user, report)], 201)
