"""A hospital's folder as a plan: its doctors as rows, its contract as their machine.

Hard: the contract's limits, who may work what and when, pins, hours, most nights and weekends.
Soft, most important first: cover by rank, requests by weight, fair shares, unwanted patterns,
pounds.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import gcd

import numpy as np

from sevenday.clock import WEEK
from sevenday.contracts import Terms
from sevenday.limits import Checker
from sevenday.model import Hospital
from sevenday.patterns.chosen import chosen_patterns
from sevenday.patterns.classes import day_classes
from sevenday.solver.engine.problem import Bools, Ints, Problem
from sevenday.solver.law.automaton import build_automaton
from sevenday.solver.law.clock_changes import barred_duties, forward_days, with_spring_nights
from sevenday.solver.law.pattern_states import PatternStates
from sevenday.solver.plan.absence_patterns import AbsencePatterns
from sevenday.solver.plan.amounts import counter_caps, hour_limits
from sevenday.solver.plan.counter_prices import counter_prices
from sevenday.solver.plan.cover_lines import Cover, group_demands, make_cover
from sevenday.solver.plan.cut_weekends import without_cut_weekends
from sevenday.solver.plan.days import (
    allow_wanted,
    apply_pins,
    days_away,
    leave_codes,
    read_requests,
    weeks_of_leave,
)
from sevenday.solver.plan.fairness_groups import fairness_groups
from sevenday.solver.plan.horizon import Horizon, read_horizon
from sevenday.solver.plan.joined_duties import joined_codes, shifts_of
from sevenday.solver.plan.machine import RowMachine, counted_minutes, row_machine
from sevenday.solver.plan.objectives import WEEKENDS, day_kinds, read_objectives
from sevenday.solver.plan.pay_cost import PayRates, pay_rates, search_costs
from sevenday.solver.plan.plan import Fairness, LawRows, Plan
from sevenday.solver.plan.prices import SearchPrices, prices_for
from sevenday.solver.plan.supervision import bar_alone
from sevenday.solver.plan.weekly_hours import weekly_hours

FINEST_UNIT, ROUNDED_UNIT = 15, 30
"""Minutes in which a search counts hours: what all duties are whole numbers of, if it is no less
than the first, else rounded to the second. The exact hours are checked afterwards."""


def make_plan(hospital: Hospital, terms: Terms, prices: SearchPrices = SearchPrices()) -> Plan:
    """A hospital's dated rota as a problem for the engine.

    Parameters
    ----------
    hospital, terms
        What is asked for, and the contract.
    prices
        What a search pays for each objective.

    Raises
    ------
    InputError
        For what is missing or impossible.
    """
    hospital = hospital.in_nation(terms.contract.nation)
    horizon = read_horizon(hospital)
    checker = Checker(hospital, terms)
    # an opt-out moves the average alone, so doctors with and without one share their states
    forward = [horizon.dates[day] for day in forward_days(horizon.first, horizon.days)]
    law = build_automaton(checker, horizon.codes[1:], None, min(forward, default=None), True)
    minutes = [counted_minutes(hospital, code) for code in horizon.codes]
    shifts = tuple(hospital.shifts)
    chosen, classes = chosen_patterns(hospital.build, shifts), day_classes(checker)
    patterns = PatternStates(chosen, classes, shifts)
    objectives = read_objectives(checker, horizon.codes, minutes, patterns)
    machine = row_machine(law, objectives, patterns, horizon.codes, hospital)
    required = PatternStates([one for one in chosen if one.required], classes, shifts)
    bare = row_machine(law, objectives, required, horizon.codes, hospital)
    leave, away = leave_codes(horizon), days_away(horizon)
    prices = prices_for(hospital, prices)
    by_rank = prices.by_rank(need.rank for need in hospital.cover)
    cover = make_cover(hospital, horizon.dates, horizon.symbol, by_rank)
    never = barred_duties(checker, horizon.codes, horizon.first, horizon.days)
    allowed = _allowed(horizon, cover, never, (leave > 0) | away)
    allow_wanted(horizon, allowed, ~never & ~((leave > 0) | away)[:, :, None])
    bar_alone(horizon, cover.cover_lines, allowed)
    apply_pins(horizon, allowed, leave)
    requests = read_requests(horizon, prices.request)
    beside = AbsencePatterns(horizon, chosen, classes)
    beside.bar(leave, allowed)
    absence_cost = beside.cost(leave, prices.pattern)
    rates = _rates(horizon, terms, leave)
    limits = hour_limits(horizon, checker, away, leave)
    caps = counter_caps(horizon, checker, objectives, away)
    start, history = _history(horizon, machine, len(objectives.names))
    groups = fairness_groups(horizon, objectives, cover.cover_lines, history, away, caps)
    demands = group_demands(hospital, cover.cover_lines)
    hours = weekly_hours(horizon, away, limits, demands, prices.free_hours)
    kinds = day_kinds(horizon.dates, hospital.nation)
    problem = Problem(
        names=tuple(doctor.name for doctor in hospital.doctors),
        codes=tuple(hospital.cells.texts[code] or "-" for code in horizon.codes),
        kind=kinds,
        machines=(machine.machine,),
        machine=np.zeros(len(hospital.doctors), np.int64),
        start=start,
        allowed=allowed,
        cost=requests.cost + search_costs(rates, kinds, prices.pounds) + absence_cost,
        least=limits[0],
        most=limits[1],
        caps=caps,
        symbol_caps=np.full((len(hospital.doctors), len(horizon.codes)), horizon.days),
        final=counter_prices(
            objectives, groups, away, hours, prices, int(machine.machine.adds.max())
        ),
        team=cover.team,
        lines=cover.positions,
        penalty=cover.penalty,
        unit=_unit(minutes),
        margin=(True,) * len(objectives.names),
        table=machine.table[kinds % WEEK],
    )
    by_law = replace(
        problem,
        machines=(bare.machine,),
        start=_history(horizon, bare, len(objectives.names))[0],
        table=bare.table[kinds % WEEK],
    )
    weekends = objectives.index(WEEKENDS)
    problem, by_law = (
        with_spring_nights(
            without_cut_weekends(each, weekends, away, horizon.first), rows.spring, horizon.first
        )
        for each, rows in ((problem, machine), (by_law, bare))
    )
    return Plan(
        hospital=hospital,
        terms=terms,
        first=horizon.first,
        codes=horizon.codes,
        problem=problem,
        leave=leave,
        away=away,
        cover_lines=cover.cover_lines,
        requests=requests,
        absence_cost=absence_cost,
        objectives=objectives,
        fairness=Fairness(groups, hours),
        pay_rates=rates,
        prices=prices,
        rested=machine.rested,
        has_long_windows=law.has_long_windows,
        law_rows=LawRows(by_law.machines, by_law.start, by_law.table),
    )


def _allowed(horizon: Horizon, cover: Cover, never: Bools, absent: Bools) -> Bools:
    """(R, D, C) what a doctor may fill, on days on which they are here and it is lawful.

    Duties that are joined, where the doctor may fill each of them by itself.
    """
    fills: Bools = np.asarray((cover.positions >= 0).any(3))
    cells = horizon.hospital.cells
    for code in joined_codes(horizon.hospital):
        for shift in shifts_of(cells.texts[code]):
            part = horizon.symbol.get(cells.code(shift), 0)
            fills[:, :, horizon.symbol[code]] &= fills[:, :, part]
    allowed: Bools = fills[cover.team] & ~never & ~absent[:, :, None]
    allowed[:, :, 0] = True
    return allowed


def _rates(horizon: Horizon, terms: Terms, leave: Ints) -> PayRates | None:
    """What duties cost; None where hospital.toml leaves pounds out of its levels."""
    levels = horizon.hospital.build.get("levels")
    if levels and "cost" not in levels:
        return None
    return pay_rates(horizon, terms, weeks_of_leave(horizon, leave)[0])


def _history(horizon: Horizon, machine: RowMachine, counters: int) -> tuple[Ints, Ints]:
    """(R,) the state before the first day: rested, or what history leaves; (R, T) its counts."""
    hospital, history = horizon.hospital, horizon.hospital.history
    start = np.full(len(hospital.doctors), machine.rested)
    counts = np.zeros((len(hospital.doctors), counters), np.int64)
    if history is None:
        return start, counts
    dates = [history.first + timedelta(days=d) for d in range(history.days)]
    kinds = day_kinds(dates, hospital.nation)
    for row, doctor in enumerate(hospital.doctors):
        if doctor.name in history.doctors:
            line = history.codes[history.doctors.index(doctor.name)].tolist()
            symbols = np.array([horizon.symbol.get(code, 0) for code in line])
            start[row], counts[row] = machine.walk(kinds, symbols)
    return start, counts


def _unit(minutes: Sequence[int]) -> int:
    """The minutes in which a search counts hours."""
    unit = gcd(*(m for m in minutes if m))
    return unit if unit >= FINEST_UNIT else ROUNDED_UNIT
