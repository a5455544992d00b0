"""Roll a hospital's templates out to a dated rota."""

from datetime import date, timedelta

import numpy as np

from sevenday.errors import InputError
from sevenday.model.hospital import Hospital
from sevenday.model.rota import OFF, Rota


def roll(hospital: Hospital, weeks: int | None = None) -> Rota:
    """The dated rota of a hospital's templates from its `starts`, for so many weeks.

    The first date is week 1's Monday: on or before `starts`. `weeks` defaults to the hospital's,
    else to the longest cycle. A doctor is off before joining and after leaving. Raises InputError
    where there is no template or no date to start from.
    """
    if not hospital.templates:
        raise InputError("there is no template.csv here to roll out", code="missing-rota")
    if hospital.starts is None:
        raise InputError(
            "hospital.toml does not say when the rota starts: starts = YYYY-MM-DD",
            code="missing-argument",
        )
    first = hospital.monday(hospital.starts)
    cycles = max(template.weeks for template in hospital.templates.values())
    days = 7 * weeks if weeks else _days_asked(hospital, first) or 7 * cycles
    rows = []
    for place, doctor in enumerate(hospital.doctors):
        template = hospital.template_for(doctor)
        line = template.line(doctor.start_week or place % template.weeks + 1)
        row = np.resize(line, days)
        row[: _days(first, doctor.joined, 0)] = OFF
        row[_days(first, doctor.left, days) + (doctor.left is not None) :] = OFF
        rows.append(row)
    names = tuple(doctor.name for doctor in hospital.doctors)
    return Rota(names, first, np.array(rows, np.int16))


def _days_asked(hospital: Hospital, first: date) -> int | None:
    """How many days from `first` the hospital asks for; None where it does not say."""
    if hospital.ends is not None:
        return (hospital.ends - first).days + 1
    return hospital.rota_days


def _days(first: date, day: date | None, otherwise: int) -> int:
    """Days from `first` to a date, never negative."""
    return otherwise if day is None else max(0, (day - first) // timedelta(days=1))
