"""Exception reports as a page: what follows from each; and the board's, which names nobody."""

from sevenday.clock import short_date
from sevenday.pay.board_report import FEWEST, BoardReport
from sevenday.pay.exception_reports import ExceptionReports, ReportOutcome
from sevenday.reports.render.page import Block, Page, Table
from sevenday.reports.render.words import certainty

CONFIDENTIAL = (
    "Confidential: it names doctors. For the sender, the team that decides and the guardian; "
    "`--board` gives a report that names nobody."
)

REPORT = ("report", "doctor", "date", "kind", "state", "hours", "pay £", "time off h", "fine £")
DECIDED = ("report", "process", "decided by", "report by", "who chooses")
FINED = ("report", "rule", "fine £", "to doctor", "to guardian", "working", "certainty")


def exceptions_page(found: ExceptionReports, hospital: str) -> Page:
    """Each report with its pay or time off, who decides, by when, and its fines."""
    many = len(found.reports)
    head = (
        f"{many} report{'s' if many > 1 else ''}: £{found.pay:,.2f} of pay, {found.time_off:.4g} h "
        f"of time off, £{found.fined:,.2f} of fines."
    )
    columns = (
        "report",
        "doctor",
        "date",
        "kind",
        "state",
        "hours",
        "pay £",
        "time off h",
        "fine £",
    )
    rows = [_row(report) for report in found.reports]
    blocks: list[Block] = [head, CONFIDENTIAL, Table("Reports", columns, rows)]
    decided = [
        (r.report, r.process, r.decided_by, f"{r.report_by}", " ".join((r.choice, r.small_claim)))
        for r in found.reports
    ]
    blocks.append(Table("Who decides, and by when it is reported", DECIDED, decided))
    fines = [
        (
            report.report,
            fine.breach.rule,
            f"{fine.total:,.2f}",
            *(
                "not known" if part is None else f"{part:,.2f}"
                for part in (fine.to_doctor, fine.to_guardian)
            ),
            fine.working,
            certainty(fine.certainty),
        )
        for report in found.reports
        for fine in report.fines
    ]
    if fines:
        blocks.append(Table("Fines", FINED, fines))
    blocks += [f"Note: {note}" for note in found.notes]
    if any(report.certainty == "unconfirmed" for report in found.reports):
        blocks.append("Note: windows and the process since 4 February 2026 are UNCONFIRMED.")
    return Page(f"{hospital or 'Exception reports'}: exception reports", tuple(blocks))


def _row(report: ReportOutcome) -> tuple[str, ...]:
    """One report in figures."""
    return (
        report.report,
        report.doctor,
        f"{report.day}",
        report.kind,
        report.state,
        f"{report.hours:.4g}",
        f"{report.pay:,.2f}" if report.pay else "-",
        f"{report.time_off:.4g}" if report.time_off else "-",
        f"{report.fined:,.2f}" if report.fines else "-",
    )


def board_page(found: BoardReport, hospital: str) -> Page:
    """The counts for a board."""
    title = f"{hospital or 'Hospital'}: exception reports, for the board"
    if found.total is None or found.first is None or found.last is None:
        few = f"Fewer than {FEWEST} doctors reported: any count could tell who, so none is given."
        return Page(title, (few,))
    total = found.total
    days = (
        f"{short_date(found.first)} to {short_date(found.last)}"
        if found.first and found.last
        else ""
    )
    blocks: list[Block] = [
        f"{total.reports} exception reports for {days}: {total.hours:.4g} h, £{total.pay:,.2f} of "
        f"pay, {total.time_off:.4g} h of time off, £{total.fined:,.2f} of fines."
    ]
    for by in dict.fromkeys(count.by for count in found.counts):
        rows = [
            (
                count.group,
                f"{count.reports}",
                f"{count.hours:.4g}",
                f"{count.pay:,.2f}",
                f"{count.time_off:.4g}",
                f"{count.fined:,.2f}",
            )
            for count in found.counts
            if count.by == by
        ]
        columns = (by, "reports", "hours", "pay £", "time off h", "fines £")
        blocks.append(Table(f"By {by}", columns, rows))
    if found.merged:
        blocks.append(
            f"Groups of fewer than {FEWEST} doctors are merged with others, as 'several': their "
            "counts could tell who reported."
        )
    return Page(title, tuple(blocks))
