"""`sd.staff`: the least doctors by hour and tier that keep a standard, as a cover plan.

Doctors whom patients would keep busy, did nobody wait, say how many are needed in each hour; a
margin that grows with the root of that number says how many more (square-root staffing). The least
margin that keeps the standard in the simulation is found by halving, shifts that put as many at
work are chosen by whole numbers, and then every doctor whom the standard can spare is taken away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.files import read
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.estimates import Arrived
from sevenday.flow.hospital.fixed_places import partly_here
from sevenday.flow.hospital.plans import planned_lists
from sevenday.flow.hospital.settings_named import check_settings
from sevenday.flow.hospital.staff_result import ServiceStaff, StaffResult, StandardReached
from sevenday.flow.hospital.staffed_service import StaffedService
from sevenday.flow.hospital.standards import STANDARDS, asked_standards
from sevenday.flow.hospital.week_of_shifts import WEEK, at_work_by_hour, fewest, hours_of_duty
from sevenday.flow.hospital.which_days import first_day, rota_remarks
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


def staff(
    hospital: Hospital | str | Path,
    standards: Iterable[str] | Mapping[str, float] = (),
    *,
    on: str | None = None,
    replications: int | None = None,
    seed: int = 1,
) -> StaffResult:
    """The least doctors by hour and tier that keep some standards, as cover.csv has them.

    The search begins with the rota's mix of tiers; at least one of tier 2 or 3 is there whenever
    patients come.

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
    check_settings(hospital)
    tries = replications or TRIES
    staffed = [StaffedService(hospital, each, days, tries, seed, lists) for each in services]
    found = [_StaffingSearch(each, asked, tries).result() for each in staffed]
    remarks = (*rota_remarks(hospital, days), *(says for each in staffed for says in each.remarks))
    return StaffResult(hospital.name, tuple(found), tries, seed, _rest(hospital, staffed), remarks)


def _rest(hospital: Hospital, staffed: Sequence[StaffedService]) -> tuple[Requirement, ...]:
    """Rows of cover.csv that the staffing leaves: other services', and those that it keeps."""
    ours = {each.service for each in staffed} | {""}
    fixed = {id(need) for each in staffed for need in each.fixed}
    return tuple(need for need in hospital.cover if need.service not in ours or id(need) in fixed)


@dataclass(frozen=True, slots=True)
class _Tried:
    starts: Ints
    arrived: Arrived


class _StaffingSearch:
    """The search for the least staffing of one service."""

    def __init__(self, staffed: StaffedService, asked: Mapping[str, float], tries: int) -> None:
        self.staffed, self.asked, self.numbers = staffed, dict(asked), range(tries)

    def result(self) -> ServiceStaff:
        """The least found, what it keeps, and what the rota gives beside it."""
        low, high = MARGINS
        most = self._try(high)
        if most is None:
            service = self.staffed.service
            what = f"{service}: its shifts cannot put as many doctors at work as are needed"
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
        measured = self.staffed.run(least, range(len(self.numbers), 2 * len(self.numbers)))
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
        fixed = self.staffed.fixed_hours
        return ServiceStaff(
            self.staffed.service,
            self.staffed.cover(least),
            reached,
            at_work_by_hour(self.staffed.shifts, least) + self.staffed.fixed_at_work,
            self.staffed.rota_by_hour(),
            self.staffed.demand,
            self.staffed.others,
            hours_of_duty(self.staffed.shifts, least) + float(fixed.by_day[0].sum()),
            self.staffed.bound(),
            self.staffed.seniors,
            int(least.sum()) + fixed.duties,
            self.staffed.fixed,
            partly_here(self.staffed.hospital, self.staffed.service),
        )

    def _try(self, margin: float) -> _Tried | None:
        """The fewest shifts for a margin, and what becomes of patients; None where none do."""
        demand = self.staffed.demand
        needed = np.ceil(demand + margin * np.sqrt(np.maximum(demand, 0)) - 1e-9)
        needed = np.where(self.staffed.comes > 0, np.maximum(1, needed), 0)
        senior = np.where(self.staffed.comes > 0, 1.0, 0.0)
        starts = fewest(
            self.staffed.shifts,
            np.maximum(0, needed - self.staffed.beside[0]),
            np.maximum(0, senior - self.staffed.beside[1]),
            self.staffed.seniors if any(shift.tier == 1 for shift in self.staffed.shifts) else 1.0,
            self.staffed.fixed_hours.by_day,
        )
        if starts is None:
            return None
        return _Tried(starts, self.staffed.run(starts, self.numbers))

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
            covered = self.staffed.is_covered(fewer)
            if covered and _keep(self.staffed.run(fewer, self.numbers), aimed):
                starts = fewer
            else:
                spent.add((day, k))

    def _idle(self, starts: Ints) -> Floats:
        """(7, shifts) hours of each duty beyond what patients keep busy."""
        demand = self.staffed.demand
        there = at_work_by_hour(self.staffed.shifts, starts)[0] + self.staffed.beside[0]
        share = (there - demand) / np.maximum(1.0, demand)
        found = np.zeros(starts.shape)
        for day in range(7):
            for k, shift in enumerate(self.staffed.shifts):
                hours = (24 * day + np.arange(48)) % WEEK
                found[day, k] = shift.at_work @ share[hours] / shift.at_work.sum()
        return found


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
