"""What a sweep reads of the rotas, once: pay is linear in most terms of an offer.

A doctor's pay is `rise x (proportional + times x weekend + hourly x hours @ premium) + fixed`,
hours and premium by segment of the week. A variant changes the rise, the times and the premia, and
never the hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY, WEEK_MINUTES
from sevenday.contracts import Terms
from sevenday.contracts.value import ENDS, End
from sevenday.model import LEAVE, Doctor, DutyCodes, Hospital
from sevenday.model.measure import Measures
from sevenday.pay.line_work import Floats, LineWork, full_time_weekends, per_week
from sevenday.pay.models import nodal
from sevenday.pay.models.window_hours import work_by_minute
from sevenday.pay.models.windows import basic_pay, priced, without_unknown_premia
from sevenday.pay.price import PaidLines, paid_lines, pay_goes_by
from sevenday.pay.protection import floor
from sevenday.talks.pay_arrays import pay_arrays, premia_at

Segments = npt.NDArray[np.int64]
"""(S,) minutes of the week at which a segment begins, the first of them 0."""
ANY_HOUR: Segments = np.zeros(1, np.int64)
"""The whole week as one: for a contract that rates nights by the shift and not by the clock."""


@dataclass(frozen=True, eq=False, slots=True)
class LinearPay:
    """(n,) arrays of the doctors that both contracts pay; pounds a year, by end where unknown.

    `hours`: (n, S) hours a week in each segment. `hourly`: a year's pay for an hour a week.
    `weekend`: the allowance for weekends, the same at either end.
    `saturdays`: how often the full-time line works one. `floor`: the least pay, by protection.
    """

    doctors: tuple[tuple[str, Doctor], ...]
    before: Floats
    proportional: dict[End, Floats]
    hourly: dict[End, Floats]
    fixed: dict[End, Floats]
    weekend: Floats
    hours: Floats
    saturdays: Floats
    floor: Floats

    def of(self, rows: npt.NDArray[np.int64]) -> "LinearPay":
        """Some of the doctors, in that order."""
        return LinearPay(
            tuple(self.doctors[i] for i in rows.tolist()),
            self.before[rows],
            {end: amount[rows] for end, amount in self.proportional.items()},
            {end: amount[rows] for end, amount in self.hourly.items()},
            {end: amount[rows] for end, amount in self.fixed.items()},
            self.weekend[rows],
            np.ascontiguousarray(self.hours[rows]),
            self.saturdays[rows],
            self.floor[rows],
        )


def read_linear_pay(
    hospitals: Sequence[Hospital],
    offer: Terms,
    baseline: Terms,
    at: Segments,
    use: str | None = None,
) -> LinearPay:
    """Read the rotas once, for an offer that pays by windows or by points; sorted by grade."""
    parts = [_of_hospital(hospital, offer, baseline, at, use) for hospital in hospitals]

    def by_end(name: str) -> dict[End, Floats]:
        return {end: np.concatenate([getattr(one, name)[end] for one in parts]) for end in ENDS}

    whole = LinearPay(
        tuple(doctor for one in parts for doctor in one.doctors),
        np.concatenate([one.before for one in parts]),
        by_end("proportional"),
        by_end("hourly"),
        by_end("fixed"),
        np.concatenate([one.weekend for one in parts]),
        np.concatenate([one.hours for one in parts]),
        np.concatenate([one.saturdays for one in parts]),
        np.concatenate([one.floor for one in parts]),
    )
    grades = np.array([doctor.grade for _, doctor in whole.doctors])
    return whole.of(np.argsort(grades, kind="stable"))


def _of_hospital(
    hospital: Hospital, offer: Terms, baseline: Terms, at: Segments, use: str | None
) -> LinearPay:
    before = pay_arrays(hospital, baseline, use)
    pay = dict(zip((d.name for d in before.doctors), before.total().tolist(), strict=True))
    lines = paid_lines(hospital, offer, use or pay_goes_by(hospital))
    read = _by_windows if offer.pay_model == "premium_windows" else _by_points
    found = read(hospital, lines, offer, at)
    names = [doctor.name for _, doctor in found.doctors]
    both = [i for i, name in enumerate(names) if name in pay]
    kept = found.of(np.array(both, np.int64))
    kept.before[:] = [pay[names[i]] for i in both]
    return kept


def _by_windows(hospital: Hospital, lines: PaidLines, offer: Terms, at: Segments) -> LinearPay:
    doctors, _ = without_unknown_premia(lines.doctors, offer)
    found = priced(doctors, lines.measures, hospital.cells, lines.figures, offer)
    normal = float(offer.value("pay.basic_hours"))
    n = len(doctors)
    return LinearPay(
        tuple((hospital.name, doctor) for doctor in lines.doctors),
        np.zeros(n),
        {e: _sum(found.amounts[e], "basic", "additional_hours", "on_call") for e in ENDS},
        {end: _basics(doctors, offer, end) / normal for end in ENDS},
        {e: _sum(found.amounts[e], "flexible_premium", "london_weighting") for e in ENDS},
        np.zeros(n),
        hours_by_segment(lines.measures, hospital.cells, lines.figures, at),
        found.often.saturdays,
        np.full(n, -np.inf),
    )


def _basics(doctors: tuple[Doctor, ...], offer: Terms, end: End) -> Floats:
    of = {grade: basic_pay(grade, offer, end).amount for grade in {d.grade for d in doctors}}
    return np.array([of[doctor.grade] for doctor in doctors], np.float64)


def _by_points(hospital: Hospital, lines: PaidLines, offer: Terms, at: Segments) -> LinearPay:
    """By nodal points: the one segment is the hours that count as night, by the shift's rule."""
    doctors, _, figures, _ = lines
    weekends = full_time_weekends(doctors, figures)
    staff = nodal.staff_arrays(doctors, offer)
    amounts = nodal.amounts(figures, weekends, staff, offer)
    proportional = _sum(amounts, "basic", "additional_hours", "on_call")
    hourly = staff.basic / offer.value("pay.basic_hours")
    fixed = _sum(amounts, "london_weighting", "ltft_allowance")
    floors = [floor(doctor, offer) for doctor in doctors]
    return LinearPay(
        tuple((hospital.name, doctor) for doctor in doctors),
        np.zeros(len(doctors)),
        dict.fromkeys(ENDS, proportional),
        dict.fromkeys(ENDS, hourly),
        {end: fixed + premia_at(doctors, staff.wte, offer, end) for end in ENDS},
        amounts["weekend"],
        figures.night_hours[:, None],
        np.zeros(len(doctors)),
        np.array([found[0] if found else -np.inf for found in floors], np.float64),
    )


def _sum(amounts: dict[str, Floats], *names: str) -> Floats:
    total: Floats = np.sum([amounts[name] for name in names], axis=0)
    return total


def hours_by_segment(
    measures: Measures, cells: DutyCodes, figures: LineWork, at: Segments
) -> Floats:
    """(n, S) hours of work a week in each segment of the week, leave adjusted as the average is."""
    segment = np.searchsorted(at, np.arange(WEEK_MINUTES), side="right") - 1
    table = np.zeros((len(cells.texts), 7, len(at)))
    for code, parts in enumerate(cells.parts):
        for part in parts:
            weights = work_by_minute(part) if part.on_call else np.ones(part.minutes)
            for weekday in range(7):
                minutes = (weekday * DAY + part.start + np.arange(part.minutes)) % WEEK_MINUTES
                table[code, weekday] += np.bincount(segment[minutes], weights, len(at))
    n, codes, days = measures.counts.shape
    counts = measures.counts.reshape(n, codes * days).astype(np.float64)
    total = counts @ table.reshape(codes * days, len(at))
    leave = measures.total(np.array([float(text in LEAVE) for text in cells.texts]))
    worked = per_week(total, measures.days, leave, figures.hours_without_leave, figures.hours)
    return worked / 60
