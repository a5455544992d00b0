"""What no rota costs less than in pounds, by an exact programme over counts of duties.

Each doctor's duties are counted by shift and part of the week. The counts meet what cover needs,
and hours, nights and weekends are shared as fairly as the rota's are; rest, dates and all else is
left out, so that no rota that fair is cheaper.
"""

from collections import Counter
from collections.abc import Mapping
from math import ceil, floor, gcd

import numpy as np

from sevenday.clock import FRIDAY
from sevenday.milp.highs import MilpParams, solve
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.bounds.pay_programme import (
    COIN,
    FINE,
    PARTS,
    PRICED,
    ROUNDED,
    TOP,
    WEIGHT,
    Group,
    PayProgramme,
    Terms,
)
from sevenday.solver.bounds.weekend_pay import price_part_time_weekends
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.cover_lines import group_demands
from sevenday.solver.plan.fairness import CLOSE, WITHIN, FairnessGroup
from sevenday.solver.plan.joined_duties import shifts_of
from sevenday.solver.plan.objectives import AT_NIGHT, HOURS, NIGHTS, WEEKENDS
from sevenday.solver.plan.pay_cost import PayRates
from sevenday.solver.plan.plan import Plan


def least_pay(
    plan: Plan,
    rates: PayRates,
    short: int,
    unfair: int,
    tops: Mapping[Group, float],
    params: BoundParams = BoundParams(),
) -> float:
    """Pounds over the span that no rota costs less than.

    Parameters
    ----------
    plan, rates
        The plan, and what duties cost.
    short
        Places left unfilled.
    unfair
        Hundredths by which nights, weekends and hours all together are further apart than is fair.
    tops
        The highest share of each objective, which nobody is to exceed.
    params
        Settings.
    """
    counts = PayProgramme(plan, rates, tops)
    minutes = plan.problem.machines[0].spend
    unit = gcd(*(int(m) for m in minutes if m)) or 1
    for row in range(len(plan.problem.names)):
        _row(counts, row, unit)
    if not short:  # with places unfilled it is not known whose duties are missing
        _cover(counts)
    _fair(counts, unfair, unit)
    price_part_time_weekends(counts)
    found = solve(
        counts.linear,
        MilpParams(params.pay_seconds, params.pay_nodes, params.pay_gap, interruptible=False),
    )
    base = np.maximum(rates.idle, rates.start).sum() if found.infeasible else rates.idle.sum()
    return float(base) + max(0, 0 if found.infeasible else found.bound) / COIN


def highest_shares(plan: Plan, symbols: Ints, counts: Ints) -> dict[Group, float]:
    """The highest share of each objective in a roster (R, D), from its `counts` (R, T) by row."""
    tops: dict[Group, float] = {
        (group.name, group.rows): max(
            group.shares(counts[list(group.rows), plan.objectives.index(group.name)].tolist())
        )
        for group in plan.fairness.groups
    }
    if plan.fairness.hours.rows:
        hours = plan.fairness.hours.per_week(plan.problem.machines[0].spend[symbols].sum(1))
        tops[HOURS, plan.fairness.hours.rows] = float(hours.max())
    return tops


