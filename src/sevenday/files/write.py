"""A hospital out to a folder, so that reading it again gives the same hospital."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from math import inf, nextafter
from pathlib import Path
from typing import Any

from sevenday.clock import WEEKDAYS, hhmm
from sevenday.errors import Fault, InputError
from sevenday.files.cover import COVER
from sevenday.files.doctors import COLUMNS as DOCTORS
from sevenday.files.flow import BEDS, DATED, SERVICE_TIMES, WEEKLY
from sevenday.files.requests import REQUESTS
from sevenday.files.rota_text import rota_text
from sevenday.files.shifts import COLUMNS as SHIFTS
from sevenday.model import (
    NOT_PINNED,
    TIER_BY_GRADE,
    Doctor,
    DutyCodes,
    FlowSettings,
    Hospital,
    Patients,
    Requirement,
    Settings,
    Shift,
    Template,
)
from sevenday.model.names import alike
from sevenday.writing import unwritable, write_papers

SETTINGS = tuple(Settings.__dataclass_fields__)


def write(hospital: Hospital, folder: str | Path) -> Path:
    """Write a hospital's folder (FORMS.md) and give its path; nothing is ever overwritten.

    Raises InputError where the folder is there and not empty, or cannot be written. What a
    column's default says is left blank; notes are not written: reading finds them again. On-call
    work of 0 hours is written blank, which reading takes as 0 and says so.
    """
    path = Path(folder)
    texts = file_texts(hospital)
    try:
        there = path.exists() and (not path.is_dir() or any(path.iterdir()))
    except OSError as error:
        raise InputError(unwritable(folder, error)) from None
    if there:
        what = "there already, and not empty"
        expected = "a new folder: nothing is overwritten"
        raise InputError(Fault(what, str(folder), expected=expected, code="unwritable-file"))
    write_papers(path, texts)
    return path


def file_texts(hospital: Hospital) -> dict[str, str]:
    """The texts of a hospital's files by name; a file that would say nothing is left out."""
    cells = hospital.cells
    texts = {"hospital.toml": _settings(hospital)}
    texts["shifts.csv"] = _csv(SHIFTS, [shift_row(shift) for shift in cells.shifts.values()])
    rota = hospital.rota
    implied = tuple(map(Doctor, rota.doctors if rota else ("template",)))
    # alike names are two doctors where doctors.csv lists both
    if hospital.doctors != implied or any(alike(doctor.name for doctor in implied)):
        texts["doctors.csv"] = _csv(DOCTORS, [doctor_row(d) for d in hospital.doctors], 1)
    if rota:
        texts["rota.csv"] = rota_text(rota, cells)
    for name, template in hospital.templates.items():
        file = f"template-{name}.csv" if name else "template.csv"
        texts[file] = _csv(("week", *WEEKDAYS), _weeks(template, cells), 8)
    if hospital.history:
        texts["history.csv"] = rota_text(hospital.history, cells)
    if hospital.pins:
        texts["pins.csv"] = rota_text(hospital.pins, cells, NOT_PINNED)
    if hospital.cover:
        texts["cover.csv"] = cover_text(hospital.cover)
    if hospital.requests:
        requests = [
            [r.doctor, r.first.isoformat(), r.last.isoformat(), r.shift, r.want, _text(r.weight)]
            for r in hospital.requests
        ]
        texts["requests.csv"] = _csv(REQUESTS, requests)
    texts |= _patients(hospital.patients)
    return {name: text for name, text in texts.items() if text}


def cover_text(needs: Iterable[Requirement]) -> str:
    """The text of a cover.csv with some rows."""
    return _csv(COVER, [[_text(getattr(need, name)) for name in COVER] for need in needs])


