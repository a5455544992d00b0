"""What pricing gives back: payslip lines, each with its working."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sevenday.frames import frame


@dataclass(frozen=True, slots=True)
class PayLine:
    """One element of pay, in pounds a year. `low` and `high` bound it where a term is a range."""

    element: str
    amount: float
    working: str
    clause: str
    certainty: str
    low: float | None = None
    high: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The line as `pay` prints it."""
        line = {
            "element": self.element,
            "amount": self.amount,
            "working": self.working,
            "clause": self.clause,
            "certainty": self.certainty,
        }
        bounds = {"low": self.low, "high": self.high}
        return line | {name: bound for name, bound in bounds.items() if bound is not None}


@dataclass(frozen=True, slots=True)
class DoctorPay:
    """A doctor's payslip lines."""

    doctor: str
    grade: str
    lines: tuple[PayLine, ...]

    @property
    def total(self) -> float:
        """The sum of the lines, to the penny."""
        return _sum(line.amount for line in self.lines)

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most of the total, where a line is a range; else None."""
        if all(line.low is None for line in self.lines):
            return None
        low = _sum(line.amount if line.low is None else line.low for line in self.lines)
        high = _sum(line.amount if line.high is None else line.high for line in self.lines)
        return low, high

    def to_json(self) -> dict[str, Any]:
        """The payslip as `pay` prints it."""
        lines = [line.to_json() for line in self.lines]
        slip = {"doctor": self.doctor, "grade": self.grade, "lines": lines, "total": self.total}
        return slip | _as_json(self.bounds)


@dataclass(frozen=True, slots=True)
class PayResult:
    """The pay of a hospital's doctors under one contract on one date."""

    contract: str
    on: date
    doctors: tuple[DoctorPay, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """The sum over doctors, to the penny."""
        return _sum(doctor.total for doctor in self.doctors)

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most of the total, where a line is a range; else None."""
        ends = [doctor.bounds or (doctor.total, doctor.total) for doctor in self.doctors]
        if all(doctor.bounds is None for doctor in self.doctors):
            return None
        return _sum(low for low, _ in ends), _sum(high for _, high in ends)

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
                {"doctor": doctor.doctor, "grade": doctor.grade} | line.to_json()
                for doctor in self.doctors
                for line in doctor.lines
            ]
        )

    def to_json(self) -> str:
        """The result as the JSON text of FORMS.md."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1)

    def document(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        return {
            "contract": self.contract,
            "on": self.on.isoformat(),
            "doctors": [doctor.to_json() for doctor in self.doctors],
            "total": self.total,
            **_as_json(self.bounds),
            "notes": list(self.notes),
        }


def _as_json(bounds: tuple[float, float] | None) -> dict[str, float]:
    """`low` and `high`, which stand beside a total that is a range."""
    return {} if bounds is None else {"low": bounds[0], "high": bounds[1]}


def _sum(amounts: Any) -> float:
    """A sum of pennies without floating-point error."""
    return float(sum((Decimal(repr(amount)) for amount in amounts), Decimal(0)))
