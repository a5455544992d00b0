"""The offers' pay: basic for 40 h, a premium on hours in windows of the week, on-call by frequency.

Sources: contracts.md 1 and 7; READINGS.md, Pay.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms, Value, contract
from sevenday.contracts.value import ENDS, End
from sevenday.model import Doctor
from sevenday.pay.frequencies import full_time, one_in, rate_by_frequency
from sevenday.pay.line_work import CLOSE, Floats, share_of
from sevenday.pay.linear_pay import LinearPay, Segments
from sevenday.pay.lines import PaidLines
from sevenday.pay.models.banding import BandedPay
from sevenday.pay.models.model import BasicPay, LineAmounts, PayModel
from sevenday.pay.models.named_sums import PREMIA
from sevenday.pay.models.nodal import nodal_point
from sevenday.pay.models.staff import Staff, staff_arrays, sums_working
from sevenday.pay.models.window_hours import (
    SATURDAYS,
    WINDOWS,
    PremiumWindows,
    WindowHours,
    hours_by_segment,
    hours_in_windows,
    lay_windows,
)
from sevenday.pay.rounding import Rounding
from sevenday.pay.unsocial import UnsocialPay, part_for
from sevenday.pay.working import PayElement

SATURDAY_OFTEN = "pay.saturday_frequency"
KNOWN, RISE, BEFORE = "pay.basic_known", "pay.basic_uplift", "pay.basic_before"


class WindowPay(PayModel):
    """One rate a grade, and premia on the hours in windows of the week."""

    basic_term = WINDOWS
    premium_terms = (WINDOWS, SATURDAYS)
    by_weekday = True

    def paid_grades(self) -> Collection[str]:
        """The grades that have a nodal point, or else a scale in the contract before."""
        grades: Collection[str]
        if self.terms.has("pay.nodal"):
            grades = self.terms.value("pay.point_of_grade")
        else:
            grades = self._before().grades
        return grades

    def _before(self) -> BandedPay:
        """How the contract pays whose basic pay the offer raises."""
        before = self.terms.value(BEFORE)
        return BandedPay(contract(before["contract"], before["on"]))

    def basic(self, grade: str, end: End = "value") -> BasicPay:
        """Basic pay of a grade: its nodal point or the sum known, else the old one and the rise."""
        terms = self.terms
        if terms.has("pay.nodal"):
            point, amount = nodal_point(grade, terms)
            used = terms.get("pay.nodal"), terms.get("pay.point_of_grade")
            return BasicPay(amount, f"point {point}: £{amount:,.0f}", used)
        if terms.has(KNOWN) and grade in terms.value(KNOWN):
            amount = float(terms.value(KNOWN)[grade])
            return BasicPay(amount, f"{grade} £{amount:,.0f}", (terms.get(KNOWN),))
        rise = terms.get(RISE)
        old = self._before().basic(grade).amount
        share = share_of(rise.at(end))
        amount = old * (1 + share)
        year = terms.value(BEFORE)["year"]
        working = f"{grade} £{old:,.0f} in {year} + {100 * share:g}%: £{amount:,.2f}"
        return BasicPay(amount, working, (rise, terms.get(BEFORE)))

    def basics(self, doctors: tuple[Doctor, ...], end: End = "value") -> tuple[BasicPay, ...]:
        """Full-time basic pay of each doctor: here their grade's."""
        by_grade = {grade: self.basic(grade, end) for grade in {d.grade for d in doctors}}
        return tuple(by_grade[doctor.grade] for doctor in doctors)

    def amounts(self, lines: PaidLines, rounding: Rounding = "penny") -> "WindowAmounts":
        """What lines earn at the best guess and at both ends."""
        doctors, notes = without_unknown_premia(lines.doctors, self.terms)
        if self.terms.has("pay.bank_holiday_premium"):
            notes += ("The premium on bank holidays is not counted: pay goes by the weekday.",)
        known: dict[bytes, WindowHours] = {}
        at = {end: self._at(end, lines, doctors, known) for end in ENDS}
        by_end = {end: at[end].amounts for end in ENDS}
        return WindowAmounts(by_end, self.terms, lines, doctors, at["value"], notes)

    def _at(
        self,
        end: End,
        lines: PaidLines,
        doctors: tuple[Doctor, ...],
        known: dict[bytes, WindowHours],
    ) -> "WindowsAtEnd":
        """What doctors earn at one end of what is not known. `known`: hours by windows' premia."""
        terms, work = self.terms, lines.work
        windows = lay_windows(terms, end)
        # most windows have no range: their hours are counted once for both ends
        key = windows.week.tobytes() + windows.shares.tobytes()
        if key not in known:
            known[key] = hours_in_windows(lines, windows)
        worked = known[key]
        often = frequencies(lines, doctors, worked, terms)
        basic = self.basics(doctors, end)
        staff = staff_arrays(doctors, terms, [one.amount for one in basic])
        hourly = staff.basic / terms.value("pay.basic_hours")
        over = np.maximum(work.hours - terms.value("pay.basic_hours"), 0.0)
        share = np.where(staff.ltft, staff.oncall_share, 1.0) * work.on_call
        premium = np.where(often.paid, worked.premium[:, 1], worked.premium[:, 0])
        amounts = {
            "basic": np.where(staff.ltft, hourly * work.hours, staff.basic),
            "additional_hours": np.where(staff.ltft, 0.0, hourly * over),
            "premium_hours": hourly * self.paid_premium(premium, work.hours, staff),
            "on_call": staff.basic * on_call_rate(often.on_call, terms, end) * share,
            "flexible_premium": staff.premia * staff.wte,
            "london_weighting": staff.london * staff.wte,
        }
        return WindowsAtEnd(windows, worked, often, basic, staff, amounts)

    def paid_premium(self, premium: Floats, hours: Floats, staff: Staff) -> Floats:
        """(n,) the hours a week, as shares of plain ones, that windows add to pay: here all."""
        return premium

    def linear(self, lines: PaidLines, segments: Segments) -> LinearPay:
        """Premia by segment of the week; what Saturdays earn turns on how often they are worked."""
        pay = self.amounts(lines)
        normal = float(self.terms.value("pay.basic_hours"))

        def basics(end: End) -> Floats:
            return np.array([one.amount for one in self.basics(lines.doctors, end)], np.float64)

        def total(end: End, *elements: str) -> Floats:
            summed: Floats = np.sum([pay.by_end[end][name] for name in elements], axis=0)
            return summed

        n = len(lines.doctors)
        return LinearPay(
            {end: total(end, "basic", "additional_hours", "on_call") for end in ENDS},
            {end: basics(end) / normal for end in ENDS},
            {end: total(end, "flexible_premium", "london_weighting") for end in ENDS},
            np.zeros(n),
            hours_by_segment(lines, segments),
            pay.best.often.saturdays,
            np.full(n, -np.inf),
        )

    def premia(self, end: End = "value") -> Floats:
        """(2, minutes of a week) the premium of each minute."""
        return lay_windows(self.terms, end).premia


