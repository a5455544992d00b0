"""Pounds, by the pay functions: what each duty costs, what a rota costs, what none costs less than.

Pay is a straight line in most of what a search moves (hours, hours at night), so one more duty is
priced by putting it into a made-up line and asking what it is paid. A rota is priced whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.model import Doctor, Hospital, Rota
from sevenday.pay import price
from sevenday.solver.aims import BANK_HOLIDAY
from sevenday.solver.machine import WEEK, minutes_of
from sevenday.solver.problem import Ints

POUNDS = 40
"""Pounds to a unit of cost in a search: the last level, under every other."""
STRAIGHT = ("nodal", "premium_windows")
"""Pay models in which one more duty has a price of its own; a band is one step for all."""
YEAR_WEEKS = 52
SATURDAY = 5

Money = npt.NDArray[np.float64]


class Part(NamedTuple):
    """What a group has to work: so many nights or weekends, and at least so many by each row."""

    nights: bool
    total: int
    fewest: dict[int, int]


@dataclass(frozen=True, eq=False, slots=True)
class Rates:
    """Pounds over a rota's span. `duty` (R, 7, C): one duty by weekday, none for symbol 0.

    `idle` (R,): a line with no duty at all. `start` (R,): what the straight line of pay comes to at
    no hours: no line of weekdays is paid less than `start` and its duties. `weekend` (R, W + 1):
    what so many weekends add to that. `minutes` (C,): of each symbol.
    """

    duty: Money
    idle: Money
    start: Money
    weekend: Money
    minutes: Ints


def pounds_of(
    hospital: Hospital, terms: Terms, first: date, days: int, codes: Sequence[int]
) -> Rates | None:
    """What duties cost each doctor; None where the contract prices none, or not one by one."""
    if terms.pay_model not in STRAIGHT:
        return None
    alike: dict[Doctor, list[int]] = {}
    for k, doctor in enumerate(hospital.doctors):
        alike.setdefault(replace(doctor, name="", joined=None, left=None), []).append(k)
    base = _base(hospital, codes, days, first)
    # a duty's pay goes by the clock alone where weekends have an allowance of their own
    weekdays = WEEK if terms.pay_model == "premium_windows" else 1
    saturdays = np.flatnonzero((first.weekday() + np.arange(days)) % WEEK == SATURDAY)
    lines = [np.zeros(days, np.int16), base]
    for weekday in range(weekdays):
        for code in codes:
            lines.append(base.copy())
            lines[-1][-first.weekday() % WEEK + weekday] = code
    for many in range(len(saturdays) + 1):
        lines.append(base.copy())
        lines[-1][saturdays[:many]] = base.max()
    every = _paid(hospital, terms, first, list(alike), lines)
    if every is None:
        return None
    probes = weekdays * len(codes)
    duty = every[:, 2 : 2 + probes].reshape(len(alike), weekdays, len(codes))
    duty = np.repeat(duty - duty[:, :, :1], WEEK // weekdays, 1)
    kinds = (first.weekday() + np.arange(days)) % WEEK
    symbols = [codes.index(code) for code in base.tolist()]
    start = every[:, 1] - duty[:, kinds, symbols].sum(1)
    one = duty[:, SATURDAY, codes.index(int(base.max()))]
    weekend = every[:, 2 + probes :] - every[:, 1:2] - one[:, None] * np.arange(len(saturdays) + 1)
    # part-time doctors are paid weekends by the full-time line: no such step is theirs alone
    weekend[[doctor.ltft for doctor in alike]] = 0.0
    row = np.zeros(len(hospital.doctors), np.int64)
    for n, rows in enumerate(alike.values()):
        row[rows] = n
    minutes = np.array([minutes_of(hospital, code) for code in codes])
    return Rates(duty[row], every[row, 0], start[row], weekend[row], minutes)


def _base(hospital: Hospital, codes: Sequence[int], days: int, first: date) -> Ints:
    """A line of the longest duty on weekdays, so that one hour more is paid as an hour more."""
    longest = max(codes, key=lambda code: (minutes_of(hospital, code), -code))
    weekday = (first.weekday() + np.arange(days)) % WEEK
    return np.where(weekday < SATURDAY, longest, 0).astype(np.int16)


def _paid(
    hospital: Hospital, terms: Terms, first: date, doctors: Sequence[Doctor],
    lines: Sequence[Ints],
) -> Money | None:  # fmt: skip
    """(doctors, lines) pounds over the lines' span for each doctor on each line."""
    made = [replace(doctor, name=f"{n}/{m}") for n, doctor in enumerate(doctors)
            for m in range(len(lines))]  # fmt: skip
    codes = np.array(list(lines) * len(doctors), np.int16)
    rota = Rota(tuple(doctor.name for doctor in made), first, codes)
    try:
        paid = price(replace(hospital, doctors=tuple(made), rota=rota, templates={}), terms, "rota")
    except InputError:  # limits alone, or a grade that it does not pay
        return None
    total = {slip.doctor: slip.total for slip in paid.doctors}
    if len(total) < len(made):
        return None
    each: Money = np.array([total[doctor.name] for doctor in made])
    weeks = codes.shape[1] / WEEK
    found: Money = each.reshape(len(doctors), len(lines)) * (weeks / YEAR_WEEKS)
    return found


def in_units(rates: Rates | None, kinds: Ints) -> Ints | int:
    """(R, D, C) what each cell costs in a search, from the kinds of the days."""
    if rates is None:
        return 0
    return np.rint(rates.duty[:, kinds % BANK_HOLIDAY] / POUNDS).astype(np.int64)


def least_pounds(rates: Rates, least: Ints, parts: Sequence[Part], night: Sequence[int]) -> float:
    """What no rota costs less than over the span. `night`: the symbols that are nights.

    Each doctor has at least the `least` minutes, at the least that a minute of any duty costs, and
    nobody is paid less than for a line without duties. Each night is paid at least its cheapest
    premium over that, and weekends at least what the cheapest sharing out of them costs.
    """
    per_minute = (rates.duty[:, :, 1:] / np.maximum(1, rates.minutes[1:])).min((1, 2))
    total = float(np.maximum(rates.idle, rates.start + per_minute * least).sum())
    for part in (part for part in parts if part.fewest):
        rows = list(part.fewest)
        if part.nights:
            of_minutes = per_minute[rows, None] * rates.minutes[list(night)]
            over = np.maximum(0.0, (rates.duty[rows][:, :, list(night)].min(1) - of_minutes).min(1))
            each = over * np.array(list(part.fewest.values()))
            left = max(0, part.total - sum(part.fewest.values()))
            total += float(each.sum() + left * over.min())
        else:
            total += _weekends(rates.weekend[rows], part)
    return total


def _weekends(steps: Money, part: Part) -> float:
    """The least that weekends add: Lagrange's bound on sharing out their total."""
    counts = np.arange(steps.shape[1])
    few = np.array(list(part.fewest.values()))[:, None] > counts[None, :]
    steps = np.where(few, np.inf, np.maximum(0.0, steps))
    slopes = np.unique(np.diff(np.where(few, 0.0, steps), axis=1).ravel() / 1.0)
    worths = np.concatenate([[0.0], slopes[slopes > 0], slopes[slopes > 0] / 2])
    return max(
        float((steps - worth * counts).min(1).sum() + worth * part.total) for worth in worths
    )
