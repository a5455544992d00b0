"""Read a hospital: every file that it has, checked, and checked against each other."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sevenday.files.cover import read_cover
from sevenday.files.doctors import read_doctors
from sevenday.files.flow import read_patients
from sevenday.files.one_doctor import ask_about_alike, one_line_each
from sevenday.files.requests import read_requests
from sevenday.files.rota_forms import RotaFile
from sevenday.files.rotas import read_rota, reordered
from sevenday.files.shifts import read_shifts
from sevenday.files.table import Faults, Source
from sevenday.files.templates import read_templates
from sevenday.model import NOT_PINNED, Doctor, DutyCodes, Hospital, Rota, Settings, Template
from sevenday.model.names import nearest

READ_ELSEWHERE = {
    "payslip.csv",
    "exceptions.csv",
    "walkout-plan.json",
    "walkout-plan.before.json",
    "walkout.toml",
    "substitutes.csv",
    "electives.csv",
    "counts.csv",
    "talks.toml",
    "sides.toml",
}
"""Files of a folder that other commands read."""
READ_HERE = {
    "hospital.toml",
    "shifts.csv",
    "doctors.csv",
    "rota.csv",
    "history.csv",
    "pins.csv",
    "cover.csv",
    "requests.csv",
    "arrivals.csv",
    "service_times.csv",
    "beds.csv",
}


def assemble(
    where: str,
    settings: dict[str, Any],
    files: Mapping[str, Source],
    faults: Faults,
    needs_rota: bool = True,
) -> Hospital:
    """A hospital of its tables by file name, and of the settings of hospital.toml.

    `where` names the whole; `needs_rota`: whether it has to have a rota, a template or the cover
    to build one from. What is wrong goes to `faults`.
    """
    if "shifts.csv" not in files:
        faults.add(
            "not there",
            "shifts.csv",
            expected="the kinds of duty: code,start,end,...",
            code="missing-file",
        )
        return Hospital()
    shifts, notes = read_shifts(files["shifts.csv"], faults)
    normal_day = settings.get("settings", Settings()).normal_day_hours
    cells = DutyCodes(shifts, normal_day=round(60 * normal_day))
    templates = read_templates(files, cells, faults)
    before = len(faults.found)
    listed = read_doctors(files["doctors.csv"], faults) if "doctors.csv" in files else None
    if listed and not listed[0] and len(faults.found) > before:
        listed = None  # its fault is told: the doctors of the rota are not at fault
    known = [doctor.name for doctor in listed[0]] if listed else []
    rota_file = _rota_file(files.get("rota.csv"), cells, faults)
    if rota_file:
        notes += rota_file.notes
        rota_file, more = one_line_each("rota.csv", rota_file, known, faults)
        ask_about_alike("rota.csv", rota_file, cells, known, faults)
        notes += more
    rota = rota_file.rota if rota_file else None
    if needs_rota and not (rota or templates or "cover.csv" in files or faults.found):
        what = "neither rota.csv nor template.csv is there, nor cover.csv to build one from"
        faults.add(what, where, expected="one of them at least", code="missing-rota")
    doctors = _doctors(listed, rota_file, templates, faults)
    names = tuple(doctor.name for doctor in doctors)
    if rota:
        missing = [name for name in names if name not in rota.doctors]
        if missing:
            notes.append(f"Not in rota.csv, so off throughout: {', '.join(missing)}.")
        rota = Rota(names, rota.first, reordered(rota, names, 0))
    hospital = Hospital(
        **settings,
        cells=cells,
        doctors=doctors,
        rota=rota,
        templates=templates,
        history=_beside(files.get("history.csv"), cells, names, faults, 0),
        pins=_beside(files.get("pins.csv"), cells, names, faults, NOT_PINNED),
        cover=read_cover(files["cover.csv"], cells, faults) if "cover.csv" in files else (),
        requests=read_requests(files["requests.csv"], names, cells, faults)
        if "requests.csv" in files
        else (),
        patients=read_patients(files, faults),
        notes=(*notes, *_strangers(files)),
    )
    if not faults.found:
        _check(hospital, rota_file, faults)
    return hospital


def _rota_file(
    path: Source | None, cells: DutyCodes, faults: Faults, blank: int = 0
) -> RotaFile | None:
    return read_rota(path, cells, faults, blank) if path else None


def _beside(
    path: Source | None, cells: DutyCodes, names: tuple[str, ...], faults: Faults, blank: int
) -> Rota | None:
    """History or pins, in the rota's order of doctors."""
    rota_file = _rota_file(path, cells, faults, blank)
    if path is None or rota_file is None:
        return None
    rota_file, _ = one_line_each(path.name, rota_file, names, faults, blank)
    rota = rota_file.rota
    for name in rota.doctors:
        if name not in names:
            row = rota_file.row(name, rota.first)
            faults.add(
                "no such doctor",
                path.name,
                row,
                "doctor",
                name,
                _meant(name, names, "a doctor of the rota"),
                code="unknown-doctor",
            )
    return Rota(names, rota.first, reordered(rota, names, blank))


