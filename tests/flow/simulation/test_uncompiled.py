"""Small simulations, which compile nothing: each event where it belongs."""

import numpy as np
import pytest

from sevenday.flow.simulation import replicate as replication
from sevenday.flow.simulation.inputs import TIERS
from sevenday.flow.simulation.replicate import Scenario, replicate
from sevenday.flow.simulation.state import BUSY_TIER, IN_DEPARTMENT, LEFT, UNFINISHED
from tests.flow.queues.test_over_time import CASES as OVER_TIME
from tests.flow.simulation.stations import arrivals, capacity, care

SHIFT_ENDS = [(False, "finish_first_ends"), (True, "interrupted_ends")]


@pytest.mark.parametrize(("interrupts", "ends"), SHIFT_ENDS)
def test_the_end_of_a_shift(interrupts, ends):
    doctors = [3] * 4 + [1] * 8 + [2] * 8
    scenario = Scenario(
        arrivals([0.0] * 20, times=[0, 1, 2, 3]),
        care([5.0], cv=0.0),
        capacity(doctors, interrupts=interrupts),
    )
    records = replicate(scenario, [0], 1).records[0]
    assert (records.arrived + records.stay).tolist() == OVER_TIME["shift_end"][ends]


def test_who_is_interrupted_and_goes_on_at_once_with_another_doctor_is_seen_once():
    doctors = np.zeros((TIERS, 4 * 12), np.int64)
    doctors[0, :4] = doctors[1, 4:] = 1  # the junior goes at one o'clock, and a senior comes
    scenario = Scenario(
        arrivals([0.0] * 12, times=[0.5, 0.6]),
        care([2.0], cv=0.0),
        capacity([0] * 12, interrupts=True)._replace(doctors=doctors),
    )
    runs = replicate(scenario, [0], 1)
    assert (runs.records[0].arrived + runs.records[0].stay).tolist() == [2.5, 4.5]
    assert runs.ends[0, BUSY_TIER + 1].tolist() == [0, 1, 1, 1] + [0] * 8


def test_room_is_made_for_the_patience_of_those_who_went_home(monkeypatch):
    scenario = Scenario(
        arrivals([0.0] * 40, times=np.arange(39) + 0.5),
        care([0.1], cv=0.0, leaving=np.array([1e-4])),
        capacity([2] * 40),
    )
    ample = replicate(scenario, [0], 1).records[0]
    monkeypatch.setattr(replication, "ROOM", 2)
    assert replicate(scenario, [0], 1).records[0].stay.tolist() == ample.stay.tolist()
    assert len(ample.stay) == 39


def test_two_plans_meet_the_same_patients():
    few, many = (
        Scenario(arrivals([2.0] * 12), care([0.5], cv=0.5), capacity([doctors] * 12))
        for doctors in (1, 9)
    )
    one, other = (replicate(each, range(2), 7).records for each in (few, many))
    for a, b in zip(one, other, strict=True):
        assert a.arrived.tolist() == b.arrived.tolist()
        assert np.all(a.wait >= b.wait)


def test_the_same_seed_is_the_same_day_and_another_is_not():
    scenario = Scenario(arrivals([3.0] * 8), care([0.3]), capacity([2] * 8))
    first, again, other = (replicate(scenario, [0], seed).records[0] for seed in (1, 1, 2))
    assert first.stay.tolist() == again.stay.tolist()
    assert first.arrived.tolist() != other.arrived.tolist()


def test_who_is_never_seen_has_no_end_to_their_wait():
    scenario = Scenario(
        arrivals([0.0] * 4, times=[0.5, 1.0, 1.5]), care([1.0], cv=0.0), capacity([0] * 4)
    )
    records = replicate(scenario, [0], 1).records[0]
    assert records.outcome.tolist() == [UNFINISHED] * 3
    assert np.isinf(records.wait).all() and np.isinf(records.stay).all()


def test_leaving_can_be_switched_off():
    never, soon = (
        Scenario(
            arrivals([0.0] * 9, times=[0.0, 0.1, 0.2, 0.3]),
            care([8.0], cv=0.0, leaving=np.array([leaving])),
            capacity([1] * 9),
        )
        for leaving in (0.0, 50.0)
    )
    outcomes = [replicate(each, [0], 3).records[0].outcome for each in (never, soon)]
    assert not (outcomes[0] == LEFT).any()
    assert (outcomes[1] == LEFT).sum() == 3


def test_beds_that_run_out_keep_patients_in_the_department():
    scenario = Scenario(
        arrivals([0.0] * 12, times=[0.0, 0.0, 0.0]),
        care([1.0], cv=0.0, admitted=np.ones((2, 1, 3))),
        capacity([3] * 12, beds=np.array([1]), stay=np.array([[4.0, 0.0], [4.0, 0.0]])),
    )
    runs = replicate(scenario, [0], 1)
    assert runs.records[0].decided.tolist() == [1.0, 1.0, 1.0]
    assert sorted(runs.records[0].stay.tolist()) == [1.0, 5.0, 9.0]
    assert runs.ends[0, IN_DEPARTMENT, :10].tolist() == [3, 2, 2, 2, 2, 1, 1, 1, 1, 0]
