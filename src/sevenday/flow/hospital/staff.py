"""`sd.staff`: the least doctors by hour and tier that keep a standard, as a cover plan.

Doctors whom patients would keep busy, did nobody wait, say how many are needed in each hour; a
margin that grows with the root of that number says how many more (square-root staffing). The least
margin that keeps the standard in the simulation is found by halving, shifts that put as many at
work are chosen by whole numbers, and then every doctor whom the standard can spare is taken away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sevenday.clock import WEEKDAYS
from sevenday.errors import Fault, InputError
from sevenday.files import read
from sevenday.flow.hospital.arms import PLAN, USUAL, ServiceArm, service_arms
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.doctors import others_on_duty
from sevenday.flow.hospital.estimates import Arrived, arrived_of
from sevenday.flow.hospital.plans import FlowPlan, planned_lists
from sevenday.flow.hospital.quarters import DoctorsByQuarter
from sevenday.flow.hospital.simulate import first_day
from sevenday.flow.hospital.staff_result import ServiceStaff, StaffResult, StandardReached
from sevenday.flow.hospital.standards import STANDARDS, asked_standards
from sevenday.flow.hospital.week_of_shifts import (
    WEEK,
    at_work_by_hour,
    fewest,
    hours_of_duty,
    shifts_to_start,
)
from sevenday.flow.simulation.inputs import Floats, Ints
from sevenday.model import Hospital, Requirement
from sevenday.model.walkout import Elective

TRIES = 60
"""Replications that a staffing is tried on: the same patients each time."""
HALVINGS = 7
MARGINS = (-1.0, 6.0)
"""Of roots of the doctors kept busy: from fewer than these to more than anybody needs."""
LESS = 0.01
"""How much less than the best is aimed at, where that does not keep a standard."""
SENIORS = 0.4
"""The share of tiers 2 and 3 where there is neither a rota nor a cover plan."""


def staff(
    hospital: Hospital | str | Path,
    standards: Iterable[str] | Mapping[str, float] = (),
    *,
    on: str | None = None,
    replications: int | None = None,
    seed: int = 1,
) -> StaffResult:
    """The least doctors by hour and tier that keep some standards, as cover.csv has them.

    The mix of tiers is the rota's; at least one of tier 2 or 3 is there whenever patients come.

    Parameters
    ----------
    hospital
        A folder, or a hospital that is read already; its shifts are what doctors can start.
    standards
        As `four-hours=0.95` or by name: four-hours, first-clinician, delay, twelve-hours (default:
        four-hours 0.95).
    on
        The first day of the week looked at.
    replications
        On which a staffing is tried (40); the result is measured on as many again.
    seed
        Of all random numbers.

    Raises
    ------
    InputError
        With every fault of the files and the standards; where no shift can be started, or shifts
        do not reach over an hour in which patients come.
    """
    asked = asked_standards(standards)
    lists: tuple[Elective, ...] = ()
    if not isinstance(hospital, Hospital):
        lists = planned_lists(Path(hospital))
        hospital = read(hospital)
    days = DaysRun(first_day(hospital, on), 7, 2)
    services = tuple(dict.fromkeys(each.service for each in hospital.patients.arrivals))
    if not services:
        what = "who comes is not known: there is no arrivals.csv"
        expected = "service,day,hour,class,mean"
        raise InputError(Fault(what, "arrivals.csv", expected=expected, code="missing-file"))
    tries = replications or TRIES
    found = [
        _StaffingSearch(hospital, each, days, asked, tries, seed, lists).result()
        for each in services
    ]
    return StaffResult(hospital.name, tuple(found), tries, seed)


@dataclass(frozen=True, slots=True)
class _Tried:
    starts: Ints
    arrived: Arrived


class _StaffingSearch:
    """The staffing of one service."""

    def __init__(
        self,
        hospital: Hospital,
        service: str,
        days: DaysRun,
        asked: Mapping[str, float],
        tries: int,
        seed: int,
        lists: Sequence[Elective],
    ) -> None:
        self.hospital, self.service, self.days = hospital, service, days
        self.seed, self.numbers = seed, range(tries)
        self.asked, self.lists = dict(asked), lists
        self.shifts = shifts_to_start(hospital, service)
        self.usual = self._usual()
        self.others = self._others()
        self.seniors = self._share_of_seniors()
        arm = self._arm(np.ones((7, len(self.shifts)), np.int64))
        self.comes = self._by_weekday(arm.scenario.arrivals.rates[slice(*days.window)])
        tiers = sorted({min(shift.tier, 2) for shift in self.shifts})
        shares = {1: 1 - self.seniors, 2: self.seniors} if len(tiers) == 2 else {tiers[0]: 1.0}
        endless = {tier: arm.unlimited(self.numbers, seed, tier - 1) for tier in tiers}
        busy = {tier: self._by_weekday(arm.busy(runs)) for tier, runs in endless.items()}
        self.demand = np.asarray(sum(share * busy[tier] for tier, share in shares.items()))
        self.least_work = min(float(each.sum()) for each in busy.values())

    def result(self) -> ServiceStaff:
        """The least found, what it keeps, and what the rota gives beside it."""
        low, high = MARGINS
        most = self._try(high)
        if most is None:
            what = f"{self.service}: its shifts cannot put as many doctors at work as are needed"
            expected = "shifts of shifts.csv that reach over every hour in which patients come"
            raise InputError(Fault(what, "shifts.csv", expected=expected, code="nothing-to-fill"))
        best = {name: STANDARDS[name].figure(most.arrived) for name in self.asked}
        aimed = {name: _aim(name, value, best[name]) for name, value in self.asked.items()}
        tried = most
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            better = self._try(middle)
            if better is not None and _keep(better.arrived, aimed):
                high, tried = middle, better
            else:
                low = middle
        least = self._without_spare(tried, aimed)
        measured = self._run(least, range(len(self.numbers), 2 * len(self.numbers)))
        runs = len(self.numbers)
        reached = tuple(
            StandardReached(
                name,
                value,
                aimed[name],
                STANDARDS[name].estimate(measured, runs),
                best[name],
            )
            for name, value in self.asked.items()
        )
        return ServiceStaff(
            self.service,
            self._cover(least),
            reached,
            at_work_by_hour(self.shifts, least),
            self._rota_by_hour(),
            self.demand,
            self.others,
            hours_of_duty(self.shifts, least),
            self._bound(),
            self.seniors,
        )

    def _usual(self) -> ServiceArm | None:
        """The service as it is staffed now; None where there is neither rota nor cover plan."""
        hospital = self.hospital
        if hospital.rota is None and not hospital.templates and not hospital.cover:
            return None
        arms, _, _ = service_arms(hospital, self.service, self.days, self.seed)
        return next(arm for arm in arms if arm.arm == USUAL)

    def _arm(self, starts: Ints) -> ServiceArm:
        """The service staffed as a plan says, and nothing else of it changed."""
        bare = replace(self.hospital, rota=None, templates={}, cover=())
        plan = FlowPlan(cover=self._cover(starts))
        arms, _, _ = service_arms(
            bare, self.service, self.days, self.seed, plan=plan, lists=self.lists
        )
        return next(arm for arm in arms if arm.arm == PLAN)

    def _run(self, starts: Ints, numbers: Sequence[int]) -> Arrived:
        return arrived_of([self._arm(starts).run(numbers, self.seed)])

    def _by_weekday(self, by_hour: Floats) -> Floats:
        """(168,) hours of the days looked at, Monday's first."""
        return np.roll(np.asarray(by_hour[:WEEK], float), 24 * self.days.first.weekday())

    def _others(self) -> Floats:
        """(2, 168) doctors whom [flow] has besides, of all tiers and of tiers 2 and 3."""
        days = self.days
        there = others_on_duty(self.hospital, self.service, days.start, days.all)
        return self._there(DoctorsByQuarter(list(there), 24 * days.all, self.seed))

    def _there(self, doctors: DoctorsByQuarter) -> Floats:
        """(2, 168) doctors as they are rostered: an answer's are counted before illness too."""
        first, last = self.days.window
        by_hour = doctors.most[:, 4 * first : 4 * last].reshape(3, -1, 4).mean(axis=2)
        return np.array(
            [self._by_weekday(by_hour.sum(axis=0)), self._by_weekday(by_hour[1:].sum(axis=0))]
        )

    def _rota_by_hour(self) -> Floats:
        """(2, 168) what the rota gives if all of it come, without those whom it does not show."""
        if self.usual is None:
            return np.zeros((2, WEEK))
        return self._there(self.usual.doctors) - self.others

    def _share_of_seniors(self) -> float:
        there = self._rota_by_hour()
        return float(there[1].sum() / there[0].sum()) if there[0].sum() > 0 else SENIORS

    def _try(self, margin: float) -> _Tried | None:
        """The fewest shifts for a margin, and what becomes of patients; None where none do."""
        needed = np.ceil(self.demand + margin * np.sqrt(np.maximum(self.demand, 0)) - 1e-9)
        needed = np.where(self.comes > 0, np.maximum(1, needed), 0)
        senior = np.where(self.comes > 0, 1.0, 0.0)
        starts = fewest(
            self.shifts,
            np.maximum(0, needed - self.others[0]),
            np.maximum(0, senior - self.others[1]),
            self.seniors if any(shift.tier == 1 for shift in self.shifts) else 1.0,
        )
        if starts is None:
            return None
        return _Tried(starts, self._run(starts, self.numbers))

    def _without_spare(self, tried: _Tried, aimed: Mapping[str, float]) -> Ints:
        """Take away one doctor after the other, where most are idle first, while it keeps."""
        starts = tried.starts.copy()
        spent: set[tuple[int, int]] = set()
        while True:
            idle = self._idle(starts)
            places = [
                (idle[day, k], int(day), int(k))
                for day, k in zip(*np.nonzero(starts), strict=True)
                if (int(day), int(k)) not in spent
            ]
            if not places:
                return starts
            _, day, k = max(places)
            fewer = starts.copy()
            fewer[day, k] -= 1
            if self._covered(fewer) and _keep(self._run(fewer, self.numbers), aimed):
                starts = fewer
            else:
                spent.add((day, k))

    def _idle(self, starts: Ints) -> Floats:
        """(7, shifts) hours of each duty beyond what patients keep busy."""
        over = at_work_by_hour(self.shifts, starts)[0] + self.others[0] - self.demand
        share = over / np.maximum(1.0, self.demand)
        found = np.zeros(starts.shape)
        for day in range(7):
            for k, shift in enumerate(self.shifts):
                hours = (24 * day + np.arange(48)) % WEEK
                found[day, k] = shift.at_work @ share[hours] / shift.at_work.sum()
        return found

    def _covered(self, starts: Ints) -> bool:
        """Whether somebody, and a senior, is there in every hour in which patients come."""
        there = at_work_by_hour(self.shifts, starts) + self.others
        return bool((there[:, self.comes > 0] >= 0.5).all())

    def _bound(self) -> float:
        """Hours of duty below which a week's work cannot be done at all, whoever waits."""
        work = max(0.0, self.least_work - float(self.others[0].sum()))
        best = max(float(shift.at_work.sum()) / shift.hours for shift in self.shifts)
        return work / best

    def _cover(self, starts: Ints) -> tuple[Requirement, ...]:
        """Rows of cover.csv: weekdays with as many together."""
        rows = []
        for k, shift in enumerate(self.shifts):
            by_count: dict[int, list[str]] = {}
            for day in range(7):
                if starts[day, k]:
                    by_count.setdefault(int(starts[day, k]), []).append(WEEKDAYS[day])
            for count, days in by_count.items():
                rows.append(
                    Requirement(
                        self.service,
                        shift.code,
                        "all" if len(days) == 7 else ",".join(days),
                        count,
                        count,
                        tier=shift.tier,
                        competence=shift.competence,
                        rank=shift.rank,
                    )
                )
        return tuple(rows)


def _aim(name: str, asked: float, best: float) -> float:
    """What was asked for, or a little less than the best where that does not keep it."""
    if STANDARDS[name].keeps(best, asked):
        return asked
    return best - LESS if STANDARDS[name].at_least else best + LESS * max(1.0, best)


def _keep(came: Arrived, aimed: Mapping[str, float]) -> bool:
    """Whether what became of patients keeps every standard."""
    return all(
        STANDARDS[name].keeps(STANDARDS[name].figure(came), value) for name, value in aimed.items()
    )
