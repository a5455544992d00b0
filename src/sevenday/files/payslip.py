"""payslip.csv: what a doctor types in from a payslip, to be held against what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sevenday.errors import Fault, InputError
from sevenday.files.table import Faults, Row, rows

COLUMNS = ("doctor", "element", "amount", "per")
PERIODS = {"year": 1, "month": 12}
"""Each period and how many of it a year has."""


@dataclass(frozen=True, slots=True)
class Payslip:
    """What one doctor was paid: pounds for a period, by element."""

    doctor: str
    per: str
    paid: dict[str, float]

    @property
    def periods(self) -> int:
        """How many of its periods a year has."""
        return PERIODS[self.per]


def read_payslip(
    path: Path, elements: Mapping[str, str], doctors: tuple[str, ...]
) -> tuple[Payslip, ...]:
    """The payslips of a file, one a doctor, in its order.

    `elements`: pay elements by the words that a payslip may use for them, in small letters; lines
    of one element are added up. `doctors`: who is known; a file for a hospital of one doctor need
    not name them. Raises InputError with every fault, an element that no contract has among them.
    """
    faults = Faults([])
    paid: dict[str, dict[str, float]] = {}
    per: dict[str, str] = {}
    for row in rows(path, faults, COLUMNS, ("element", "amount")):
        doctor = _doctor(row, doctors)
        period = row.choice("per", tuple(PERIODS), "year")
        if per.setdefault(doctor, period) != period:
            row.fault(
                "per",
                f"not the period of {doctor}'s other lines",
                per[doctor],
                code="not-in-contract",
            )
        element = elements.get(plain(row.needed("element")))
        if element is None and row.text("element"):
            known = ", ".join(dict.fromkeys(elements.values()))
            expected = f"{known}; leave out tax, pension and national insurance"
            row.fault("element", "no contract here pays this", expected, code="not-in-contract")
        amount = _pounds(row)
        if element and amount is not None:
            slip = paid.setdefault(doctor, {})
            slip[element] = slip.get(element, 0.0) + amount
    if not paid and not faults.found:
        raise InputError(
            Fault("no line in it", path.name, expected="element,amount", code="empty-file")
        )
    if faults.found:
        raise InputError(*faults.found)
    return tuple(Payslip(doctor, per[doctor], lines) for doctor, lines in paid.items())


def plain(text: str) -> str:
    """A payslip's word for an element as it is looked up: small letters, single spaces."""
    return " ".join(text.lower().replace("_", " ").replace("-", " ").split())


def _doctor(row: Row, doctors: tuple[str, ...]) -> str:
    named = row.text("doctor")
    if not named and len(doctors) == 1:
        return doctors[0]
    if named not in doctors:
        who = ", ".join(doctors[:8]) + (" ..." if len(doctors) > 8 else "")
        row.fault(
            "doctor",
            "nobody of that name" if named else "whose payslip is not said",
            who,
            code="unknown-doctor",
        )
    return named


def _pounds(row: Row) -> float | None:
    """The amount, with or without a pound sign and commas."""
    text = row.needed("amount").replace("£", "").replace(",", "").strip()
    try:
        amount = float(text)
    except ValueError:
        amount = float("nan")
    if 0 <= amount < 1e7:
        return amount
    if text:
        row.fault("amount", "not an amount", "pounds as 2712.50, not under 0", code="not-a-number")
    return None
