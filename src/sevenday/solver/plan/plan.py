"""A hospital's dated rota as a problem: its doctors as rows, its contract as their machines.

Hard: the contract's limits, who may work what and when, pins, hours, most nights and weekends.
Soft, dearest first: cover by rank, requests by weight, a fair share of what `aims.py` names, its
unwanted patterns, pounds.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import gcd
from typing import NamedTuple

import numpy as np

from sevenday.clock import SUNDAY, WEEK
from sevenday.contracts import Terms
from sevenday.errors import Fault, InputError
from sevenday.files.rotas import NOT_PINNED
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON, Floats
from sevenday.limits.kinds import AVERAGE, FLAG, FREQUENCY, KIND, MOST, REST
from sevenday.limits.kinds.average import weekly
from sevenday.model import LEAVE, OFF, Doctor, Hospital, Rota
from sevenday.solver.engine.problem import Bools, Ints, Problem
from sevenday.solver.law.automaton import build_automaton
from sevenday.solver.law.clock_changes import barred_duties, extra_minutes, with_spring_nights
from sevenday.solver.plan.cover_lines import (
    CoverLine,
    filling_codes,
    group_demands,
    make_cover_lines,
)
from sevenday.solver.plan.fairness import (
    FairnessGroup,
    WeeklyHours,
    counter_prices,
    fairness_groups,
    weekly_hours,
)
from sevenday.solver.plan.machine import counted_minutes, row_machine
from sevenday.solver.plan.objectives import NIGHTS, WEEKENDS, Objectives, day_kinds, read_objectives
from sevenday.solver.plan.pay_cost import PayRates, pay_rates, search_costs

REQUEST_COST = 100
"""What a request of weight 1 costs where it is refused."""
FINEST_UNIT, ROUNDED_UNIT = 15, 30
"""Minutes in which a search counts hours: what all duties are whole numbers of, if it is no less
than the first, else rounded to the second. The exact hours are held to afterwards."""


class DayRequest(NamedTuple):
    """A doctor's request about one day: on duty, on a shift, or off.

    Attributes
    ----------
    row, day
        The doctor's row, and the day.
    symbols
        The symbols that meet it.
    weight
        How much it matters to the doctor.
    """

    row: int
    day: int
    symbols: tuple[int, ...]
    weight: float


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """A hospital's rota as a problem for the engine, and what turns a roster back into cells.

    R doctors (rows), D days, C symbols.

    Attributes
    ----------
    hospital, terms
        What was asked for, and the contract.
    first
        The first date.
    codes
        (C,) the cell code of each symbol; symbol 0 is a day off.
    problem
        What the engine solves.
    leave
        (R, D) the code of a leave cell, 0 for none.
    cover_lines
        Each place that a service needs on a date.
    requests
        Each request of a doctor for a day on duty or off.
    request_cost
        (R, D, C) what a symbol costs for the requests that it refuses.
    objectives
        The problem's counters.
    fairness_groups
        Who shares out which objective.
    pay_rates
        What duties cost; None where the contract does not price them one by one.
    weekly_hours
        What hours a week the doctors can have, and should.
    away
        (R, D) before a doctor joins and after they have left.
    rested
        The state of a doctor who has been off for long.
    has_long_windows
        Whether the contract has limits that look farther back than any state.
    """

    hospital: Hospital
    terms: Terms
    first: date
    codes: tuple[int, ...]
    problem: Problem
    leave: Ints
    cover_lines: tuple[CoverLine, ...]
    requests: tuple[DayRequest, ...]
    request_cost: Ints
    objectives: Objectives
    fairness_groups: tuple[FairnessGroup, ...]
    pay_rates: PayRates | None
    weekly_hours: WeeklyHours
    away: Bools
    rested: int
    has_long_windows: bool

    def rota(self, symbols: Ints, rows: Ints | None = None) -> Rota:
        """The cells, leave among them, of lines (n, D) of symbols, of all rows or of these."""
        rows = np.arange(len(symbols)) if rows is None else rows
        codes = np.where(self.leave[rows] > 0, self.leave[rows], np.array(self.codes)[symbols])
        names = tuple(self.problem.names[row] for row in rows.tolist())
        return Rota(names, self.first, codes.astype(np.int16))


def make_plan(hospital: Hospital, terms: Terms) -> Plan:
    """The problem of a hospital's folder. Raises InputError for what is missing or impossible."""
    first, days = _span(hospital)
    asked = [code for need in hospital.cover for code in filling_codes(hospital, need)]
    for need in hospital.cover:
        if need.min and not filling_codes(hospital, need):
            what = f"no shift lasts from {need.shift.replace('-', ' to ')}"
            how = "a shift of shifts.csv that does, or shorter spans"
            raise InputError(Fault(what, "cover.csv", need.row, "shift", need.shift, how))
    worked = dict.fromkeys(c for c in asked if hospital.cells.parts[c])
    if not worked:
        raise InputError(Fault("nothing to fill", "cover.csv", expected="a row for each place"))
    for other in (hospital.pins, hospital.history):
        if other is not None:
            seen = [c for c in np.unique(other.codes).tolist() if c != NOT_PINNED]
            worked |= dict.fromkeys(c for c in seen if hospital.cells.parts[c])
    return _PlanBuilder(hospital, terms, first, days, (OFF, *worked)).plan()


