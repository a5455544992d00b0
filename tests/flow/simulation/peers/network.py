"""A small emergency department that three simulations run alike: ours, SimPy's and Ciw's.

Patients of several classes, the gravest first, see a doctor, may go away for results and come back
to the same queue, may need a senior, and may wait in the department for a bed. All times are
exponential. Doctors and seniors change on the hour; who goes leaves the patient in the middle, who
goes on with the next doctor that is free.
"""

from dataclasses import dataclass

import numpy as np

from sevenday.flow.simulation.inputs import TIERS
from sevenday.flow.simulation.replicate import Scenario, replicate
from sevenday.flow.simulation.state import IN_BEDS, IN_DEPARTMENT
from tests.flow.queues.test_over_time import ARRIVALS, DAY
from tests.flow.simulation.stations import arrivals, capacity, care


@dataclass(frozen=True)
class Network:
    """Who comes by the hour, and what is there; times in hours, chances the same for all.

    `mix`: the share of each class. `contact`: by class a visit's mean time. `returns`: after each
    visit, the chance of results to wait for, `away` so long. `beds` 0: nobody is admitted.
    """

    rates: tuple[float, ...]
    mix: tuple[float, ...]
    contact: tuple[float, ...]
    doctors: tuple[int, ...]
    returns: float = 0.0
    away: float = 1.0
    reviewed: float = 0.0
    review: float = 1.0
    seniors: tuple[int, ...] = ()
    admitted: float = 0.0
    stay: float = 1.0
    beds: int = 0

    @property
    def hours(self) -> int:
        return len(self.rates)


EMERGENCY = Network(
    tuple(ARRIVALS) * 20,
    (0.14, 0.37, 0.46, 0.03),
    (0.45,) * 4,
    tuple(DAY["normal"]) * 20,
    returns=0.4,
    away=1.2,
    reviewed=0.3,
    review=0.25,
    seniors=((2,) * 8 + (4,) * 8 + (3,) * 8) * 20,
    admitted=0.28,
    stay=24.0,
    beds=66,
)
"""Four classes, visits with results between them, seniors, beds that run out."""


@dataclass(frozen=True)
class Found:
    """What one replication found.

    `present`, `in_beds`: (hours,) numbers in the department and in beds at the end of each hour.
    `kind`, `arrived`, `stay`: (patients,) in the department; who is not finished is left out.
    """

    present: np.ndarray
    in_beds: np.ndarray
    kind: np.ndarray
    arrived: np.ndarray
    stay: np.ndarray


class SeparateTiers(Scenario):
    """Each tier has its own work: tier 1 sees patients, tier 2 reviews and does nothing else."""

    @property
    def may_do(self):
        places = np.int64(1) << self.care.order
        mine = [places[: TIERS - 1, :], places[TIERS - 1 :, :], places[:0, :]]
        return np.array([np.bitwise_or.reduce(each.ravel(), initial=0) for each in mine], np.int64)


def in_ours(network: Network) -> Scenario:
    """The department as our simulation takes it."""
    classes = len(network.mix)
    place = np.arange(classes)
    means = care(network.contact)
    hours = means.hours.copy()
    hours[2] = network.review
    doctors = capacity(network.doctors, interrupts=True)
    doctors.doctors[1] = np.repeat(network.seniors or [0] * network.hours, 4)
    return SeparateTiers(
        arrivals(network.rates, network.mix),
        means._replace(
            hours=hours,
            investigated=np.full((2, classes), network.returns),
            away=np.full(classes, network.away),
            reviewed=np.full((classes, TIERS), network.reviewed),
            admitted=np.full((2, classes, TIERS), network.admitted),
            order=np.array([place, place, classes + place]),
        ),
        doctors._replace(
            beds=np.array([network.beds if network.admitted else -1]),
            stay=np.full((2, 2), [network.stay, 1.0]),
        ),
    )


def run_ours(network: Network, replications: int, seed: int) -> list[Found]:
    """Run replications by our simulation."""
    runs = replicate(in_ours(network), range(replications), seed)
    found = []
    for each, ends in zip(runs.records, runs.ends, strict=True):
        finished = np.isfinite(each.stay)
        found.append(
            Found(
                ends[IN_DEPARTMENT],
                ends[IN_BEDS],
                each.kind[finished],
                each.arrived[finished],
                each.stay[finished],
            )
        )
    return found


def shifts(doctors) -> list[tuple[int, int]]:
    """Numbers on duty, and the hour at which each ends: equal neighbouring hours are one."""
    ends = [h + 1 for h in range(len(doctors)) if doctors[h : h + 2] != doctors[h : h + 1] * 2]
    return [(doctors[end - 1], end) for end in ends]
