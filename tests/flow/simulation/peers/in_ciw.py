"""The department in Ciw.

A schedule of Ciw's changes the whole crew at each entry, so equal neighbouring hours are one entry
and who is interrupted goes on (`resume`): without it, old and new crew work side by side. Its
records then have wrong waiting times. Numbers present and times in the department are right.
"""

import ciw
import numpy as np

from tests.flow.simulation.peers.network import Found, Network, shifts

DOCTORS, RESULTS, SENIORS, BEDS = range(4)
OUT = -1


class InTurn(ciw.Node):
    """A place that is taken in turn, whatever the class: Ciw's classes are of the whole network."""

    def accept(self, next_individual, completed=False):
        next_individual.priority_class = next_individual.prev_priority_class = 0
        super().accept(next_individual, completed)


def servers(doctors):
    """A number, or a schedule of it."""
    entries = shifts(doctors)
    if len(entries) == 1:
        return entries[0][0]
    numbers, ends = zip(*entries, strict=True)
    return ciw.Schedule(list(numbers), list(ends), preemption="resume")


def as_ciw(network: Network):
    """The network; its arrivals are drawn as it is made, so seed before."""
    names = [f"Class {kind}" for kind in range(len(network.mix))]
    leave = 1 - network.returns
    home = (1 - network.reviewed) * network.admitted
    routes = [
        [0, network.returns, leave * network.reviewed, leave * home],
        [1, 0, 0, 0],
        [0, 0, 0, network.admitted],
        [0, 0, 0, 0],
    ]
    end = network.hours
    never = [None] * 3
    return ciw.create_network(
        arrival_distributions={
            name: [
                ciw.dists.PoissonIntervals([r * share for r in network.rates], hours(end), end),
                *never,
            ]
            for name, share in zip(names, network.mix, strict=True)
        },
        service_distributions={
            name: [
                ciw.dists.Exponential(1 / contact),
                ciw.dists.Exponential(1 / network.away),
                ciw.dists.Exponential(1 / network.review),
                ciw.dists.Exponential(1 / network.stay),
            ]
            for name, contact in zip(names, network.contact, strict=True)
        },
        routing={name: [[float(chance) for chance in row] for row in routes] for name in names},
        number_of_servers=[
            servers(network.doctors),
            float("inf"),
            servers(network.seniors or (1,) * end),
            network.beds or float("inf"),
        ],
        priority_classes={name: kind for kind, name in enumerate(names)},
    )


def hours(end):
    return list(range(1, end + 1))


def simulated(network: Network, seed: int, tracker=None):
    """A simulation that has run."""
    ciw.seed(seed)
    nodes = [ciw.Node, ciw.Node, ciw.Node, InTurn]
    simulation = ciw.Simulation(as_ciw(network), tracker=tracker, node_class=nodes)
    simulation.simulate_until_max_time(network.hours)
    return simulation


def run_ciw(network: Network, seed: int) -> Found:
    """One replication."""
    simulation = simulated(network, seed, ciw.trackers.NodePopulation())
    times = [time for time, _ in simulation.statetracker.history]
    states = np.array([state for _, state in simulation.statetracker.history])
    at = states[np.searchsorted(times, hours(network.hours), side="right") - 1]
    boards = np.maximum(at[:, BEDS] - network.beds, 0)
    finished = []
    for one in simulation.get_all_individuals():
        records = [each for each in one.data_records if each.record_type == "service"]
        in_bed = [each.service_start_date for each in records if each.node == BEDS + 1]
        if one.node == BEDS + 1 and one.service_start_date is not False:
            in_bed = [one.service_start_date]  # there still, and no record of it yet
        if in_bed or (records and one.node == OUT):
            left = in_bed[0] if in_bed else records[-1].exit_date
            came = records[0].arrival_date
            finished.append((int(one.customer_class[-1]), came, left - came))
    kind, arrived, stay = np.array(finished).T
    present = at[:, [DOCTORS, RESULTS, SENIORS]].sum(axis=1) + boards
    return Found(present, at[:, BEDS] - boards, kind, arrived, stay)
