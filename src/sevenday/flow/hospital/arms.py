"""One hospital's days as scenarios: usual, in a walkout, and in a walkout with its plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.flow.hospital.beds import BedsOf, beds_of, beds_taken, planned_by_hour
from sevenday.flow.hospital.care import care_for, review_hours, work_hours
from sevenday.flow.hospital.defaults import default, default_list
from sevenday.flow.hospital.demand import CLASSES, WeekOfArrivals, arrivals_from, week_of
from sevenday.flow.hospital.doctors import (
    DoctorsByQuarter,
    OnDuty,
    TurnoutOf,
    rostered,
)
from sevenday.flow.hospital.plans import FlowPlan
from sevenday.flow.simulation.inputs import TIERS, Capacity, Care, Floats
from sevenday.flow.simulation.replicate import Runs, Scenario, replicate
from sevenday.flow.simulation.state import BUSY_TIER
from sevenday.model import Doctor, Hospital
from sevenday.model.walkout import Elective, Turnout, Walkout
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.assumptions import assumptions_for
from sevenday.walkout.planning.places import turnout_of_post

USUAL, WALKOUT, PLAN = "usual", "walkout", "plan"
WARM_UP = 3
"""DaysRun that run before those looked at, so that the queue is not empty at their start."""
ACTION_HOURS = 8
"""Hours of a date's action from which fewer patients come on that date."""
FEWER_UNTIL = 2022
"""Years until which the fall in attendances of 2016 is taken for a walkout of emergency care."""
ENDLESS = 500
"""Doctors, so that nobody waits."""
NO_PLACE = 6
"""The rank of a duty that fills no place of cover.csv."""


@dataclass(frozen=True, slots=True)
class DaysRun:
    """Which days are simulated: `first` to be looked at, so many, and how many run after them."""

    first: date
    looked_at: int
    after: int

    @property
    def start(self) -> date:
        """The first that runs."""
        return self.first - timedelta(days=WARM_UP)

    @property
    def all(self) -> int:
        """How many run."""
        return WARM_UP + self.looked_at + self.after

    @property
    def window(self) -> tuple[int, int]:
        """The hours looked at, counted from the first that runs."""
        return 24 * WARM_UP, 24 * (WARM_UP + self.looked_at)

    def hour_of(self, at: datetime) -> float:
        """A time by the clock, in hours from the first that runs."""
        return (at - datetime.combine(self.start, datetime.min.time())) / timedelta(hours=1)

    def at(self, hour: float) -> datetime:
        """The time by the clock of an hour."""
        return datetime.combine(self.start, datetime.min.time()) + timedelta(hours=hour)


@dataclass(frozen=True, eq=False, slots=True)
class ServiceLoad:
    """The work that a usual week brings a service, and who is there to do it.

    `work_hours`, `doctor_hours`: a week's, both as of tier 3. `beds_taken`: beds in use on average,
    were there always one free; `beds`: how many there are, -1 without limit.
    """

    service: str
    work_hours: float
    doctor_hours: float
    beds_taken: float
    beds: int

    @property
    def busy(self) -> float:
        """The share of doctors' time that patients take, were none to leave."""
        return self.work_hours / self.doctor_hours if self.doctor_hours else float("inf")

    @property
    def beds_full(self) -> float:
        """Beds taken against those there; 0 without limit."""
        return self.beds_taken / max(1, self.beds) if self.beds >= 0 else 0.0


@dataclass(frozen=True, eq=False, slots=True)
class ServiceArm:
    """One service in one arm: its scenario, and the doctors of each replication."""

    service: str
    arm: str
    days: DaysRun
    scenario: Scenario
    doctors: DoctorsByQuarter

    def run(self, numbers: Sequence[int], seed: int) -> Runs:
        """Replications, by number: one meets the same patients in every arm."""
        return replicate(self.scenario, numbers, seed, self.days.window, self.doctors)

    def demand(self, numbers: Sequence[int], seed: int) -> Floats:
        """(hours,) doctors that patients keep busy, did nobody ever wait for one.

        Each tier's own, by the share that it has of the doctors' hours.
        """
        hours = self.doctors.most.sum(axis=1)
        if not hours.any():
            hours[0] = 1  # nobody is there at all: as of the lowest tier
        shares = hours / hours.sum()
        found = [
            share * self.busy(self.unlimited(numbers, seed, tier))
            for tier, share in enumerate(shares.tolist())
            if share > 0
        ]
        return np.asarray(sum(found))

    def busy(self, runs: Runs) -> Floats:
        """(hours,) doctors with a patient in each hour looked at, on average."""
        first, last = self.days.window
        return np.asarray(runs.means[:, BUSY_TIER:, first:last].sum(axis=1).mean(axis=0))

    def unlimited(self, numbers: Sequence[int], seed: int, tier: int) -> Runs:
        """Replications in which a doctor of a tier, counted from 0, is always free."""
        endless = np.zeros_like(self.doctors.most)
        endless[tier] = ENDLESS
        if tier == 0:
            endless[1] = ENDLESS  # reviews; all else is begun by the lowest tier
        capacity = self.scenario.capacity._replace(doctors=endless, cubicles=0)
        scenario = replace(self.scenario, capacity=capacity)
        return replicate(scenario, numbers, seed, self.days.window)

    def nobody(self) -> list[int]:
        """Hours looked at that patients come in and no doctor is there, even if all attend."""
        first, last = self.days.window
        there = self.doctors.most.reshape(TIERS, -1, 4).sum(axis=(0, 2))
        comes = self.scenario.arrivals.rates > 0
        return [hour for hour in range(first, last) if comes[hour] and there[hour] == 0]


