"""A small hospital in memory: doctors on templates or on a dated rota."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from sevenday.model import Doctor, DutyCodes, Hospital, Rota, Shift, Template

R8 = "DDDDLLL ..DDD.. DDDDD.. NNNN... DDDDD.. DDDDNNN ..DDD.. DDDDD.."
SHIFTS = (
    Shift("D", 540, 1020),
    Shift("L", 510, 1260),
    Shift("N", 1230, 1980),
    Shift("T", 960, 1470),
    Shift("C", 1020, 1980, kind="on-call", work=180.0, work_night=120.0),
)


def line(cells: DutyCodes, text: str) -> list[int]:
    """Codes of a line, a letter a day; "." is off and "a" annual leave."""
    names = {".": "", "a": "AL"}
    return [cells.code(names.get(letter, letter)) for letter in text.replace(" ", "")]


@pytest.fixture(scope="session")
def ward() -> Callable[..., Hospital]:
    """Make a hospital of (doctor, line) pairs: a template each, or with `first` a dated rota."""

    def make(*pairs: tuple[Doctor, str], first: date | None = None, **said: Any) -> Hospital:
        cells = DutyCodes({shift.code: shift for shift in SHIFTS})
        doctors = tuple(doctor for doctor, _ in pairs)
        rows = [line(cells, text) for _, text in pairs]
        if first:
            names = tuple(doctor.name for doctor in doctors)
            rota = Rota(names, first, np.array(rows, np.int16))
            return Hospital(cells=cells, doctors=doctors, rota=rota, **said)
        templates = {
            doctor.template: Template(np.array(row, np.int16).reshape(-1, 7))
            for doctor, row in zip(doctors, rows, strict=True)
        }
        return Hospital(cells=cells, doctors=doctors, templates=templates, **said)

    return make


@pytest.fixture(scope="session")
def slip() -> Callable[..., dict[str, float]]:
    """The amounts of one doctor's payslip, by element."""

    def amounts(result: Any, doctor: str = "A") -> dict[str, float]:
        (found,) = [d for d in result.doctors if d.doctor == doctor]
        return {line.element: line.amount for line in found.lines}

    return amounts
