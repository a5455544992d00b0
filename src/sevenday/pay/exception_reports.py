"""A file of exception reports: what each does to pay, time off and fines by the rules of its date.

Times give the rate of each hour. Minutes alone follow the end of the rota's duty on that date; with
no duty known they are at the basic rate. Missed breaks are paid time already: they earn no more,
and are fined where enough are missed. Education and cover earn nothing. Source: contracts.md 4.6.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from sevenday.contracts import GENERAL, Terms
from sevenday.errors import Fault, InputError
from sevenday.files.exceptions import ReportRow, read_exceptions
from sevenday.limits.verdict import Verdict
from sevenday.model import Doctor, Hospital
from sevenday.pay.as_worked import dated_hospital, duty_on
from sevenday.pay.exception_breaches import (
    BREAKS_KIND,
    CLOSED,
    COVER,
    EDUCATION,
    HOURS,
    REST_KIND,
    breaches_by_report,
    reported_span,
)
from sevenday.pay.exceptions import ExceptionReport, ExtraWork, exception_report
from sevenday.pay.fines import (
    Fine,
)
from sevenday.pay.rounding import penny
from sevenday.results import Measured, Pounds, Result

REFORM = "report.small_claim"
"""The term that only the process of the reform has."""


@dataclass(frozen=True, slots=True)
class ReportOutcome(Result):
    """What one exception report leads to.

    `hours`: how long it is about. `pay` in pounds or `time_off` in hours, never both. `report_by`:
    the last day to make it. `process`: "2016" or "2026 reform".
    """

    KEYS: ClassVar[str] = (
        "report doctor service grade date=day kind state wish process hours pay time_off "
        "decided_by report_by choice small_claim fines fined certainty"
    )

    report: str
    doctor: str
    service: str
    grade: str
    day: date
    kind: str
    state: str
    wish: str
    process: str
    hours: Measured
    pay: Pounds
    time_off: Measured
    decided_by: str
    report_by: date
    choice: str
    small_claim: str
    fines: tuple[Fine, ...]
    certainty: str

    @property
    def fined(self) -> Pounds:
        """The sum of its fines."""
        return penny(sum(fine.total for fine in self.fines))


@dataclass(frozen=True, slots=True)
class ExceptionReports(Result):
    """What the exception reports of a file lead to, and their sums."""

    ROWS: ClassVar[str] = "reports"
    KEYS: ClassVar[str] = "contract reports pay time_off fined to_doctors to_guardian notes"

    contract: str
    reports: tuple[ReportOutcome, ...]
    notes: tuple[str, ...] = ()

    @property
    def pay(self) -> Pounds:
        """Pounds of pay in all."""
        return penny(sum(report.pay for report in self.reports))

    @property
    def time_off(self) -> Measured:
        """Hours of time off in all."""
        return sum(report.time_off for report in self.reports)

    @property
    def fined(self) -> Pounds:
        """Pounds of fines in all."""
        return penny(sum(report.fined for report in self.reports))

    @property
    def to_doctors(self) -> Pounds:
        """The part of the fines that goes to the doctors, where it is known."""
        return penny(sum(f.to_doctor or 0.0 for r in self.reports for f in r.fines))

    @property
    def to_guardian(self) -> Pounds:
        """The part of the fines that goes to the guardian's fund, where it is known."""
        return penny(sum(f.to_guardian or 0.0 for r in self.reports for f in r.fines))


def exceptions(
    hospital: Hospital, terms: Terms, reports: str | Path, on: date | None = None
) -> ExceptionReports:
    """What each exception report of a file leads to, by the contract on the report's own date.

    Parameters
    ----------
    hospital
        Its doctors have grades. Its rota, or its template from `starts` on, says what was rostered;
        without either nothing is fined but missed rest.
    terms
        A contract that has exception reports, by what is known.
    reports
        The file: exceptions.csv.
    on
        A date whose rules hold for every report, in place of each one's own.

    Raises
    ------
    InputError
        For all that is wrong in the file, and where the contract has no exception reports.
    """
    file = Path(reports)
    found = read_exceptions(file, tuple(doctor.name for doctor in hospital.doctors))
    return report_outcomes(hospital, terms, found, on, file.name)


def report_outcomes(
    hospital: Hospital,
    terms: Terms,
    found: Sequence[ReportRow],
    on: date | None = None,
    file: str = "exceptions.csv",
) -> ExceptionReports:
    """What each of some reports leads to; see `exceptions`. `file`: where faults say they stand."""
    doctors = {doctor.name: doctor for doctor in hospital.doctors}
    _check(found, doctors, terms, on, file)
    dated = dated_hospital(hospital, max(row.day for row in found))
    starts = sorted({value.effective_from for value in terms.contract.values})
    outcomes: list[ReportOutcome] = []
    notes: dict[str, None] = {}
    ordered = sorted(found, key=lambda row: row.day)
    for _, group in groupby(ordered, lambda row: bisect_right(starts, on or row.day)):
        rows = tuple(group)
        then = terms.at(on or rows[0].day)
        made, more = breaches_by_report(dated, then, rows)
        notes |= dict.fromkeys(more)
        for row in rows:
            outcomes.append(
                _outcome(row, doctors[row.doctor], dated, then, made.get(row.report, ()))
            )
            notes |= dict.fromkeys(_notes(row, dated))
    order = [row.report for row in found]
    outcomes.sort(key=lambda outcome: order.index(outcome.report))
    return ExceptionReports(terms.id, tuple(outcomes), tuple(notes))