def service_arms(
    hospital: Hospital,
    service: str,
    days: DaysRun,
    seed: int,
    walkout: WalkoutInputs | None = None,
    plan: FlowPlan | None = None,
    lists: Sequence[Elective] = (),
) -> tuple[list[ServiceArm], ServiceLoad, tuple[str, ...]]:
    """The arms of one service that can be compared, how loaded it is, and remarks.

    Usual; with a walkout as it is; with a plan, in the walkout if there is one. `lists`: planned
    ones, whose patients need beds.

    Raises
    ------
    InputError
        Where nobody is ever on duty for a service that patients come to.
    """
    patients = hospital.patients
    week = week_of(service, patients.arrivals)
    services = tuple(dict.fromkeys(each.service for each in patients.arrivals))
    beds = beds_of(service, patients.beds, services)
    sick = assumptions_for(hospital).sick_rate
    has_rota = hospital.rota is not None or bool(hospital.templates)
    crews: dict[str, list[OnDuty]] = {}
    if has_rota or hospital.cover:
        crews[USUAL] = rostered(hospital, service, days.start, days.all, sick)
    if walkout is not None:
        turnout_of = _turnouts(hospital, walkout.walkout)
        crews[WALKOUT] = rostered(hospital, service, days.start, days.all, sick, turnout_of)
    if plan is not None:
        crews[PLAN] = _planned(hospital, service, days, sick, plan, crews.get(WALKOUT, []))
    elif not crews:
        rostered(hospital, service, days.start, days.all)  # says what is missing
    by_arm = {arm: DoctorsByQuarter(crew, 24 * days.all, seed) for arm, crew in crews.items()}
    _check_anybody(service, by_arm)
    seniors = any(bool(each.most[1:].any()) for each in by_arm.values())
    care = care_for(service, week, patients.service_times, hospital.flow, seniors)
    fewer = _fewer(hospital, walkout.walkout) if walkout is not None else {}
    admitted = _admitted_daily(week, care)
    usual_planned = planned_by_hour(lists, (), days.start, days.all)
    in_use = beds_taken(beds, admitted, usual_planned[: 24 * WARM_UP + 24])
    arms = []
    for arm, doctors in by_arm.items():
        gone = plan.withdrawn if plan is not None and arm == PLAN else ()
        arms.append(
            ServiceArm(
                service,
                arm,
                days,
                Scenario(
                    arrivals_from(
                        week,
                        hospital.flow,
                        service,
                        days.start,
                        days.all,
                        fewer if arm != USUAL else None,
                    ),
                    care,
                    Capacity(
                        doctors.most,
                        False,
                        hospital.flow.cubicles.get(service, 0),
                        np.array([beds.beds]),
                        planned_by_hour(lists, gone, days.start, days.all),
                        _stays(beds),
                        np.cumsum(beds.discharges),
                        default("weekend_discharges"),
                        default_list("turnaround_minutes") / 60,
                        days.start.weekday(),
                        max(0, min(beds.beds, round(in_use))) if beds.beds >= 0 else 0,
                    ),
                ),
                doctors,
            )
        )
    remarks = list(week.remarks)
    if not seniors:
        remarks.append(f"{service}: nobody of tier 2 or 3 is there: no patient is reviewed.")
    load = _load(service, week, care, by_arm.get(USUAL) or by_arm[PLAN], days, in_use, beds)
    return arms, load, tuple(remarks)


def _stays(beds: BedsOf) -> Floats:
    """(2, 2) hours in a bed and their spread, of emergency and planned patients."""
    return np.array(
        [
            [beds.stay, default("bed_cv")],
            [default("planned_stay_hours"), default("planned_cv")],
        ]
    )


