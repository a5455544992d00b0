"""What a duty that was rostered and struck costs in pay: a rate card by grade and shift.

No names: payroll holds who was absent on its own basis, and looks the sum up here. Two methods
(walkouts.md 2.4): annual salary / 365 for each strike day, or an hourly calculation that deducts no
more; and monthly salary / days in that month, as in 2016. One duty is one strike day, whatever
midnight it runs over (our reading).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.model import Hospital, Shift
from sevenday.model.walkout import Walkout
from sevenday.pay.models import pay_model
from sevenday.pay.rounding import penny
from sevenday.results import Result
from sevenday.walkout.law.rules import rules, where


@dataclass(frozen=True, slots=True)
class Deduction(Result):
    """One grade on one shift: pounds for the duty, each to the penny.

    `hours`: of work in the shift. `by_year`: annual salary / 365. `by_hours`: the hourly rate x
    hours, None where the contract has no hourly rate. `most`: the lower of the two, the most that
    the method of 2023 on deducts. `by_month`: (month as YYYY-MM, monthly salary / its days).
    """

    KEYS = "grade shift hours salary by_year by_hours most by_month=month_sums"

    grade: str
    shift: str
    hours: float
    salary: float
    by_year: float
    by_hours: float | None
    most: float
    by_month: tuple[tuple[str, float], ...]

    @property
    def month_sums(self) -> dict[str, float]:
        """The sums by month."""
        return dict(self.by_month)


@dataclass(frozen=True, slots=True)
class RateCard(Result):
    """The card. `method`: the one in use on the first day of action, year or month."""

    method: str
    lines: tuple[Deduction, ...]
    notes: tuple[str, ...]


def rate_card(hospital: Hospital, walkout: Walkout, terms: Terms) -> RateCard:
    """The deduction for each grade called out and each shift of a hospital, under a contract.

    Salary is full-time basic pay at the grade's own point. A grade that the contract does not pay
    is left out, and named in a note. Raises InputError where it pays none of them.
    """
    first = walkout.span[0].date()
    called_out = dict.fromkeys(g for action in walkout.actions for g in action.called_out)
    law = rules("deductions", first)
    method = law.get("deduction.method")
    paid = {g: s for g in called_out if (s := _salary(g, terms)) is not None}
    if not paid:
        called = ", ".join(called_out)
        raise InputError(
            f"{terms.id} has no basic pay for {called}: no rate card can be made",
            code="not-in-contract",
        )
    months = _months(walkout)
    lines = tuple(
        _deduction(grade, salary, shift, months, terms, law)
        for grade, salary in paid.items()
        for shift in hospital.shifts.values()
    )
    missing = [grade for grade in called_out if grade not in paid]
    notes = (
        f"{method.says} {where(method)}",
        f"Full-time basic pay of {terms.name} on {terms.on}, at the grade's own point. For a "
        "part-time doctor, or another point, take their own salary by the same sum.",
        "Only for duties that were rostered and struck: a day off, leave or a zero day costs "
        "nothing. One duty is one strike day.",
        *(f"No basic pay is known for {grade} in {terms.id}." for grade in missing),
    )
    return RateCard(method.value, lines, notes)


def _salary(grade: str, terms: Terms) -> float | None:
    """Full-time basic pay of a grade, pounds a year; None where the contract pays no such grade."""
    model = pay_model(terms)
    return model.basic(grade).amount if grade in model.grades else None


def _months(walkout: Walkout) -> tuple[date, ...]:
    """The first day of each month that a window touches, in order."""
    first, last = (at.date() for at in walkout.span)
    month = first.replace(day=1)
    found = []
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(found)


def _deduction(
    grade: str,
    salary: float,
    shift: Shift,
    months: tuple[date, ...],
    terms: Terms,
    law: Terms,
) -> Deduction:
    hours = (shift.work if shift.on_call else shift.minutes) / 60
    by_year = salary / law.value("deduction.days_in_year")
    rate = pay_model(terms).hourly(grade)
    by_hours = None if rate is None else rate * hours
    most = by_year if by_hours is None else min(by_year, by_hours)
    monthly = salary / law.value("deduction.months_in_year")
    return Deduction(
        grade,
        shift.code,
        hours,
        salary,
        penny(by_year),
        None if by_hours is None else penny(by_hours),
        penny(most),
        tuple((f"{m:%Y-%m}", penny(monthly / monthrange(m.year, m.month)[1])) for m in months),
    )
