"""Bank holidays are few, so who can work them says how unevenly they have to fall: exactly.

Leave, dates, pins and places count, and the days off that were asked for, where all are granted;
rest between duties and everything else is left out, so that no rota is fairer than this. Between
which shares the fairest of these lies, the search is told to keep to.
"""

from dataclasses import replace
from datetime import timedelta
from math import floor
from typing import NamedTuple

import numpy as np

from sevenday.milp.highs import MilpParams, solve
from sevenday.milp.model import MilpModel
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.plan.counter_prices import outside_prices
from sevenday.solver.plan.fairness import CLOSE, WITHIN, FairnessGroup
from sevenday.solver.plan.objectives import BANK_HOLIDAY, HOLIDAYS, day_kinds
from sevenday.solver.plan.plan import Plan

FINE = 63_000
"""Parts of a bank holiday for a whole time: whole numbers of them for any tenths of one."""


class BankHolidaySpread(NamedTuple):
    """The fairest that bank holidays can fall.

    `unfair`: hundredths by which shares are further apart than is fair, at the least. `between`:
    the lowest and the highest share, for a whole time, of each group; None where none was found.
    """

    unfair: int
    between: tuple[tuple[float, float], ...] | None


def fairest_bank_holidays(
    plan: Plan, granted: bool, params: BoundParams = BoundParams()
) -> BankHolidaySpread:
    """How bank holidays fall most fairly. `granted`: every request is met, and so binds."""
    groups, days = _holiday_groups(plan), _holidays(plan)
    if not groups or not 0 < len(days) <= params.holidays:
        return BankHolidaySpread(0, None)
    linear, cells = _filled(plan, days, granted)
    # for each group: its lowest and highest share, and by how much more than is fair they differ
    top = FINE * (len(days) + max(max(group.history) for group in groups) + 1) * 10
    for group in groups:
        low, high = linear.variable(top), linear.variable(top)
        over = linear.variable(top, 1)
        linear.row([(over, 1), (high, -1), (low, 1)], -round(FINE * WITHIN), 2 * top)
        for row, wte, history in zip(group.rows, group.wte, group.history, strict=True):
            part = round(FINE / wte)
            mine = [(v, part) for (r, _, _), v in cells.items() if r == row]
            linear.row([*mine, (low, -1)], -part * history, 2 * top)
            linear.row([(high, 1), *((v, -part) for v, _ in mine)], part * history, 2 * top)
    found = solve(
        linear, MilpParams(params.holiday_seconds, params.holiday_nodes, interruptible=False)
    )
    if found.infeasible:  # a place is open: what is left of the day binds nobody
        return BankHolidaySpread(0, None)
    weight = plan.objectives.weight(HOLIDAYS)
    # a part that is no whole number is off by a half at most, on each holiday, at either end
    parts = [FINE / wte for group in groups for wte in group.wte]
    off = 0 if all(abs(part - round(part)) < CLOSE for part in parts) else len(days)
    unfair = floor(weight * 100 * max(0, found.bound - off) / FINE + CLOSE)
    if found.values is None:
        return BankHolidaySpread(unfair, None)
    worked = np.zeros(len(plan.problem.names))
    for (row, _, _), v in cells.items():
        worked[row] += round(found.values[v])
    each = [
        [
            (worked[row] + history) / wte
            for row, wte, history in zip(group.rows, group.wte, group.history, strict=True)
        ]
        for group in groups
    ]
    return BankHolidaySpread(unfair, tuple((min(some), max(some)) for some in each))


def price_outside_fairest(plan: Plan, to: BankHolidaySpread) -> Plan:
    """The plan with a price on every share of bank holidays that is outside of the fairest's."""
    if to.between is None:
        return plan
    final, at = plan.problem.final.copy(), plan.objectives.index(HOLIDAYS)
    for group, (low, high) in zip(_holiday_groups(plan), to.between, strict=True):
        # within one of each other is fair, so the corridor is widened evenly to that
        room = max(0.0, WITHIN - (high - low)) / 2
        between = low - room - CLOSE, high + room + CLOSE
        final[list(group.rows), at] = outside_prices(
            group, between, final.shape[2], plan.objectives.weight(HOLIDAYS), plan.prices
        )
    return replace(plan, problem=replace(plan.problem, final=final))


def _holiday_groups(plan: Plan) -> list[FairnessGroup]:
    return [group for group in plan.fairness.groups if group.name == HOLIDAYS]


def _holidays(plan: Plan) -> list[int]:
    dates = [plan.first + timedelta(days=d) for d in range(plan.problem.shape[1])]
    kinds = day_kinds(dates, plan.hospital.nation)
    return [d for d, kind in enumerate(kinds) if kind >= BANK_HOLIDAY]


def _filled(
    plan: Plan, days: list[int], granted: bool
) -> tuple[MilpModel, dict[tuple[int, int, int], int]]:
    """The places of the days, filled; a variable for each row, day and symbol that may."""
    problem, linear = plan.problem, MilpModel()
    asked = {(each.row, each.day): each.symbols for each in plan.requests.days} if granted else {}
    cells: dict[tuple[int, int, int], int] = {}
    for row in range(len(problem.names)):
        for d in days:
            may = [
                c
                for c in range(1, len(problem.codes))
                if problem.allowed[row, d, c] and c in asked.get((row, d), (c,))
            ]
            for c in may:
                cells[row, d, c] = linear.variable()
            linear.row([(cells[row, d, c], 1) for c in may], 0, 1)
    for need, d, line in plan.cover_lines:
        if d in days and need.span is None:
            who = [
                (v, 1)
                for (row, day, c), v in cells.items()
                if day == d and line in problem.lines[problem.team[row], d, c]
            ]
            linear.row(who, need.min, len(problem.names) + need.min)
    return linear, cells
