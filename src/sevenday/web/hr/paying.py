"""What a department's doctors are to be paid for a month, and what payroll was sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from sevenday.errors import Fault, InputError
from sevenday.pay import price
from sevenday.pay.result import DoctorPay
from sevenday.web.audit.record import record
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Department
from sevenday.web.hr.models import PaySent
from sevenday.web.people.models import User
from sevenday.web.rotas.current import last_version, period_on
from sevenday.web.rotas.matrix import version_matrix
from sevenday.web.rotas.models import Version


@dataclass(frozen=True, eq=False)
class MonthPay:
    """What is due for a month by the rota that doctors hold in it, by the doctor's key."""

    department: Department
    month: date
    version: Version
    contract: str
    slips: Mapping[int, DoctorPay]
    notes: Sequence[str]

    @property
    def lines(self) -> dict[str, dict[str, float]]:
        """By the doctor's key each element, in pounds a year: what is kept of what was sent."""
        return {
            f"{key}": {line.element: line.amount for line in slip.lines}
            for key, slip in self.slips.items()
        }

    @property
    def seen(self) -> str:
        """What names these amounts: another where one of them is another."""
        text = json.dumps([self.version.pk, self.lines], sort_keys=True)
        return sha256(text.encode()).hexdigest()[:16]


def month_pay(department: Department, month: date) -> MonthPay | None:
    """What is due for the month of a date; None where no rota is published for it.

    Raises InputError where the department's contract pays nothing on that date.
    """
    first = month.replace(day=1)
    period = period_on(department, first)
    version = last_version(period) if period else None
    if period is None or version is None:
        return None
    on = min(max(first, period.first), period.last)
    if (on.year, on.month) != (first.year, first.month):
        return None
    now = version_matrix(version)
    terms = terms_of(department, on)
    paid = price(now.hospital, terms, "rota")
    names = {doctor.name: key for key, doctor in zip(now.row, now.hospital.doctors, strict=True)}
    slips = {names[slip.doctor]: slip for slip in paid.doctors}
    return MonthPay(department, first, version, terms.name, slips, paid.notes)


def last_sent(department: Department, month: date) -> PaySent | None:
    """What payroll was last sent for a month or one before it."""
    first = month.replace(day=1)
    return department.pay_sent.filter(month__lte=first).order_by("-month", "-id").first()


def note_as_sent(actor: User, pay: MonthPay, seen: str) -> PaySent:
    """Note that payroll was sent a month's pay as somebody saw it.

    Raises InputError where an amount is another by now. The record of it has no doctor's pay.
    """
    if pay.seen != seen:
        what = "an amount changed while you looked at it: nothing is noted"
        raise InputError(Fault(what, expected="another look", code="stale-plan"))
    with transaction.atomic():
        sent = PaySent.objects.create(
            department=pay.department,
            month=pay.month,
            version=pay.version,
            lines=pay.lines,
            by=actor,
        )
        after = {"month": f"{pay.month:%Y-%m}", "doctors": len(pay.slips), "amounts": pay.seen}
        record(actor, "pay.sent", None, after, about=sent, department=pay.department)
        return sent
