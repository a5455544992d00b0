"""What a built rota costs on each level, and what none costs less, those above it as they are."""

from collections.abc import Callable, Sequence
from math import ceil, inf

import numpy as np

from sevenday.limits.fold import EPSILON
from sevenday.milp.levels import Level
from sevenday.model import Hospital
from sevenday.pay import price
from sevenday.solver.bounds.bank_holidays import BankHolidaySpread, fairest_bank_holidays
from sevenday.solver.bounds.cost import PRICED, highest_shares, least_pay
from sevenday.solver.bounds.cover import least_cost
from sevenday.solver.engine.problem import Ints
from sevenday.solver.plan.fairness import WITHIN, FairnessGroup
from sevenday.solver.plan.objectives import HOLIDAYS, HOURS, PATTERNS
from sevenday.solver.plan.pay_cost import YEAR_WEEKS
from sevenday.solver.plan.plan import Plan

# Cover counts what `places.py` weighs, places short above all. Requests: weights unmet. Fairness:
# by how much shares are further apart than one, by weight. Patterns: weights of the unwanted ones
# that are there; these three in hundredths. Cost: pounds a year.
LEVELS = ("cover", "requests", "fairness", "patterns", "cost")
NODES = 300
WEEK_HOURS = 168
HUNDREDTHS = 100


def measured_levels(
    plan: Plan,
    symbols: Ints,
    built: Hospital,
    counts: Ints,
    granted: BankHolidaySpread,
    done: Callable[[], bool],
) -> tuple[Level, ...]:
    """Every level of a roster (R, D). `counts` (R, T): of each counter, by row.

    `granted`: how bank holidays fall most fairly where all requests are met.
    """
    there = plan.problem.cover(symbols)
    asked = plan.hospital.build.get("levels") or LEVELS
    cover = _cover(plan, symbols, there, done)
    short = sum(max(0, place.need.min - int(there[place.line])) for place in plan.cover_lines)
    requests = _requests(plan, symbols, cover, done)
    fairness, room = _fairness(
        plan, symbols, counts, short, cover.cost > 0, None if requests.cost else granted
    )
    found = [cover, requests, fairness, _patterns(plan, counts)]
    if plan.pay_rates is not None:
        found.append(_cost(plan, symbols, built, counts, short, room))
    return tuple(level for level in found if level.name in asked)


def _cover(plan: Plan, symbols: Ints, there: Ints, done: Callable[[], bool]) -> Level:
    nothing = np.zeros_like(plan.problem.cost)
    rows = len(plan.hospital.doctors)
    cost = sum(place.penalty(int(there[place.line])) for place in plan.cover_lines)
    floor = sum(min(place.penalty(n) for n in range(rows + 1)) for place in plan.cover_lines)
    _, bound = least_cost(plan.problem, nothing, plan.rested, symbols, done, NODES)
    most = sum(max(place.penalty(0), place.penalty(rows)) for place in plan.cover_lines)
    open_ = [place for place in plan.cover_lines if there[place.line] < place.need.min]
    says = f"{sum(p.need.min - int(there[p.line]) for p in open_)} places short of the least"
    return Level("cover", cost, min(cost, floor + ceil(bound / plan.prices.cover)), most, (says,))


def _requests(plan: Plan, symbols: Ints, cover: Level, done: Callable[[], bool]) -> Level:
    most = sum(round(plan.prices.request * request.weight) for request in plan.requests.days)
    rows, days = np.indices(symbols.shape)
    cost = int(plan.requests.cost[rows, days, symbols].sum())
    bound = 0
    if cost:
        spent, least = least_cost(
            plan.problem, plan.requests.cost, plan.rested, symbols, done, NODES
        )
        bound = max(0, least - (spent - cost))
    refused = sum(
        int(symbols[request.row, request.day]) not in request.symbols
        for request in plan.requests.days
    )
    says = f"{refused} of {len(plan.requests.days)} days asked for refused"
    return Level("requests", cost, min(bound, cost), most, (says,))


def _fairness(
    plan: Plan,
    symbols: Ints,
    counts: Ints,
    short: int,
    uncovered: bool,
    granted: BankHolidaySpread | None,
) -> tuple[Level, int]:
    """The level; and how much of its cost nights, weekends and hours may have between them."""
    cost = bound = most = others = 0
    says = []
    days = plan.problem.shape[1]
    for group in plan.fairness.groups:
        weight = plan.objectives.weight(group.name)
        mine = counts[list(group.rows), plan.objectives.index(group.name)].tolist()
        cost += _unfairness(group.spread(mine), weight)
        if group.name != HOLIDAYS or uncovered:
            least = _unfairness(group.least_spread(short, inf if uncovered else None), weight)
            bound += least
            others += least if group.name not in PRICED else 0
        most += round(weight * HUNDREDTHS * (days + max(group.history)) / min(group.wte))
        says.append(_describe(group, mine))
    if not uncovered:
        least = (granted or fairest_bank_holidays(plan, granted=False)).unfair
        bound, others = bound + least, others + least
    if (weight := plan.objectives.weight(HOURS)) > 0 and plan.fairness.hours.rows:
        each = plan.fairness.hours.per_week(plan.problem.machines[0].spend[symbols].sum(1))
        cost += _unfairness(float(each.max() - each.min()), weight)
        bound += _unfairness(plan.fairness.hours.least_spread, weight)
        most += round(weight * HUNDREDTHS * WEEK_HOURS * WEEK_HOURS)
        says.append(f"hours a week: {each.min():.4g} to {each.max():.4g} for a whole time")
    return Level("fairness", cost, min(cost, bound), most, tuple(says)), max(0, cost - others)


def _unfairness(apart: float, weight: float) -> int:
    """Hundredths by which two shares are further apart than is fair, by weight."""
    return round(weight * HUNDREDTHS * max(0.0, apart - WITHIN) - EPSILON)


def _describe(group: FairnessGroup, counts: Sequence[int]) -> str:
    each = group.shares(counts)
    many = f"{len(group.rows)} doctors" if len(group.rows) > 1 else "1 doctor"
    history = ", history counted in" if any(group.history) else ""
    name = group.name.replace("_", " ")
    return f"{name}: {min(each):.4g} to {max(each):.4g} for a whole time ({many}{history})"


def _patterns(plan: Plan, counts: Ints) -> Level:
    cost = most = 0
    says = []
    rows, days, _ = plan.problem.shape
    for name in plan.objectives.patterns:
        many = int(counts[:, plan.objectives.index(name)].sum())
        weight = round(HUNDREDTHS * plan.objectives.weight(name))
        cost += weight * many
        most += weight * rows * days
        says.append(f"{name.replace('_', ' ')} ({PATTERNS[name]}): {many}")
    return Level("patterns", cost, 0, most, tuple(says))


def _cost(
    plan: Plan, symbols: Ints, built: Hospital, counts: Ints, short: int, unfair: int
) -> Level:
    assert plan.pay_rates is not None
    total = price(built, plan.terms, "rota").total
    rows, days, _ = plan.problem.shape
    year = YEAR_WEEKS * 7 / days
    bound = (
        int(
            least_pay(plan, plan.pay_rates, short, unfair, highest_shares(plan, symbols, counts))
            * year
        )
        - rows
    )
    cost = round(total)
    return Level("cost", cost, min(cost, max(0, bound)), 10**9, (f"£{total:,.2f} a year in pay",))
