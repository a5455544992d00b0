"""The guardian's fines: which breaches are fined on a date, for how many hours, and the split.

A fine follows hours that were worked. From a rota it is what would be fined if the rota were
worked as it is written: the sums say so wherever they show. Source: contracts.md 4.6.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms, Value
from sevenday.limits import check
from sevenday.limits.lines import LineSource, select_lines
from sevenday.limits.result import CheckResult
from sevenday.limits.verdict import Verdict
from sevenday.model import Hospital
from sevenday.pay.hourly import RatedHours, hourly_rate, split_by_rate
from sevenday.pay.models.nodal import nodal_point
from sevenday.pay.rounding import penny
from sevenday.pay.working import least_sure
from sevenday.results import Result

AVERAGE, WEEK, LENGTH, REST, BREAKS, ON_CALL = (
    "hours.average_week",
    "hours.in_168h",
    "hours.shift_length",
    "hours.rest_between_shifts",
    "hours.breaks",
    "oncall.rest",
)


@dataclass(frozen=True, slots=True)
class Fine(Result):
    """What one breach is fined: pounds in all, to the doctor and to the guardian's fund.

    A part is None where no source prints the rate on that date; `working` says so.
    """

    KEYS: ClassVar[str] = (
        "rule=breach.rule doctor=breach.doctor from=breach.start to=breach.end "
        "hours_basic=hours.basic hours_enhanced=hours.enhanced total to_doctor to_guardian "
        "working clause certainty"
    )

    breach: Verdict
    hours: RatedHours
    total: float
    to_doctor: float | None
    to_guardian: float | None
    working: str
    clause: str
    certainty: str


def fines(
    hospital: Hospital,
    terms: Terms,
    use: LineSource | None = None,
    checked: CheckResult | None = None,
) -> tuple[Fine, ...]:
    """The fines that would follow if a hospital's lines were worked as written.

    None under a contract that has no guardian's fines, and none for a grade that it does not pay.

    Parameters
    ----------
    hospital, terms, use
        As in `sevenday.check`.
    checked
        What that gave for them, where it is there already.
    """
    if not terms.has("fine.breaches"):
        return ()
    result = checked or check(hospital, terms, use)
    paid = terms.value("pay.point_of_grade")
    grades = {line.doctor: line.grade for line in result.lines}
    often = _often_missed(hospital, result, terms, use)
    return tuple(
        fine_for(breach, grades[breach.doctor], terms)
        for breach in result.breaches
        if grades[breach.doctor] in paid
        and is_fined(breach, terms)
        and (breach.rule != BREAKS or breach in often)
    )


def is_fined(breach: Verdict, terms: Terms) -> bool:
    """Whether a breach is of a kind that is fined on the terms' date (breaks: if often enough)."""
    if breach.rule not in terms.value("fine.breaches"):
        return False
    return breach.rule != REST or breach.value < terms.value("fine.rest_under")


def fine_for(breach: Verdict, grade: str, terms: Terms) -> Fine:
    """The fine for a breach: hours in excess, at the printed rates or the rule behind them."""
    hours = hours_over(breach, terms)
    point = nodal_point(grade, terms)[0]
    used = [terms.get("fine.breaches")]
    total, working = _total(hours, grade, point, terms, used)
    doctor = _part("doctor", hours, point, terms, used)
    if doctor is None:
        working += "; the doctor's part rests on a locum rate that no source prints for this date"
    guardian = None if doctor is None else penny(total - doctor)
    certainty = least_sure(used)
    clause = str(used[-1].source if len(used) > 1 else used[0].source)
    return Fine(breach, hours, total, doctor, guardian, working, clause, certainty)


def hours_over(breach: Verdict, terms: Terms) -> RatedHours:
    """The hours that a breach is fined for, by their rate.

    By the clock where the breach says when: the end of a long shift or window, the beginning of a
    duty that came too soon. An average and missed breaks have no hour of day: basic. Missed rest
    on call is at night by its own definition.
    """
    start, end = breach.start, breach.end
    over = abs(breach.value - breach.limit)
    if breach.rule == AVERAGE:
        return RatedHours(over * (end - start).days / 7, 0.0)
    if breach.rule == BREAKS:
        return RatedHours(over * terms.value("define.break_minutes") / 60, 0.0)
    if breach.rule == ON_CALL:
        return RatedHours(0.0, over)
    excess = timedelta(hours=over)
    return (
        split_by_rate(end, end + excess, terms)
        if breach.rule == REST
        else split_by_rate(end - excess, end, terms)
    )