def _span(hospital: Hospital) -> tuple[date, int]:
    if hospital.starts is None or hospital.weeks is None:
        what = "no dates to fill"
        how = "starts and weeks in hospital.toml"
        raise InputError(Fault(what, "hospital.toml", expected=how))
    if not hospital.doctors:
        raise InputError(Fault("nobody to fill it with", "doctors.csv", expected="doctors"))
    return hospital.starts, hospital.weeks * WEEK


class _PlanBuilder:
    """One hospital on its way to a problem."""

    def __init__(
        self, hospital: Hospital, terms: Terms, first: date, days: int, codes: tuple[int, ...]
    ) -> None:
        self.hospital, self.terms, self.first, self.days = hospital, terms, first, days
        self.codes, self.doctors = codes, hospital.doctors
        self.checker = Checker(hospital, terms)
        self.symbol = {code: k for k, code in enumerate(codes)}
        self.minutes = [counted_minutes(hospital, code) for code in codes]
        self.objectives = read_objectives(self.checker, codes, self.minutes)
        # an opt-out moves the average alone, so doctors with and without one share their states
        law = build_automaton(self.checker, codes[1:])
        self.laws = [law, replace(law, rules=self.checker.rules_for(opt_out=True))]
        self.rules = row_machine(law, self.objectives, codes, hospital)
        self.dates = [first + timedelta(days=d) for d in range(days)]

    def plan(self) -> Plan:
        rows, symbols = len(self.doctors), len(self.codes)
        leave, away = self._leave(), self._away()
        side = np.array([int(doctor.opt_out) for doctor in self.doctors])
        start, had = self._history()
        places, team, lines, penalty = make_cover_lines(self.hospital, self.dates, self.symbol)
        able: Bools = np.asarray((lines >= 0).any(3))
        never = barred_duties(self.checker, self.codes, self.first, self.days)
        allowed = np.zeros((rows, self.days, symbols), np.bool_)
        for k in range(rows):
            allowed[k] = able[int(team[k])] & ~never
            allowed[k][(leave[k] > 0) | away[k], :] = False
        allowed[:, :, 0] = True
        self._pins(allowed, leave)
        cost, requests = self._requests()
        asked = self.hospital.build.get("levels")
        pounds = None
        if not asked or "cost" in asked:
            shown = np.array([self._leave_cells(line) for line in leave])
            pounds = pay_rates(self.hospital, self.terms, self.first, self.days, self.codes, shown)
        least, most = self._hours(side, away, leave)
        caps = self._caps(side, away)
        shares = fairness_groups(
            self.hospital, self.objectives, self.dates, places, had, away, caps, self.codes
        )
        needed = [
            (
                each.rows,
                sum(
                    many * self.minutes[self.symbol[self.hospital.cells.code(shift)]] / 60
                    for shift, many in each.shifts.items()
                ),
            )
            for each in group_demands(self.hospital, places)
        ]
        hours = weekly_hours(self.hospital, away, least, most, needed)
        unit = gcd(*(m for m in self.minutes if m))
        problem = Problem(
            names=tuple(doctor.name for doctor in self.doctors),
            codes=tuple(self.hospital.cells.texts[code] or "-" for code in self.codes),
            kind=day_kinds(self.dates),
            machines=(self.rules.machine,),
            machine=np.zeros(rows, np.int64),
            start=start,
            allowed=allowed,
            cost=cost + search_costs(pounds, day_kinds(self.dates)),
            least=least,
            most=most,
            caps=caps,
            symbol_caps=np.full((rows, symbols), self.days),
            final=counter_prices(self.objectives, shares, away, hours),
            team=team,
            lines=lines,
            penalty=penalty,
            unit=unit if unit >= FINEST_UNIT else ROUNDED_UNIT,
            margin=(True,) * len(self.objectives.names),
        )
        problem = with_spring_nights(problem, self.checker, self.codes, self.first)
        return Plan(
            self.hospital,
            self.terms,
            self.first,
            self.codes,
            problem,
            leave,
            places,
            requests,
            cost,
            self.objectives,
            shares,
            pounds,
            hours,
            away,
            self.rules.rested,
            self.laws[0].has_long_windows,
        )

    def _history(self) -> tuple[Ints, Ints]:
        """(R,) the state before the first day: rested, or what history leaves; (R, T) counts."""
        rows, history = len(self.doctors), self.hospital.history
        start = np.full(rows, self.rules.rested)
        had = np.zeros((rows, len(self.objectives.names)), np.int64)
        if history is None:
            return start, had
        kinds = day_kinds([history.first + timedelta(days=d) for d in range(history.days)])
        for k, doctor in enumerate(self.doctors):
            if doctor.name in history.doctors:
                line = history.codes[history.doctors.index(doctor.name)].tolist()
                symbols = np.array([self.symbol.get(code, 0) for code in line])
                start[k], had[k] = self.rules.walk(kinds, symbols)
        return start, had

    def _away(self) -> Bools:
        """(R, D) before a doctor joins and after they have left."""
        return np.array(
            [
                [
                    bool(
                        (doctor.joined and day < doctor.joined)
                        or (doctor.left and day > doctor.left)
                    )
                    for day in self.dates
                ]
                for doctor in self.doctors
            ]
        )

    def _leave(self) -> Ints:
        leave = np.zeros((len(self.doctors), self.days), np.int64)
        row = {doctor.name: k for k, doctor in enumerate(self.doctors)}
        for wish in self.hospital.requests:
            if wish.want == "leave":
                code = self.hospital.cells.code(wish.shift if wish.shift in LEAVE else "AL")
                for d, day in enumerate(self.dates):
                    if wish.first <= day <= wish.last:
                        leave[row[wish.doctor], d] = code
        return leave

    def _pins(self, allowed: Bools, leave: Ints) -> None:
        pins = self.hospital.pins
        if pins is None:
            return
        row = {doctor.name: k for k, doctor in enumerate(self.doctors)}
        for name, codes in zip(pins.doctors, pins.codes, strict=True):
            for n, code in enumerate(codes.tolist()):
                d = (pins.first - self.first).days + n
                if code == NOT_PINNED or not 0 <= d < self.days:
                    continue
                k = row[name]
                if code == OFF:
                    allowed[k, d, 1:] = False
                    continue
                if not self.hospital.cells.parts[code]:
                    leave[k, d] = code
                    allowed[k, d, 1:] = False
                    continue
                if not allowed[k, d, self.symbol[code]]:
                    what = (
                        f"{name} cannot work {self.hospital.cells.texts[code]} on {self.dates[d]}"
                    )
                    how = "a pin for somebody who may work it and is not away"
                    raise InputError(Fault(what, "pins.csv", expected=how))
                allowed[k, d] = False
                allowed[k, d, self.symbol[code]] = True

    def _requests(self) -> tuple[Ints, tuple[DayRequest, ...]]:
        """(R, D, C) what a symbol costs for the requests it refuses; and the requests."""
        cost = np.zeros((len(self.doctors), self.days, len(self.codes)), np.int64)
        row = {doctor.name: k for k, doctor in enumerate(self.doctors)}
        requests = []
        for wish in self.hospital.requests:
            if wish.want not in ("on", "off"):
                continue
            code = self.hospital.cells.code(wish.shift) if wish.shift else None
            if code is not None and code not in self.symbol:
                continue
            named = {self.symbol[code]} if code is not None else set(range(1, len(self.codes)))
            every = set(range(len(self.codes)))
            meets = tuple(sorted(named if wish.want == "on" else every - named))
            price = round(REQUEST_COST * wish.weight)
            for d, day in enumerate(self.dates):
                if wish.first <= day <= wish.last:
                    requests.append(DayRequest(row[wish.doctor], d, meets, wish.weight))
                    for c in every - set(meets):
                        cost[row[wish.doctor], d, c] += price
        return cost, tuple(requests)

    def _hours(self, side: Ints, away: Bools, leave: Ints) -> tuple[Ints, Ints]:
        """(R,) least and most minutes: the contract's average, and what each doctor has agreed."""
        least, most = [], []
        later = extra_minutes(self.first, self.days)
        for k, doctor in enumerate(self.doctors):
            days = int((~away[k]).sum())
            weeks = days / WEEK
            top = (168 if doctor.weekly_hours_max is None else doctor.weekly_hours_max) * 60 * weeks
            shown = self._leave_cells(leave[k])
            for rule in self.laws[side[k]].rules:
                if int(rule.row[KIND]) == AVERAGE:
                    top = min(top, self._average(rule.row, days, shown, doctor) - later)
            least.append(int(-(-(doctor.weekly_hours_min or 0) * 60 * weeks // 1)))
            most.append(int(top + EPSILON))
        return np.array(least), np.array(most)

    def _leave_cells(self, line: Ints) -> int:
        """Cells of leave, of those that are no duty (a zero day is none)."""
        return sum(self.hospital.cells.texts[code] in LEAVE for code in line.tolist())

    def _average(self, row: Floats, days: int, shown: int, doctor: Doctor) -> float:
        """The most minutes that keep an average, which rises by the minute in a straight line."""
        cover = self.hospital.leave(doctor) if row[FLAG] else 0.0
        low, high = (weekly(total, days, shown, cover, row[REST]) for total in (0.0, 1.0))
        rooms = [(row[MOST] - a) / (b - a) for a, b in zip(low, high, strict=True) if b > a]
        return float(min(rooms, default=0.0))

    def _caps(self, side: Ints, away: Bools) -> Ints:
        """(R, T) the most of each counter: weekends by the contract, and what doctors may have."""
        caps = np.full((len(self.doctors), len(self.objectives.names)), 1 << 18)
        rule = [
            next((r.row[MOST] for r in law.rules if int(r.row[KIND]) == FREQUENCY), 1.0)
            for law in self.laws
        ]
        sundays = [d for d, day in enumerate(self.dates) if day.weekday() == SUNDAY and d > 0]
        for k, doctor in enumerate(self.doctors):
            # whole weekends of the doctor's own time here, as the checker has them
            weekends = sum(not away[k, d - 1] and not away[k, d] for d in sundays)
            lawful_ = int(weekends * rule[side[k]] + EPSILON)
            chosen = weekends if doctor.max_weekends is None else doctor.max_weekends
            caps[k, self.objectives.index(WEEKENDS)] = min(chosen, lawful_)
            if doctor.max_nights is not None and NIGHTS in self.objectives.names:
                caps[k, self.objectives.index(NIGHTS)] = doctor.max_nights
        return caps