def without_unknown_premia(
    doctors: tuple[Doctor, ...], terms: Terms
) -> tuple[tuple[Doctor, ...], tuple[str, ...]]:
    """The doctors without the premia that an offer does not speak of, and a note for each name."""
    known = terms.value(PREMIA) if terms.has(PREMIA) else {}
    dropped = sorted({name for doctor in doctors for name in doctor.premia if name not in known})
    left = [replace(d, premia=tuple(n for n in d.premia if n in known)) for d in doctors]
    notes = [f"{terms.id} does not say what the premium {name!r} is: left out." for name in dropped]
    return tuple(left), tuple(notes)


@dataclass(frozen=True, eq=False, slots=True)
class Frequencies:
    """(n,) of the full-time line of each doctor: Saturdays, on-call; whether the former pay."""

    saturdays: Floats
    on_call: Floats
    paid: npt.NDArray[np.bool_]


def frequencies(
    lines: PaidLines, doctors: tuple[Doctor, ...], worked: WindowHours, terms: Terms
) -> Frequencies:
    """How often each doctor's full-time line has a Saturday, and is on call."""
    full = lines.work.full_hours
    saturdays = full_time(doctors, worked.saturdays, [d.weekend_share for d in doctors], full)
    on_call = full_time(doctors, worked.on_call, [d.oncall_share for d in doctors], full)
    least = share_of(terms.value(SATURDAY_OFTEN)) if terms.has(SATURDAY_OFTEN) else np.inf
    return Frequencies(saturdays, on_call, saturdays >= least - CLOSE)


def on_call_rate(frequency: Floats, terms: Terms, end: End = "value") -> Floats:
    """The share of basic that on-call of a frequency earns."""
    flat = terms.get("pay.on_call").at(end) if terms.has("pay.on_call") else 0.0
    if not terms.has("pay.on_call_often"):
        return np.full_like(frequency, share_of(flat))
    table = terms.get("pay.on_call_often").at(end)
    return rate_by_frequency(frequency, table, share_of(flat))


@dataclass(frozen=True, eq=False, slots=True)
class WindowsAtEnd:
    """What doctors earn at one end of what is not known, and what it was worked out from."""

    windows: PremiumWindows
    worked: WindowHours
    often: Frequencies
    basic: tuple[BasicPay, ...]
    staff: Staff
    amounts: dict[str, Floats]