def _total(
    hours: RatedHours, grade: str, point: str, terms: Terms, used: list[Value]
) -> tuple[float, str]:
    """The whole fine and its working."""
    printed = _rates("total", point, terms, used)
    if printed:
        basic, enhanced = printed
        working = f"{_sum(hours, basic, enhanced)} at the rates of point {point}"
    else:
        times, night = terms.get("fine.multiple_total"), terms.get("fine.enhanced")
        used += [times, night]
        basic = times.value * hourly_rate(grade, terms)
        enhanced = basic * night.value
        working = f"{_sum(hours, basic, enhanced)}: {times.value:g} times the doctor's hourly rate"
    return penny(hours.basic * basic + hours.enhanced * enhanced), working


def _sum(hours: RatedHours, basic: float, enhanced: float) -> str:
    parts = ((hours.basic, basic), (hours.enhanced, enhanced))
    return " + ".join(f"{h:.4g} h x £{rate:.2f}" for h, rate in parts if h) or "0 h"


def _part(who: str, hours: RatedHours, point: str, terms: Terms, used: list[Value]) -> float | None:
    rates = _rates(who, point, terms, used)
    if rates is None:
        return None
    return penny(hours.basic * rates[0] + hours.enhanced * rates[1])


def _rates(who: str, point: str, terms: Terms, used: list[Value]) -> tuple[float, float] | None:
    """The printed rates of an hour for a point, basic and enhanced; None where none is."""
    names = (f"fine.{who}_basic", f"fine.{who}_enhanced")
    if not all(terms.has(name) and point in terms.value(name) for name in names):
        return None
    used += [terms.get(name) for name in names]
    basic, enhanced = (float(terms.value(name)[point]) for name in names)
    return basic, enhanced


def _often_missed(
    hospital: Hospital, result: CheckResult, terms: Terms, use: LineSource | None
) -> set[Verdict]:
    """The breaches of breaks that lie in a window in which enough occasions were missed."""
    broken = [breach for breach in result.breaches if breach.rule == BREAKS]
    if not broken:
        return set()
    owes = owes_breaks(hospital, terms)
    often: set[Verdict] = set()
    for block in select_lines(hospital, terms.on, use):
        rows = {doctor.name: row for doctor, row in zip(block.doctors, block.codes, strict=True)}
        for doctor, row in rows.items():
            days = {_day(b, block.day_zero): b for b in broken if b.doctor == doctor}
            due = owes[row].astype(np.int64)
            missed = np.zeros_like(due)
            missed[[day % len(row) for day in days]] = 1
            enough = often_missed(due, missed, terms, block.cyclic)
            often |= {breach for day, breach in days.items() if enough[day % len(row)]}
    return often


def owes_breaks(hospital: Hospital, terms: Terms) -> npt.NDArray[np.bool_]:
    """(codes,) whether each duty of a hospital is long enough to owe a break."""
    over = 60 * min(row["over"] for row in terms.value(BREAKS) if "over" in row)
    return np.array(
        [any(not p.on_call and p.minutes > over for p in parts) for parts in hospital.cells.parts]
    )


def often_missed(
    due: npt.NDArray[np.int64], missed: npt.NDArray[np.int64], terms: Terms, cyclic: bool = False
) -> npt.NDArray[np.bool_]:
    """(days,) whether a day lies in weeks in which breaks were missed often enough for a fine.

    `due`, `missed`: (days,) whether a break was due, and whether it was missed.
    """
    share, span = float(terms.value("fine.breaks_missed")), 7 * terms.value("fine.breaks_weeks")
    days = len(due)
    enough = np.zeros(days, np.bool_)
    if cyclic:
        due, missed = (np.resize(a, days + span) for a in (due, missed))
    for first in range(days if cyclic else max(1, days - span + 1)):
        window = np.arange(first, min(first + span, len(due)))
        if missed[window].sum() >= share * due[window].sum() > 0:
            enough[window % days] = True
    return enough


def _day(breach: Verdict, first: date) -> int:
    return (breach.start.date() - first).days
