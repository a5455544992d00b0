"""One duty of a rota, by its doctor and date: what it is, who is fit for it, what a change adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.checker import Checker
from sevenday.limits.lines import Lines, dated
from sevenday.limits.result import CheckResult
from sevenday.model import NOT_PINNED, Codes, Hospital, Requirement, Rota, without_duty
from sevenday.model.names import known_as, one_doctor, who_is_meant

NOBODY = -1
"""The row of a duty that nobody has."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a rota: its row and its column."""

    row: int
    column: int


class RosteredDuty:
    """A duty of a dated rota, with the contract made ready to judge other ways of working it.

    Attributes
    ----------
    hospital, rota, checker
        Where it is, and by what it is judged.
    place
        Where it stands in the rota.
    doctor, notes
        Whose duty it is, as the rota writes it, and that it was asked for in another way.
    code, text
        What the cell holds.
    """

    def __init__(self, hospital: Hospital, terms: Terms, doctor: str, day: date) -> None:
        """Find a duty.

        Raises InputError for a doctor or a date that is not in the rota, and for a cell that holds
        no duty.
        """
        rota, column = _in_rota(hospital, day)
        name = known_as(doctor, rota.doctors)
        if not name:
            raise InputError(
                Fault(
                    "nobody of that name",
                    "rota.csv",
                    None,
                    "doctor",
                    doctor,
                    who_is_meant(doctor, rota.doctors),
                    code="unknown-doctor",
                )
            )
        self.hospital, self.rota, self.day = hospital, rota, day
        self.doctor = name
        self.notes = () if name == doctor else (f"{one_doctor(doctor, name)}.",)
        self.place = Place(rota.doctors.index(name), column)
        self.code = self.code_at(self.place)
        self.text = self.text_at(self.place)
        if not hospital.cells.parts[self.code]:
            what = f"{name} has no duty on {day}"
            raise InputError(
                Fault(
                    what,
                    "rota.csv",
                    None,
                    f"{day}",
                    self.text or "blank",
                    "a duty",
                    code="missing-value",
                )
            )
        self.checker = Checker(hospital, terms)
        self._as_it_stands: dict[int, CheckResult] = {}

    def code_at(self, place: Place) -> int:
        """Give the code of a cell."""
        return int(self.rota.codes[place.row, place.column])

    def text_at(self, place: Place) -> str:
        """Give the text of a cell."""
        return self.hospital.cells.texts[self.code_at(place)]

    def date_of(self, column: int) -> date:
        """Give the date of a column."""
        return self.rota.first + timedelta(days=column)

    def others(self) -> list[int]:
        """List the rows of everybody else."""
        return [row for row in range(len(self.rota.doctors)) if row != self.place.row]

    def requirements(self, text: str, column: int) -> tuple[Requirement, ...]:
        """List the rows of cover.csv that a cell's text would fill on a date."""
        day = self.date_of(column)
        shifts = text.split("+")
        return tuple(n for n in self.hospital.cover if n.shift in shifts and n.holds_on(day))

    def unfit(self, place: Place, needs: Iterable[Requirement]) -> tuple[str, ...]:
        """Say why a doctor cannot fill some places on a date, whatever the limits say.

        Leave, dates of joining and leaving, tier, service and competence are looked at.
        """
        doctor, day = self.hospital.doctors[place.row], self.date_of(place.column)
        text = self.text_at(place)
        reasons = []
        if what := without_duty(text):
            reasons.append(what)
        if (doctor.joined and day < doctor.joined) or (doctor.left and day > doctor.left):
            reasons.append("not here on that date")
        for need in needs:
            reasons += need.against(doctor)
        return tuple(dict.fromkeys(reasons))

    def is_pinned(self, place: Place) -> bool:
        """Say whether pins.csv forbids a change of a cell."""
        pins, rota = self.hospital.pins, self.rota
        if pins is None or rota.doctors[place.row] not in pins.doctors:
            return False
        at = (rota.first - pins.first).days + place.column
        line = pins.codes[pins.doctors.index(rota.doctors[place.row])]
        return 0 <= at < pins.days and int(line[at]) != NOT_PINNED

    def as_it_stands(self, row: int) -> CheckResult:
        """Judge a line as it is."""
        if row not in self._as_it_stands:
            self._as_it_stands[row] = self.checker.check_lines(self.lines(self.rota.codes, (row,)))
        return self._as_it_stands[row]

    def lines(self, codes: Codes, rows: tuple[int, ...]) -> Lines:
        """Lay out some rows of a rota (doctors, days) of the same doctors and dates."""
        names = tuple(self.rota.doctors[row] for row in rows)
        some = Rota(names, self.rota.first, np.ascontiguousarray(codes[list(rows)]))
        return dated(self.hospital, some)


class UnfilledDuty(RosteredDuty):
    """A duty that nobody has: everybody else is everybody."""

    def __init__(self, hospital: Hospital, terms: Terms, shift: str, day: date) -> None:
        """Lay out a duty of a shift's code on a date.

        Raises InputError for a date that is not in the rota, and for a code that is no duty.
        """
        rota, column = _in_rota(hospital, day)
        self.hospital, self.rota, self.day = hospital, rota, day
        self.doctor, self.notes = "", ()
        self.place = Place(NOBODY, column)
        self.code, self.text = hospital.cells.code(shift), shift
        if not hospital.cells.parts[self.code]:
            fault = Fault("no duty", "shifts.csv", None, "code", shift, code="unknown-shift")
            raise InputError(fault)
        self.checker = Checker(hospital, terms)
        self._as_it_stands = {}


def _in_rota(hospital: Hospital, day: date) -> tuple[Rota, int]:
    """The dated rota and the column of a date. Raises InputError where there is neither."""
    rota = hospital.rota
    if rota is None:
        raise InputError(
            "a cell has a date: there is no rota.csv here, roll the template out first",
            code="missing-rota",
        )
    column = (day - rota.first).days
    if not 0 <= column < rota.days:
        span = f"{rota.first} to {rota.last}"
        raise InputError(
            Fault("not in the rota", "rota.csv", None, "date", f"{day}", span, code="outside-dates")
        )
    return rota, column
