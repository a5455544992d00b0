"""The 2016 contract's pay: basic at a nodal point, and what is added to it (contracts.md 1, 3)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sevenday.contracts import Terms, Value
from sevenday.contracts.value import ENDS, End
from sevenday.model import Doctor
from sevenday.pay.frequencies import full_time_weekends, one_in, rate_by_frequency
from sevenday.pay.line_work import CLOSE, Floats
from sevenday.pay.linear_pay import LinearPay, Segments
from sevenday.pay.lines import PaidLines
from sevenday.pay.models.model import BasicPay, LineAmounts, PayFloor, PayModel
from sevenday.pay.models.protection import cash_floor
from sevenday.pay.models.staff import Staff, premia_sums, staff_arrays, sums_working
from sevenday.pay.rounding import Rounding
from sevenday.pay.unsocial import UnsocialPay
from sevenday.pay.working import PayElement


def nodal_point(grade: str, terms: Terms) -> tuple[str, float]:
    """The nodal point of a grade, and its basic pay."""
    point = terms.value("pay.point_of_grade")[grade]
    return point, float(terms.value("pay.nodal")[point])


class NodalPay(PayModel):
    """Basic at a nodal point, additional hours, nights by the shift, weekends by frequency."""

    basic_term = "pay.nodal"
    premium_terms = ("pay.night_rate",)
    weekend_allowance = True
    protects = True

    def paid_grades(self) -> Collection[str]:
        """The grades that have a nodal point."""
        grades: Collection[str] = self.terms.value("pay.point_of_grade")
        return grades

    def basic(self, grade: str, end: End = "value") -> BasicPay:
        """Basic pay at the grade's nodal point: both ends of it are known."""
        point, amount = nodal_point(grade, self.terms)
        used = self.terms.get("pay.nodal"), self.terms.get("pay.point_of_grade")
        return BasicPay(amount, f"point {point}: £{amount:,.0f}", used)

    def amounts(self, lines: PaidLines, rounding: Rounding = "penny") -> "NodalAmounts":
        """What lines earn at nodal points."""
        terms, work = self.terms, lines.work
        basic = {grade: self.basic(grade).amount for grade in {d.grade for d in lines.doctors}}
        staff = staff_arrays(lines.doctors, terms, [basic[d.grade] for d in lines.doctors])
        weekends = full_time_weekends(lines.doctors, work)
        hourly = staff.basic / terms.value("pay.basic_hours")
        over = np.maximum(work.hours - terms.value("pay.basic_hours"), 0.0)
        share = np.where(staff.ltft, staff.weekend_share, 1.0)
        on_call = np.where(staff.ltft, staff.oncall_share, 1.0) * work.on_call
        allowance = terms.value("pay.ltft_allowance") if terms.has("pay.ltft_allowance") else 0.0
        amounts = {
            "basic": np.where(staff.ltft, hourly * work.hours, staff.basic),
            "additional_hours": np.where(staff.ltft, 0.0, hourly * over),
            "night": hourly * terms.value("pay.night_rate") * work.night_hours,
            "weekend": staff.basic * weekend_rate(weekends, terms) * share,
            "on_call": staff.basic * terms.value("pay.on_call") * on_call,
            "flexible_premium": staff.premia * staff.wte,
            "london_weighting": staff.london * staff.wte,
            "ltft_allowance": np.where(staff.ltft, allowance, 0.0),
        }
        by_end: dict[End, Mapping[str, Floats]] = {
            end: amounts | {"flexible_premium": premia_sums(lines.doctors, terms, end) * staff.wte}
            for end in ENDS
        }
        return NodalAmounts(by_end, terms, lines, staff, weekends)

    def linear(self, lines: PaidLines, segments: Segments) -> LinearPay:
        """Nights are rated by the shift and not by the clock: one segment is all that they have."""
        pay = self.amounts(lines)
        known = pay.by_end["value"]
        proportional = known["basic"] + known["additional_hours"] + known["on_call"]
        hourly = pay.staff.basic / self.terms.value("pay.basic_hours")
        fixed = known["london_weighting"] + known["ltft_allowance"]
        floors = [self.floor(doctor) for doctor in lines.doctors]
        return LinearPay(
            dict.fromkeys(ENDS, proportional),
            dict.fromkeys(ENDS, hourly),
            {end: fixed + pay.by_end[end]["flexible_premium"] for end in ENDS},
            known["weekend"],
            lines.work.night_hours[:, None],
            np.zeros(len(lines.doctors)),
            np.array([floor.amount if floor else -np.inf for floor in floors], np.float64),
        )

    def premia(self, end: End = "value") -> Floats:
        """(2, 1) the night rate, on the hours that count as night."""
        return np.full((2, 1), float(self.terms.get("pay.night_rate").at(end)))

    def hourly(self, grade: str) -> float:
        """Pounds for an hour at a grade's nodal point: a year's basic / weeks / basic hours.

        Source: contracts.md 1; it meets the circulars' penalty totals of 2017-19 within 2p.
        """
        weeks = float(Fraction(self.terms.value("pay.weeks_in_year")))
        return self.basic(grade).amount / weeks / float(self.terms.value("pay.basic_hours"))

    def floor(self, doctor: Doctor) -> PayFloor | None:
        """The cash floor of section 1 of pay protection."""
        return cash_floor(doctor, self.terms)


