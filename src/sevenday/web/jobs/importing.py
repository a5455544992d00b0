"""A workbook that somebody sent: read in a child process, and shown cell by cell."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.doctors import COLUMNS as DOCTORS
from sevenday.files.refusal import says_walkout
from sevenday.files.shifts import COLUMNS as SHIFTS
from sevenday.files.spreadsheets import Understood, understand
from sevenday.files.write import doctor_row, file_texts, shift_row
from sevenday.model import Hospital, Rota
from sevenday.model.names import known_as
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Department
from sevenday.web.hospitals.tables import RowCells
from sevenday.web.jobs.bounds import bound_process
from sevenday.web.jobs.models import Job
from sevenday.web.rotas.current import latest
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period

MOST_UPLOAD = 10_000_000
"""Bytes of a workbook that are taken from a browser: a rota has far fewer."""
KINDS_OF_BOOK = (".xlsx", ".xlsm", ".xls", ".csv")
NO_DATES = (
    "no dates in it: a rolling template is not taken into a draft. Roll it out first, `sevenday "
    "roll FOLDER --weeks 26 --out rota.csv`, and send that rota.csv"
)


def refuse_upload(name: str, size: int) -> None:
    """Raise InputError for a file that is no workbook by its name, or too large."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in KINDS_OF_BOOK:
        expected = "a workbook (.xlsx, .xls) or a CSV file"
        raise InputError(Fault("no workbook", name, expected=expected, code="not-a-workbook"))
    if size > MOST_UPLOAD:
        found, most = f"{size / 1e6:.0f} MB", f"at most {MOST_UPLOAD // 10**6} MB"
        raise InputError(Fault("too large", name, None, "", found, most, code="not-a-workbook"))


def import_job(job: Job, note: Callable[..., None]) -> dict[str, Any]:
    """Read a workbook: `wishes` may say `sheet` and `year`. Nothing is written."""
    assert job.upload is not None
    refuse_upload(job.upload_name, len(job.upload))
    bound_process()
    note({"says": f"Reading {job.upload_name}"})
    ours = file_texts(loaded(job.department).hospital)["shifts.csv"]
    with tempfile.TemporaryDirectory() as folder:
        ending = PurePosixPath(job.upload_name).suffix.lower()
        book, shifts = Path(folder) / f"book{ending}", Path(folder) / "shifts.csv"
        book.write_bytes(bytes(job.upload))
        shifts.write_text(ours)
        has_shifts = ours.count("\n") > 1
        found = understand(
            book, job.wishes.get("sheet"), job.wishes.get("year"), shifts if has_shifts else None
        )
    _refuse_walkout(job.upload_name, found)
    return preview(job.department, found)


def _refuse_walkout(name: str, found: Understood) -> None:
    """Raise InputError for a workbook that says a strike, without the place where it does.

    What was not understood is shown, and kept, with its cells: here they would be who struck.
    """
    statements = (one.says for group in found.groups.values() for one in group)
    if any(map(says_walkout, [*statements, *map(str, found.faults)])):
        what = "it says a strike: a rota does not hold who was in one, or who was not"
        how = "the duties as they were rostered"
        raise InputError(Fault(what, name, expected=how, code="reserved-code"))


def preview(department: Department, found: Understood) -> dict[str, Any]:
    """What taking a workbook would change in a department, and what was not understood."""
    result: dict[str, Any] = {
        "says": {
            kind: [[one.where, one.says] for one in group] for kind, group in found.groups.items()
        },
        "left_out": list(found.left_out_words),
        "questions": [str(one) for one in found.asked],
        "faults": [str(fault) for fault in found.faults],
        "period": None,
        "doctors": [],
        "shifts": [],
        "cells": [],
        "outside": 0,
    }
    hospital = found.hospital
    if hospital is None:
        return result
    if hospital.rota is None:
        result["faults"].append(NO_DATES)
        return result
    ours = loaded(department).hospital
    result["shifts"] = list(_new_rows(SHIFTS, hospital.shifts, ours.shifts, shift_row))
    result["questions"] += _other_times(hospital, ours)
    known = [doctor.name for doctor in ours.doctors]
    spelt = {name: known_as(name, known) or name for name in hospital.rota.doctors}
    theirs = {doctor.name: doctor for doctor in hospital.doctors}
    new = {name: theirs[name] for name in hospital.rota.doctors if spelt[name] == name}
    result["doctors"] = list(_new_rows(DOCTORS, new, known, doctor_row))
    return result | _changes(department, hospital, hospital.rota, spelt)


def _new_rows(
    columns: Sequence[str],
    found: Mapping[str, Any],
    known: Any,
    row: Callable[[Any], list[str]],
) -> Iterator[RowCells]:
    """The rows of what a workbook has and the department has not."""
    for name, value in found.items():
        if name not in known:
            cells = zip(columns, row(value), strict=True)
            yield {column: text for column, text in cells if text}


def _other_times(hospital: Hospital, ours: Hospital) -> list[str]:
    """Codes that mean other times in the workbook than in the department, whose times stay."""
    return [
        f"{code} has other times in the workbook: yours stay"
        for code, shift in hospital.shifts.items()
        if code in ours.shifts
        and (shift.start, shift.end) != (ours.shifts[code].start, ours.shifts[code].end)
    ]


def _changes(
    department: Department, hospital: Hospital, rota: Rota, spelt: Mapping[str, str]
) -> dict[str, Any]:
    """The cells that would change, in the period that the workbook's dates are in or a new one."""
    period = _period_of(department, rota)
    now = latest(period) if period else None
    first = period.first if period else rota.first
    last = period.last if period else rota.last
    rows = _rows_by_name(now) if now else {}
    cells, outside = [], 0
    for name, codes in zip(rota.doctors, rota.codes.tolist(), strict=True):
        for k, code in enumerate(codes):
            day, after = rota.first + timedelta(days=k), hospital.cells.texts[code]
            if not first <= day <= last:
                outside += bool(after)
                continue
            key = rows.get(spelt[name])
            before = now.text_at(key, day) if now and key is not None else ""
            if before != after:
                cells.append([spelt[name], day.isoformat(), before, after])
    span = {"key": period and period.pk, "first": f"{first}", "last": f"{last}"}
    return {"period": span, "cells": cells, "outside": outside}


def _period_of(department: Department, rota: Rota) -> Period | None:
    """The period that has the most of a workbook's dates."""
    there = department.periods.filter(first__lte=rota.last, last__gte=rota.first)
    return max(
        there,
        key=lambda p: (min(p.last, rota.last) - max(p.first, rota.first)).days,
        default=None,
    )


def _rows_by_name(now: DraftMatrix) -> dict[str, int]:
    names = [doctor.name for doctor in now.department.hospital.doctors]
    return {names[row]: key for key, row in now.row.items()}
