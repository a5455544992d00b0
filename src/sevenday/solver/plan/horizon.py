"""The rows, days and symbols of a hospital's rota, by which every part of a plan is indexed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.model import NOT_PINNED, OFF, Hospital
from sevenday.solver.plan.cover_lines import filling_codes
from sevenday.solver.plan.joined_duties import joined_codes

NOTHING_TO_FILL = Fault(
    "nothing to fill", "cover.csv", expected="a row for each place", code="nothing-to-fill"
)
"""What is wrong with a folder that asks for nobody."""


@dataclass(frozen=True, eq=False)
class Horizon:
    """R doctors x D days x C symbols.

    Attributes
    ----------
    hospital
        Its doctors are the rows, in order.
    first, days
        The first date, and how many there are.
    codes
        (C,) the cell code of each symbol; symbol 0 is a day off.
    """

    hospital: Hospital
    first: date
    days: int
    codes: tuple[int, ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Rows, days, symbols."""
        return len(self.hospital.doctors), self.days, len(self.codes)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """(D,) the date of each day."""
        return tuple(self.first + timedelta(days=day) for day in range(self.days))

    @cached_property
    def symbol(self) -> dict[int, int]:
        """The symbol of each cell code."""
        return {code: symbol for symbol, code in enumerate(self.codes)}

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each doctor by name."""
        return {doctor.name: row for row, doctor in enumerate(self.hospital.doctors)}


def read_horizon(hospital: Hospital) -> Horizon:
    """The rows, days and symbols of a hospital's folder.

    Raises
    ------
    InputError
        Where dates, doctors or cover are missing, and where no shift lasts through a span.
    """
    if hospital.starts is None or hospital.rota_days is None:
        what = "no dates to fill"
        how = "starts, and weeks or ends, in hospital.toml"
        raise InputError(Fault(what, "hospital.toml", expected=how, code="nothing-to-fill"))
    if not hospital.doctors:
        raise InputError(
            Fault(
                "nobody to fill it with", "doctors.csv", expected="doctors", code="nothing-to-fill"
            )
        )
    return Horizon(hospital, hospital.starts, hospital.rota_days, (OFF, *_worked_codes(hospital)))


def _worked_codes(hospital: Hospital) -> tuple[int, ...]:
    """The cell codes of duties: those of cover, of pins and history, then of requests for one."""
    worked: dict[int, None] = {}
    for need in hospital.cover:
        codes = filling_codes(hospital, need)
        if need.min and not codes:
            what = f"no shift lasts from {need.shift.replace('-', ' to ')}"
            how = "a shift of shifts.csv that does, or shorter spans"
            raise InputError(
                Fault(what, "cover.csv", need.row, "shift", need.shift, how, code="unknown-shift")
            )
        worked |= dict.fromkeys(c for c in codes if hospital.cells.parts[c])
    # pairs come last, and only where each of the two is asked for
    joined = set(joined_codes(hospital))
    pairs = [c for c in worked if c in joined]
    for code in pairs:
        del worked[code]
    if not worked:
        raise InputError(NOTHING_TO_FILL)
    for other in (hospital.pins, hospital.history):
        if other is not None:
            codes = [c for c in np.unique(other.codes).tolist() if c != NOT_PINNED]
            worked |= dict.fromkeys(c for c in codes if hospital.cells.parts[c])
    wanted = [hospital.cells.code(r.shift) for r in hospital.requests if r.want == "on" and r.shift]
    worked |= dict.fromkeys(c for c in wanted if hospital.cells.parts[c])
    worked |= dict.fromkeys(joined)
    return tuple(worked)
