"""Many replications of one scenario, side by side, each with its own random numbers."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sevenday.cores import threads
from sevenday.flow.simulation.event_loop import run
from sevenday.flow.simulation.inputs import TIERS, Arrivals, Capacity, Care, Floats, Ints
from sevenday.flow.simulation.state import (
    COUNTED,
    IN_DEPARTMENT,
    PLANNED_OFF,
    SERIAL,
    Records,
    State,
    first_records,
    new_records,
    new_state,
)
from sevenday.flow.simulation.streams import streams
from sevenday.kernel_stamp import Function

STEPS_A_PATIENT = 150
"""Steps of some 2 microseconds that a patient takes, uncompiled."""
ROOM = 2048
"""Patients at a time that there is room for at first."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Who comes, what is done for them, and who and what is there."""

    arrivals: Arrivals
    care: Care
    capacity: Capacity

    @property
    def hours(self) -> int:
        """How long it lasts."""
        return int(self.capacity.doctors.shape[1]) // 4

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return int(self.care.least.shape[1])

    @property
    def may_do(self) -> Ints:
        """(tiers,) the places of the tasks that a tier may do, as bits."""
        places = np.int64(1) << self.care.order
        allowed = [np.bitwise_or.reduce(places[self.care.least <= tier]) for tier in range(TIERS)]
        return np.array(allowed, np.int64)


@dataclass(frozen=True, eq=False)
class Runs:
    """What replications of a scenario found.

    Parameters
    ----------
    records
        A replication each: what happened to whoever came in the hours looked at.
    means, ends
        (replications, COUNTED, hours) each number's mean in an hour, and its value at the end.
    planned_off
        (replications,) planned patients for whom there was no bed.
    """

    records: tuple[Records, ...]
    means: Floats
    ends: Floats
    planned_off: Ints

    @cached_property
    def patients(self) -> int:
        """How many came in the hours looked at, in all replications."""
        return sum(len(each.kind) for each in self.records)


def replicate(
    scenario: Scenario,
    replications: Iterable[int],
    seed: int,
    window: tuple[float, float] = (0.0, np.inf),
    doctors: Callable[[int], Ints] | None = None,
) -> Runs:
    """Run replications, the same to the last digit however many threads there are.

    Parameters
    ----------
    scenario
        Who comes, what is done, what is there.
    replications
        The number of each: the same number meets the same patients under every scenario.
    seed
        Of the random numbers.
    window
        Hours from and before which patients have a record.
    doctors
        (tiers, quarters) on duty in each replication, where they are not always the scenario's.

    Raises
    ------
    RuntimeError
        Where Little's law fails: the mean number present is not arrivals times mean stay.
    """
    numbers = list(replications)
    expected = int(scenario.arrivals.rates.sum()) + len(scenario.arrivals.times)
    function = run.at(STEPS_A_PATIENT * max(1, expected) * len(numbers))
    many = 1 if function == run.plain else min(threads(), max(1, len(numbers)))
    places = range(len(numbers))
    means, ends = (np.empty((len(numbers), COUNTED, scenario.hours)) for _ in range(2))
    planned_off = np.zeros(len(numbers), np.int64)

    def work(share: range) -> list[Records]:
        room = _Room(scenario, expected)
        found = []
        for k in share:
            found.append(room.run(function, numbers[k], seed, window, doctors))
            means[k], ends[k] = room.state.means, room.state.at_end
            planned_off[k] = room.state.counters[PLANNED_OFF]
        return found

    if many == 1:
        records = work(places)
    else:
        with ThreadPoolExecutor(many) as pool:
            found = list(pool.map(work, [places[k::many] for k in range(many)]))
        records = [found[k % many][k // many] for k in places]
    return Runs(tuple(records), means, ends, planned_off)


class _Room:
    """Arrays that one thread's replications work in, made larger when one needs it."""

    def __init__(self, scenario: Scenario, expected: int) -> None:
        self.scenario = scenario
        self.patients = ROOM
        self.may_do = scenario.may_do
        self.records = new_records(int(1.5 * expected) + 1000)
        self._make()

    def _make(self) -> None:
        beds = max(0, int(self.scenario.capacity.beds.max()), self.scenario.capacity.in_use)
        hours, classes = self.scenario.hours, self.scenario.classes
        self.state: State = new_state(self.patients, beds, classes, hours)

    def run(
        self,
        function: Function,
        number: int,
        seed: int,
        window: tuple[float, float],
        doctors: Callable[[int], Ints] | None,
    ) -> Records:
        """One replication by a form of the kernel; its numbers by the hour are in `state`."""
        scenario = self.scenario
        capacity = scenario.capacity
        if doctors is not None:
            capacity = capacity._replace(doctors=doctors(number))
        keys = streams(seed, number)
        while True:
            stays = function(
                scenario.arrivals,
                scenario.care,
                capacity,
                self.state,
                self.records,
                keys,
                self.may_do,
                np.array(window, np.float64),
            )
            if self.state.counters[SERIAL] < 0:
                self.patients *= 2
                self._make()
            elif self.records.many[0] == len(self.records.kind):
                self.records = new_records(2 * len(self.records.kind))
            else:
                break
        present = self.state.means[IN_DEPARTMENT].sum()
        if abs(present - stays) > 1e-6 * max(1.0, present):
            raise RuntimeError(f"Little's law fails: {present} patient-hours, {stays} of stays")
        return first_records(self.records)
