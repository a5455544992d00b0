"""Exception reports as the rows of exceptions.csv, in and out."""

from sevenday.clock import hhmm
from sevenday.files.exceptions import ReportRow, read_exceptions
from sevenday.web.exceptions.models import Report
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.hospitals.tables import RowCells, table_bytes, table_rows
from sevenday.web.people.models import User


def take_reports(actor: User, department: Department, content: bytes | None) -> None:
    """The reports of an exceptions.csv."""
    if content is None:
        return
    keys = dict(Doctor.objects.filter(department=department).values_list("name", "pk"))
    Report.objects.bulk_create(
        [
            Report(
                department=department,
                doctor_id=keys[row.doctor],
                number=row.report,
                day=row.day,
                kind=row.kind,
                start=_time(row.start),
                end=_time(row.end),
                minutes=row.minutes,
                wish=row.wish,
                state=row.state,
                sent_by=actor,
            )
            for row in _read(department, content)
        ]
    )


def _time(minute: int | None) -> str:
    return "" if minute is None else hhmm(minute)


def _read(department: Department, content: bytes) -> tuple[ReportRow, ...]:
    names = tuple(department.doctors.values_list("name", flat=True))
    return read_exceptions(table_rows("exceptions.csv", content), names)


def report_rows(reports: list[Report]) -> tuple[ReportRow, ...]:
    """Reports as the library reads them from the file that they make."""
    content = table_bytes("exceptions.csv", [_cells(report) for report in reports], None)
    names = tuple({report.doctor.name: None for report in reports})
    return read_exceptions(table_rows("exceptions.csv", content), names)


def reports_file(department: Department, came: bytes | None) -> bytes | None:
    """exceptions.csv, as it came where it says the same; None where nobody reported anything."""
    reports = list(department.reports.select_related("doctor"))
    if not reports:
        return came
    if came is not None and _read(department, came) == report_rows(reports):
        return came
    return table_bytes("exceptions.csv", [_cells(report) for report in reports], None)


def _cells(report: Report) -> RowCells:
    values = {
        "report": report.number,
        "doctor": report.doctor.name,
        "date": f"{report.day}",
        "kind": report.kind,
        "from": report.start,
        "to": report.end,
        "minutes": "" if report.minutes is None else f"{report.minutes}",
        "wish": report.wish,
        "state": report.state,
    }
    return {column: text for column, text in values.items() if text}
