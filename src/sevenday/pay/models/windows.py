"""The offers' pay: basic for 40 h, a premium on hours in windows of the week, on-call by frequency.

`amounts` is the one definition, over arrays of doctors and for either end of what is not known;
`explain_elements` puts one doctor's in words (contracts.md 1 and 7; READINGS.md, Pay).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms, Value, contract
from sevenday.contracts.value import ENDS, End
from sevenday.model import Doctor, DutyCodes
from sevenday.model.measure import Measures
from sevenday.pay.line_work import CLOSE, Floats, LineWork, full_time, share_of
from sevenday.pay.models.banding import scale_point
from sevenday.pay.models.nodal import (
    Staff,
    named_sum,
    nodal_point,
    rate_by_frequency,
    staff_arrays,
)
from sevenday.pay.models.window_hours import (
    PremiumWindows,
    WindowHours,
    hours_in_windows,
    lay_windows,
)
from sevenday.pay.working import PayElement

SATURDAY_OFTEN = "pay.saturday_frequency"


@dataclass(frozen=True, eq=False, slots=True)
class BasicPay:
    """A grade's basic pay for a full-time year, its working, and the terms that it used."""

    amount: float
    working: str
    terms: tuple[Value, ...]


def paid_grades(terms: Terms) -> Collection[str]:
    """The grades that a contract of this model pays."""
    grades: Collection[str]
    if terms.has("pay.nodal"):
        grades = terms.value("pay.point_of_grade")
    else:
        grades = _before(terms).value("pay.scale_of_grade")
    return grades


def _before(terms: Terms) -> Terms:
    """The contract whose basic pay the offer raises, on its date."""
    before = terms.value("pay.basic_before")
    return contract(before["contract"], before["on"])


def basic_pay(grade: str, terms: Terms, end: End = "value") -> BasicPay:
    """Basic pay of a grade: its nodal point or the sum known, else the old one and the rise."""
    if terms.has("pay.nodal"):
        point, amount = nodal_point(grade, terms)
        used = terms.get("pay.nodal"), terms.get("pay.point_of_grade")
        return BasicPay(amount, f"point {point}: £{amount:,.0f}", used)
    if terms.has("pay.basic_known") and grade in terms.value("pay.basic_known"):
        amount = float(terms.value("pay.basic_known")[grade])
        return BasicPay(amount, f"{grade} £{amount:,.0f}", (terms.get("pay.basic_known"),))
    rise = terms.get("pay.basic_uplift")
    _, _, old = scale_point(Doctor("", grade=grade), _before(terms))
    share = share_of(rise.at(end))
    amount = old * (1 + share)
    year = terms.value("pay.basic_before")["year"]
    working = f"{grade} £{old:,.0f} in {year} + {100 * share:g}%: £{amount:,.2f}"
    return BasicPay(amount, working, (rise, terms.get("pay.basic_before")))


def without_unknown_premia(
    doctors: tuple[Doctor, ...], terms: Terms
) -> tuple[tuple[Doctor, ...], tuple[str, ...]]:
    """The doctors without the premia that an offer does not speak of, and a note for each name."""
    known = terms.value("pay.premia") if terms.has("pay.premia") else {}
    dropped = sorted({name for doctor in doctors for name in doctor.premia if name not in known})
    kept = [replace(d, premia=tuple(n for n in d.premia if n in known)) for d in doctors]
    notes = [f"{terms.id} does not say what the premium {name!r} is: left out." for name in dropped]
    return tuple(kept), tuple(notes)


@dataclass(frozen=True, eq=False, slots=True)
class Frequencies:
    """(n,) of the full-time line of each doctor: Saturdays, on-call; whether the former pay."""

    saturdays: Floats
    on_call: Floats
    paid: npt.NDArray[np.bool_]


def frequencies(
    doctors: tuple[Doctor, ...], premium: WindowHours, figures: LineWork, terms: Terms
) -> Frequencies:
    """How often each doctor's full-time line has a Saturday, and is on call."""
    weekend = [doctor.weekend_share for doctor in doctors]
    on_call = [doctor.oncall_share for doctor in doctors]
    saturdays = full_time(doctors, premium.saturdays, weekend, figures.full_hours)
    least = share_of(terms.value(SATURDAY_OFTEN)) if terms.has(SATURDAY_OFTEN) else np.inf
    return Frequencies(
        saturdays,
        full_time(doctors, premium.on_call, on_call, figures.full_hours),
        saturdays >= least - CLOSE,
    )


def on_call_rate(frequency: Floats, terms: Terms, end: End = "value") -> Floats:
    """The share of basic that on-call of a frequency earns."""
    flat = terms.get("pay.on_call").at(end) if terms.has("pay.on_call") else 0.0
    if not terms.has("pay.on_call_often"):
        return np.full_like(frequency, share_of(flat))
    table = terms.get("pay.on_call_often").at(end)
    return rate_by_frequency(frequency, table, share_of(flat))


def amounts(
    figures: LineWork,
    premium: WindowHours,
    often: Frequencies,
    staff: Staff,
    terms: Terms,
    end: End = "value",
) -> dict[str, Floats]:
    """Each element in pounds a year, unrounded: arrays over doctors.

    `premium` and `staff` hold the shares and the basic pay of the same end.
    """
    hourly = staff.basic / terms.value("pay.basic_hours")
    over = np.maximum(figures.hours - terms.value("pay.basic_hours"), 0.0)
    share = np.where(staff.ltft, staff.oncall_share, 1.0) * figures.on_call
    return {
        "basic": np.where(staff.ltft, hourly * figures.hours, staff.basic),
        "additional_hours": np.where(staff.ltft, 0.0, hourly * over),
        "premium_hours": hourly * np.where(often.paid, premium.paid[:, 1], premium.paid[:, 0]),
        "on_call": staff.basic * on_call_rate(often.on_call, terms, end) * share,
        "flexible_premium": staff.premia * staff.wte,
        "london_weighting": staff.london * staff.wte,
    }


