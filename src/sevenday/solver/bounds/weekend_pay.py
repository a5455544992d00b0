"""What weekends are paid, in a programme of counts: part-time doctors go by the full-time line."""

from collections.abc import Iterator, Sequence
from math import floor

import numpy as np

from sevenday.solver.bounds.pay_programme import COIN, TOP, PayProgramme


def price_part_time_weekends(counts: PayProgramme) -> None:
    """What weekends are paid: a full-time doctor's own, a part-time one's by the full-time line."""
    plan, rates = counts.plan, counts.rates
    doctors = plan.hospital.doctors
    settled = np.asarray(~plan.away.any(1))
    levels: dict[int, dict[int, int]] = {}
    for row in np.flatnonzero(settled & (rates.weekend.max(1) > 0)).tolist():
        levels[row] = _paid(counts, row)
    lines: dict[tuple[object, ...], list[int]] = {}
    for row, doctor in enumerate(doctors):
        if not doctor.ltft:
            lines.setdefault((doctor.service, doctor.tier), []).append(row)
    for key, rows in lines.items():
        mine = [
            row
            for row, doctor in enumerate(doctors)
            if doctor.ltft
            and (doctor.service, doctor.tier) == key
            and settled[row]
            and rates.follows[row].max() > 0
        ]
        if mine and all(row in levels for row in rows):
            _follow(counts, mine, rows, levels)


def _paid(counts: PayProgramme, row: int) -> dict[int, int]:
    """Of a full-time doctor: a variable of each number of weekends there may be, one of them 1."""
    linear, steps = counts.linear, counts.rates.weekend[row]
    weekends = counts.weekend_count(row)
    cap = int(linear.upper[weekends])
    one = {n: linear.variable(1, floor(COIN * max(0.0, steps[n]))) for n in range(cap + 1)}
    linear.row([(v, 1) for v in one.values()], 1, 1)
    linear.row([*((v, n) for n, v in one.items()), (weekends, -1)], 0, 0)
    return one


def _follow(
    counts: PayProgramme,
    mine: Sequence[int],
    rows: Sequence[int],
    levels: dict[int, dict[int, int]],
) -> None:
    """Part-time doctors are paid by the weekends that most full-time ones of the line have."""
    linear = counts.linear
    numbers = sorted({n for row in rows for n in levels[row]})
    most = {n: linear.variable() for n in numbers}
    linear.row([(v, 1) for v in most.values()], 1, 1)
    for n in numbers:
        for other in numbers:
            if other != n:
                terms = list(_with(levels, rows, n, 1)) + list(_with(levels, rows, other, -1))
                least = int(other < n)  # the lowest of a tie
                linear.row([*terms, (most[n], -len(rows) - least)], -len(rows), TOP)
    for row in mine:
        follows = counts.rates.follows[row]
        if counts.plan.hospital.doctors[row].weekend_share is None:
            some, weekends = linear.variable(), counts.weekend_count(row)
            linear.row([(weekends, 1), (some, -linear.upper[weekends])], -TOP, 0)
            terms = [(some, -floor(COIN * follows.max()))]
            least = terms[0][1]
        else:
            terms, least = [], 0
        paid = linear.variable(TOP * COIN, 1)
        each = [(most[n], -floor(COIN * max(0.0, follows[n]))) for n in numbers]
        linear.row([(paid, 1), *each, *terms], least, TOP * COIN)


def _with(
    levels: dict[int, dict[int, int]], rows: Sequence[int], number: int, sign: int
) -> Iterator[tuple[int, int]]:
    return ((levels[row][number], sign) for row in rows if number in levels[row])
