"""The New Deal's pay: an incremental scale, and a supplement by the band (contracts.md 6)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sevenday.contracts import Terms, Value
from sevenday.contracts.value import ENDS, End
from sevenday.errors import Fault, InputError
from sevenday.limits import Checker
from sevenday.limits.band import NO_BAND
from sevenday.model import Doctor
from sevenday.pay.line_work import Floats
from sevenday.pay.linear_pay import LinearPay, Segments
from sevenday.pay.lines import PaidLines
from sevenday.pay.models.model import BasicPay, LineAmounts, PayModel
from sevenday.pay.models.named_sums import LONDON, named_sum, unknown_names
from sevenday.pay.rounding import Rounding, pounds_up
from sevenday.pay.unsocial import UnsocialPay
from sevenday.pay.working import PayElement


def scale_point(doctor: Doctor, terms: Terms) -> tuple[str, int, float]:
    """The scale, the point on it and its basic pay. Raises InputError for a point not known."""
    scale = terms.value("pay.scale_of_grade")[doctor.grade]
    known = terms.value("pay.scale")[scale]
    place = (
        terms.value("pay.place_of_grade")[doctor.grade] if doctor.point is None else doctor.point
    )
    if place >= len(known):
        expected = f"0 (the minimum) to {len(known) - 1}: what is known of {scale} on {terms.on}"
        what = f"{doctor.name}: no such point on the scale"
        raise InputError(
            Fault(what, "doctors.csv", None, "point", f"{place}", expected, code="unknown-grade")
        )
    return scale, place, float(known[place])


def ltft_fraction(hours: float, terms: Terms) -> tuple[str, float]:
    """The LTFT pay band (F5 to F9) of average actual hours, and its share of basic.

    Under the least hours the lowest share holds, at full-time hours the whole: neither is on the
    scale, and the working says so.
    """
    rows = terms.value("pay.ltft_fraction")
    if hours < rows[0][0]:
        return f"under {rows[0][0]} h, taken as {rows[0][1]}", rows[0][2]
    if hours >= rows[-1][0] + 4:
        return "full-time hours", 1.0
    return next((name, share) for least, name, share in reversed(rows) if hours >= least)


class BandedPay(PayModel):
    """A point on a scale, and a supplement by the band that the limits decide."""

    basic_term = "pay.scale"
    by_duty = False  # a band is one step for all of a line's duties

    def paid_grades(self) -> Collection[str]:
        """The grades that have a scale."""
        grades: Collection[str] = self.terms.value("pay.scale_of_grade")
        return grades

    def basic(self, grade: str, end: End = "value") -> BasicPay:
        """Basic pay at the grade's usual point on its scale (READINGS.md, Pay)."""
        scale, place, amount = scale_point(Doctor("", grade=grade), self.terms)
        at = "minimum" if place == 0 else f"point {place}"
        return BasicPay(amount, f"{scale} {at}: £{amount:,.0f}", (self.terms.get("pay.scale"),))

    def amounts(self, lines: PaidLines, rounding: Rounding = "penny") -> "BandedAmounts":
        """What lines earn by their bands: of all the limits, only those that decide it are read."""
        by_line = Checker(lines.hospital, self.terms).bands(lines.use)
        of_doctors = [by_line[doctor.name] for doctor in lines.doctors]
        return self.banded(lines.doctors, lines.work.hours, of_doctors, rounding)

    def banded(
        self,
        doctors: tuple[Doctor, ...],
        hours: Floats,
        bands: Sequence[str],
        rounding: Rounding = "penny",
    ) -> "BandedAmounts":
        """What doctors earn at given bands.

        `hours`: (n,) average actual hours a week with cover for leave, by which part-time pay goes.
        """
        faults = [
            f for d in doctors for f in unknown_names((d.london,), LONDON, self.terms, d.name)
        ]
        basic = [self._basic(d, h, rounding) for d, h in zip(doctors, hours.tolist(), strict=True)]
        if faults:
            raise InputError(*faults)
        paid = np.array(basic, np.float64)
        shares = [self.supplement(d, band)[0] for d, band in zip(doctors, bands, strict=True)]
        amounts = {"basic": paid, "band_supplement": paid * np.array(shares, np.float64)}
        if any(doctor.london for doctor in doctors):
            london = [named_sum(d.london, LONDON, self.terms) * d.wte for d in doctors]
            amounts["london_weighting"] = np.array(london, np.float64)
        by_end: dict[End, Mapping[str, Floats]] = dict.fromkeys(ENDS, amounts)
        return BandedAmounts(by_end, self, doctors, hours, tuple(bands))

    def _basic(self, doctor: Doctor, hours: float, rounding: Rounding) -> float:
        basic = scale_point(doctor, self.terms)[2]
        if not doctor.ltft:
            return basic
        basic *= ltft_fraction(hours, self.terms)[1]
        return float(pounds_up(basic)) if rounding == "circular" else basic

    def supplement(self, doctor: Doctor, band: str) -> tuple[float, str, Value]:
        """The share of basic that a band adds, what it is called, and the term."""
        if band == NO_BAND and doctor.grade == "F1":
            term = self.terms.get("pay.unbanded_f1")
            return term.value, "an unbanded F1 post", term
        term = self.terms.get("pay.band_supplement")
        return term.value[band], f"band {band}", term

    def linear(self, lines: PaidLines, segments: Segments) -> LinearPay:
        """Nothing that talks are about moves a band in a straight line."""
        raise self._no_offer()

    def premia(self, end: End = "value") -> Floats:
        """No hour has a premium of its own."""
        raise self._no_offer()

    def _no_offer(self) -> InputError:
        what = f"{self.terms.id} pays by bands, which no term here changes: sweep an offer"
        return InputError(what, code="not-in-contract")


@dataclass(frozen=True, eq=False, slots=True)
class BandedAmounts(LineAmounts):
    """What doctors earn by their bands; `hours` (n,) a week, `bands` of each."""

    by_end: Mapping[End, Mapping[str, Floats]]
    model: BandedPay
    doctors: tuple[Doctor, ...]
    hours: Floats
    bands: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def working(self, i: int) -> Iterator[PayElement]:
        """The working of each element for doctor i."""
        doctor, terms = self.doctors[i], self.model.terms
        scale, place, full = scale_point(doctor, terms)
        at = "minimum" if place == 0 else f"point {place}"
        working = f"{scale} {at}: £{full:,.0f}"
        used = [terms.get("pay.scale")]
        used += [terms.get("pay.place_of_grade")] if doctor.point is None and place else []
        if doctor.ltft:
            name, share = ltft_fraction(float(self.hours[i]), terms)
            working += f" x {share:g} ({name}, {self.hours[i]:.2f} h a week)"
            used.append(terms.get("pay.ltft_fraction"))
        yield PayElement("basic", working, tuple(used))
        basic = float(self.by_end["value"]["basic"][i])
        supplement, label, term = self.model.supplement(doctor, self.bands[i])
        amount = f"£{basic:,.2f} x {100 * supplement:g}% for {label}"
        yield PayElement("band_supplement", amount, (term, *used))
        if doctor.london:
            working = f"{doctor.london} £{named_sum(doctor.london, LONDON, terms):,.0f}"
            part = f" x {doctor.wte:g} of full time" if doctor.ltft else ""
            yield PayElement("london_weighting", working + part, (terms.get(LONDON),))

    def unsocial(self, rounded: Mapping[str, Floats]) -> UnsocialPay:
        """The band's supplement, which tells no hour apart."""
        return UnsocialPay({"band": rounded["band_supplement"]}, {})
