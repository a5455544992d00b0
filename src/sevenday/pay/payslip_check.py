"""A payslip held against what is due: which line differs, by how much, what may explain it.

Lines that are no element of pay (arrears, tax, pension ...) are set aside and named. Whole pounds,
as the circulars print them, are no difference. What may explain one is found in
`pay.payslip_causes`.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.files.payslip import Payslip, SetAside, read_payslip
from sevenday.files.table import Rows
from sevenday.limits.lines import LineSource
from sevenday.model import Hospital
from sevenday.pay.payslip_causes import PayslipCauses, explain, is_same
from sevenday.pay.price import price
from sevenday.pay.result import DoctorPay
from sevenday.pay.rounding import penny
from sevenday.results import Result

PROTECTION = "protection"


@dataclass(frozen=True, slots=True)
class PayslipDifference(Result):
    """One element: pounds on the payslip and pounds due, in the payslip's period.

    `as_printed`: it is due in whole pounds, as the circulars print it, which is right.
    """

    KEYS: ClassVar[str] = "element payslip due difference as_printed may_explain"

    element: str
    payslip: float
    due: float
    may_explain: tuple[str, ...]
    as_printed: bool = False

    @property
    def difference(self) -> float:
        """Payslip less due: under 0 is underpaid."""
        return penny(self.payslip - self.due)

    @property
    def differs(self) -> bool:
        """Whether it is another amount than is due, to the penny or in whole pounds."""
        return self.difference != 0 and not self.as_printed


@dataclass(frozen=True, slots=True)
class CheckedPayslip(Result):
    """One doctor's payslip against what is due.

    `may_explain`: what would explain every line that differs at once. `set_aside`: the lines that
    are not compared. `notes`: that the payslip spells the name in another way.
    """

    KEYS: ClassVar[str] = "doctor per lines differs may_explain set_aside notes"

    doctor: str
    per: str
    lines: tuple[PayslipDifference, ...]
    may_explain: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether any line does."""
        return any(line.differs for line in self.lines)


@dataclass(frozen=True, slots=True)
class PayslipCheck(Result):
    """Payslips against what is due under a contract on a date."""

    ROWS: ClassVar[str] = "against"
    KEYS: ClassVar[str] = "contract on against"

    contract: str
    on: date
    against: tuple[CheckedPayslip, ...]

    @property
    def differs(self) -> bool:
        """Whether any line of any payslip does."""
        return any(payslip.differs for payslip in self.against)


def payslip_check(
    hospital: Hospital, terms: Terms, payslips: str | Path | Rows, use: LineSource | None = None
) -> PayslipCheck:
    """Hold payslips against what their doctors are due; pounds, to the penny.

    Parameters
    ----------
    hospital, terms, use
        As in `sevenday.price`.
    payslips
        The file of payslips, or its rows at hand: element, amount, per, and doctor where there are
        several.

    Raises
    ------
    InputError
        For all that is wrong in the file, and as `sevenday.price` does.
    """
    source = payslips if isinstance(payslips, Rows) else Path(payslips)
    read = read_payslip(source, tuple(doctor.name for doctor in hospital.doctors))
    due = {slip.doctor: slip for slip in price(hospital, terms, use).doctors}
    whole = {slip.doctor: slip for slip in price(hospital, terms, use, "circular").doctors}
    checked = []
    for payslip in read:
        if payslip.doctor not in due:
            what = f"{terms.id} pays nothing to {payslip.doctor}"
            expected = ", ".join(due) or "a doctor of a grade that it pays"
            raise InputError(
                Fault(what, source.name, None, "doctor", "", expected, code="not-in-contract")
            )
        one = _without_protection(payslip, hospital)
        lines = _lines(one, due[one.doctor], whole[one.doctor])
        if any(line.differs for line in lines):
            found = explain(hospital, terms, one, due[one.doctor], use)
        else:
            found = PayslipCauses({}, ())
        differences = tuple(
            PayslipDifference(
                line.element,
                line.payslip,
                line.due,
                found.of_line.get(line.element, ()) if line.differs else (),
                line.as_printed,
            )
            for line in lines
        )
        checked.append(
            CheckedPayslip(one.doctor, one.per, differences, found.of_all, one.set_aside, one.notes)
        )
    return PayslipCheck(terms.id, terms.on, tuple(checked))


def _without_protection(payslip: Payslip, hospital: Hospital) -> Payslip:
    """The payslip, its protection set aside where doctors.csv says nothing of the doctor's."""
    doctor = next(d for d in hospital.doctors if d.name == payslip.doctor)
    if doctor.protected_band or PROTECTION not in payslip.paid:
        return payslip
    kind = "pay protection: protected_band in doctors.csv would price it"
    line = SetAside(PROTECTION, payslip.paid[PROTECTION], kind)
    others = {name: pounds for name, pounds in payslip.paid.items() if name != PROTECTION}
    return replace(payslip, paid=others, set_aside=(*payslip.set_aside, line))


def _lines(payslip: Payslip, exact: DoctorPay, whole: DoctorPay) -> list[PayslipDifference]:
    """Every element that is due or paid, as it is due and as it is paid."""
    pennies = {line.element: line.amount for line in exact.lines}
    pounds = {line.element: line.amount for line in whole.lines}
    found = []
    for element in dict.fromkeys((*pennies, *payslip.paid)):
        due, printed = (
            amounts.get(element, 0.0) / payslip.periods for amounts in (pennies, pounds)
        )
        paid = penny(payslip.paid.get(element, 0.0))
        now = paid if is_same(paid, due) else penny(due)
        as_printed = paid != now and is_same(paid, printed)
        found.append(PayslipDifference(element, paid, now, (), as_printed))
    return found
