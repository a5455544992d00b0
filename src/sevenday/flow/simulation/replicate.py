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
    PLANNED_OFF,
    SERIAL,
    Records,
    State,
    first_records,
    new_records,
    new_state,
)
from sevenday.flow.simulation.streams import PURPOSES, stream
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
    shares = [numbers[k::many] for k in range(many)]

    def work(share: list[int]) -> list[_Found]:
        room = _Room(scenario, ROOM, expected)
        return [room.run(function, number, seed, window, doctors) for number in share]

    if many == 1:
        found = [work(numbers)]
    else:
        with ThreadPoolExecutor(many) as pool:
            found = list(pool.map(work, shares))
    in_order = [found[k % many][k // many] for k in range(len(numbers))]
    return Runs(
        tuple(each.records for each in in_order),
        np.array([each.means for each in in_order]),
        np.array([each.ends for each in in_order]),
        np.array([each.planned_off for each in in_order]),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    records: Records
    means: Floats
    ends: Floats
    planned_off: int


class _Room:
    """Arrays that one thread's replications work in, made larger when one needs it."""

    def __init__(self, scenario: Scenario, patients: int, expected: int) -> None:
        self.scenario = scenario
        self.patients = patients
        self.may_do = scenario.may_do
        self.expected = expected
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
    ) -> _Found:
        """One replication by the kernel's form that is given."""
        scenario = self.scenario
        capacity = scenario.capacity
        if doctors is not None:
            capacity = capacity._replace(doctors=doctors(number))
        with np.errstate(over="ignore"):
            keys = np.array([stream(seed, number, k) for k in range(PURPOSES)], np.uint64)
        room = int(1.5 * self.expected) + 1000
        while True:
            records = new_records(room)
            area, stays = function(
                scenario.arrivals,
                scenario.care,
                capacity,
                self.state,
                records,
                keys,
                self.may_do,
                np.array(window, np.float64),
            )
            if self.state.counters[SERIAL] < 0:
                self.patients *= 2
                self._make()
            elif records.many[0] == room:
                room *= 2
            else:
                break
        if abs(area - stays) > 1e-6 * max(1.0, area):
            raise RuntimeError(f"Little's law fails: {area} patient-hours, {stays} of stays")
        level = np.cumsum(self.state.steps, axis=1)
        hours = scenario.hours
        means = self.state.area[:, :hours].copy()
        means[:, 1:] += level[:, : hours - 1]
        many = int(records.many[0])
        short = first_records(records, many)
        return _Found(short, means, level[:, :hours], int(self.state.counters[PLANNED_OFF]))
