"""What every exception report of a department leads to, worked out once for each state of it."""

from collections.abc import Mapping
from dataclasses import replace

from sevenday.pay.board_report import BoardReport, board_report
from sevenday.pay.exception_reports import ExceptionReports, ReportOutcome
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import consequences
from sevenday.web.guardian.quarters import Quarter
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.ready import Ready
from sevenday.web.rotas.models import Version

_ready: Ready[Mapping[int, ReportOutcome]] = Ready(32)


def reports_of(department: Department) -> list[Report]:
    """Every report of a department, the latest duty first."""
    found = department.reports.select_related("doctor", "department__hospital")
    return list(found.order_by("-day", "-id"))


def outcomes_of(department: Department) -> Mapping[int, ReportOutcome]:
    """What each report of a department leads to, by its key, by the rota that doctors hold.

    Raises InputError where the department's contract has no exception reports.
    """
    reports = reports_of(department)
    if not reports:
        return {}
    versions = Version.objects.filter(period__department=department).values_list("pk", flat=True)
    states = tuple((each.pk, each.state) for each in reports)
    key = (department.state, states, tuple(versions))

    def worked_out() -> Mapping[int, ReportOutcome]:
        made = consequences(reports)
        return {report.pk: outcome for report, outcome in zip(reports, made, strict=True)}

    return _ready.get(key, worked_out)


def board_of(hospital: Hospital, quarter: Quarter) -> BoardReport:
    """A quarter's exception reports of a whole hospital, counted; nobody is to be told from it.

    Departments stand where services do. A department has no such report of its own: what the whole
    has beyond it would be the others'. Raises InputError as `outcomes_of` does.
    """
    found: list[ReportOutcome] = []
    contracts: dict[str, None] = {}
    for department in hospital.departments.order_by("name"):
        outcomes = outcomes_of(department)
        # somebody who works in two departments is one person
        doctors = dict(department.doctors.values_list("name", "user_id"))
        for outcome in outcomes.values():
            if quarter.has(outcome.day):
                contracts[loaded(department).hospital.contract] = None
                who = doctors.get(outcome.doctor) or f"{department.pk} {outcome.doctor}"
                found.append(replace(outcome, doctor=f"{who}", service=department.name))
    return board_report(ExceptionReports(", ".join(contracts), tuple(found)))
