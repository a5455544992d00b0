"""What the replications of one service in one arm found, as rows with intervals."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from sevenday.flow.hospital.arms import ServiceArm
from sevenday.flow.hospital.demand import CLASSES
from sevenday.flow.hospital.estimates import (
    Arrived,
    Estimate,
    amount,
    arrived_of,
    pooled,
    quantile,
    ratio,
    share_of,
)
from sevenday.flow.hospital.harm import Harm, harm_of
from sevenday.flow.hospital.rows import (
    ALL,
    BedsOfFlow,
    ClassOfFlow,
    HalfDayOfBeds,
    HourOfFlow,
    UseOfDoctors,
)
from sevenday.flow.simulation.inputs import TIERS, Floats
from sevenday.flow.simulation.replicate import Runs
from sevenday.flow.simulation.state import (
    BOARDING,
    BUSY_TIER,
    IN_BEDS,
    IN_DEPARTMENT,
    LEFT,
    WAITING_NEW,
)

FOUR, TWELVE = 4.0, 12.0
HALF_DAY = 12
NINE_IN_TEN = (0.05, 0.95)


class Measured:
    """One service in one arm: its replications so far, and what they say."""

    def __init__(self, arm: ServiceArm, runs: Sequence[Runs], numbers: Sequence[int]) -> None:
        """`runs`: one after the other; `numbers`: of their replications."""
        self.arm = arm
        self.numbers = tuple(numbers)
        self.runs = len(self.numbers)
        self.means = np.concatenate([each.means for each in runs])
        self.ends = np.concatenate([each.ends for each in runs])
        self.planned_off = np.concatenate([each.planned_off for each in runs])
        self.came: Arrived = arrived_of(runs)

    @property
    def half_width(self) -> float:
        """Of the share within four hours: the longer side of its interval."""
        found = share_of(self.came, self.runs, self.came.stay <= FOUR)
        return max(found.value - found.low, found.high - found.value)

    @cached_property
    def doctors(self) -> Floats:
        """(replications, tiers, hours) who see patients in each hour looked at."""
        first, last = self.arm.days.window
        doctors = np.array(
            [self.arm.doctors(number)[:, 4 * first : 4 * last] for number in self.numbers], float
        )
        return np.asarray(doctors.reshape(self.runs, TIERS, last - first, 4).mean(axis=3))

    def use(self) -> tuple[UseOfDoctors, ...]:
        """A row for each tier that is there: how much of its time it is with a patient."""
        first, last = self.arm.days.window
        days = self.arm.days.looked_at
        there = self.doctors
        busy = self.means[:, BUSY_TIER : BUSY_TIER + TIERS, first:last]
        at_work = np.maximum(there, busy).sum(axis=2)  # a visit may be finished after a duty's end
        return tuple(
            UseOfDoctors(
                self.arm.service,
                tier + 1,
                amount(there[:, tier].sum(axis=1) / days),
                ratio(busy[:, tier].sum(axis=1), at_work[:, tier], 1.0),
            )
            for tier in range(TIERS)
            if there[:, tier].any()
        )

    def half_days(self) -> tuple[HalfDayOfBeds, ...]:
        """A row for each half-day looked at; () where a bed is always free."""
        first, last = self.arm.days.window
        beds = self.arm.scenario.capacity.beds
        if len(beds) == 1:
            return ()
        return tuple(
            HalfDayOfBeds(
                self.arm.days.at(hour),
                self.arm.service,
                int(beds[hour // HALF_DAY]),
                amount(self.means[:, IN_BEDS, hour : hour + HALF_DAY].mean(axis=1)),
                amount(self.means[:, BOARDING, hour : hour + HALF_DAY].mean(axis=1)),
            )
            for hour in range(first, last, HALF_DAY)
        )

    def hours(self, demand: Floats) -> tuple[HourOfFlow, ...]:
        """A row for each hour looked at. `demand`: doctors that its patients keep busy."""
        first, last = self.arm.days.window
        by_hour = self.doctors
        found = []
        for k, hour in enumerate(range(first, last)):
            there = self.means[:, IN_DEPARTMENT, hour]
            low, high = np.quantile(there, NINE_IN_TEN)
            found.append(
                HourOfFlow(
                    self.arm.days.at(hour),
                    self.arm.service,
                    amount(there),
                    amount(self.means[:, WAITING_NEW, hour]),
                    amount(by_hour[:, :, k].sum(axis=1)),
                    tuple(by_hour[:, :, k].mean(axis=0).tolist()),
                    (float(low), float(high)),
                    float(demand[k]),
                )
            )
        return tuple(found)

    def classes(self) -> tuple[ClassOfFlow, ...]:
        """A row for each class that anybody came of, then one for all."""
        rows = [
            self._class(str(kind + 1), self.came.some(self.came.kind == kind))
            for kind in range(CLASSES)
            if (self.came.kind == kind).any()
        ]
        return (*rows, self._class(ALL, self.came))

    def _class(self, name: str, came: Arrived) -> ClassOfFlow:
        def figure(values: str, part: float) -> Estimate:
            return pooled(came, self.runs, lambda some: 60 * quantile(getattr(some, values), part))

        return ClassOfFlow(
            self.arm.service,
            name,
            amount(np.bincount(came.run, minlength=self.runs).astype(float)),
            figure("wait", 0.5),
            figure("wait", 0.95),
            figure("stay", 0.5),
            share_of(came, self.runs, came.stay <= FOUR),
            share_of(came, self.runs, (came.stay > TWELVE) & (came.outcome != LEFT)),
            share_of(came, self.runs, came.outcome == LEFT),
        )

    def beds(self) -> BedsOfFlow:
        """The beds that its patients are admitted to."""
        first, last = self.arm.days.window
        by_half_day = self.arm.scenario.capacity.beds
        beds = -1.0
        if len(by_half_day) > 1:
            beds = float(by_half_day[first // HALF_DAY : last // HALF_DAY].mean())
        waits = self.came.some(np.isfinite(self.came.decided))

        def over(hours: float) -> Estimate:
            return share_of(waits, self.runs, waits.stay - waits.decided > hours)

        return BedsOfFlow(
            self.arm.service,
            beds if beds >= 0 else None,
            amount(self.means[:, IN_BEDS, first:last].mean(axis=1)),
            amount(self.means[:, BOARDING, first:last].mean(axis=1)),
            pooled(waits, self.runs, lambda some: 60 * quantile(some.stay - some.decided, 0.5)),
            over(FOUR),
            over(TWELVE),
            amount(self.planned_off.astype(float)),
        )

    def harm(self) -> Harm:
        """What is associated with the waits of those admitted."""
        return harm_of(self.came, self.runs)

    def number_there(self) -> Floats:
        """(replications, hours) in the department at the end of each hour."""
        return np.asarray(self.ends[:, IN_DEPARTMENT])

    def patient_hours(self) -> Floats:
        """(replications,) patient-hours in the department a day, from the first day looked at."""
        first, _ = self.arm.days.window
        days = self.arm.days.looked_at
        return np.asarray(self.means[:, IN_DEPARTMENT, first:].sum(axis=1)) / days
