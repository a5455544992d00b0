"""What pricing gives back: payslip lines, each with its working."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from sevenday.frames import frame
from sevenday.results import Result


class Bounds(NamedTuple):
    """The least and the most that an amount may be, in pounds."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PayLine(Result):
    """One element of pay, in pounds a year. `low` and `high` bound it where a term is a range."""

    KEYS: ClassVar[str] = "element amount working clause certainty low? high?"

    element: str
    amount: float
    working: str
    clause: str
    certainty: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class DoctorPay(Result):
    """A doctor's payslip lines."""

    KEYS: ClassVar[str] = "doctor grade lines total low=bounds.low? high=bounds.high?"

    doctor: str
    grade: str
    lines: tuple[PayLine, ...]

    @property
    def total(self) -> float:
        """The sum of the lines, to the penny."""
        return _sum(line.amount for line in self.lines)

    @property
    def bounds(self) -> Bounds | None:
        """The least and the most of the total, where a line is a range; else None."""
        if all(line.low is None for line in self.lines):
            return None
        low = _sum(line.amount if line.low is None else line.low for line in self.lines)
        high = _sum(line.amount if line.high is None else line.high for line in self.lines)
        return Bounds(low, high)


@dataclass(frozen=True, slots=True)
class PayResult(Result):
    """The pay of a hospital's doctors under one contract on one date."""

    KEYS: ClassVar[str] = "contract on doctors total low=bounds.low? high=bounds.high? notes"

    contract: str
    on: date
    doctors: tuple[DoctorPay, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """The sum over doctors, to the penny."""
        return _sum(doctor.total for doctor in self.doctors)

    @property
    def bounds(self) -> Bounds | None:
        """The least and the most of the total, where a line is a range; else None."""
        ends = [doctor.bounds or (doctor.total, doctor.total) for doctor in self.doctors]
        if all(doctor.bounds is None for doctor in self.doctors):
            return None
        return Bounds(_sum(low for low, _ in ends), _sum(high for _, high in ends))

    def summary(self) -> str:
        """Doctors and mean pay by grade, in a few lines of text."""
        grades: dict[str, list[float]] = defaultdict(list)
        for doctor in self.doctors:
            grades[doctor.grade].append(doctor.total)
        rows = [
            f"  {grade}: {len(totals)} at £{_sum(totals) / len(totals):,.2f} on average"
            for grade, totals in sorted(grades.items())
        ]
        ends = f" (£{self.bounds[0]:,.2f} to £{self.bounds[1]:,.2f})" if self.bounds else ""
        head = f"{self.contract} on {self.on}: £{self.total:,.2f} a year{ends}"
        return "\n".join([head, *rows])

    def to_frame(self) -> Any:
        """The lines as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        return frame(
            [
                {"doctor": doctor.doctor, "grade": doctor.grade} | line.to_dict()
                for doctor in self.doctors
                for line in doctor.lines
            ]
        )


def _sum(amounts: Any) -> float:
    """A sum of pennies without floating-point error."""
    return float(sum((Decimal(repr(amount)) for amount in amounts), Decimal(0)))