def _check(
    rows: Sequence[ReportRow],
    doctors: dict[str, Doctor],
    terms: Terms,
    on: date | None,
    file: str,
) -> None:
    """Raise InputError for reports whose doctor the contract does not pay, or was not here."""
    faults = []
    for row in rows:
        doctor, day = doctors[row.doctor], on or row.day
        then = terms.at(day) if day >= terms.contract.first else None
        if then is None or not then.has("report.window"):
            what = f"{terms.id} has no exception reports on {row.day}"
            raise InputError(
                Fault(what, file, row.row, "date", f"{row.day}", "", code="not-in-contract")
            )
        paid = then.value("pay.point_of_grade")
        if doctor.grade not in paid:
            what = f"{row.doctor}'s grade {doctor.grade!r} has no pay under {terms.id}"
            expected = f"in doctors.csv one of {', '.join(paid)}"
            place = (file, row.row, "doctor", row.doctor)
            faults.append(Fault(what, *place, expected, code="unknown-grade"))
        early = doctor.joined and row.day < doctor.joined
        if early or (doctor.left and row.day > doctor.left):
            what = f"{row.doctor} {'had not joined' if early else 'had left'}"
            span = f"{doctor.joined or ''} to {doctor.left or ''}".strip()
            where = (file, row.row, "date", f"{row.day}", f"a date from {span}")
            faults.append(Fault(what, *where, code="outside-dates"))
    if faults:
        raise InputError(*faults)


def _outcome(
    row: ReportRow, doctor: Doctor, hospital: Hospital, terms: Terms, breaches: tuple[Verdict, ...]
) -> ReportOutcome:
    """What follows from one report."""
    start, end, _ = reported_span(row, hospital)
    midnight = datetime.combine(row.day, datetime.min.time())
    first, last = (midnight + timedelta(minutes=minute) for minute in (start, max(end, start + 1)))
    pay_wished = row.wish == "pay"
    work = ExtraWork(first, last, last.date(), claims_pay=pay_wished and row.kind == HOURS)
    found = exception_report(doctor, work, terms, breaches)
    reformed = terms.has(REFORM)
    hours = found.hours.all if row.kind in (HOURS, REST_KIND) else (row.minutes or 0) / 60
    pay, time_off, choice = _earned(row, found, reformed)
    decided = " or ".join(terms.value("report.reviewer", _branch(row, terms)))
    fines = () if row.state in CLOSED else found.fines
    return ReportOutcome(
        row.report,
        row.doctor,
        doctor.service,
        doctor.grade,
        row.day,
        row.kind,
        row.state,
        row.wish,
        "2026 reform" if reformed else "2016",
        hours,
        pay,
        time_off,
        decided,
        found.due,
        choice,
        found.small_claim if row.kind == HOURS else "",
        fines,
        found.certainty,
    )


def _branch(row: ReportRow, terms: Terms) -> str:
    """The branch of the reviewer's term: education has one of its own since the reform."""
    return (
        EDUCATION if row.kind == EDUCATION and terms.has("report.reviewer", EDUCATION) else GENERAL
    )


def _earned(row: ReportRow, found: ExceptionReport, reformed: bool) -> tuple[float, float, str]:
    """Pay, hours off, and who chooses between them."""
    if row.state in CLOSED:
        return 0.0, 0.0, f"The report is {row.state}: nothing follows."
    if row.kind == BREAKS_KIND:
        return 0.0, 0.0, "Breaks are paid time already: neither pay nor time off."
    if row.kind in (EDUCATION, COVER):
        return 0.0, 0.0, "No hours: neither pay nor time off."
    if row.kind == REST_KIND:
        return 0.0, found.hours.all, "Rest that was missed is given back as time off."
    if reformed and found.fines:
        return 0.0, found.hours.all, found.choice
    if row.wish == "pay":
        return found.pay, 0.0, found.choice
    return 0.0, found.hours.all, found.choice


def _notes(row: ReportRow, hospital: Hospital) -> Iterator[str]:
    """What is not known of a report."""
    if row.kind in (HOURS, REST_KIND) and not reported_span(row, hospital)[2]:
        yield (
            f"Report {row.report} says no time of day and the rota has no duty then: all of it is "
            "at the basic rate."
        )
    if row.kind in (HOURS, BREAKS_KIND) and duty_on(hospital, row.doctor, row.day) is None:
        yield f"Report {row.report}: {row.day} is not in the rota, so what it breaks is not judged."
