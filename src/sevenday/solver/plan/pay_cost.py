"""Pounds, by the pay functions: what each duty costs, what a rota costs, what none costs less than.

Pay is a straight line in most of what a search moves (hours, hours at night), so one more duty is
priced by putting it into a made-up line and asking what it is paid. A rota is priced whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from sevenday.clock import SATURDAY, WEEK
from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.model import Doctor, Hospital, Rota
from sevenday.pay.arrays import pay_arrays
from sevenday.pay.models import pay_model
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.horizon import Horizon
from sevenday.solver.plan.machine import counted_minutes
from sevenday.solver.plan.objectives import BANK_HOLIDAY

YEAR_WEEKS = 52

Money = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class PayRates:
    """Pounds over a rota's span. `duty` (R, 7, C): one duty by weekday, none for symbol 0.

    `idle` (R,): a line with no duty at all. `start` (R,): what the straight line of pay comes to at
    no hours: no line of weekdays is paid less than `start` and its duties. `weekend` (R, W + 1):
    what so many weekends add to that, of a part-time doctor's own none. `follows` (R, W + 1): what
    a part-time one is paid where the full-time line has so many. `sundays`: whether a Sunday alone
    is such a weekend. `minutes` (C,): of each symbol.
    """

    duty: Money
    idle: Money
    start: Money
    weekend: Money
    follows: Money
    sundays: bool
    minutes: Ints


def pay_rates(horizon: Horizon, terms: Terms, absent: Money) -> PayRates | None:
    """What duties cost each doctor; None where the contract prices none, or not one by one.

    `absent` (R,): weeks of absence of each doctor, which are no part of the average.
    """
    hospital, first, days, codes = horizon.hospital, horizon.first, horizon.days, horizon.codes
    model = pay_model(terms)
    if not model.by_duty:
        return None
    doctors_alike: dict[Doctor, list[int]] = {}
    for k, doctor in enumerate(hospital.doctors):
        doctors_alike.setdefault(replace(doctor, name="", joined=None, left=None), []).append(k)
    base = _weekday_line(hospital, codes, days, first)
    weekdays = WEEK if model.by_weekday else 1
    saturdays = np.flatnonzero((first.weekday() + np.arange(days)) % WEEK == SATURDAY)
    lines = [np.zeros(days, np.int16), base]
    for weekday in range(weekdays):
        for code in codes:
            lines.append(base.copy())
            lines[-1][-first.weekday() % WEEK + weekday] = code
    for many in range(len(saturdays) + 1):
        lines.append(base.copy())
        lines[-1][saturdays[:many]] = base.max()
    part = np.array([doctor.ltft for doctor in doctors_alike])
    twins = [replace(doctor, wte=1.0, weekend_share=None) for doctor in doctors_alike]
    paid = _paid(hospital, terms, first, [*doctors_alike, *twins], lines)
    if paid is None:
        return None
    every, full = paid[: len(doctors_alike)], paid[len(doctors_alike) :]
    shape = (-1, weekdays, len(codes))
    longest = codes.index(int(base.max()))

    def split(paid: Money) -> tuple[Money, Money]:
        """What one duty costs by weekday, and what weekends add to that."""
        probes = paid[:, 2 : 2 + weekdays * len(codes)].reshape(shape)
        duty = np.repeat(probes - probes[:, :, :1], WEEK // weekdays, 1)
        steps = paid[:, 2 + weekdays * len(codes) :] - paid[:, 1:2]
        return duty, steps - duty[:, SATURDAY, [longest]] * np.arange(len(saturdays) + 1)

    duty, weekend = split(every)
    kinds = (first.weekday() + np.arange(days)) % WEEK
    symbols = [codes.index(code) for code in base.tolist()]
    start = every[:, 1] - duty[:, kinds, symbols].sum(1)
    # part-time doctors are paid weekends by the full-time line: no such step is theirs alone
    weekend[part] = 0.0
    follows = np.zeros_like(weekend)
    if model.weekend_allowance:
        share = np.array(
            [d.wte if d.weekend_share is None else d.weekend_share for d in doctors_alike]
        )
        follows[part] = (share[:, None] * split(full)[1])[part]
    row = np.zeros(len(hospital.doctors), np.int64)
    for n, rows in enumerate(doctors_alike.values()):
        row[rows] = n
    minutes = np.array([counted_minutes(hospital, code) for code in codes])
    weeks = days / WEEK
    # where cover for leave counts too, the two are not one factor: then none is taken
    factor = np.array(
        [
            1.0 if hospital.leave(doctor) > 0 else weeks / max(1.0, weeks - gone)
            for doctor, gone in zip(hospital.doctors, absent.tolist(), strict=True)
        ]
    )
    by_leave = duty[row] * factor[:, None, None]
    return PayRates(
        by_leave,
        every[row, 0],
        start[row],
        weekend[row],
        follows[row],
        model.weekend_allowance,
        minutes,
    )


def _weekday_line(hospital: Hospital, codes: Sequence[int], days: int, first: date) -> Ints:
    """A line of the longest duty on weekdays, so that one hour more is paid as an hour more."""
    longest = max(codes, key=lambda code: (counted_minutes(hospital, code), -code))
    weekday = (first.weekday() + np.arange(days)) % WEEK
    return np.where(weekday < SATURDAY, longest, 0).astype(np.int16)


def _paid(
    hospital: Hospital,
    terms: Terms,
    first: date,
    doctors: Sequence[Doctor],
    lines: Sequence[Ints],
) -> Money | None:
    """(doctors, lines) pounds over the lines' span for each doctor on each line."""
    made = [
        replace(doctor, name=f"{n}/{m}")
        for n, doctor in enumerate(doctors)
        for m in range(len(lines))
    ]
    codes = np.array(list(lines) * len(doctors), np.int16)
    rota = Rota(tuple(doctor.name for doctor in made), first, codes)
    try:
        paid = pay_arrays(
            replace(hospital, doctors=tuple(made), rota=rota, templates={}), terms, "rota"
        )
    except InputError:  # limits alone, or a doctor of no grade
        return None
    total = dict(zip((doctor.name for doctor in paid.doctors), paid.total().tolist(), strict=True))
    if not total:
        return None
    each: Money = np.array([total.get(doctor.name, 0.0) for doctor in made])  # 0: not paid by it
    weeks = codes.shape[1] / WEEK
    found: Money = each.reshape(len(doctors), len(lines)) * (weeks / YEAR_WEEKS)
    return found


def search_costs(rates: PayRates | None, kinds: Ints, pounds: float) -> Ints | int:
    """(R, D, C) what each cell costs in a search, from the kinds of the days.

    `pounds`: how many of them are a unit of cost.
    """
    if rates is None:
        return 0
    return np.rint(rates.duty[:, kinds % BANK_HOLIDAY] / pounds).astype(np.int64)
