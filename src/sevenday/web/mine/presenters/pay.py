"""A doctor's own pay: each line with its working, and what a change of duties does to it."""

from dataclasses import dataclass, replace
from datetime import date

from sevenday.errors import Fault, InputError
from sevenday.model import OFF, Hospital, Rota
from sevenday.pay import price
from sevenday.pay.result import DoctorPay, PayResult
from sevenday.reports.render.words import certainty, plain
from sevenday.web.hospitals.loading import terms_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.rotas.matrix import DraftMatrix

MONTHS = 12


@dataclass(frozen=True, slots=True)
class PayRow:
    """A line of pay in words: pounds a month and a year, how it came about, how sure it is."""

    element: str
    month: str
    year: str
    working: str
    clause: str
    certainty: str


@dataclass(frozen=True, slots=True)
class PayTable:
    """A doctor's pay by the rota that they hold."""

    contract: str
    rows: list[PayRow]
    month: str
    year: str
    notes: tuple[str, ...]


def pay_of(now: DraftMatrix, doctor: Doctor, on: date) -> PayTable:
    """What a doctor is due on a date. Raises InputError where the contract pays them nothing."""
    terms = terms_of(now.period.department, on)
    paid = own_pay(now, doctor, on)
    slip = paid.doctors[0]
    rows = [
        PayRow(
            plain(line.element).capitalize(),
            _pounds(line.amount / MONTHS),
            _pounds(line.amount),
            line.working,
            line.clause,
            certainty(line.certainty),
        )
        for line in slip.lines
    ]
    return PayTable(terms.name, rows, _pounds(slip.total / MONTHS), _pounds(slip.total), paid.notes)


def own_pay(now: DraftMatrix, doctor: Doctor, on: date) -> PayResult:
    """What `sevenday pay` says of one doctor. Raises InputError where it says nothing of them."""
    terms = terms_of(now.period.department, on)
    paid = price(now.hospital, terms, "rota")
    notes = tuple(note for note in paid.notes if not _of_another(note, now.hospital, doctor))
    return replace(paid, doctors=(_own(paid.doctors, doctor, terms.name),), notes=notes)


def _of_another(note: str, hospital: Hospital, doctor: Doctor) -> bool:
    """Whether a note names another doctor: what they are paid is theirs to know."""
    return any(other.name in note for other in hospital.doctors if other.name != doctor.name)


def _own(slips: tuple[DoctorPay, ...], doctor: Doctor, terms: str) -> DoctorPay:
    for slip in slips:
        if slip.doctor == doctor.name:
            return slip
    what = f"{terms} says nothing of your grade's pay"
    raise InputError(Fault(what, expected="a contract that pays it", code="not-in-contract"))


def pay_change(
    now: DraftMatrix, doctor: Doctor, day: date, partner: Doctor, partner_day: date | None
) -> str:
    """What a swap does to a doctor's own yearly pay, in words; blank where it is not known."""
    codes = now.codes.copy()
    mine, theirs = now.row[doctor.pk], now.row[partner.pk]
    column = now.column(day)
    if partner_day is None:
        codes[theirs, column], codes[mine, column] = codes[mine, column], OFF
    else:
        back = now.column(partner_day)
        codes[theirs, column], codes[mine, column] = codes[mine, column], codes[theirs, column]
        if back != column:
            codes[mine, back], codes[theirs, back] = codes[theirs, back], codes[mine, back]
    then = replace(now.hospital, rota=Rota(now.rota.doctors, now.period.first, codes))
    try:
        terms = terms_of(now.period.department, now.period.first)
        before, after = (
            _own(price(each, terms, "rota").doctors, doctor, terms.name).total
            for each in (now.hospital, then)
        )
    except InputError:
        return ""
    if abs(after - before) < 0.005:
        return "Your pay stays as it is."
    return f"Your pay would be {_pounds(abs(after - before))} a year " + (
        "more." if after > before else "less."
    )


def _pounds(amount: float) -> str:
    return f"£{amount:,.2f}"
