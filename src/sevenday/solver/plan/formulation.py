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
from sevenday.solver.plan.families import symbol_families
from sevenday.solver.plan.horizon import Horizon, read_horizon
from sevenday.solver.plan.joined_duties import joined_codes, shifts_of
from sevenday.solver.plan.machine import (
    RowMachine,
    counted_minutes,
    row_machine,
    with_common_tables,
)
from sevenday.solver.plan.objectives import WEEKENDS, day_kinds, read_objectives
from sevenday.solver.plan.pay_cost import PayRates, pay_rates, search_costs
from sevenday.solver.plan.plan import Fairness, LawRows, Plan
from sevenday.solver.plan.prices import SearchPrices, prices_for
from sevenday.solver.plan.supervision import bar_alone
from sevenday.solver.plan.weekly_hours import weekly_hours

FINEST_UNIT, ROUNDED_UNIT = 15, 30
"""Minutes in which a search counts hours: what all duties are whole numbers of, if it is no less
than the first, else rounded to the second. The exact hours are checked afterwards."""


def make_plan(
    hospital: Hospital,
    terms: Terms,
    prices: SearchPrices = SearchPrices(),
    together: bool = False,
) -> Plan:
    """A hospital's dated rota as a problem for the engine.

    Parameters
    ----------
    hospital, terms
        What is asked for, and the contract.
    prices
        What a search pays for each objective.
    together
        Whether all doctors share their states: where lines may hold duties that cover asks of
        others.

    Raises
    ------
    InputError
        For what is missing or impossible.
    """
    hospital = hospital.in_nation(terms.contract.nation)
    horizon = read_horizon(hospital)
    checker = Checker(hospital, terms)
    minutes = [counted_minutes(hospital, code) for code in horizon.codes]
    shifts = tuple(hospital.shifts)
    chosen, classes = chosen_patterns(hospital.build, shifts), day_classes(checker)
    patterns = PatternStates(chosen, classes, shifts)
    objectives = read_objectives(checker, horizon.codes, minutes, patterns)
    required = PatternStates([one for one in chosen if one.required], classes, shifts)
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
    families, of_row = symbol_families(horizon, cover, allowed)
    if together:
        families, of_row = [tuple(range(1, len(horizon.codes)))], np.zeros_like(of_row)
    # an opt-out moves the average alone, so doctors with and without one share their states
    forward = [horizon.dates[day] for day in forward_days(horizon.first, horizon.days)]
    laws = [
        build_automaton(
            checker, tuple(horizon.codes[c] for c in family), None, min(forward, default=None), True
        )
        for family in families
    ]
    walked, bare = (
        [row_machine(law, objectives, seen, horizon.codes, hospital) for law in laws]
        for seen in (patterns, required)
    )
    start, history = _history(horizon, walked, of_row, len(objectives.names))
    machines, table = with_common_tables(walked)
    groups = fairness_groups(horizon, objectives, cover.cover_lines, history, away, caps)
    demands = group_demands(hospital, cover.cover_lines)
    hours = weekly_hours(horizon, away, limits, demands, prices.free_hours)
    kinds = day_kinds(horizon.dates, hospital.nation)
    problem = Problem(
        names=tuple(doctor.name for doctor in hospital.doctors),
        codes=tuple(hospital.cells.texts[code] or "-" for code in horizon.codes),
        kind=kinds,
        machines=machines,
        machine=of_row,
        start=start,
        allowed=allowed,
        cost=requests.cost + search_costs(rates, kinds, prices.pounds) + absence_cost,
        least=limits[0],
        most=limits[1],
        caps=caps,
        symbol_caps=np.full((len(hospital.doctors), len(horizon.codes)), horizon.days),
        final=counter_prices(
            objectives, groups, away, hours, prices, max(int(m.adds.max()) for m in machines)
        ),
        team=cover.team,
        lines=cover.positions,
        penalty=cover.penalty,
        unit=_unit(minutes),
        margin=(True,) * len(objectives.names),
        table=table[kinds % WEEK],
    )
    bare_machines, bare_table = with_common_tables(bare)
    by_law = replace(
        problem,
        machines=bare_machines,
        start=_history(horizon, bare, of_row, len(objectives.names))[0],
        table=bare_table[kinds % WEEK],
    )
    weekends = objectives.index(WEEKENDS)
    problem, by_law = (
        without_cut_weekends(
            with_spring_nights(each, [one.spring for one in rows], horizon.first),
            weekends,
            away,
            horizon.first,
        )
        for each, rows in ((problem, walked), (by_law, bare))
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
        rested=walked[0].rested,
        has_long_windows=any(law.has_long_windows for law in laws),
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


def _history(
    horizon: Horizon, machines: Sequence[RowMachine], of_row: Ints, counters: int
) -> tuple[Ints, Ints]:
    """(R,) the state before the first day: rested, or what history leaves; (R, T) its counts."""
    hospital, history = horizon.hospital, horizon.hospital.history
    start = np.array([machines[which].rested for which in of_row.tolist()])
    counts = np.zeros((len(hospital.doctors), counters), np.int64)
    if history is None:
        return start, counts
    dates = [history.first + timedelta(days=d) for d in range(history.days)]
    kinds = day_kinds(dates, hospital.nation)
    for row, doctor in enumerate(hospital.doctors):
        if doctor.name in history.doctors:
            line = history.codes[history.doctors.index(doctor.name)].tolist()
            symbols = np.array([horizon.symbol.get(code, 0) for code in line])
            start[row], counts[row] = machines[of_row[row]].walk(kinds, symbols)
    return start, counts


def _unit(minutes: Sequence[int]) -> int:
    """The minutes in which a search counts hours."""
    unit = gcd(*(m for m in minutes if m))
    return unit if unit >= FINEST_UNIT else ROUNDED_UNIT