def weekend_rate(frequency: Floats, terms: Terms) -> Floats:
    """The share of basic that a weekend frequency earns."""
    return rate_by_frequency(frequency, terms.value("pay.weekend"))


@dataclass(frozen=True, eq=False, slots=True)
class NodalAmounts(LineAmounts):
    """What lines earn at nodal points. `weekends`: (n,) the frequency of the full-time line."""

    by_end: Mapping[End, Mapping[str, Floats]]
    terms: Terms
    lines: PaidLines
    staff: Staff
    weekends: Floats
    notes: tuple[str, ...] = ()

    def working(self, i: int) -> Iterator[PayElement]:
        """The working of each element for doctor i."""
        doctor, terms, work = self.lines.doctors[i], self.terms, self.lines.work
        point, basic = nodal_point(doctor.grade, terms)
        hours, nights = work.hours[i], work.night_hours[i]
        normal = terms.value("pay.basic_hours")
        pay = f"£{basic:,.0f}"
        nodal = (terms.get("pay.nodal"), terms.get("pay.point_of_grade"))
        adjusted = bool(abs(hours - work.hours_without_leave[i]) > CLOSE)
        leave = ", leave adjusted" if adjusted else ""
        per_hour = f"{pay} / {normal:g} x"
        yield PayElement(
            "basic",
            f"point {point}: {per_hour} {hours:.6g} h a week{leave}"
            if doctor.ltft
            else f"point {point}: {pay} for {normal:g} h a week",
            nodal,
        )
        additional = f"{per_hour} ({hours:.6g} - {normal:g}) h a week{leave}"
        yield PayElement("additional_hours", additional, (terms.get("pay.additional_rate"), *nodal))
        percent = 100 * terms.value("pay.night_rate")
        window = "-".join(terms.value("pay.night_window"))
        late = (terms.get("pay.night_shift_late"),) if work.late[i] else ()
        yield PayElement(
            "night",
            f"{per_hour} {percent:g}% x {nights:.6g} h a week{leave}, in {window} or in shifts "
            "that count whole",
            (terms.get("pay.night_rate"), *late, *nodal),
            "that nights scale so" if adjusted else "",
        )
        yield from self._frequencies(i, pay, nodal)
        yield from self._sums(i)

    def _frequencies(self, i: int, pay: str, nodal: tuple[Value, ...]) -> Iterator[PayElement]:
        """What weekends and on-call earn, by how often."""
        doctor, terms, staff = self.lines.doctors[i], self.terms, self.staff
        rate = float(weekend_rate(self.weekends[i : i + 1], terms)[0])
        often = one_in(self.weekends[i]) if self.weekends[i] else "no weekend"
        share = f" x {staff.weekend_share[i]:g} of the full-time weekends" if doctor.ltft else ""
        weekend = f"{pay} x {100 * rate:g}% for {often}{share}"
        yield PayElement("weekend", weekend, (terms.get("pay.weekend"), *nodal))
        share = f" x {staff.oncall_share[i]:g} of the full-time on-call" if doctor.ltft else ""
        on_call = f"{pay} x {100 * terms.value('pay.on_call'):g}%{share}"
        yield PayElement("on_call", on_call, (terms.get("pay.on_call"), *nodal))

    def _sums(self, i: int) -> Iterator[PayElement]:
        """What a year adds whatever the line."""
        terms = self.terms
        yield from sums_working(self.lines.doctors[i], terms, self.staff, i)
        if terms.has("pay.ltft_allowance"):
            flat = "a flat sum for every doctor who works less than full time"
            yield PayElement("ltft_allowance", flat, (terms.get("pay.ltft_allowance"),))

    def unsocial(self, rounded: Mapping[str, Floats]) -> UnsocialPay:
        """Nights by the hour, weekends by the allowance."""
        pounds = {"night": rounded["night"], "weekend": rounded["weekend"]}
        return UnsocialPay(pounds, {"night": self.lines.work.night_hours})
