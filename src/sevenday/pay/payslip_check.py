"""A payslip held against what is due: which line differs, by how much, what may explain it.

An explanation is found, not guessed: the line is priced again with one thing changed (an earlier
award, another point, leave not counted, a neighbouring weekend rate ...), and named where that
gives the payslip's own amount to the penny.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.files.payslip import Payslip, read_payslip
from sevenday.model import Doctor, Hospital
from sevenday.pay.models.nodal import nodal_point
from sevenday.pay.price import price
from sevenday.pay.result import DoctorPay
from sevenday.pay.rounding import Rounding, penny
from sevenday.results import Result

NAMES = {
    "basic": ("basic pay", "basic salary", "nodal point", "nodal pay"),
    "additional_hours": ("additional rostered hours", "additional roster hours"),
    "night": ("nights", "night enhancement", "night duty", "enhanced hours"),
    "weekend": ("weekends", "weekend allowance", "weekend frequency allowance"),
    "on_call": ("on call allowance", "on call availability", "on call availability allowance"),
    "flexible_premium": ("flexible pay premium", "flexible pay premia"),
    "london_weighting": ("london allowance",),
    "ltft_allowance": ("less than full time allowance",),
    "band_supplement": ("banding", "banding supplement", "band"),
    "premium_hours": ("premium time", "premia"),
    "protection": ("pay protection", "cash floor"),
}
"""Each element and the other words that payslips use for it."""

ELEMENTS = {
    word: element
    for element, words in NAMES.items()
    for word in (element.replace("_", " "), *words)
}
"""Elements by every word for them."""


@dataclass(frozen=True, slots=True)
class PayslipDifference(Result):
    """One element: pounds on the payslip and pounds due, in the payslip's period."""

    KEYS: ClassVar[str] = "element payslip due difference may_explain"

    element: str
    payslip: float
    due: float
    may_explain: tuple[str, ...]

    @property
    def difference(self) -> float:
        """Payslip less due: under 0 is underpaid."""
        return penny(self.payslip - self.due)


@dataclass(frozen=True, slots=True)
class CheckedPayslip(Result):
    """One doctor's payslip against what is due."""

    KEYS: ClassVar[str] = "doctor per lines differs"

    doctor: str
    per: str
    lines: tuple[PayslipDifference, ...]

    @property
    def differs(self) -> bool:
        """Whether any line does."""
        return any(line.difference for line in self.lines)


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
    hospital: Hospital, terms: Terms, payslips: str | Path, use: str | None = None
) -> PayslipCheck:
    """Hold payslips against what their doctors are due; pounds, to the penny.

    Parameters
    ----------
    hospital, terms, use
        As in `sevenday.price`.
    payslips
        The file of payslips: element, amount, per, and doctor where there are several.

    Raises
    ------
    InputError
        For all that is wrong in the file, and as `sevenday.price` does.
    """
    doctors = tuple(doctor.name for doctor in hospital.doctors)
    read = read_payslip(Path(payslips), ELEMENTS, doctors)
    due = {slip.doctor: slip for slip in price(hospital, terms, use).doctors}
    checked = []
    for payslip in read:
        if payslip.doctor not in due:
            what = f"{terms.id} pays nothing to {payslip.doctor}"
            expected = ", ".join(due) or "a doctor of a grade that it pays"
            raise InputError(Fault(what, Path(payslips).name, None, "doctor", "", expected))
        checked.append(_checked(hospital, terms, payslip, due[payslip.doctor], use))
    return PayslipCheck(terms.id, terms.on, tuple(checked))


def _checked(
    hospital: Hospital, terms: Terms, payslip: Payslip, slip: DoctorPay, use: str | None
) -> CheckedPayslip:
    """One payslip against one doctor's due."""
    due = {line.element: line.amount for line in slip.lines}
    found = []
    for element in dict.fromkeys((*due, *payslip.paid)):
        due_now = penny(due.get(element, 0.0) / payslip.periods)
        paid = penny(payslip.paid.get(element, 0.0))
        why: tuple[str, ...] = ()
        if paid != due_now:
            why = tuple(dict.fromkeys(_why(hospital, terms, payslip, element, slip, use)))
        found.append(PayslipDifference(element, paid, due_now, why))
    return CheckedPayslip(payslip.doctor, payslip.per, tuple(found))


