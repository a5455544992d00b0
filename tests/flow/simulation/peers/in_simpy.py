"""The department in SimPy: a doctor who is off duty is one whom a request of first rank holds."""

from math import inf
from random import Random

import numpy as np
import simpy

from tests.flow.simulation.peers.network import Found, Network, shifts

OFF_DUTY = -1
"""The priority of whoever takes a doctor off duty: before all patients, and interrupting them."""


def crew(env, doctors):
    """As many doctors as there ever are; those who are off duty are held."""
    most = max(doctors)
    their = simpy.PreemptiveResource(env, most)

    def off(from_hour, until):
        yield env.timeout(from_hour)
        with their.request(priority=OFF_DUTY) as held:
            yield held
            yield env.timeout(until - env.now)

    for doctor in range(most):
        since = 0
        for on, end in shifts(tuple(many > doctor for many in doctors)):
            if not on:
                env.process(off(since, end))
            since = end
    return their


def visit(env, doctors, kind, hours):
    """Wait for a doctor, and be seen; who is interrupted goes on first in line of their class."""
    priority = kind
    while True:
        with doctors.request(priority, preempt=False) as asked:
            yield asked
            began = env.now
            try:
                yield env.timeout(hours)
                return
            except simpy.Interrupt:
                hours -= env.now - began
                priority = kind - 0.5


def run_simpy(network: Network, seed: int) -> Found:
    """One replication."""
    random = Random(seed)
    env = simpy.Environment()
    doctors = crew(env, network.doctors)
    seniors = crew(env, network.seniors) if network.seniors else None
    beds = simpy.Resource(env, network.beds) if network.admitted else None
    classes = range(len(network.mix))
    present = 0
    finished, at_end = [], []

    def patient(kind):
        nonlocal present
        arrived = env.now
        present += 1
        while True:
            yield from visit(env, doctors, kind, random.expovariate(1 / network.contact[kind]))
            if random.random() >= network.returns:
                break
            yield env.timeout(random.expovariate(1 / network.away))
        if random.random() < network.reviewed:
            yield from visit(env, seniors, kind, random.expovariate(1 / network.review))
        bed = None
        if random.random() < network.admitted:
            bed = beds.request()
            yield bed
        present -= 1
        finished.append((kind, arrived, env.now - arrived))
        if bed is not None:
            yield env.timeout(random.expovariate(1 / network.stay))
            beds.release(bed)

    def come():
        for hour, rate in enumerate(network.rates):
            at = hour + (random.expovariate(rate) if rate else inf)
            while at < hour + 1:
                yield env.timeout(at - env.now)
                env.process(patient(random.choices(classes, network.mix)[0]))
                at += random.expovariate(rate)
            yield env.timeout(hour + 1 - env.now)
            at_end.append((present, beds.count if beds else 0))

    env.process(come())
    env.run(network.hours + 1e-6)
    kind, arrived, stay = np.array(finished).T
    return Found(*np.array(at_end).T, kind, arrived, stay)
