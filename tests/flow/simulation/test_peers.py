"""Our simulation beside SimPy's and Ciw's, on the same departments: within three standard errors.

Numbers present and times in the department are compared. Ciw's waiting times are not: those of
patients who were interrupted are wrong.
"""

import numpy as np
import pytest

from sevenday.flow.queues.erlang import WaitingLine
from sevenday.flow.queues.priorities import waits_by_class
from tests.flow.queues.test_over_time import ARRIVALS, DAY
from tests.flow.simulation.peers.network import EMERGENCY, Network, run_ours

pytest.importorskip("ciw")
pytest.importorskip("simpy")

from tests.flow.simulation.peers.in_ciw import run_ciw
from tests.flow.simulation.peers.in_simpy import run_simpy

pytestmark = pytest.mark.slow  # a peer takes seconds where ours takes a tenth of one

WARM, LAST = 96, 24
"""Hours before what is looked at, and after it."""
PEERS = {"simpy": run_simpy, "ciw": run_ciw}
MANY, OURS = 16, 80
"""Replications of a peer's, and of ours."""


def line(rates, contact, doctors, hours=600, mix=(1.0,), **more) -> Network:
    return Network((rates,) * hours, mix, contact, (doctors,) * hours, **more)


def present(network, found):
    return [each.present[WARM : network.hours - LAST].mean() for each in found]


def in_beds(network, found):
    return [each.in_beds[WARM : network.hours - LAST].mean() for each in found]


def stays(network, found, kind=None):
    def one(each):
        looked_at = (each.arrived >= WARM) & (each.arrived < network.hours - LAST)
        if kind is not None:
            looked_at &= each.kind == kind
        return each.stay[looked_at].mean()

    return [one(each) for each in found]


def agree(some, others) -> bool:
    """Whether two means over replications are within three standard errors of each other."""
    errors = [np.var(x, axis=0, ddof=1) / len(x) for x in (np.array(some), np.array(others))]
    apart = np.abs(np.mean(some, axis=0) - np.mean(others, axis=0))
    return bool(np.all(apart <= 3 * np.sqrt(sum(errors)) + 1e-12))


def both(network, peer):
    return run_ours(network, OURS, 1), [PEERS[peer](network, seed) for seed in range(MANY)]


@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize(("rate", "pace", "doctors"), [(3, 1, 4), (7.5, 1.25, 8), (2.2, 0.4, 7)])
def test_a_waiting_line(peer, rate, pace, doctors):
    network = line(float(rate), (1 / pace,), doctors)
    ours, theirs = both(network, peer)
    assert agree(present(network, ours), present(network, theirs))
    assert agree(stays(network, ours), stays(network, theirs))
    answer = WaitingLine(rate, pace, doctors)
    for found in (ours, theirs):
        assert agree(present(network, found), [answer.present] * 2)
        assert agree(stays(network, found), [answer.wait + 1 / pace] * 2)


@pytest.mark.parametrize("peer", PEERS)
def test_the_graver_first(peer):
    rates, pace, doctors = (0.6, 1.5, 2.4), 1.5, 4
    shares = tuple(rate / sum(rates) for rate in rates)
    network = line(sum(rates), (1 / pace,) * 3, doctors, mix=shares)
    ours, theirs = both(network, peer)
    for kind, wait in enumerate(waits_by_class(rates, pace, doctors)):
        assert agree(stays(network, ours, kind), stays(network, theirs, kind)), kind
        for found in (ours, theirs):
            assert agree(stays(network, found, kind), [wait + 1 / pace] * 2), kind


@pytest.mark.parametrize("peer", PEERS)
def test_doctors_who_change_by_the_hour(peer):
    """The day of walkouts 6.4 over and over, seven in ten of the doctors there."""
    days = 12
    network = Network(
        tuple(ARRIVALS) * days, (1.0,), (1 / DAY["service"],), tuple(DAY["strike"]) * days
    )
    ours, theirs = both(network, peer)
    by_hour = [
        [each.present.reshape(days, 24)[4:].mean(axis=0) for each in found]
        for found in (ours, theirs)
    ]
    assert agree(*by_hour)
    assert agree(stays(network, ours), stays(network, theirs))


@pytest.mark.parametrize("peer", PEERS)
def test_an_emergency_department(peer):
    ours, theirs = both(EMERGENCY, peer)
    assert agree(present(EMERGENCY, ours), present(EMERGENCY, theirs))
    assert agree(in_beds(EMERGENCY, ours), in_beds(EMERGENCY, theirs))
    for kind in range(4):
        assert agree(stays(EMERGENCY, ours, kind), stays(EMERGENCY, theirs, kind)), kind
    by_hour = [
        [each.present.reshape(20, 24)[4:19].mean(axis=0) for each in found]
        for found in (ours, theirs)
    ]
    assert agree(*by_hour)
    assert min(present(EMERGENCY, ours)) > 10 and max(in_beds(EMERGENCY, ours)) < 66
