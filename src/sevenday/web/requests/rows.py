"""Requests as the rows of requests.csv, in and out."""

from datetime import date

from sevenday.errors import InputError
from sevenday.files.requests import read_requests
from sevenday.files.table import Faults
from sevenday.model import Request as Row
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.hospitals.tables import RowCells, table_bytes, table_rows
from sevenday.web.people.models import User
from sevenday.web.requests.models import Request, State
from sevenday.web.rotas.matrix import INTERNING


def take_requests(actor: User, department: Department, content: bytes | None) -> None:
    """The requests of a requests.csv: a folder has those that are agreed."""
    if content is None:
        return
    keys = dict(Doctor.objects.filter(department=department).values_list("name", "pk"))
    Request.objects.bulk_create(
        [
            Request(
                department=department,
                doctor_id=keys[row.doctor],
                first=row.first,
                last=row.last,
                shift=row.shift,
                want=row.want,
                weight=row.weight,
                state=State.AGREED,
                asked_by=actor,
                owed=row.first,
            )
            for row in _read(department, content)
        ]
    )


def _read(department: Department, content: bytes) -> tuple[Row, ...]:
    """The rows of a file. Raises InputError for all that is wrong in it."""
    faults, hospital = Faults([]), loaded(department).hospital
    names = tuple(doctor.name for doctor in hospital.doctors)
    with INTERNING:
        table = table_rows("requests.csv", content)
        found = read_requests(table, names, hospital.cells, faults)
    if faults.found:
        raise InputError(*faults.found)
    return found


def standing(department: Department) -> tuple[Row, ...]:
    """What a build goes by: what is agreed, and wishes that are not answered yet."""
    asked = Request.objects.filter(department=department).select_related("doctor").order_by("id")
    return tuple(
        Row(each.doctor.name, each.first, each.last, each.shift, each.want, each.weight)
        for each in asked
        if each.state == State.AGREED or (each.state == State.ASKED and each.want != "leave")
    )


def requests_file(department: Department, came: bytes | None) -> bytes | None:
    """requests.csv, as it came where it says the same; None where nobody asks for anything."""
    rows = standing(department)
    if came is not None and _read(department, came) == rows:
        return came
    if not rows and came is None:
        return None
    return table_bytes("requests.csv", [_cells(row) for row in rows], None)


def _cells(row: Row) -> RowCells:
    values: dict[str, str | date] = {
        "doctor": row.doctor,
        "from": row.first,
        "to": row.last,
        "shift": row.shift,
        "want": row.want,
        "weight": "" if row.weight == 1 else f"{row.weight:g}",
    }
    return {column: f"{value}" for column, value in values.items() if value}
