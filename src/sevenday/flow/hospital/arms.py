"""One hospital's days as scenarios: usual, in a walkout, and in a walkout with its plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.flow.hospital.action import fewer_patients, turnouts
from sevenday.flow.hospital.beds import BedsOf, beds_of, beds_taken, planned_by_hour
from sevenday.flow.hospital.care import care_for
from sevenday.flow.hospital.days_run import WARM_UP, DaysRun
from sevenday.flow.hospital.defaults import default, default_list
from sevenday.flow.hospital.demand import arrivals_from, week_of
from sevenday.flow.hospital.doctors import on_call_remarks, rostered
from sevenday.flow.hospital.load import ServiceLoad, admitted_daily, load_of
from sevenday.flow.hospital.plans import FlowPlan
from sevenday.flow.hospital.quarters import DoctorsByQuarter, OnDuty
from sevenday.flow.simulation.inputs import TIERS, Capacity, Floats
from sevenday.flow.simulation.replicate import Runs, Scenario, replicate
from sevenday.flow.simulation.state import BUSY_TIER
from sevenday.model import Hospital
from sevenday.model.walkout import Elective
from sevenday.walkout.load import WalkoutInputs
from sevenday.walkout.planning.assumptions import assumptions_for

USUAL, WALKOUT, PLAN = "usual", "walkout", "plan"
ENDLESS = 500
"""Doctors, so that nobody waits."""


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
    week = week_of(service, patients.arrivals, hospital.flow.day_spread)
    services = tuple(dict.fromkeys(each.service for each in patients.arrivals))
    beds = beds_of(service, patients.beds, services, hospital.flow, days.start, days.all)
    sick = assumptions_for(hospital).sick_rate
    has_rota = hospital.rota is not None or bool(hospital.templates)
    crews: dict[str, list[OnDuty]] = {}
    if has_rota or hospital.cover:
        crews[USUAL] = rostered(hospital, service, days.start, days.all, sick)
    if walkout is not None:
        turnout_of = turnouts(hospital, walkout.walkout)
        crews[WALKOUT] = rostered(hospital, service, days.start, days.all, sick, turnout_of)
    if plan is not None:
        crews[PLAN] = _planned(hospital, service, days, sick, plan, crews.get(WALKOUT, []))
    elif not crews:
        rostered(hospital, service, days.start, days.all)  # says what is missing
    by_arm = {arm: DoctorsByQuarter(crew, 24 * days.all, seed) for arm, crew in crews.items()}
    _check_anybody(hospital, service, by_arm)
    seniors = any(bool(each.most[1:].any()) for each in by_arm.values())
    care = care_for(service, patients.service_times, hospital.flow, seniors)
    fewer = fewer_patients(hospital, walkout.walkout) if walkout is not None else {}
    admitted = admitted_daily(week, care)
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
                        beds.beds,
                        planned_by_hour(lists, gone, days.start, days.all),
                        _stays(beds),
                        np.cumsum(beds.discharges),
                        default("weekend_discharges"),
                        default_list("turnaround_minutes") / 60,
                        days.start.weekday(),
                        max(0, min(int(beds.beds[0]), round(in_use))),
                    ),
                ),
                doctors,
            )
        )
    remarks = [*week.remarks, *on_call_remarks(hospital, service)]
    if not seniors:
        remarks.append(f"{service}: nobody of tier 2 or 3 is there: no patient is reviewed.")
    load = load_of(service, week, care, by_arm.get(USUAL) or by_arm[PLAN], in_use, beds)
    return arms, load, tuple(remarks)


def _stays(beds: BedsOf) -> Floats:
    """(2, 2) hours in a bed and their spread, of emergency and planned patients."""
    return np.array(
        [
            [beds.stay, default("bed_cv")],
            [default("planned_stay_hours"), default("planned_cv")],
        ]
    )


def _check_anybody(hospital: Hospital, service: str, by_arm: dict[str, DoctorsByQuarter]) -> None:
    if not any(each.most.any() for each in by_arm.values()):
        what = f"{service}: patients come, and no doctor of it is ever on duty"
        expected = f"duties, doctors or others of [flow] whose service is {service!r}"
        known = {each.service for each in hospital.shifts.values()}
        known |= {each.service for each in hospital.doctors}
        known |= {each.service for each in hospital.cover}
        known -= {"", service}
        if known:
            expected += f"; here there are {', '.join(sorted(known))}"
        raise InputError(
            Fault(what, "arrivals.csv", None, "service", service, expected, code="nothing-to-fill")
        )


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
