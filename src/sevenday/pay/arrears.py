"""Arrears of a backdated award: what was paid month by month, what is due, and the difference.

The new pay is first paid on the terms' date. Every day before it was paid as the contract was known
before the award took effect. A month is a twelfth of the year, a part of one by its days, and
each element of each month rounds to the penny, as payslips do.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.limits.lines import LineSource
from sevenday.model import Doctor, Hospital
from sevenday.pay.price import price
from sevenday.pay.result import PayResult
from sevenday.pay.rounding import penny
from sevenday.results import Pounds, Result

Sums = dict[tuple[str, str, str], list[float]]
"""Pounds paid and due by month, doctor and element."""
MONTHS = 12
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ArrearsLine(Result):
    """One element of one doctor in one month: pounds paid, due and owed (under 0: overpaid)."""

    KEYS: ClassVar[str] = "month doctor grade element paid due owed"

    month: str
    doctor: str
    grade: str
    element: str
    paid: float
    due: float

    @property
    def owed(self) -> float:
        """Due less paid, to the penny."""
        return penny(self.due - self.paid)


@dataclass(frozen=True, slots=True)
class Arrears(Result):
    """What is owed for the days from one date to another, by month, doctor and element.

    `paid_as_known`: the contract as it was known on this date is what was paid.
    """

    ROWS: ClassVar[str] = "lines"
    KEYS: ClassVar[str] = (
        "contract from=first to=last paid_as_known lines months doctors elements total notes"
    )

    contract: str
    first: date
    last: date
    paid_as_known: date
    lines: tuple[ArrearsLine, ...]
    notes: tuple[str, ...]

    @property
    def months(self) -> dict[str, Pounds]:
        """What is owed by month."""
        return self.sums("month")

    @property
    def doctors(self) -> dict[str, Pounds]:
        """What is owed by doctor."""
        return self.sums("doctor")

    @property
    def elements(self) -> dict[str, Pounds]:
        """What is owed by element."""
        return self.sums("element")

    @property
    def total(self) -> Pounds:
        """The sum over all of them."""
        return _sum(line.owed for line in self.lines)

    def sums(self, by: str) -> dict[str, float]:
        """What is owed by a field of the lines, in the order first met."""
        names = dict.fromkeys(getattr(line, by) for line in self.lines)
        return {
            name: _sum(line.owed for line in self.lines if getattr(line, by) == name)
            for name in names
        }


def arrears(
    hospital: Hospital,
    terms: Terms,
    since: date,
    paid_as_known: date | None = None,
    use: LineSource | None = None,
) -> Arrears:
    """What each doctor is owed from a date to the day before the new pay is first paid.

    Parameters
    ----------
    hospital, use
        As in `sevenday.price`; the lines and grades are taken to be the same throughout, from the
        day a doctor joined to the day they left.
    terms
        The contract on the day from which the new pay is paid, as it is known now.
    since
        The first day that is owed for.
    paid_as_known
        The days were paid by the contract as it was known on this date; by default the day before
        `since`, so that nothing of the award was paid yet.

    Raises
    ------
    InputError
        Where no day lies between, or the contract has no pay on some of them.
    """
    if since >= terms.on:
        what = f"the new pay is paid from {terms.on} on, and nothing before it is owed for"
        expected = f"a day before {terms.on}, or a later --on: the first day paid at the new rates"
        fault = Fault(what, "", None, "--arrears", f"{since}", expected, code="out-of-order")
        raise InputError(fault)
    known = paid_as_known or since - DAY
    then = min(known, terms.known) if terms.known else known
    turns = {value.effective_from for value in terms.contract.values}
    starts = [since, *sorted(day for day in turns if since < day < terms.on), terms.on]
    sums: Sums = {}
    notes: dict[str, None] = {}
    for first, end in pairwise(starts):
        was, now = (
            price(hospital, Terms(terms.contract, first, day), use) for day in (then, terms.known)
        )
        notes |= dict.fromkeys(now.notes)
        _add(sums, hospital, (was, now), first, end)
    lines = tuple(_lines(sums, hospital))
    if not any(line.owed for line in lines):
        notes[f"Nothing announced after {known} changes the pay of those days."] = None
    return Arrears(terms.id, since, terms.on - DAY, known, lines, tuple(notes))


def _add(
    sums: Sums, hospital: Hospital, results: tuple[PayResult, PayResult], first: date, end: date
) -> None:
    """Add what was paid and what is due for a stretch of days, by month, doctor and element."""
    doctors = {doctor.name: doctor for doctor in hospital.doctors}
    for side, result in enumerate(results):
        for slip in result.doctors:
            for month, share in _months(doctors[slip.doctor], first, end):
                for line in slip.lines:
                    both = sums.setdefault((month, slip.doctor, line.element), [0.0, 0.0])
                    both[side] += line.amount / MONTHS * share


def _lines(sums: Sums, hospital: Hospital) -> Iterator[ArrearsLine]:
    """The sums to the penny, month by month, in the order of the hospital."""
    grades = {doctor.name: doctor.grade for doctor in hospital.doctors}
    for month in sorted({month for month, *_ in sums}):
        for name, grade in grades.items():
            for (when, doctor, element), (paid, due) in sums.items():
                if (when, doctor) == (month, name):
                    yield ArrearsLine(month, name, grade, element, penny(paid), penny(due))


def _months(doctor: Doctor, first: date, end: date) -> Iterator[tuple[str, float]]:
    """Each month from a date to the day before another: the share of it that the doctor is here."""
    here = max(first, doctor.joined or first)
    gone = min(end, doctor.left + DAY if doctor.left else end)
    while here < gone:
        days = monthrange(here.year, here.month)[1]
        after = min(gone, here.replace(day=1) + days * DAY)
        yield f"{here:%Y-%m}", (after - here).days / days
        here = after


def _sum(pounds: Iterable[float]) -> float:
    """A sum of pennies without floating-point error."""
    return float(sum((Decimal(repr(each)) for each in pounds), Decimal(0)))