def _patients(patients: Patients) -> dict[str, str]:
    """The texts of the files of patients' flow, of those that say anything."""
    texts = {}
    if patients.arrivals:
        header = DATED if isinstance(patients.arrivals[0].day, date) else WEEKLY
        arrivals = [
            [each.service, str(each.day), str(each.hour), _text(each.triage), _text(each.patients)]
            for each in patients.arrivals
        ]
        texts["arrivals.csv"] = _csv(header, arrivals)
    if patients.service_times:
        times = [
            [t.service, t.step, _text(t.triage), _text(t.tier), _text(t.minutes), _text(t.cv)]
            for t in patients.service_times
        ]
        texts["service_times.csv"] = _csv(SERVICE_TIMES, times, len(SERVICE_TIMES))
    if patients.beds:
        beds = [
            [b.service, str(b.beds), _text(b.mean_stay_hours), ";".join(map(repr, b.discharges))]
            for b in patients.beds
        ]
        texts["beds.csv"] = _csv(BEDS, beds)
    return texts


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]], needed: int = 3) -> str:
    """A CSV table without the columns, past those needed, that no row says anything in."""
    filled = [
        k for k in range(len(header)) if k < needed or not rows or any(row[k] for row in rows)
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([line[k] for k in filled] for line in (header, *rows))
    return out.getvalue()


def _text(value: Any) -> str:
    """A value as a cell's text."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)


def shift_row(shift: Shift) -> list[str]:
    """A shift as its row of shifts.csv, a cell for each of `shifts.COLUMNS`."""
    breaks = "" if shift.breaks is None else "+".join(map(str, shift.breaks)) or "0"
    values = {
        "code": shift.code,
        "name": shift.name,
        "start": hhmm(shift.start),
        "end": hhmm(shift.end),
        "kind": shift.kind if shift.on_call else "",
        "breaks": breaks,
        "work_hours": _hours(shift.work) if shift.on_call and shift.work else "",
        "work_night": _hours(shift.work_night),
        "work_episodes": _text(shift.episodes or None),
        "rest_continuous": _hours(shift.rest_continuous),
        "service": shift.service,
        "tier": _text(shift.tier),
        "colour": shift.colour,
    }
    return [values[name] for name in SHIFTS]


def _hours(minutes: float | None) -> str:
    """Hours that read back as exactly these minutes."""
    if minutes is None:
        return ""
    hours = minutes / 60
    near = (hours, nextafter(hours, -inf), nextafter(hours, inf))
    return _text(next((h for h in near if 60 * h == minutes), hours))


def doctor_row(doctor: Doctor) -> list[str]:
    """A doctor as the row of doctors.csv, a cell for each of `doctors.COLUMNS`."""
    values = {name: getattr(doctor, name) for name in DOCTORS[1:]} | {
        "doctor": doctor.name,
        "wte": None if doctor.wte == 1 else doctor.wte,
        "tier": None if doctor.tier == TIER_BY_GRADE.get(doctor.grade) else doctor.tier,
        "competences": ";".join(doctor.competences),
        "premia": ";".join(doctor.premia),
        "opt_out": "yes" if doctor.opt_out else "",
        "never_alone": "yes" if doctor.never_alone else "",
    }
    return [_text(values[name]) for name in DOCTORS]


def _weeks(template: Template, cells: DutyCodes) -> list[list[str]]:
    return [
        [str(k), *(cells.texts[code] for code in week)]
        for k, week in enumerate(template.codes.tolist(), 1)
    ]


def _settings(hospital: Hospital) -> str:
    """hospital.toml, "" where it would say nothing that is not the default."""
    values: list[tuple[str, Any]] = [
        (key, value)
        for key in ("name", "contract", "nation", "starts", "weeks", "ends", "leave_days")
        if (value := getattr(hospital, key)) not in ("", None, 0)
    ]
    lines = _pairs(values)
    default = Settings()
    changed = [(key, getattr(hospital.settings, key)) for key in SETTINGS]
    changed = [(key, value) for key, value in changed if value != getattr(default, key)]
    if changed:
        lines += ["", "[settings]", *_pairs(changed)]
    if hospital.build:
        lines += ["", "[build]", *_pairs(hospital.build.items())]
    walkout = [("sick", hospital.walkout.sick), ("limits", dict(hospital.walkout.limits))]
    if any(value not in (None, {}) for _, value in walkout):
        lines += ["", "[walkout]", *_pairs(pair for pair in walkout if pair[1] not in (None, {}))]
    if flow := _flow(hospital.flow):
        lines += ["", "[flow]", *_pairs(flow)]
    return "\n".join([*lines, ""]) if lines else ""


def _flow(flow: FlowSettings) -> list[tuple[str, Any]]:
    """The keys of `[flow]` that say something that is not the default."""
    default = FlowSettings()
    rows = ("others", "beds")
    keys = [key for key in FlowSettings.__dataclass_fields__ if key not in rows]
    found = [(key, getattr(flow, key)) for key in keys]
    found = [(key, value) for key, value in found if value != getattr(default, key)]
    tables = [(key, [asdict(each) for each in getattr(flow, key)]) for key in rows]
    return [*found, *((key, table) for key, table in tables if table)]


def _pairs(items: Iterable[tuple[str, Any]]) -> list[str]:
    return [f"{key} = {toml(value)}" for key, value in items]


def toml(value: Any) -> str:
    """A value as TOML: text, number, yes or no, date, list or table of these."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for the one control character that JSON leaves bare
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(str(k))} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    return repr(value)
