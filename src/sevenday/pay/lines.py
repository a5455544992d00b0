"""The lines that a contract pays, read once for everything that pay asks of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.basis import leave_note, source_note
from sevenday.limits.lines import Lines, LineSource, select_lines
from sevenday.model import Doctor, Hospital
from sevenday.model.measure import Measures, measure
from sevenday.pay.autumn_hour import autumn_minutes
from sevenday.pay.line_work import LineLeave, LineWork, line_work


@dataclass(frozen=True, eq=False, slots=True)
class PaidLines:
    """The lines of n doctors in the order of the hospital, with what was measured of them.

    `use`: "template" or "rota", what they were read from. `notes`: who was left out, and why.
    """

    hospital: Hospital
    use: LineSource
    doctors: tuple[Doctor, ...]
    measures: Measures
    work: LineWork
    notes: tuple[str, ...]


def pay_goes_by(hospital: Hospital) -> LineSource:
    """What pay is read from: "template" where there is one, as in a work schedule, else "rota"."""
    return "template" if hospital.templates else "rota"


def paid_lines(
    hospital: Hospital, terms: Terms, grades: Collection[str], use: LineSource | None = None
) -> PaidLines:
    """Read the lines of the doctors of some grades; notes on those left out.

    `use`: "template" or "rota", by default `pay_goes_by`. Raises InputError for a doctor without a
    grade, and where there is nothing to read.
    """
    use = use or pay_goes_by(hospital)
    unknown = [doctor.name for doctor in hospital.doctors if not doctor.grade]
    if unknown:
        what = f"{', '.join(unknown[:5])}{' and others' if len(unknown) > 5 else ''}: no grade"
        expected = f"a row a doctor, with the columns doctor,grade: {', '.join(grades)}"
        raise InputError(
            Fault(what, "doctors.csv", None, "grade", "", expected, code="unknown-grade")
        )
    unpaid = sorted({d.grade for d in hospital.doctors if d.grade not in grades})
    notes = [f"{terms.id} holds no pay for {grade}: left out." for grade in unpaid]
    whole = select_lines(hospital, terms.on, use)
    notes += (*source_note(hospital, use), *leave_note(hospital, terms, whole))
    notes += _never_here(whole)
    blocks = [_subset(block, grades) for block in whole]
    doctors = tuple(doctor for block in blocks for doctor in block.doctors)
    measured = [_measured(hospital, block) for block in blocks]
    place = {doctor.name: i for i, doctor in enumerate(hospital.doctors)}
    order = np.array(sorted(range(len(doctors)), key=lambda i: place[doctors[i].name]), np.int64)
    doctors = tuple(doctors[i] for i in order.tolist())
    arrays = ([getattr(m, field.name) for field in fields(m)] for m in measured)
    parts = zip(*arrays, strict=True)
    measures = Measures(*(np.concatenate(blocks)[order] for blocks in parts))
    leave = LineLeave(
        np.array([hospital.leave_weeks(doctor) for doctor in doctors], np.float64),
        np.array([doctor.working_days for doctor in doctors], np.float64),
        60.0 * hospital.settings.normal_day_hours,
    )
    autumn = np.concatenate([autumn_minutes(hospital, block) for block in blocks])[order]
    work = line_work(measures, hospital.cells, terms, leave, autumn)
    return PaidLines(hospital, use, doctors, measures, work, tuple(notes))


def _never_here(blocks: list[Lines]) -> Iterator[str]:
    """A note for each doctor who left before the rota begins, or joins after it ends."""
    for block in blocks:
        for doctor, days in zip(block.doctors, block.stop - block.start, strict=True):
            if days <= 0:
                yield (
                    f"{doctor.name} has no day in the rota by the dates joined and left: left out."
                )


def _measured(hospital: Hospital, lines: Lines) -> Measures:
    day_zero = lines.day_zero.weekday()
    return measure(
        lines.codes, day_zero, lines.start, lines.stop, hospital.cells, lines.working_days
    )


def _subset(lines: Lines, grades: Collection[str]) -> Lines:
    """The lines of a block whose doctors are of some grades, and here on some day."""
    here = lines.stop > lines.start
    rows = [i for i, doctor in enumerate(lines.doctors) if doctor.grade in grades and here[i]]
    return replace(
        lines,
        doctors=tuple(lines.doctors[i] for i in rows),
        codes=lines.codes[rows],
        start=lines.start[rows],
        stop=lines.stop[rows],
    )
