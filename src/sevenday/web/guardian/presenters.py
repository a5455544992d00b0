"""What the guardian's pages show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sevenday.clock import short_date
from sevenday.files.exceptions import OPEN
from sevenday.pay.exception_reports import ReportOutcome
from sevenday.pay.fines import Fine
from sevenday.pay.rounding import penny
from sevenday.reports.render.words import certainty, plain
from sevenday.web.exceptions.models import Report
from sevenday.web.guardian.quarters import Quarter, quarter_of
from sevenday.web.home_rows import HomeRow
from sevenday.web.hr.presenters.home import RULES


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report and what it leads to, in words."""

    report: Report
    earns: str
    fined: str
    decided_by: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class FineLine:
    """A fine with its split: to the doctor, and to the guardian's fund."""

    report: Report
    rule: str
    hours: str
    total: str
    to_doctor: str
    to_fund: str
    working: str
    certainty: str


@dataclass(frozen=True, slots=True)
class QuarterSums:
    """A quarter's reports: how many, their hours, pay, time off, fines and their split.

    `unsplit`: fines of which no source prints the doctor's part; blank without any.
    """

    quarter: Quarter
    reports: int
    waiting: int
    hours: str
    pay: str
    time_off: str
    fined: str
    to_doctors: str
    to_fund: str
    unsplit: str


Outcomes = Mapping[int, ReportOutcome]


def report_lines(reports: Sequence[Report], outcomes: Outcomes) -> list[ReportLine]:
    """Reports with what they lead to, those that wait for an answer first."""
    lines = [report_line(report, outcomes[report.pk]) for report in reports]
    return sorted(lines, key=lambda line: not line.is_open)


def report_line(report: Report, outcome: ReportOutcome) -> ReportLine:
    """One report with what it leads to."""
    earns = [f"{pounds(outcome.pay)} of pay"] if outcome.pay else []
    earns += [f"{outcome.time_off:.4g} h of time off"] if outcome.time_off else []
    return ReportLine(
        report,
        ", ".join(earns) or "nothing",
        pounds(outcome.fined) if outcome.fines else "none",
        outcome.decided_by,
        report.state == OPEN,
    )


def waiting_words(lines: Sequence[ReportLine]) -> str:
    """How many reports wait, in a sentence."""
    waiting = [line.report.day for line in lines if line.is_open]
    if not waiting:
        return "No report waits for an answer."
    some = "One report waits" if len(waiting) == 1 else f"{len(waiting)} reports wait"
    return f"{some} for an answer, the oldest of {short_date(min(waiting))}."


def fine_lines(reports: Sequence[Report], outcomes: Outcomes) -> list[FineLine]:
    """Every fine, the latest first."""
    return [fine_line(report, fine) for report in reports for fine in outcomes[report.pk].fines]


def fine_line(report: Report, fine: Fine) -> FineLine:
    """One fine with its split."""
    hours = fine.hours.basic + fine.hours.enhanced
    return FineLine(
        report,
        plain(fine.breach.rule).capitalize(),
        f"{hours:.4g}",
        pounds(fine.total),
        "not known" if fine.to_doctor is None else pounds(fine.to_doctor),
        "not known" if fine.to_guardian is None else pounds(fine.to_guardian),
        fine.working,
        certainty(fine.certainty),
    )


def quarters(reports: Sequence[Report], outcomes: Outcomes) -> list[QuarterSums]:
    """The sums of each quarter that has a report, the latest first."""
    by_quarter: dict[Quarter, list[Report]] = {}
    for report in reports:
        by_quarter.setdefault(quarter_of(report.day), []).append(report)
    return [
        _sums(quarter, by_quarter[quarter], outcomes)
        for quarter in sorted(by_quarter, reverse=True)
    ]


def _sums(quarter: Quarter, reports: Sequence[Report], outcomes: Outcomes) -> QuarterSums:
    found = [outcomes[report.pk] for report in reports]
    fines = [fine for outcome in found for fine in outcome.fines]
    unsplit = sum(fine.total for fine in fines if fine.to_doctor is None)
    return QuarterSums(
        quarter,
        len(found),
        sum(report.state == OPEN for report in reports),
        f"{sum(outcome.hours for outcome in found):.4g}",
        pounds(sum(outcome.pay for outcome in found)),
        f"{sum(outcome.time_off for outcome in found):.4g} h",
        pounds(sum(fine.total for fine in fines)),
        pounds(sum(fine.to_doctor or 0.0 for fine in fines)),
        pounds(sum(fine.to_guardian or 0.0 for fine in fines)),
        pounds(unsplit) if unsplit else "",
    )


def fined_words(sums: Sequence[QuarterSums]) -> str:
    """What was fined in the last quarter that has a report, in a sentence."""
    if not sums:
        return "Nobody has reported anything, so nothing is fined."
    last = sums[0]
    return (
        f"{last.fined} of fines in {last.quarter.words}: {last.to_doctors} to the doctors, "
        f"{last.to_fund} to the guardian's fund"
        + (f", {last.unsplit} of which no source prints the split." if last.unsplit else ".")
    )


def home_rows(
    reports: Sequence[Report], outcomes: Outcomes, rules: str, today: date
) -> Iterator[HomeRow]:
    """The guardian's questions on a day."""
    lines = report_lines(reports, outcomes)
    yield HomeRow("Who stayed late?", waiting_words(lines), "reports", "Exception reports")
    says = fined_words(quarters(reports, outcomes))
    yield HomeRow("What is fined, and who gets it?", says, "guardian_fines", "Fines")
    yield HomeRow(RULES, rules, "hr_compliance", "Rules")


def pounds(amount: float) -> str:
    """Money, to the penny."""
    return f"£{penny(amount):,.2f}"
