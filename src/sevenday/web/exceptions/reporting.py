"""An exception report: what it would lead to before it is sent, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sevenday.clock import hhmm
from sevenday.errors import Fault, InputError
from sevenday.files.exceptions import OPEN
from sevenday.model import Hospital
from sevenday.pay.as_worked import dated_hospital, duty_on
from sevenday.pay.exception_reports import ReportOutcome, report_outcomes
from sevenday.web.audit.record import record
from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.rows import report_rows
from sevenday.web.hospitals.loading import loaded, terms_of
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.notices.notify import notify, notify_users
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.rotas.current import period_on, published


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What the form begins with: the duty of a date, from when to when; blank without one."""

    text: str
    start: str
    end: str


def prefilled(doctor: Doctor, day: date) -> Prefilled:
    """The doctor's duty on a date as they hold it."""
    hospital = _hospital_on(doctor.department, day)
    parts = duty_on(dated_hospital(hospital, day), doctor.name, day)
    if not parts:
        return Prefilled("", "", "")
    return Prefilled(
        "+".join(part.code for part in parts), hhmm(parts[0].start), hhmm(parts[-1].end)
    )


def _hospital_on(department: Department, day: date) -> Hospital:
    """The department with the rota that doctors hold on a date, where there is one."""
    period = period_on(department, day)
    now = published(period) if period and period.first <= day <= period.last else None
    return now.hospital if now else loaded(department).hospital


def consequence(report: Report) -> ReportOutcome:
    """What a report leads to, sent or not: pay or time off, fines, by when, who decides.

    Raises InputError for what is wrong in it, and where the contract has no exception reports.
    """
    return consequences([report])[0]


def consequences(reports: Sequence[Report]) -> list[ReportOutcome]:
    """What some reports of one department lead to, each by the contract of its own date."""
    found: dict[str, ReportOutcome] = {}
    by_rota: dict[date | None, list[Report]] = {}
    for report in reports:
        period = period_on(report.department, report.day)
        by_rota.setdefault(period.first if period else None, []).append(report)
    for some in by_rota.values():
        hospital = _hospital_on(some[0].department, some[0].day)
        terms = terms_of(some[0].department, some[0].day)
        for outcome in report_outcomes(hospital, terms, report_rows(some)).reports:
            found[outcome.report] = outcome
    return [found[report.number] for report in reports]


def send(actor: User, report: Report) -> Report:
    """Send a report that was made and not yet saved. Raises InputError for what is wrong in it."""
    with transaction.atomic():
        # one at a time in a department, so that each has a number of its own
        Department.objects.select_for_update().get(pk=report.department_id)
        report.number = report.number or _next_number(report.department)
        report.state, report.sent_by = OPEN, actor
        consequence(report)  # raises for what cannot be
        report.save()
        _record(actor, report, None)
        says = f"Exception report {report.number} of {report.department} waits for an answer."
        notify_users(_readers(report.department), report.department, "report", says, report.pk)
        return report


def _readers(department: Department) -> list[User]:
    """HR and the guardian of a department."""
    there = Q(hospital=None) | Q(hospital=department.hospital_id, department=None)
    roles = Membership.objects.filter(
        there | Q(department=department), role__in=(Role.HR, Role.GUARDIAN)
    )
    return list(User.objects.filter(memberships__in=roles, is_active=True).distinct())


def _next_number(department: Department) -> str:
    numbers = set(department.reports.values_list("number", flat=True))
    count = len(numbers) + 1
    while f"{count}" in numbers:
        count += 1
    return f"{count}"


def settle(actor: User, report: Report, state: str, words: str = "") -> Report:
    """Close a report, as HR or the guardian: agreed, refused or another word for what follows."""
    with transaction.atomic():
        found = (
            Report.objects.select_for_update(of=("self",))
            .select_related("doctor")
            .get(pk=report.pk)
        )
        if found.doctor.user_id == actor.pk:
            what = "this is your own report: nobody answers their own"
            raise InputError(
                Fault(what, expected="another of HR, or the guardian", code="unknown-word")
            )
        if found.state != OPEN:
            what = f"report {found.number} is {found.state} already"
            raise InputError(Fault(what, expected="an open report", code="repeated"))
        found.state, found.answered_by, found.answered_at = state, actor, timezone.now()
        found.save(update_fields=["state", "answered_by", "answered_at"])
        _record(actor, found, OPEN)
        says = f"Your exception report {found.number} is {state}." + (f" {words}" if words else "")
        notify(found.doctor, "exception", says, found.pk)
        return found


def _record(actor: User, report: Report, before: str | None) -> None:
    """What changed, without what it is about: the audit is read by more than may read a report."""
    was = None if before is None else {"state": before}
    record(
        actor,
        "exception.changed",
        was,
        {"state": report.state},
        about=report,
        department=report.department,
    )
