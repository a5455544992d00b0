"""What no draft may hold, whoever writes it: the same that reading a folder refuses."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period

PLACE = ("rota.csv", None)


def refuse_cells(
    period: Period, now: DraftMatrix, cells: Iterable[tuple[int, date]], locks: bool = True
) -> None:
    """Raise InputError for cells that are outside the rota or, with `locks`, locked."""
    faults = []
    barred = set(period.locks.values_list("doctor_id", "day")) if locks else set()
    for doctor, day in cells:
        if doctor not in now.row:
            what = "no doctor of this department"
            faults.append(Fault(what, *PLACE, "doctor", f"{doctor}", code="unknown-doctor"))
        elif not period.first <= day <= period.last:
            span = f"{period.first} to {period.last}"
            faults.append(
                Fault("not in the rota", *PLACE, "date", f"{day}", span, code="outside-dates")
            )
        elif (doctor, day) in barred:
            what = f"{_name(now, doctor)} on {short_date(day)} is locked"
            faults.append(Fault(what, *PLACE, f"{day}", expected="unlock it", code="out-of-range"))
    if faults:
        raise InputError(*faults)


def refuse_texts(then: DraftMatrix, cells: Iterable[tuple[int, date]]) -> None:
    """Raise InputError for duties that overlap, and those of somebody who is not there.

    `cells` are those that changed: what else is in the rota was there before.
    """
    faults: dict[Fault, None] = {}
    for doctor, day in dict.fromkeys(cells):
        column = then.column(day)
        for late in (column, column + 1):
            faults |= dict.fromkeys(_overlap(then, doctor, late))
        faults |= dict.fromkeys(_not_there(then, doctor, day))
    if faults:
        raise InputError(*faults)


def _overlap(then: DraftMatrix, doctor: int, late: int) -> Iterator[Fault]:
    """What is wrong between a column and the one before."""
    if not 0 < late < then.period.days:
        return
    line = then.codes[then.row[doctor]]
    if what := then.cells.clash(int(line[late - 1]), int(line[late])):
        yield Fault(
            f"overlapping duties of {_name(then, doctor)}: {what}",
            *PLACE,
            f"{then.period.first + timedelta(days=late)}",
            then.cells.texts[int(line[late])],
            "duties that do not overlap",
            code="overlapping-duties",
        )


def _not_there(then: DraftMatrix, doctor: int, day: date) -> Iterator[Fault]:
    """A cell before its doctor joined, or after they left."""
    who, text = then.department.hospital.doctors[then.row[doctor]], then.text_at(doctor, day)
    left = bool(who.left and day > who.left)
    if text and (left or (who.joined and day < who.joined)):
        what = f"{who.name} has {'left' if left else 'not joined'}"
        yield Fault(what, *PLACE, f"{day}", text, "a blank cell", code="outside-dates")


def _name(matrix: DraftMatrix, doctor: int) -> str:
    return matrix.department.hospital.doctors[matrix.row[doctor]].name
