"""The lines that a check reads: a matrix of codes, its calendar, and each line's own span."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY, jumps, midnights
from sevenday.errors import InputError
from sevenday.model import Codes, Doctor, Hospital, Rota

LineSource = Literal["rota", "template"]
"""Which lines go: those of the rota, or those of the template."""
WARM_UP = 28
"""Days that a cycle is walked before it is reported, at least: the longest window of dates."""


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines of one hospital on one calendar.

    `codes`: (n, days) with `history` days before `first`. `cyclic`: a template, without dates.
    `start`, `stop`: (n,) bounds of each line's span, as days of `codes`. `start_week`: the week of
    its template in which each line of a cycle begins.
    """

    doctors: tuple[Doctor, ...]
    codes: Codes
    first: date
    history: int
    cyclic: bool
    start: npt.NDArray[np.int64]
    stop: npt.NDArray[np.int64]
    start_week: tuple[int, ...] = ()

    @property
    def known(self) -> npt.NDArray[np.int64]:
        """(n,) the first day of which anything is known: history's, for who was there before."""
        return np.where(self.start > self.history, self.start, 0)

    @property
    def working_days(self) -> npt.NDArray[np.float64]:
        """(n,) days a week that each doctor works."""
        return np.array([doctor.working_days for doctor in self.doctors], np.float64)

    @property
    def day_zero(self) -> date:
        """The date of column 0."""
        return self.first - timedelta(days=self.history)

    @property
    def days(self) -> int:
        """Columns, history included."""
        return int(self.codes.shape[1])

    @property
    def reported(self) -> int:
        """The first day of a walk whose breaches count: past history, or past the warm-up."""
        return -(-WARM_UP // self.days) * self.days if self.cyclic else self.history

    @property
    def walked(self) -> int:
        """Days of a whole walk. A cycle of odd weeks needs two more, for rest by fortnights."""
        if not self.cyclic:
            return self.days
        return self.reported + (2 if self.days % 14 else 1) * self.days

    def calendar(self, changes: bool = True) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int16]]:
        """Midnights and jumps of a walk: a cycle has no dates and no clock changes."""
        if self.cyclic or not changes:
            span = self.walked + 3
            return np.arange(span, dtype=np.int64) * DAY, np.zeros(span, np.int16)
        # copies: what the clock caches is read-only, another type to the compiler
        return midnights(self.day_zero, self.days).copy(), jumps(self.day_zero, self.days)


def nameless(
    codes: npt.NDArray[np.integer], first: date, cyclic: bool = False, history: int = 0
) -> Lines:
    """Lay out lines (n, days) of cell codes that are nobody's.

    `first` is the date after the days of history; what begins in these is not judged.
    """
    many, days = codes.shape
    return Lines(
        (Doctor(""),) * many,
        np.ascontiguousarray(codes, np.int16),
        first,
        history,
        cyclic,
        np.full(many, history),
        np.full(many, days),
    )


def dated(hospital: Hospital, rota: Rota) -> Lines:
    """The lines of a dated rota, history before it, spans bounded by joined and left."""
    doctors = {doctor.name: doctor for doctor in hospital.doctors}
    who = tuple(doctors.get(name) or Doctor(name) for name in rota.doctors)
    before = hospital.history
    codes = rota.codes if before is None else np.hstack([_aligned(before, rota), rota.codes])
    history = codes.shape[1] - rota.days
    begin = [_days(rota.first, d.joined, 0) for d in who]
    end = [_days(rota.first, d.left, rota.days - 1) + 1 for d in who]
    return Lines(
        who,
        np.ascontiguousarray(codes),
        rota.first,
        history,
        False,
        np.clip(np.array(begin, np.int64), 0, rota.days) + history,
        np.clip(np.array(end, np.int64), 0, rota.days) + history,
    )


def rolling(hospital: Hospital, on: date) -> list[Lines]:
    """The lines of a hospital's templates, those of one length together."""
    groups: dict[int, list[tuple[Doctor, Codes, int]]] = {}
    for place, doctor in enumerate(hospital.doctors):
        template = hospital.template_for(doctor)
        start_week = doctor.start_week or place % template.weeks + 1
        groups.setdefault(template.weeks, []).append(
            (doctor, template.line(start_week), start_week)
        )
    made = []
    for weeks, rows in groups.items():
        n = len(rows)
        made.append(
            Lines(
                tuple(doctor for doctor, _, _ in rows),
                np.array([codes for _, codes, _ in rows], np.int16),
                hospital.monday(on),
                0,
                True,
                np.zeros(n, np.int64),
                np.full(n, weeks * 7, np.int64),
                tuple(start for _, _, start in rows),
            )
        )
    return made


def line_source(text: str | None) -> LineSource | None:
    """Which lines to use, by name. Raises InputError for another."""
    if text is not None and text not in get_args(LineSource):
        raise InputError(f"use is {text!r}; expected 'rota' or 'template'", code="unknown-word")
    return cast(LineSource | None, text)


def select_lines(hospital: Hospital, on: date, use: LineSource | None = None) -> list[Lines]:
    """The lines to check: the rota where there is one, unless `use` says "template"."""
    use = line_source(use)
    if use != "template" and hospital.rota is not None:
        return [dated(hospital, hospital.rota)]
    if hospital.rota is None and not hospital.templates:
        raise InputError(
            "there is no rota.csv here and no template.csv: sevenday build makes one",
            code="missing-rota",
        )
    if use == "rota":
        raise InputError(
            "there is no rota.csv here to use; give --use template", code="missing-rota"
        )
    if not hospital.templates:
        what = "there is no template.csv here to use; give --use rota"
        if hospital.rota is None:
            what = "there is neither rota.csv nor template.csv here: sevenday build makes a rota"
        raise InputError(what, code="missing-rota")
    return rolling(hospital, on)


def _aligned(before: Rota, rota: Rota) -> Codes:
    """History in the rota's order of doctors; a doctor without one was off."""
    rows = dict(zip(before.doctors, before.codes, strict=True))
    off = np.zeros(before.days, np.int16)
    return np.array([rows.get(name, off) for name in rota.doctors], np.int16)


def _days(first: date, day: date | None, otherwise: int) -> int:
    return otherwise if day is None else (day - first).days
