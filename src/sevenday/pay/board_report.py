"""The guardian's report to a board: exception reports counted, and nobody to be told from it.

A group of under five doctors would tell whose reports they are. Such groups are merged with each
other, and with the smallest that is shown where they are still too few; a whole of under five is
not counted at all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sevenday.pay.exception_reports import ExceptionReports, ReportOutcome
from sevenday.pay.rounding import penny
from sevenday.results import Measured, Pounds, Result

FEWEST = 5
"""Doctors in the smallest group that is ever shown."""
OTHERS = "several"
GROUPS: dict[str, Callable[[ReportOutcome], str]] = {
    "service": lambda report: report.service or "no service",
    "grade": lambda report: report.grade,
    "kind": lambda report: report.kind,
    "state": lambda report: report.state,
    "process": lambda report: report.process,
}
"""What reports are counted by."""


@dataclass(frozen=True, slots=True)
class BoardCount(Result):
    """Reports of one group: how many, their hours, pay, time off and fines."""

    KEYS: ClassVar[str] = "by group reports hours pay time_off fined"

    by: str
    group: str
    reports: int
    hours: Measured
    pay: Pounds
    time_off: Measured
    fined: Pounds


@dataclass(frozen=True, slots=True)
class BoardReport(Result):
    """Counts of exception reports for a board. Without counts where too few doctors reported."""

    ROWS: ClassVar[str] = "counts"
    KEYS: ClassVar[str] = "contract from=first to=last total counts merged"

    contract: str
    first: date | None
    last: date | None
    total: BoardCount | None
    counts: tuple[BoardCount, ...]
    merged: bool


def board_report(found: ExceptionReports) -> BoardReport:
    """Count exception reports by service, grade, kind, state and process, small groups merged.

    Parameters
    ----------
    found
        What `sevenday.exceptions` gave.
    """
    reports = found.reports
    if _disclosive(reports):
        return BoardReport(found.contract, None, None, None, (), True)
    counts, merged = [], False
    for by, group_of in GROUPS.items():
        for group, members in _merged(reports, group_of):
            merged |= group in (OTHERS, "all")
            counts.append(_count(by, group, members))
    days = [report.day for report in reports]
    whole = _count("all", "all", reports)
    return BoardReport(found.contract, min(days), max(days), whole, tuple(counts), merged)


def _disclosive(reports: Sequence[ReportOutcome]) -> bool:
    """Whether so few doctors are behind some reports that a count could tell whose they are."""
    return len({report.doctor for report in reports}) < FEWEST


def _merged(
    reports: Sequence[ReportOutcome], group_of: Callable[[ReportOutcome], str]
) -> Iterator[tuple[str, Sequence[ReportOutcome]]]:
    """Groups of enough doctors, the largest first; the others together at the end."""
    groups: dict[str, list[ReportOutcome]] = {}
    for report in reports:
        groups.setdefault(group_of(report), []).append(report)
    shown = sorted((len(g), name) for name, g in groups.items() if not _disclosive(g))
    small = [report for g in groups.values() if _disclosive(g) for report in g]
    while small and _disclosive(small) and shown:
        small += groups[shown.pop(0)[1]]
    yield from ((name, groups[name]) for _, name in reversed(shown))
    if small:
        yield OTHERS if shown else "all", small


def _count(by: str, group: str, reports: Sequence[ReportOutcome]) -> BoardCount:
    """The sums of some reports."""
    return BoardCount(
        by,
        group,
        len(reports),
        sum(report.hours for report in reports),
        penny(sum(report.pay for report in reports)),
        sum(report.time_off for report in reports),
        penny(sum(report.fined for report in reports)),
    )