def _why(
    hospital: Hospital,
    terms: Terms,
    payslip: Payslip,
    element: str,
    slip: DoctorPay,
    use: str | None,
) -> Iterator[str]:
    """What would give the payslip's amount."""
    dues = {line.element: line.amount for line in slip.lines}
    due, paid, periods = dues.get(element, 0.0), payslip.paid.get(element), payslip.periods
    if paid is None:
        yield "it is not on the payslip"
        return
    if not due:
        yield "the work schedule earns none of it"
    if due and penny(paid) in (penny(due / periods * 12), penny(due / periods / 12)):
        yield "it is a month's sum held against a year's: say month or year in the column per"
    doctor = next(d for d in hospital.doctors if d.name == payslip.doctor)
    tried = [
        (reason, _amount(hospital_then, terms_then, doctor.name, element, use, rounding))
        for reason, hospital_then, terms_then, rounding in _otherwise(hospital, terms, doctor)
    ]
    tried += _other_rates(doctor, terms, element, dues.get("basic", 0.0))
    for reason, amount in tried:
        if amount is not None and amount != due and penny(amount / periods) == penny(paid):
            yield reason


def _amount(
    hospital: Hospital, terms: Terms, doctor: str, element: str, use: str | None, rounding: Rounding
) -> float | None:
    """One element of one doctor, priced; None where it cannot be."""
    try:
        slip = _slip(price(hospital, terms, use, rounding), doctor)
    except InputError:
        return None
    return next((line.amount for line in slip.lines if line.element == element), None)


def _otherwise(
    hospital: Hospital, terms: Terms, doctor: Doctor
) -> Iterator[tuple[str, Hospital, Terms, Rounding]]:
    """Each way to price the doctor with one thing changed: in words, then what to price."""
    yield "it is in whole pounds, as the circulars round", hospital, terms, "circular"
    for earlier in _earlier(terms):
        yield f"it leaves out a later award: {_then(earlier)}", hospital, earlier, "penny"
    grades = terms.value("pay.point_of_grade") if terms.has("pay.point_of_grade") else {}
    for grade in grades:
        reason = f"it is the pay of a {grade} (point {grades[grade]})"
        if grades[grade] != grades.get(doctor.grade):
            yield reason, _with(hospital, replace(doctor, grade=grade)), terms, "penny"
    if hospital.leave(doctor):
        reason = "leave is not counted in the average hours"
        yield reason, _with(hospital, replace(doctor, leave_days=0.0)), terms, "penny"
    if doctor.ltft:
        full = replace(doctor, wte=1.0, weekend_share=1.0, oncall_share=1.0)
        yield "it is what full time would earn", _with(hospital, full), terms, "penny"
    else:
        for days in sorted(
            {terms.value("leave.annual", b) for b in terms.branches("leave.annual")}
        ):
            if hospital.leave(doctor) != days:
                reason = f"the average hours count {days} days of leave a year"
                yield reason, _with(hospital, replace(doctor, leave_days=days)), terms, "penny"


def _earlier(terms: Terms) -> Iterator[Terms]:
    """The terms as they stood before each change of the rates of pay, latest first."""
    rates = [v for v in terms.contract.values if v.term in ("pay.nodal", "pay.scale")]
    days = {v.effective_from for v in rates if v.effective_from <= terms.on}
    announced = {v.announced_on for v in rates if v.effective_from == max(days)}
    for day in sorted(announced, reverse=True)[:-1]:
        yield Terms(terms.contract, terms.on, day - timedelta(days=1))
    for day in sorted(days, reverse=True)[1:]:
        yield terms.at(day)


def _then(terms: Terms) -> str:
    day = terms.known or terms.on
    known = "as it was known on" if terms.known else "the pay of"
    return f"{known} {day.day} {day:%B %Y}"


def _other_rates(
    doctor: Doctor, terms: Terms, element: str, basic: float
) -> Iterator[tuple[str, float]]:
    """What other rates of the element's table give: in words, then pounds a year."""
    if element == "weekend" and terms.has("pay.weekend"):
        share = doctor.wte if doctor.weekend_share is None else doctor.weekend_share
        nodal = nodal_point(doctor.grade, terms)[1] * (share if doctor.ltft else 1)
        for least, rate in terms.value("pay.weekend"):
            yield f"it is the rate for weekends of 1 in {1 / Fraction(least)}", nodal * rate
    if element == "band_supplement" and terms.has("pay.band_supplement"):
        for band, rate in terms.value("pay.band_supplement").items():
            yield f"it is the rate of band {band}", basic * rate


def _with(hospital: Hospital, doctor: Doctor) -> Hospital:
    """The hospital with one doctor changed."""
    doctors = tuple(doctor if d.name == doctor.name else d for d in hospital.doctors)
    return replace(hospital, doctors=doctors)


def _slip(result: Any, name: str) -> DoctorPay:
    found: DoctorPay = next(slip for slip in result.doctors if slip.doctor == name)
    return found
