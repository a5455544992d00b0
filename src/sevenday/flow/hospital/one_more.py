"""What one doctor more or fewer at each hour of the day is worth, with the same patients."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sevenday.flow.hospital.arms import ServiceArm
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.flow.hospital.estimates import mean_of
from sevenday.flow.hospital.rows import OneMore
from sevenday.flow.simulation.inputs import TIERS, Arrivals, Floats, Ints
from sevenday.flow.simulation.replicate import Runs, Scenario, replicate
from sevenday.flow.simulation.state import IN_DEPARTMENT

OnProgress = Callable[[str, int, int], None]
"""Called with what is done, how much of it, and of how much at most."""
MOST = 40
"""Replications that a change is tried on, at most: both sides meet the same patients."""
DAYS_AFTER = 1


class DoctorsChanged:
    """An arm's days run again with other doctors, and the same patients."""

    def __init__(self, arm: ServiceArm, numbers: Sequence[int], seed: int) -> None:
        """`numbers`: of replications, of which as many are used as a change is tried on."""
        self.arm, self.seed = arm, seed
        self.numbers = tuple(numbers)[:MOST]
        self.days = DaysRun(arm.days.first, arm.days.looked_at, min(arm.days.after, DAYS_AFTER))
        self.scenario = _until(arm.scenario, 24 * self.days.all)
        self.there = {
            number: arm.doctors(number)[:, : 4 * 24 * self.days.all] for number in self.numbers
        }

    def run(self, doctors: Mapping[int, Ints]) -> Runs:
        """Every replication; `doctors`: (tiers, quarters) by its number."""
        window = self.days.window
        return replicate(self.scenario, self.numbers, self.seed, window, lambda n: doctors[n])

    def patient_hours(self, runs: Runs) -> Floats:
        """(replications,) patient-hours in the department from the first day looked at."""
        first, _ = self.days.window
        return np.asarray(runs.means[:, IN_DEPARTMENT, first:].sum(axis=1))


def try_one_more(
    arm: ServiceArm, numbers: Sequence[int], seed: int, on_progress: OnProgress | None = None
) -> tuple[OneMore, ...]:
    """A row for each hour of the day and each tier that is there on some day looked at."""
    trial = DoctorsChanged(arm, numbers, seed)
    days, there = trial.days, trial.there
    first, last = days.window
    usual = arm.doctors.most[:, 4 * first : 4 * last]

    def patient_hours(doctors: Mapping[int, Ints]) -> Floats:
        return trial.patient_hours(trial.run(doctors))

    base = patient_hours(there)
    found = []
    for tier in range(TIERS):
        if not usual[tier].any():
            continue
        for hour in range(24):
            more, fewer = (
                {number: _changed(rows, tier, hour, by, days) for number, rows in there.items()}
                for by in (1, -1)
            )
            some = any((fewer[number] != there[number]).any() for number in there)
            gain = mean_of((base - patient_hours(more)) / days.looked_at)
            loss = mean_of((patient_hours(fewer) - base) / days.looked_at) if some else None
            found.append(OneMore(arm.service, hour, tier + 1, gain, loss))
            if on_progress is not None:
                on_progress("hours tried", len(found), 24 * int(usual.any(axis=1).sum()))
    return tuple(found)


def best_hours(rows: Sequence[OneMore], many: int = 3) -> list[OneMore]:
    """The hours at which one doctor more saves most, of those that save for sure."""
    sure = [row for row in rows if row.gain.low > 0]
    return sorted(sure, key=lambda row: -row.gain.value)[:many]


def _until(scenario: Scenario, hours: int) -> Scenario:
    """The first hours of a scenario."""
    arrivals, capacity = scenario.arrivals, scenario.capacity
    shorter = Arrivals(
        arrivals.rates[:hours],
        arrivals.mix[:hours],
        arrivals.stays_away[:hours],
        arrivals.ambulance,
        arrivals.spread,
        arrivals.times,
    )
    return replace(
        scenario,
        arrivals=shorter,
        capacity=capacity._replace(
            doctors=capacity.doctors[:, : 4 * hours], planned=capacity.planned[:hours]
        ),
    )


def _changed(rows: Ints, tier: int, hour: int, by: int, days: DaysRun) -> Ints:
    """Doctors with one more or fewer of a tier at an hour of each day looked at."""
    found = rows.copy()
    first, _ = days.window
    for day in range(days.looked_at):
        at = 4 * (first + 24 * day + hour)
        found[tier, at : at + 4] = np.maximum(0, found[tier, at : at + 4] + by)
    return found
