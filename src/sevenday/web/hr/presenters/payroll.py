"""What is to be paid, and what changed since payroll was last told?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sevenday.clock import short_date
from sevenday.pay.leave import MONTHS
from sevenday.pay.result import DoctorPay
from sevenday.pay.rounding import penny
from sevenday.reports.render.words import plain
from sevenday.web.hospitals.models import Doctor
from sevenday.web.hr.models import PaySent
from sevenday.web.hr.paying import MonthPay, last_sent

HEAD = (
    "month",
    "doctor",
    "grade",
    "element",
    "pounds_a_month",
    "pounds_a_year",
    "change_a_month",
    "working",
    "clause",
    "certainty",
)
"""The columns of the table to take away: an element of a doctor a row."""
LEAST = 0.005
"""Pounds a month that two amounts have to differ by to be told apart."""


@dataclass(frozen=True, slots=True)
class PaidDoctor:
    """A doctor's elements of a month in pounds, in the order of the page, and what changed."""

    doctor: str
    grade: str
    amounts: Sequence[str]
    total: str
    change: str


@dataclass(frozen=True, slots=True)
class Payroll:
    """What the page shows: those whose pay changed first."""

    sentence: str
    pay: MonthPay
    sent: PaySent | None
    elements: Sequence[str]
    rows: Sequence[PaidDoctor]
    gone: Sequence[str]
    total: str


def payroll(pay: MonthPay) -> Payroll:
    """A month's pay beside what was last sent."""
    sent = last_sent(pay.department, pay.month)
    elements = list(
        dict.fromkeys(line.element for slip in pay.slips.values() for line in slip.lines)
    )
    changes = {key: _changes(key, slip, sent) for key, slip in pay.slips.items()}
    rows = [
        PaidDoctor(
            slip.doctor,
            slip.grade,
            [_month_of(slip, element) for element in elements],
            _pounds(sum(penny(line.amount / MONTHS) for line in slip.lines)),
            _change_words(changes[key], key, sent),
        )
        for key, slip in sorted(pay.slips.items(), key=lambda item: not changes[item[0]])
    ]
    gone = _gone(pay, sent)
    total = sum(penny(line.amount / MONTHS) for slip in pay.slips.values() for line in slip.lines)
    many = sum(bool(each) for each in changes.values()) + len(gone)
    words = [plain(element).capitalize() for element in elements]
    return Payroll(sent_words(pay, sent, many), pay, sent, words, rows, gone, _pounds(total))


def sent_words(pay: MonthPay, sent: PaySent | None, changed: int) -> str:
    """What payroll knows, in a sentence."""
    if sent is None:
        return f"Nothing was sent to payroll yet: all {len(pay.slips)} doctors are new to it."
    since = f"what was sent on {short_date(sent.at)} for {sent.month:%B %Y}"
    if not changed:
        return f"Nothing changed since {since}."
    who = "One doctor's pay is" if changed == 1 else f"{changed} doctors' pay is"
    return f"{who} another than {since}."


def pay_rows(pay: MonthPay) -> Iterable[tuple[object, ...]]:
    """The table to take away; see `HEAD`."""
    sent = last_sent(pay.department, pay.month)
    for key, slip in pay.slips.items():
        changes = _changes(key, slip, sent)
        for line in slip.lines:
            yield (
                f"{pay.month:%Y-%m}",
                slip.doctor,
                slip.grade,
                line.element,
                penny(line.amount / MONTHS),
                line.amount,
                changes.get(line.element, 0.0) if sent else "",
                line.working,
                line.clause,
                line.certainty,
            )
        for element in changes.keys() - {line.element for line in slip.lines}:
            gone = (element, 0.0, 0.0, changes[element], "no longer paid", "", "")
            yield (f"{pay.month:%Y-%m}", slip.doctor, slip.grade, *gone)


def _changes(key: int, slip: DoctorPay, sent: PaySent | None) -> dict[str, float]:
    """By element how many pounds a month more than was sent; all of it where nothing was."""
    before: Mapping[str, float] = sent.lines.get(f"{key}", {}) if sent else {}
    now = {line.element: line.amount for line in slip.lines}
    found = {}
    for element in dict.fromkeys([*now, *before]):
        more = penny((now.get(element, 0.0) - before.get(element, 0.0)) / MONTHS)
        if abs(more) >= LEAST:
            found[element] = more
    return found


def _change_words(changes: Mapping[str, float], key: int, sent: PaySent | None) -> str:
    if sent is None or f"{key}" not in sent.lines:
        return "New"
    if not changes:
        return "–"
    return "; ".join(
        f"{plain(element).capitalize()} {'+' if more > 0 else '−'}{_pounds(abs(more))}"
        for element, more in changes.items()
    )


def _gone(pay: MonthPay, sent: PaySent | None) -> list[str]:
    """Doctors who were sent and are not paid by this rota."""
    keys = [int(key) for key in (sent.lines if sent else {}) if int(key) not in pay.slips]
    return list(Doctor.objects.filter(pk__in=keys).values_list("name", flat=True))


def _month_of(slip: DoctorPay, element: str) -> str:
    found = [line.amount for line in slip.lines if line.element == element]
    return _pounds(penny(found[0] / MONTHS)) if found else "–"


def _pounds(amount: float) -> str:
    return f"£{amount:,.2f}"