def _row(counts: PayProgramme, row: int, unit: int) -> None:
    """A doctor's duties, hours and weekends, and what they are paid beyond `idle`."""
    plan, rates, linear = counts.plan, counts.rates, counts.linear
    problem = plan.problem
    minutes = problem.machines[0].spend
    settled = not plan.away[row].any()  # who comes or goes is paid by their own time: not priced
    # pay is bounded from below by a straight line: the cheapest minute of any duty for all minutes,
    # and what each duty costs beyond that
    duty = rates.duty[row]
    per_minute = float((duty[:, 1:] / np.maximum(1, rates.minutes[1:])).min())
    over = np.maximum(0.0, duty - per_minute * rates.minutes)
    weekday = np.array([(plan.first.weekday() + d) % 7 for d in range(problem.shape[1])])
    hours: Terms = []
    for p, days in enumerate(PARTS):
        there = np.isin(weekday, days)
        for c in range(1, len(problem.codes)):
            if many := int(problem.allowed[row, there, c].sum()):
                price = floor(COIN * over[list(days), c].min()) if settled else 0
                v = counts.worked[row, p, c] = linear.variable(many, price)
                hours.append((v, int(minutes[c]) // unit))
        most = int(problem.allowed[row, there, 1:].any(1).sum())
        linear.row(counts.duties(row, [p], range(1, len(problem.codes))), 0, most)
    least = ceil(problem.least[row] / unit) if settled else 0
    linear.row(hours, least, floor(problem.most[row] / unit))
    if settled and per_minute > 0:
        # the line of pay starts below what a row with no duty is paid: so many minutes are free
        free = (rates.idle[row] - rates.start[row]) / per_minute / unit
        paid = linear.variable(TOP, floor(COIN * per_minute * unit))
        linear.row([(paid, 1), *((v, -many) for v, many in hours)], -ceil(free), TOP)


def _cover(counts: PayProgramme) -> None:
    """The duties that cover needs, of those who may fill the same places or each other's."""
    problem = counts.plan.problem
    for each in group_demands(counts.plan.hospital, counts.plan.cover_lines):
        needed: Counter[tuple[int, str]] = Counter()
        for (day, shift), least in each.least.items():
            weekday = (counts.plan.first.weekday() + day) % 7
            part = next(p for p, days in enumerate(PARTS) if weekday in days)
            needed[part, shift] += least
        for (part, shift), least in needed.items():
            does = [c for c, text in enumerate(problem.codes) if shift in shifts_of(text)]
            terms = [term for row in each.rows for term in counts.duties(row, [part], does)]
            counts.linear.row(terms, least, TOP)


def _fair(counts: PayProgramme, unfair: int, unit: int) -> None:
    """Hours, nights and weekends, which all together are no more unfair than that."""
    plan, linear, problem = counts.plan, counts.linear, counts.plan.problem
    over: Terms = []
    for group in plan.fairness.groups:
        if group.name in PRICED:
            most = round(plan.objectives.weight(group.name) * WEIGHT)
            over.append((_share(counts, group), most))
    if plan.objectives.weight(HOURS) > 0 and plan.fairness.hours.rows:
        minutes = problem.machines[0].spend
        low, beyond = linear.variable(200 * FINE), linear.variable(TOP)
        over.append((beyond, round(plan.objectives.weight(HOURS) * WEIGHT)))
        within = round(WITHIN * FINE) + ROUNDED
        slack = problem.shape[1] // 2 + 1  # a duty a day, half a part each
        for row, wte in zip(
            plan.fairness.hours.rows, plan.fairness.hours.unit_minutes, strict=True
        ):
            part = FINE * unit / wte
            terms = [
                (v, round(part * (int(minutes[c]) // unit)))
                for (r, _, c), v in counts.worked.items()
                if r == row
            ]
            linear.row([*terms, (low, -1)], -slack, TOP)
            linear.row([*terms, (low, -1), (beyond, -1)], -TOP, within + slack)
            linear.row(terms, 0, ceil(counts.tops[HOURS, plan.fairness.hours.rows] * FINE) + slack)
    linear.row(over, 0, ceil((unfair + 1) / 100 * FINE * WEIGHT))


def _share(counts: PayProgramme, group: FairnessGroup) -> int:
    """The variable of how much further apart than is fair the shares are."""
    linear = counts.linear
    low, beyond = linear.variable(TOP), linear.variable(TOP)
    for row, wte, history in zip(group.rows, group.wte, group.history, strict=True):
        part = round(FINE / wte)
        if group.name == NIGHTS:
            night = [c for c, day in enumerate(counts.plan.objectives.day) if day == AT_NIGHT]
            terms = counts.duties(row, range(len(PARTS)), night)
        else:
            terms = [(_any_weekends(counts, row), 1)]
        mine = [(v, part) for v, _ in terms]
        linear.row(terms, 0, floor(counts.tops[group.name, group.rows] * wte - history + CLOSE))
        linear.row([*mine, (low, -1)], -part * history - ROUNDED, TOP)
        most = round(WITHIN * FINE) - part * history + ROUNDED
        linear.row([*mine, (low, -1), (beyond, -1)], -TOP, most)
    return beyond


def _any_weekends(counts: PayProgramme, row: int) -> int:
    """The variable of a row's weekends by the contract: a duty of Friday may be one too."""
    linear = counts.linear
    many, paid = linear.variable(counts.plan.problem.shape[1]), counts.weekend_count(row)
    friday = counts.duties(row, [1], _touching(counts.plan))
    linear.row([(many, 1), (paid, -1)], 0, TOP)
    linear.row([(many, 1), (paid, -1), *((v, -1) for v, _ in friday)], -TOP, 0)
    linear.row([(many, 1), *((v, -1) for v, _ in friday)], 0, TOP)
    return many


def _touching(plan: Plan) -> list[int]:
    """Symbols that on a Friday are work at the weekend."""
    t = plan.objectives.index(WEEKENDS)
    adds = [machine.adds[t, FRIDAY].max(0) for machine in plan.problem.machines]
    return [int(c) for c in np.flatnonzero(np.max(adds, 0) > 0)]
