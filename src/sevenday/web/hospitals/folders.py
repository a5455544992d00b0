"""A folder in, a folder out: what is exported says what was imported, to the byte where it can."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from sevenday.errors import Fault, InputError
from sevenday.files import read
from sevenday.files.doctors import COLUMNS as DOCTORS
from sevenday.files.read import name_of
from sevenday.files.write import doctor_row
from sevenday.web.audit.record import record
from sevenday.web.exceptions.rows import reports_file, take_reports
from sevenday.web.hospitals.loading import TABLES, loaded
from sevenday.web.hospitals.models import Department, Doctor, Paper
from sevenday.web.hospitals.tables import RowCells, cells_of, table_bytes, table_rows
from sevenday.web.people.models import User
from sevenday.web.requests.rows import requests_file, take_requests
from sevenday.web.rotas.taking import rota_file, take_rota
from sevenday.writing import write_papers

MOST_BYTES, MOST_FILES = 20_000_000, 200
"""Of a folder in all."""
NEVER = {
    "counts.csv": "counts of who came on a strike day are read for a plan and never stored",
    "payslip.csv": "a payslip may say what a strike took off it: it is compared and never stored",
}
"""Files that no database holds, and why."""
PRIVATE = {"exceptions.csv"}
"""Files that tell of one doctor: for those who may see them alone."""
BESIDE: dict[str, Callable[[Department, bytes | None], bytes | None]] = {
    "rota.csv": rota_file,
    "requests.csv": requests_file,
    "exceptions.csv": reports_file,
}
"""Files that other rooms hold, each from what came."""
PLAIN = re.compile(r"(?:offers/)?[\w][\w .()+-]*")
"""What a file of a folder may be called."""


def import_folder(actor: User, department: Department, folder: Path) -> tuple[str, ...]:
    """Take a hospital's folder into a department that has none, and say what was left out.

    Its rota, where it has one, becomes the draft of a first version.

    Raises InputError for all that is wrong in it, and where the department has a folder already.
    """
    hospital = read(folder)
    content, left_out = _content(folder)
    with transaction.atomic():
        now = Department.objects.select_for_update().get(pk=department.pk)
        if now.papers.exists() or now.shifts.exists() or now.doctors.exists():
            what = f"{now} has a folder already: nothing is overwritten"
            raise InputError(Fault(what, str(folder), expected="a new department", code="repeated"))
        Paper.objects.bulk_create(
            [Paper(department=now, name=name, content=data) for name, data in content.items()]
        )
        for table in TABLES:
            rows: list[RowCells] = []
            if table.FILE in content:
                rows = cells_of(table_rows(table.FILE, content[table.FILE]))
            elif table is Doctor:
                rows = [_implied(each) for each in hospital.doctors]
            table._default_manager.bulk_create(
                [
                    table(department=now, position=k, cells=cells, **_named(table, cells))
                    for k, cells in enumerate(rows, 1)
                ]
            )
        now.change()
        loaded(now)  # raises for what does not go together, before anything is kept
        if hospital.rota is not None:
            take_rota(actor, now, hospital)
        take_requests(actor, now, content.get("requests.csv"))
        take_reports(actor, now, content.get("exceptions.csv"))
        record(
            actor,
            "folder.imported",
            None,
            {"files": sorted(content), "left_out": left_out},
            about=now,
            department=now,
        )
    department.refresh_from_db()
    return left_out


def _content(folder: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of a folder by name, and in words those that are left out."""
    found: dict[str, bytes] = {}
    left_out = []
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink()]
    for path in files[: MOST_FILES + 1]:
        name = path.relative_to(folder).as_posix()
        name = name_of(path) if "/" not in name else name
        if name in NEVER:
            left_out.append(f"{name} is left out: {NEVER[name]}.")
        elif not PLAIN.fullmatch(name):
            left_out.append(f"{name} is left out: not a name of a hospital's file.")
        else:
            found[name] = path.read_bytes()
    if len(files) > MOST_FILES or sum(map(len, found.values())) > MOST_BYTES:
        what = f"too large: over {MOST_FILES} files or {MOST_BYTES // 10**6} MB"
        raise InputError(Fault(what, folder.name, expected="a hospital's files", code="no-room"))
    return found, tuple(left_out)


def _implied(doctor: Any) -> RowCells:
    """The row of a doctor whom the rota names and no doctors.csv."""
    row = dict(zip(DOCTORS, doctor_row(doctor), strict=True))
    return {column: text for column, text in row.items() if text}


def _named(table: type[Any], cells: RowCells) -> dict[str, str]:
    return {"name": cells[table.KEY]} if table.KEY else {}


def folder_files(department: Department, private: bool = True) -> dict[str, bytes]:
    """The files of a department's folder as it is now.

    The rota is the last period's: its open draft, else its last version. `private`: with the files
    that tell of one doctor.
    """
    came = {paper.name: bytes(paper.content) for paper in department.papers.all()}
    made = dict(came)
    for table in TABLES:
        rows = list(
            table._default_manager.filter(department=department).values_list("cells", flat=True)
        )
        if table is Doctor and table.FILE not in came and _only_implied(rows):
            continue
        if rows or table.FILE in came:
            made[table.FILE] = table_bytes(table.FILE, rows, came.get(table.FILE))
    for name, file in BESIDE.items():
        made.pop(name, None)
        if (content := file(department, came.get(name))) is not None:
            made[name] = content
    return {name: made[name] for name in sorted(made) if private or name not in PRIVATE}


def _only_implied(rows: list[RowCells]) -> bool:
    """Whether the rows say nothing but who is in the rota."""
    return all(set(row) <= {"doctor", "template"} for row in rows)


def export_folder(department: Department, folder: Path, private: bool = True) -> list[Path]:
    """Write a department's folder; see `folder_files`. Raises InputError where it cannot be."""
    return write_papers(folder, folder_files(department, private))