@dataclass(frozen=True, eq=False, slots=True)
class Priced:
    """What doctors earn by a model of windows: `amounts` at each end, and what words need."""

    doctors: tuple[Doctor, ...]
    figures: LineWork
    premium: WindowHours
    windows: PremiumWindows
    often: Frequencies
    staff: Staff
    basic: dict[str, BasicPay]
    amounts: dict[End, dict[str, Floats]]


def priced(
    doctors: tuple[Doctor, ...],
    measures: Measures,
    cells: DutyCodes,
    figures: LineWork,
    terms: Terms,
) -> Priced:
    """Price lines at the best guess and at both ends; `measures` and `figures` are theirs."""
    by_end: dict[End, dict[str, Floats]] = {}
    grades = {doctor.grade for doctor in doctors}
    for end in ("low", "high", "value"):
        windows = lay_windows(terms, end)
        premium = hours_in_windows(measures, cells, windows, figures)
        often = frequencies(doctors, premium, figures, terms)
        basic = {grade: basic_pay(grade, terms, end) for grade in grades}
        staff = staff_arrays(
            doctors, terms, {grade: found.amount for grade, found in basic.items()}
        )
        by_end[end] = amounts(figures, premium, often, staff, terms, end)
    return Priced(doctors, figures, premium, windows, often, staff, basic, by_end)


def payslip_elements(of: Priced, i: int, terms: Terms) -> Iterator[tuple[PayElement, float]]:
    """Each element of doctor i, with its working and its bounds, and its amount."""
    for item in explain_elements(of, i, terms):
        low, amount, high = (float(of.amounts[end][item.element][i]) for end in ENDS)
        yield replace(item, low=low, high=high) if low < high else item, amount


def explain_elements(of: Priced, i: int, terms: Terms) -> Iterator[PayElement]:
    """The working of each element for doctor i, in the order of `amounts`."""
    doctor, figures, often, staff = of.doctors[i], of.figures, of.often, of.staff
    basic = of.basic[doctor.grade]
    hours, normal = figures.hours[i], terms.value("pay.basic_hours")
    unsure = ""
    leave = ""
    if abs(hours - figures.hours_without_leave[i]) > CLOSE:
        leave, unsure = ", leave adjusted", "that hours in windows scale so"
    per_hour = f"£{basic.amount:,.2f} / {normal:g} x"
    ltft = f"{basic.working}; / {normal:g} x {hours:.6g} h a week{leave}"
    full = f"{basic.working} for {normal:g} h a week"
    yield PayElement("basic", ltft if doctor.ltft else full, basic.terms)
    additional = f"{per_hour} ({hours:.6g} - {normal:g}) h a week{leave}"
    yield PayElement(
        "additional_hours", additional, (terms.get("pay.additional_rate"), *basic.terms)
    )
    yield PayElement(
        "premium_hours",
        f"{per_hour} {_windows(of, i)}{leave}",
        (*_premium_terms(terms), *basic.terms),
        unsure,
    )
    rate = float(on_call_rate(often.on_call[i : i + 1], terms)[0])
    share = f" x {staff.oncall_share[i]:g} of the full-time on-call" if doctor.ltft else ""
    on_call = f"£{basic.amount:,.2f} x {100 * rate:g}% for on-call {_one_in(often.on_call[i])}"
    used = [terms.get(t) for t in ("pay.on_call_often", "pay.on_call") if terms.has(t)]
    yield PayElement("on_call", on_call + share, (*used, *basic.terms))
    part = f" x {staff.wte[i]:g} of full time" if doctor.ltft else ""
    if doctor.premia:
        premia = " + ".join(f"{p} £{named_sum(p, 'pay.premia', terms):,.0f}" for p in doctor.premia)
        yield PayElement("flexible_premium", premia + part, (terms.get("pay.premia"),))
    if doctor.london:
        zone = f"{doctor.london} £{staff.london[i]:,.0f}{part}"
        yield PayElement("london_weighting", zone, (terms.get("pay.london"),))


def _windows(of: Priced, i: int) -> str:
    """A line's hours in each window, and whether Saturdays come often enough."""
    paid = int(of.often.paid[i])
    rows = zip(of.windows.labels, of.windows.shares, of.premium.hours[i, paid], strict=True)
    found = [f"{100 * share:.4g}% x {hours:.6g} h ({at})" for at, share, hours in rows if hours > 0]
    words = f"({' + '.join(found) or 'no hour in a window'}) a week"
    if of.windows.often and of.often.saturdays[i]:
        enough = "often enough" if paid else "not often enough"
        words += f"; Saturdays {_one_in(of.often.saturdays[i])}, {enough} for their premium"
    return words


def _premium_terms(terms: Terms) -> Iterator[Value]:
    for term in ("pay.premium_windows", "pay.saturday_premium", SATURDAY_OFTEN):
        if terms.has(term):
            yield terms.get(term)


def _one_in(frequency: float) -> str:
    return f"1 in {1 / frequency:.3g}" if frequency else "never"