def _doctors(
    listed: tuple[tuple[Doctor, ...], dict[str, int]] | None,
    rota_file: RotaFile | None,
    templates: dict[str, Template],
    faults: Faults,
) -> tuple[Doctor, ...]:
    rota = rota_file.rota if rota_file else None
    if listed is None:
        if rota:
            return tuple(Doctor(name) for name in rota.doctors)
        only = next(iter(templates), "") if len(templates) == 1 else ""
        return (Doctor("template", template=only),)
    doctors, row_by_doctor = listed
    names = {doctor.name for doctor in doctors}
    for name in rota.doctors if rota else ():
        if rota_file and rota and name not in names:
            row = rota_file.row(name, rota.first)
            faults.add(
                "not in doctors.csv",
                "rota.csv",
                row,
                "doctor",
                name,
                _meant(name, names, "a doctor of doctors.csv"),
                code="unknown-doctor",
            )
    for doctor in doctors if templates else ():
        template = templates.get(doctor.template)
        if template is None and (doctor.template or not rota):
            file = f"template-{doctor.template}.csv" if doctor.template else "template.csv"
            place = ("doctors.csv", row_by_doctor[doctor.name], "template", doctor.template)
            faults.add(
                f"{doctor.name}: no template {doctor.template!r}",
                *place,
                f"a file {file}",
                code="unknown-template",
            )
        elif template and (doctor.start_week or 1) > template.weeks:
            faults.add(
                f"{doctor.name}: no such week",
                "doctors.csv",
                row_by_doctor[doctor.name],
                "start_week",
                f"{doctor.start_week}",
                f"1 to {template.weeks}",
                code="unknown-template",
            )
    return doctors


def _meant(name: str, known: Iterable[str], expected: str) -> str:
    """What is expected of a name, with the known one that it may stand for."""
    near = nearest(name, known)
    return f"{expected}; {near!r}?" if near else expected


def _strangers(files: Mapping[str, Source]) -> list[str]:
    """Notes on files that look like ours and are not read by any command."""
    known = READ_HERE | READ_ELSEWHERE
    strange = [name for name in sorted(files) if name not in known and name[:8] != "template"]
    return [f"Not read: {', '.join(strange)}; no file of that name is known."] if strange else []


def _check(hospital: Hospital, rota_file: RotaFile | None, faults: Faults) -> None:
    """What only the files together show to be wrong."""
    rota, history = hospital.rota, hospital.history
    if rota and history and history.last + timedelta(days=1) != rota.first:
        expected = f"{rota.first - timedelta(days=1)}, the day before the rota's first"
        faults.add(
            "history does not end where the rota begins",
            "history.csv",
            None,
            f"{history.last}",
            f"{history.last}",
            expected,
            code="outside-dates",
        )
    if rota_file:
        _check_span(hospital, rota_file, faults)
    if rota_file and history:
        _check_join(hospital, history, rota_file, faults)


def _check_join(hospital: Hospital, history: Rota, rota_file: RotaFile, faults: Faults) -> None:
    """No duty of history's last date reaches into one of the rota's first."""
    rota = rota_file.rota
    before = dict(zip(history.doctors, history.codes, strict=True))
    for name, codes in zip(rota.doctors, rota.codes, strict=True):
        if what := hospital.cells.clash(before[name][-1], codes[0]):
            place = ("rota.csv", rota_file.row(name, rota.first), f"{rota.first}")
            faults.add(
                f"overlapping duties of {name}: {what}",
                *place,
                hospital.cells.texts[codes[0]],
                "duties that do not overlap",
                code="overlapping-duties",
            )


def _check_span(hospital: Hospital, rota_file: RotaFile, faults: Faults) -> None:
    """Nobody is on duty before joining or after leaving."""
    rota = rota_file.rota
    for doctor in hospital.doctors:
        if doctor.name not in rota.doctors or not (doctor.joined or doctor.left):
            continue
        codes = rota.codes[rota.doctors.index(doctor.name)]
        for k in codes.nonzero()[0].tolist():
            day = rota.first + timedelta(days=k)
            place = (
                "rota.csv",
                rota_file.row(doctor.name, day),
                f"{day}",
                hospital.cells.texts[codes[k]],
            )
            if doctor.joined and day < doctor.joined:
                expected = f"blank before {doctor.joined}"
                faults.add(f"{doctor.name} has not joined", *place, expected, code="outside-dates")
            elif doctor.left and day > doctor.left:
                faults.add(
                    f"{doctor.name} has left",
                    *place,
                    f"blank after {doctor.left}",
                    code="outside-dates",
                )