def _check_anybody(service: str, by_arm: dict[str, DoctorsByQuarter]) -> None:
    if not any(each.most.any() for each in by_arm.values()):
        what = f"{service}: patients come, and no doctor of it is ever on duty"
        expected = f"duties, doctors or others of [flow] whose service is {service!r}"
        raise InputError(
            Fault(what, "arrivals.csv", None, "service", service, expected, code="nothing-to-fill")
        )


def _turnouts(hospital: Hospital, walkout: Walkout) -> TurnoutOf:
    """How the group of each post turns out; asked once for posts that are alike."""

    @cache
    def ask(
        alike: Doctor, service: str, code: str, span: tuple[datetime, datetime]
    ) -> Turnout | None:
        ranks = [
            need.rank
            for need in hospital.cover
            if need.shift in code.split("+")
            and need.service in ("", service)
            and (alike.tier or 1) >= (need.tier or 1)
            and (not need.competence or need.competence in alike.competences)
        ]
        return turnout_of_post(walkout, alike, service, code, span, min(ranks, default=NO_PLACE))

    def turnout_of(
        doctor: Doctor, service: str, code: str, span: tuple[datetime, datetime]
    ) -> Turnout | None:
        alike = Doctor(
            "", doctor.grade, tier=doctor.tier, competences=doctor.competences, service=service
        )
        return ask(alike, service, code, span)

    return turnout_of


def _planned(
    hospital: Hospital,
    service: str,
    days: DaysRun,
    sick: float,
    plan: FlowPlan,
    without: list[OnDuty],
) -> list[OnDuty]:
    """Who is on duty with a plan: those who come without it and those called, or a cover plan's."""
    if plan.cover:
        anew = replace(hospital, rota=None, templates={}, cover=plan.cover)
        return rostered(anew, service, days.start, days.all, sick)
    found = list(without)
    for n, call in enumerate(plan.calls):
        if call.service == service:
            start, end = (round(60 * days.hour_of(at)) for at in (call.start, call.end))
            key = f"{service}|call|{call.start}|{call.tier}|{n}"
            found.append(OnDuty(call.tier, start, end, 1, sick, key=key))
    return found


def _fewer(hospital: Hospital, walkout: Walkout) -> dict[date, float]:
    """By date of action the share of patients who stay away."""
    windows = [window for action in walkout.going for window in action.windows]
    first = min(window.start for window in windows)
    words = {action.withheld(window) for action in walkout.going for window in action.windows}
    usual = default_list("walkout_demand")
    come = usual[0] if "full" in words and first.year <= FEWER_UNTIL else usual[1]
    if hospital.flow.walkout_demand is not None:
        come = hospital.flow.walkout_demand
    hours: dict[date, float] = {}
    for window in windows:
        at = window.start
        while at < window.end:
            midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time())
            until = min(midnight, window.end)
            hours[at.date()] = hours.get(at.date(), 0.0) + (until - at) / timedelta(hours=1)
            at = until
    return {day: 1 - float(come) for day, many in hours.items() if many >= ACTION_HOURS}


def _admitted_daily(week: WeekOfArrivals, care: Care) -> float:
    """Patients a day who need a bed, if most are first seen by tier 1."""
    by_class = week.patients.sum(axis=(0, 1)) / 7
    share = default_list("ambulance")
    chance = share * care.admitted[1, :CLASSES, 0] + (1 - share) * care.admitted[0, :CLASSES, 0]
    return float(by_class @ chance)


def _load(
    service: str,
    week: WeekOfArrivals,
    care: Care,
    doctors: DoctorsByQuarter,
    days: DaysRun,
    taken: float,
    beds: BedsOf,
) -> ServiceLoad:
    """The work of a week against the doctors' time, each tier's by its own pace.

    Every tier sees the same mix, so a tier's pace is what tier 3 takes against what it takes, with
    the reviews that its patients need of seniors.
    """
    by_class = week.patients.sum(axis=(0, 1))
    as_of_three = float(by_class @ work_hours(care, 2)[:CLASSES])
    doctor_hours = 0.0
    of_week = doctors.usual[:, 4 * 24 * WARM_UP :][:, : 4 * 24 * 7]
    weeks = of_week.shape[1] / (4 * 24 * 7)
    for tier in range(TIERS):
        own = float(by_class @ (work_hours(care, tier) + review_hours(care, tier))[:CLASSES])
        doctor_hours += float(of_week[tier].sum()) / 4 / weeks * as_of_three / own
    return ServiceLoad(service, as_of_three, doctor_hours, taken, beds.beds)
