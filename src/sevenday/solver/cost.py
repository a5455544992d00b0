"""Pounds, by the pay functions: what each duty costs, what a rota costs, what none costs less than.

Pay is a straight line in most of what a search moves (hours, hours at night), so one more duty is
priced by putting it into a made-up line and asking what it is paid. A rota is priced whole.
"""

import itertools
import math
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

WORTHS, CHOICES = 20, 400
"""Prices of one night or weekend at which sharing them out is tried; choices of ways at most."""
POUNDS = 40
"""Pounds to a unit of cost in a search: the last level, under every other."""
STRAIGHT = ("nodal", "premium_windows")
"""Pay models in which one more duty has a price of its own; a band is one step for all."""
YEAR_WEEKS = 52
SATURDAY = 5
LEAVE_WEEK = 5
"""Leave cells that are a week."""

Money = npt.NDArray[np.float64]


class Sharing(NamedTuple):
    """What groups have to work between them of nights or weekends: so many in all.

    `name`: the aim. `groups`: the rows of each, with every (least, most) of each row that is fair.
    `symbols`: of nights, which they may be.
    """

    name: str
    total: int
    groups: list[tuple[tuple[int, ...], list[tuple[Ints, Ints]]]]
    symbols: list[int]


class Duties(NamedTuple):
    """What rows have to work between them: so many of each symbol."""

    rows: tuple[int, ...]
    symbols: dict[int, int]


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
    hospital: Hospital, terms: Terms, first: date, days: int, codes: Sequence[int], shown: Ints
) -> Rates | None:
    """What duties cost each doctor; None where the contract prices none, or not one by one.

    `shown` (R,): leave cells of each doctor: a fifth of a week each is no part of the average.
    """
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
    weeks = days / WEEK
    # where cover for leave counts too, the two are not one factor: then none is taken
    factor = np.array([
        1.0 if hospital.leave(doctor) > 0 else weeks / max(1.0, weeks - cells / LEAVE_WEEK)
        for doctor, cells in zip(hospital.doctors, shown.tolist(), strict=True)
    ])  # fmt: skip
    by_leave = duty[row] * factor[:, None, None]
    return Rates(by_leave, every[row, 0], start[row], weekend[row], minutes)


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
    except InputError:  # limits alone, or a doctor of no grade
        return None
    total = {slip.doctor: slip.total for slip in paid.doctors}
    if not total:
        return None
    each: Money = np.array([total.get(doctor.name, 0.0) for doctor in made])  # 0: not paid by it
    weeks = codes.shape[1] / WEEK
    found: Money = each.reshape(len(doctors), len(lines)) * (weeks / YEAR_WEEKS)
    return found


def in_units(rates: Rates | None, kinds: Ints) -> Ints | int:
    """(R, D, C) what each cell costs in a search, from the kinds of the days."""
    if rates is None:
        return 0
    return np.rint(rates.duty[:, kinds % BANK_HOLIDAY] / POUNDS).astype(np.int64)


def least_pounds(
    rates: Rates, least: Ints, most: Ints, duties: Sequence[Duties], shared: Sequence[Sharing]
) -> float:
    """What no rota costs less than over the span.

    Each doctor has between `least` and `most` minutes, all together those of the duties, at the
    least that a minute of any duty costs; nobody is paid less than for a line without duties. Each
    duty is paid at least its cheapest premium over that; nights and weekends, which have to be
    shared fairly, what the cheapest fair sharing out of them costs.
    """
    per_minute = (rates.duty[:, :, 1:] / np.maximum(1, rates.minutes[1:])).min((1, 2))
    over = rates.duty.min(1) - per_minute[:, None] * rates.minutes
    total = float(np.maximum(rates.idle, rates.start + per_minute * least).sum())
    told = {c for part in shared for c in part.symbols}
    for rows, symbols in duties:
        need = sum(many * int(rates.minutes[c]) for c, many in symbols.items())
        total += _hours(rates, per_minute, least, most, list(rows), need)
        for c in set(symbols) - told:
            total += symbols[c] * max(0.0, float(over[list(rows), c].min()))
    for part in shared:
        if part.symbols:
            nights = np.arange(1 + max(int(high.max()) for _, ways in part.groups
                                       for _, high in ways))  # fmt: skip
            steps = np.maximum(0.0, over[:, part.symbols].min(1))[:, None] * nights
        else:
            fewer = np.minimum.accumulate(rates.weekend[:, ::-1], 1)[:, ::-1]
            steps = np.maximum(0.0, fewer)
        total += _sharing(steps, part)
    return total


def _hours(
    rates: Rates, per_minute: Money, least: Ints, most: Ints, rows: list[int], need: int
) -> float:
    """What it costs at least that rows work so many minutes between them, beyond their least."""
    left = float(need - least[rows].sum())
    steps: list[tuple[float, float]] = []
    for row in rows:
        free = (rates.idle[row] - rates.start[row]) / per_minute[row] if per_minute[row] > 0 else 0
        room, unpaid = float(most[row] - least[row]), max(0.0, float(free - least[row]))
        unpaid = min(room, unpaid if per_minute[row] > 0 else room)
        steps += [(0.0, unpaid), (float(per_minute[row]), room - unpaid)]
    cost = 0.0
    for price_, room in sorted(steps):
        taken = min(max(0.0, left), room)
        cost, left = cost + price_ * taken, left - taken
    return cost


def _sharing(steps: Money, part: Sharing) -> float:
    """The least that sharing a total out costs, over every fair way that can come to it.

    `steps` (R, N): what each count costs each row, never less for more. Of each choice of ways it
    is Lagrange's bound; a choice that is more in every row than another costs no less.
    """
    rows = [row for group, _ in part.groups for row in group]
    slopes = np.unique(np.diff(steps[rows], axis=1))
    slopes = slopes[slopes > 0]
    if len(slopes) > WORTHS:
        slopes = slopes[np.linspace(0, len(slopes) - 1, WORTHS).astype(int)]
    worths = [0.0, *slopes, *(slopes / 2), *(slopes / 4), *(slopes * 4)]
    *others, last = [sorted(ways, key=lambda way: int(way[1].sum())) for _, ways in part.groups]
    if math.prod(len(ways) for ways in others) > CHOICES:
        return 0.0
    best = math.inf
    for choice in itertools.product(*others):
        owed = part.total - sum(int(high.sum()) for _, high in choice)
        way = next((way for way in last if int(way[1].sum()) >= owed), None)
        if way is not None:
            best = min(best, _of_ways(steps, part, [*choice, way], worths))
    return best if math.isfinite(best) else 0.0


def _of_ways(
    steps: Money, part: Sharing, choice: Sequence[tuple[Ints, Ints]], worths: Sequence[float]
) -> float:
    counts, best = np.arange(steps.shape[1]), 0.0
    for worth in worths:
        reduced, total = steps - worth * counts, worth * part.total
        for (group, _), (low, high) in zip(part.groups, choice, strict=True):
            total += _cheapest(reduced, group, low, high)
        best = max(best, float(total))
    return best


def _cheapest(reduced: Money, group: Sequence[int], low: Ints, high: Ints) -> float:
    last = reduced.shape[1] - 1
    return sum(
        float(reduced[row, min(a, last) : min(b, last) + 1].min())
        for row, a, b in zip(group, low, high, strict=True)
    )
