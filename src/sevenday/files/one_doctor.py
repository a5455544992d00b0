"""One doctor under several spellings: a rota's lines put under the names that are known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from sevenday.files.rota_forms import RotaFile
from sevenday.files.table import Faults
from sevenday.model import Codes, DutyCodes, Rota
from sevenday.model.names import alike, name_key, one_doctor, one_spelling


def one_line_each(
    file: str, rota_file: RotaFile, known: Iterable[str], faults: Faults, blank: int = 0
) -> tuple[RotaFile, list[str]]:
    """A rota with one line a doctor, under the names `known` first, and a note on each change.

    Lines whose names are equal (names.name_key) are one doctor's; where both have a cell on one
    date, that is a fault.
    """
    rota = rota_file.rota
    spelt = one_spelling([*known, *rota.doctors])
    if all(spelt[name] == name for name in rota.doctors):
        return rota_file, []
    lines: dict[str, Codes] = {}
    owners: dict[str, str] = {}
    rows: dict[tuple[str, date | None], int] = {}
    for name, codes in zip(rota.doctors, rota.codes, strict=True):
        its = spelt[name]
        for (other, day), row in rota_file.rows.items():
            if other == name:
                rows.setdefault((its, day), row)
        if its not in lines:
            lines[its], owners[its] = codes.copy(), name
            continue
        both = (lines[its] != blank) & (codes != blank)
        for k in both.nonzero()[0].tolist():
            day = rota.first + timedelta(days=k)
            what = f"doctor twice on {day}: {owners[its]!r} and {name!r} are one name"
            place = (file, rota_file.row(name, day), "doctor", name)
            faults.add(what, *place, "one cell for each doctor and date", code="repeated")
        lines[its] = np.where(codes != blank, codes, lines[its])
        for k in (codes != blank).nonzero()[0].tolist():
            day = rota.first + timedelta(days=k)
            rows[its, day] = rota_file.row(name, day) or 0
    again = Rota(tuple(lines), rota.first, np.array(list(lines.values()), np.int16))
    notes = [
        f"{file}: {one_doctor(name, spelt[name])}." for name in rota.doctors if spelt[name] != name
    ]
    return replace(rota_file, rota=again, rows=rows), notes


def ask_about_alike(
    file: str, rota_file: RotaFile, cells: DutyCodes, known: Iterable[str], faults: Faults
) -> None:
    """A fault for two names that may be one doctor's and never work on the same date.

    Where both are among those `known`, they are two doctors.
    """
    rota, listed = rota_file.rota, {name_key(name) for name in known}
    if all(name_key(name) in listed for name in rota.doctors):
        return
    works = np.array([bool(parts) for parts in cells.parts])
    on = dict(zip(rota.doctors, works[rota.codes], strict=True))
    for one, other, how in alike(name for name in rota.doctors if on[name].any()):
        if (on[one] & on[other]).any() or {name_key(one), name_key(other)} <= listed:
            continue
        faults.add(
            f"perhaps one doctor: {one!r} and {other!r} differ {how}, and never work on one date",
            file,
            rota_file.row(other, rota.first),
            "doctor",
            other,
            "one spelling; or, for two doctors, both in doctors.csv",
            code="unclear-name",
        )
