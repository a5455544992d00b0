"""Rotas and templates: matrices of cell codes beside one table of what each code means."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY, hhmm
from sevenday.errors import InputError
from sevenday.model.absence import (
    RESERVED,
    SELF_DEVELOPMENT,
    apart,
    canonical,
    days_absent,
    days_on_leave,
)
from sevenday.model.shift import Shift, join

Codes = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float64]
OFF = 0
NOT_PINNED = -1
"""The code of a cell of pins.csv that pins nothing."""
NORMAL_DAY, MORNING = 8 * 60, 9 * 60
"""Minutes of a normal working day, and when it begins, where nothing says otherwise."""


@dataclass(eq=False)
class DutyCodes:
    """Interns the texts of cells: code -> text and the parts of its duty.

    The first codes are `RESERVED`; a shift or a join gets the next when first seen. `normal_day`:
    minutes of a normal working day, as self-development time is.
    """

    shifts: dict[str, Shift]
    texts: list[str] = field(default_factory=lambda: list(RESERVED))
    parts: list[tuple[Shift, ...]] = field(default_factory=lambda: [()] * len(RESERVED))
    normal_day: int = NORMAL_DAY
    _codes: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Index what is there, then give every shift its code."""
        self._codes = {text: code for code, text in enumerate(self.texts)}
        for code in self.shifts:
            self.code(code)

    def code(self, text: str) -> int:
        """The code of a cell's text. Raises InputError for an unknown or impossible one."""
        text = canonical(text)
        if (known := self._codes.get(text)) is not None:
            return known
        off = apart(text)
        names = text.split("+")[len(off) :]
        missing = [name for name in names if name not in self.shifts and name != SELF_DEVELOPMENT]
        if missing:
            raise InputError(
                f"no shift {', '.join(map(repr, missing))} in shifts.csv", code="unknown-shift"
            )
        parts = join(text, tuple(self._shift(name) for name in names))
        self.texts.append(text)
        self.parts.append(parts)
        self._codes[text] = len(self.texts) - 1
        return self._codes[text]

    def _shift(self, name: str) -> Shift:
        """A shift by its code; self-development time is a normal day where no row gives it."""
        if name in self.shifts:
            return self.shifts[name]
        end = MORNING + self.normal_day
        return Shift(name, MORNING, end, "self-development time", work=float(self.normal_day))

    def clash(self, early: int, late: int) -> str:
        """What is wrong with the cells of two dates in a row; blank where they do not overlap."""
        if not (self.parts[early] and self.parts[late]):
            return ""
        ends, begins = self.parts[early][-1].end - DAY, self.parts[late][0].start
        if ends <= begins:
            return ""
        text = f"{self.texts[early]} of the day before ends at {hhmm(ends)}"
        return f"{self.texts[late]} starts at {hhmm(begins)}, but {text}"

    def days_absent(self) -> Floats:
        """(codes,) how much of a day each cell takes out of its week."""
        return np.array([days_absent(text) for text in self.texts])

    def days_on_leave(self) -> Floats:
        """(codes,) how much of a day of each cell is leave that `leave_days` counts."""
        return np.array([days_on_leave(text) for text in self.texts])


@dataclass(frozen=True, eq=False)
class Rota:
    """Doctors x dates. `codes[i, d]` is what doctor i does from date `first` + d days."""

    doctors: tuple[str, ...]
    first: date
    codes: Codes

    @property
    def days(self) -> int:
        """How many dates it spans."""
        return int(self.codes.shape[1])

    @property
    def last(self) -> date:
        """Its last date."""
        return self.first + timedelta(days=self.days - 1)


@dataclass(frozen=True, eq=False)
class Template:
    """A rolling rota: weeks x weekdays (Monday first), (n, 7) codes."""

    codes: Codes

    @property
    def weeks(self) -> int:
        """How many weeks the cycle has."""
        return int(self.codes.shape[0])

    def line(self, start_week: int) -> Codes:
        """The cycle of one doctor, (n * 7,), from week `start_week` (1 is the first)."""
        return np.roll(self.codes, -(start_week - 1), axis=0).reshape(-1)
