"""What payroll may have wrong: an award, leave, a share, a point, a zone, a premium, a rate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sevenday.contracts import Terms
from sevenday.model import Doctor, Hospital
from sevenday.pay.models.named_sums import LONDON, PREMIA
from sevenday.pay.models.nodal import nodal_point

SHARES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.9)
"""Shares of full time that payroll may have in place of the doctor's own."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that payroll may have wrong: its kind, in words, and what it changes."""

    kind: str
    words: str
    doctor: Mapping[str, object] | None = None
    terms: Terms | None = None


def possible_causes(hospital: Hospital, terms: Terms, doctor: Doctor) -> Iterator[Cause]:
    """Each thing that may be wrong, the likeliest first."""
    for earlier in _earlier(terms):
        words = f"it leaves out a later award: {_as_then(earlier)}"
        yield Cause("award", words, terms=earlier)
    leave = hospital.leave(doctor)
    if leave:
        words = "leave is not counted in the average hours"
        yield Cause("leave", words, {"leave_days": 0.0})
    if doctor.ltft:
        full = {"wte": 1.0, "weekend_share": 1.0, "oncall_share": 1.0}
        yield Cause("share", "it is what full time would earn", full)
        for share in SHARES:
            if share != doctor.wte:
                changed = {"wte": share, "weekend_share": share, "oncall_share": share}
                yield Cause("share", f"it is for {100 * share:g}% of full time", changed)
    else:
        for days in sorted(
            {terms.value("leave.annual", b) for b in terms.branches("leave.annual")} - {leave}
        ):
            words = f"the average hours count {days} days of leave a year"
            yield Cause("leave", words, {"leave_days": days})
    yield from _points(terms, doctor)
    yield from _sums(terms, doctor)


def _points(terms: Terms, doctor: Doctor) -> Iterator[Cause]:
    """Every other point: of the grades at nodal points, or of the doctor's own scale."""
    grades = terms.value("pay.point_of_grade") if terms.has("pay.point_of_grade") else {}
    points = {grades.get(doctor.grade)}
    for grade, point in grades.items():
        if point not in points:
            points.add(point)
            words = f"it is the pay of a {grade} (point {point})"
            yield Cause("point", words, {"grade": grade})
    if not grades and terms.has("pay.scale"):
        for point in range(10):
            if point != doctor.point:
                yield Cause("point", f"it is the pay of point {point}", {"point": point})


def _sums(terms: Terms, doctor: Doctor) -> Iterator[Cause]:
    """Other London zones and premia than the doctor's own."""
    for zone in terms.value(LONDON) if terms.has(LONDON) else ():
        if zone != doctor.london:
            yield Cause("london", f"it is the London weighting of {zone}", {"london": zone})
    if doctor.london:
        yield Cause("london", "London weighting is left out", {"london": ""})
    for premium in terms.value(PREMIA) if terms.has(PREMIA) else ():
        if doctor.premia != (premium,):
            words = f"it is the flexible pay premium {premium}"
            yield Cause("premium", words, {"premia": (premium,)})


def _earlier(terms: Terms) -> Iterator[Terms]:
    """The terms as they stood before each change of the rates of pay, latest first."""
    rates = [v for v in terms.contract.values if v.term in ("pay.nodal", "pay.scale")]
    days = {v.effective_from for v in rates if v.effective_from <= terms.on}
    announced = {v.announced_on for v in rates if v.effective_from == max(days)}
    for day in sorted(announced, reverse=True)[:-1]:
        yield Terms(terms.contract, terms.on, day - timedelta(days=1))
    for day in sorted(days, reverse=True)[1:]:
        yield terms.at(day)


def _as_then(terms: Terms) -> str:
    day = terms.known or terms.on
    known = "as it was known on" if terms.known else "the pay of"
    return f"{known} {day.day} {day:%B %Y}"


def other_rates(
    doctor: Doctor, terms: Terms, amounts: Mapping[str, float]
) -> Iterator[tuple[str, str, float]]:
    """What other rates of an element's table give: the element, in words, pounds a year."""
    basic = amounts.get("basic", 0.0)
    if terms.has("pay.weekend") and terms.has("pay.nodal"):
        share = doctor.wte if doctor.weekend_share is None else doctor.weekend_share
        nodal = nodal_point(doctor.grade, terms)[1]
        for least, rate in terms.value("pay.weekend"):
            words = f"it is the rate for weekends of 1 in {1 / Fraction(least)}"
            yield "weekend", words, nodal * rate * (share if doctor.ltft else 1)
        if doctor.ltft:
            words = "it is the share of full time, and not the hours of the work schedule"
            yield "basic", words, nodal * doctor.wte
    if terms.has("pay.band_supplement"):
        for band, rate in terms.value("pay.band_supplement").items():
            yield "band_supplement", f"it is the rate of band {band}", basic * rate
