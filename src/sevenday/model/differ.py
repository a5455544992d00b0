"""What differs between two rotas, cell by cell, in the words of their cells."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from sevenday.errors import InputError
from sevenday.frames import frame
from sevenday.model.hospital import Hospital
from sevenday.model.names import known_as, one_doctor
from sevenday.model.rota import Rota
from sevenday.results import Result


@dataclass(frozen=True, slots=True)
class ChangedCell(Result):
    """One cell: what it held and what it holds; blank is off, and None is not in that rota."""

    KEYS: ClassVar[str] = "doctor date=day before after"

    doctor: str
    day: date
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RotaDiff(Result):
    """The cells that differ between two rotas, doctor by doctor, in order of dates.

    `notes`: of doctors whom the two spell in two ways.
    """

    changes: tuple[ChangedCell, ...]
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """How many cells differ, of how many doctors."""
        doctors = len({change.doctor for change in self.changes})
        if not self.changes:
            return "The two rotas are alike."
        cells = "1 cell differs" if len(self.changes) == 1 else f"{len(self.changes)} cells differ"
        return f"{cells}, of {doctors} doctor{'' if doctors == 1 else 's'}."

    def to_frame(self) -> Any:
        """The cells as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        return frame([change.to_dict() for change in self.changes])


def diff(before: Hospital, after: Hospital) -> RotaDiff:
    """Compare the dated rotas of two hospitals, cell by cell.

    A doctor or a date that only one of them has is named where the other holds a duty or leave. A
    name that both have in two spellings is one doctor, under the first, in a note.
    Raises InputError where either has no dated rota.
    """
    for hospital, which in ((before, "first"), (after, "second")):
        if hospital.rota is None:
            raise InputError(f"the {which} has no dated rota: rota.csv", code="missing-rota")
    old, new = before.rota, after.rota
    assert old is not None and new is not None
    spelt = {name: known_as(name, old.doctors) or name for name in new.doctors}
    alike = replace(after, rota=replace(new, doctors=tuple(spelt.values())))
    notes = tuple(f"{one_doctor(*pair)}." for pair in spelt.items() if pair[0] != pair[1])
    return RotaDiff(tuple(_changes(before, alike)), notes)


def _changes(before: Hospital, after: Hospital) -> Iterator[ChangedCell]:
    old, new = before.rota, after.rota
    assert old is not None and new is not None
    first, last = min(old.first, new.first), max(old.last, new.last)
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    for name in dict.fromkeys((*old.doctors, *new.doctors)):
        for day in days:
            was, now = _text(before, old, name, day), _text(after, new, name, day)
            if (was or "") != (now or ""):
                yield ChangedCell(name, day, was, now)


def _text(hospital: Hospital, rota: Rota, doctor: str, day: date) -> str | None:
    column = (day - rota.first).days
    if doctor not in rota.doctors or not 0 <= column < rota.days:
        return None
    return hospital.cells.texts[int(rota.codes[rota.doctors.index(doctor), column])]
