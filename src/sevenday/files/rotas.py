"""rota.csv, history.csv and pins.csv, wide or long."""

from datetime import timedelta
from pathlib import Path

import numpy as np

from sevenday.errors import InputError
from sevenday.files.one_doctor import one_line_each
from sevenday.files.rota_forms import RotaFile, read_long, read_wide
from sevenday.files.table import Faults, Source, records
from sevenday.model import Codes, DutyCodes, Rota

LONG = ["doctor", "date", "shift"]


def read_rota(path: Source, cells: DutyCodes, faults: Faults, blank: int = 0) -> RotaFile | None:
    """A rota from a wide table (a column a date) or a long one (doctor,date,shift).

    A cell that is blank, or not there in the long form, has the code `blank`.
    """
    table = list(records(path, faults))
    if not table:
        if not faults.found:
            faults.add(
                "nothing in the file",
                path.name,
                expected="doctor, then a column a date",
                code="empty-file",
            )
        return None
    (_, header), *body = table
    if header == LONG:
        rota_file = read_long(path, body, cells, faults, blank)
    else:
        rota_file = read_wide(path, header, body, cells, faults, blank)
    if rota_file and blank == 0:
        _check_overlaps(path, rota_file, cells, faults)
    return rota_file


class _AnyCells(DutyCodes):
    """Takes whatever a cell says as a text of its own: a rota file that stands by itself."""

    def code(self, text: str) -> int:
        """The code of a cell's text."""
        text = "" if text.strip() == "-" else text.strip()
        if text not in self.texts:
            self.texts.append(text)
            self.parts.append(())
        return self.texts.index(text)


def read_rota_alone(path: Path) -> tuple[Rota, DutyCodes]:
    """A rota file without its hospital: its cells are texts alone. Raises InputError."""
    faults, cells = Faults([]), _AnyCells({})
    rota_file = read_rota(path, cells, faults)
    if rota_file is not None:
        rota_file, _ = one_line_each(path.name, rota_file, (), faults)
    if faults.found or rota_file is None:
        raise InputError(*faults.found)
    return rota_file.rota, cells


def _check_overlaps(path: Source, rota_file: RotaFile, cells: DutyCodes, faults: Faults) -> None:
    rota = rota_file.rota
    for name, codes in zip(rota.doctors, rota.codes.tolist(), strict=True):
        for k in range(1, len(codes)):
            if what := cells.clash(codes[k - 1], codes[k]):
                day = rota.first + timedelta(days=k)
                place = (path.name, rota_file.row(name, day), f"{day}", cells.texts[codes[k]])
                what = f"overlapping duties of {name}: {what}"
                faults.add(what, *place, "duties that do not overlap", code="overlapping-duties")


def reordered(rota: Rota, doctors: tuple[str, ...], blank: int) -> Codes:
    """A rota's codes in another order of doctors; those it does not name get `blank`."""
    rows = dict(zip(rota.doctors, rota.codes, strict=True))
    empty = np.full(rota.days, blank, np.int16)
    return np.array([rows.get(name, empty) for name in doctors], np.int16).reshape(-1, rota.days)
