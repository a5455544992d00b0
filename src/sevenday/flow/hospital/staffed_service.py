"""A service as a search staffs it: its demand, its shifts, and what becomes of its patients."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sevenday.clock import WEEKDAYS
from sevenday.flow.hospital.arms import PLAN, USUAL, ServiceArm, service_arms
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.doctors import others_on_duty, required
from sevenday.flow.hospital.estimates import Arrived, arrived_of
from sevenday.flow.hospital.fixed_places import fixed_hours, fixed_places
from sevenday.flow.hospital.plans import FlowPlan
from sevenday.flow.hospital.quarters import DoctorsByQuarter
from sevenday.flow.hospital.week_of_shifts import (
    PRESENT,
    WEEK,
    at_work_by_hour,
    least_hours,
    shifts_to_start,
)
from sevenday.flow.simulation.inputs import Floats, Ints
from sevenday.model import Hospital, Requirement
from sevenday.model.walkout import Elective

SENIORS = 0.4
"""The share of tiers 2 and 3 where there is neither a rota nor a cover plan."""


class StaffedService:
    """The staffing of one service.

    `shifts`: those its doctors can start. `fixed`: rows of cover.csv that stay as they are beside
    them, and `fixed_hours` what they take. `others`, `fixed_at_work`: (2, 168) doctors whom [flow]
    has besides and those of the rows fixed, of all tiers and of tiers 2 and 3; `beside`: both.
    `seniors`: the rota's share of those. `comes`: (168,) patients
    an hour. `demand`: (168,) doctors that patients would keep busy, did nobody wait. `least_work`:
    hours a week of the tier that is quickest.
    """

    def __init__(
        self,
        hospital: Hospital,
        service: str,
        days: DaysRun,
        tries: int,
        seed: int,
        lists: Sequence[Elective] = (),
    ) -> None:
        """`tries`: replications that demand is worked out on; `lists`: planned ones."""
        self.hospital, self.service, self.days = hospital, service, days
        self.seed, self.lists = seed, lists
        self.shifts = shifts_to_start(hospital, service)
        self.fixed = fixed_places(hospital, self.shifts, service)
        self.fixed_hours = fixed_hours(hospital, self.fixed, days.first)
        self.remarks: tuple[str, ...] = ()
        self.usual = self._usual()
        self.others = self._others()
        self.fixed_at_work = self._fixed_at_work()
        self.beside = self.others + self.fixed_at_work
        self.seniors = self._share_of_seniors()
        arm = self._arm(np.ones((7, len(self.shifts)), np.int64))
        self.comes = self._by_weekday(arm.scenario.arrivals.rates[slice(*days.window)])
        tiers = sorted({min(shift.tier, 2) for shift in self.shifts})
        shares = {1: 1 - self.seniors, 2: self.seniors} if len(tiers) == 2 else {tiers[0]: 1.0}
        endless = {tier: arm.unlimited(range(tries), seed, tier - 1) for tier in tiers}
        busy = {tier: self._by_weekday(arm.busy(runs)) for tier, runs in endless.items()}
        self.demand = np.asarray(sum(part * busy[tier] for tier, part in shares.items()))
        self.least_work = min(float(each.sum()) for each in busy.values())

    def run(self, starts: Ints, numbers: Sequence[int]) -> Arrived:
        """What becomes of patients where so many start each shift on each weekday."""
        return arrived_of([self._arm(starts).run(numbers, self.seed)])

    def is_covered(self, starts: Ints) -> bool:
        """Whether somebody, and a senior, is there in every hour in which patients come."""
        there = at_work_by_hour(self.shifts, starts) + self.beside
        return bool((there[:, self.comes > 0] >= PRESENT).all())

    def bound(self) -> float:
        """Hours of duty below which no shifts do a week's work with a senior always there."""
        some = np.where(self.comes > 0, PRESENT, 0.0)
        work = max(0.0, self.least_work - float(self.beside[0].sum()))
        least = least_hours(self.shifts, work, some - self.beside[0], some - self.beside[1])
        return least + float(self.fixed_hours.by_day[0].sum())

    def cover(self, starts: Ints) -> tuple[Requirement, ...]:
        """Rows of cover.csv for those who start shifts: weekdays with as many together."""
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

    def rota_by_hour(self) -> Floats:
        """(2, 168) what the rota gives if all of it come, without those whom it does not show."""
        if self.usual is None:
            return np.zeros((2, WEEK))
        return self._there(self.usual.doctors) - self.others

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
        plan = FlowPlan(cover=(*self.fixed, *self.cover(starts)))
        arms, _, self.remarks = service_arms(
            bare, self.service, self.days, self.seed, plan=plan, lists=self.lists
        )
        return next(arm for arm in arms if arm.arm == PLAN)

    def _by_weekday(self, by_hour: Floats) -> Floats:
        """(168,) hours of the days looked at, Monday's first."""
        return np.roll(np.asarray(by_hour[:WEEK], float), 24 * self.days.first.weekday())

    def _others(self) -> Floats:
        """(2, 168) doctors whom [flow] has besides, of all tiers and of tiers 2 and 3."""
        days = self.days
        there = others_on_duty(self.hospital, self.service, days.start, days.all)
        return self._there(DoctorsByQuarter(list(there), 24 * days.all, self.seed))

    def _fixed_at_work(self) -> Floats:
        """(2, 168) doctors of the rows of cover.csv that stay."""
        days, hospital = self.days, self.hospital
        sees = hospital.flow.sees
        there = required(self.fixed, hospital.shifts, self.service, days.start, days.all, sees=sees)
        return self._there(DoctorsByQuarter(there, 24 * days.all, self.seed))

    def _there(self, doctors: DoctorsByQuarter) -> Floats:
        """(2, 168) doctors as they are rostered: an answer's are counted before illness too."""
        first, last = self.days.window
        by_hour = doctors.most[:, 4 * first : 4 * last].reshape(3, -1, 4).mean(axis=2)
        return np.array(
            [self._by_weekday(by_hour.sum(axis=0)), self._by_weekday(by_hour[1:].sum(axis=0))]
        )

    def _share_of_seniors(self) -> float:
        there = self.rota_by_hour()
        return float(there[1].sum() / there[0].sum()) if there[0].sum() > 0 else SENIORS
