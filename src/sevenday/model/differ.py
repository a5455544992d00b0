"""What differs between two rotas, cell by cell, in the words of their cells."""

from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.model.hospital import Hospital
from sevenday.model.rota import Rota


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell: what it held and what it holds; blank is off, and None is not in that rota."""

    doctor: str
    day: date
    before: str | None
    after: str | None


def differences(before: Hospital, after: Hospital) -> tuple[ChangedCell, ...]:
    """The cells that differ between the dated rotas of two hospitals, doctor by doctor in order.

    A doctor or a date that only one of them has is told where the other holds a duty or leave.
    """
    old, new = before.rota, after.rota
    assert old is not None and new is not None
    names = dict.fromkeys((*old.doctors, *new.doctors))
    first, last = min(old.first, new.first), max(old.last, new.last)
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    found = []
    for name in names:
        for day in days:
            was, now = _text(before, old, name, day), _text(after, new, name, day)
            if (was or "") != (now or ""):
                found.append(ChangedCell(name, day, was, now))
    return tuple(found)


def _text(hospital: Hospital, rota: Rota, doctor: str, day: date) -> str | None:
    column = (day - rota.first).days
    if doctor not in rota.doctors or not 0 <= column < rota.days:
        return None
    return hospital.cells.texts[int(rota.codes[rota.doctors.index(doctor), column])]