@dataclass(frozen=True, eq=False, slots=True)
class WindowAmounts(LineAmounts):
    """What doctors earn by windows of the week. `best`: the best guess, of which words speak.

    `doctors`: those of the lines, without the premia that the contract does not speak of.
    """

    by_end: Mapping[End, Mapping[str, Floats]]
    terms: Terms
    lines: PaidLines
    doctors: tuple[Doctor, ...]
    best: WindowsAtEnd
    notes: tuple[str, ...]

    def working(self, i: int) -> Iterator[PayElement]:
        """The working of each element for doctor i."""
        doctor, terms, work = self.doctors[i], self.terms, self.lines.work
        basic = self.best.basic[i]
        hours, normal = work.hours[i], terms.value("pay.basic_hours")
        adjusted = bool(abs(hours - work.hours_without_leave[i]) > CLOSE)
        leave = ", leave adjusted" if adjusted else ""
        per_hour = f"£{basic.amount:,.2f} / {normal:g} x"
        ltft = f"{basic.working} / {normal:g} x {hours:.6g} h a week{leave}"
        full = f"{basic.working} for {normal:g} h a week"
        yield PayElement("basic", ltft if doctor.ltft else full, basic.terms)
        additional = f"{per_hour} ({hours:.6g} - {normal:g}) h a week{leave}"
        used = (terms.get("pay.additional_rate"), *basic.terms)
        yield PayElement("additional_hours", additional, used)
        yield PayElement(
            "premium_hours",
            f"{per_hour} {self._windows(i)}{leave}",
            (*self._premium_terms(), *basic.terms),
            "that hours in windows scale so" if adjusted else "",
        )
        yield self._on_call(i, basic)
        yield from sums_working(doctor, terms, self.best.staff, i)

    def _windows(self, i: int) -> str:
        """A line's hours in each window, and whether Saturdays come often enough."""
        windows, often = self.best.windows, self.best.often
        paid = int(often.paid[i])
        rows = zip(windows.labels, windows.shares, self.best.worked.hours[i, paid], strict=True)
        sums = [f"{100 * share:.4g}% x {h:.6g} h ({at})" for at, share, h in rows if h > 0]
        words = f"({' + '.join(sums) or 'no hour in a window'}) a week"
        if windows.often and often.saturdays[i]:
            enough = "often enough" if paid else "not often enough"
            words += f"; Saturdays {one_in(often.saturdays[i])}, {enough} for their premium"
        earned = float(self.best.worked.premium[i, paid])
        hourly = self.best.staff.basic[i] / self.terms.value("pay.basic_hours")
        counted = float(self.best.amounts["premium_hours"][i]) / hourly
        if counted < earned - CLOSE:
            words += f"; {counted:.4g} h of them are over a full-time week, and paid"
        return words

    def _premium_terms(self) -> Iterator[Value]:
        for term in (WINDOWS, SATURDAYS, SATURDAY_OFTEN):
            if self.terms.has(term):
                yield self.terms.get(term)

    def _on_call(self, i: int, basic: BasicPay) -> PayElement:
        """What on-call earns, by how often."""
        doctor, terms, often, staff = self.doctors[i], self.terms, self.best.often, self.best.staff
        rate = float(on_call_rate(often.on_call[i : i + 1], terms)[0])
        share = f" x {staff.oncall_share[i]:g} of the full-time on-call" if doctor.ltft else ""
        working = f"£{basic.amount:,.2f} x {100 * rate:g}% for on-call {one_in(often.on_call[i])}"
        used = [terms.get(t) for t in ("pay.on_call_often", "pay.on_call") if terms.has(t)]
        return PayElement("on_call", working + share, (*used, *basic.terms))

    def unsocial(self, rounded: Mapping[str, Floats]) -> UnsocialPay:
        """Hours and pounds by part, each hour in the window that pays for it."""
        rows = self.terms.value(WINDOWS)
        if self.terms.has(SATURDAYS):
            rows = (*rows, *self.terms.value(SATURDAYS))
        paid = self.best.often.paid.astype(np.int64)
        worked = self.best.worked.hours[np.arange(len(paid)), paid]
        hourly = self.best.staff.basic / self.terms.value("pay.basic_hours")
        hours: dict[str, Floats] = {}
        pounds: dict[str, Floats] = {}
        for k, row in enumerate(rows):
            part, none = part_for(row["days"]), np.zeros(len(worked))
            hours[part] = hours.get(part, none) + worked[:, k]
            share = self.best.windows.shares[k]
            pounds[part] = pounds.get(part, none) + hourly * worked[:, k] * share
        return UnsocialPay(pounds, hours)
