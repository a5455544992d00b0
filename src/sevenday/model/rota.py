"""Rotas and templates: matrices of cell codes beside one table of what each code means."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from sevenday.errors import InputError
from sevenday.model.shift import RESERVED, Shift, join

Codes = npt.NDArray[np.int16]
OFF = 0


@dataclass(eq=False)
class DutyCodes:
    """Interns the texts of cells: code -> text and the parts of its duty.

    Codes 0-4 are off, AL, SL, BH and ZD; a shift or a join gets the next code when first seen.
    """

    shifts: dict[str, Shift]
    texts: list[str] = field(default_factory=lambda: list(RESERVED))
    parts: list[tuple[Shift, ...]] = field(default_factory=lambda: [()] * len(RESERVED))
    _codes: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Index what is there, then give every shift its code."""
        self._codes = {text: code for code, text in enumerate(self.texts)}
        for code in self.shifts:
            self.code(code)

    def code(self, text: str) -> int:
        """The code of a cell's text. Raises InputError for an unknown or impossible one."""
        text = text.strip()
        if text == "-":
            text = ""
        if (known := self._codes.get(text)) is not None:
            return known
        names = [name.strip() for name in text.split("+")]
        missing = [name for name in names if name not in self.shifts]
        if missing:
            raise InputError(
                f"no shift {', '.join(map(repr, missing))} in shifts.csv", code="unknown-shift"
            )
        parts = join(text, tuple(self.shifts[name] for name in names))
        self.texts.append(text)
        self.parts.append(parts)
        self._codes[text] = len(self.texts) - 1
        return self._codes[text]


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
