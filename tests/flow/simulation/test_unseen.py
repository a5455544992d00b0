"""The simulation on rows that nobody printed, against closed forms, within three errors."""

import numpy as np
import pytest

from sevenday.flow.queues.erlang import ImpatientLine, WaitingLine
from sevenday.flow.queues.general_service import wait_mdc, wait_mg1
from sevenday.flow.queues.networks import Boarding, Returning, with_cubicles
from sevenday.flow.queues.over_time import TimedLine, exact
from sevenday.flow.queues.priorities import waits_by_class, waits_unequal
from sevenday.flow.simulation.replicate import Scenario, replicate
from sevenday.flow.simulation.state import BOARDING, IN_BEDS, IN_DEPARTMENT, LEFT, WAITING_ANY
from tests.flow.simulation.stations import arrivals, capacity, care, near, station
from tests.flow.simulation.test_known_answers import by_hour, spans, waits

pytestmark = pytest.mark.slow  # they compile the event loop
WARM = 200


@pytest.mark.parametrize(
    ("rate", "service", "servers"), [(5.2, 0.7, 9), (19, 1.5, 14), (0.4, 0.9, 1), (60, 2, 33)]
)
def test_a_waiting_line(rate, service, servers):
    line = WaitingLine(rate, service, servers)
    warm, hours = spans(line)
    runs = replicate(
        station(rate, [1 / service], servers, hours), range(60), 21, (warm, 0.9 * hours)
    )
    assert near(waits(runs), line.wait)
    assert near(by_hour(runs, IN_DEPARTMENT, warm), line.present)
    assert near([(each.wait > 0.5).mean() for each in runs.records], line.waits_longer(0.5))


@pytest.mark.parametrize(
    ("rate", "service", "leaving", "servers"), [(9, 0.8, 0.3, 9), (14, 2, 1.1, 6), (3, 1, 0.05, 3)]
)
def test_a_line_that_people_leave(rate, service, leaving, servers):
    scenario = station(rate, [1 / service], servers, 800, leaving=np.array([leaving]))
    runs = replicate(scenario, range(60), 22, (WARM, 750))
    line = ImpatientLine(rate, service, leaving, servers)
    assert near([(each.outcome == LEFT).mean() for each in runs.records], line.left)
    assert near(by_hour(runs, WAITING_ANY, WARM), line.waiting)


@pytest.mark.parametrize(
    ("rates", "service", "servers"), [((1, 2, 3), 1.3, 6), ((0.2, 0.2, 0.1, 0.3), 1, 1)]
)
def test_the_graver_first(rates, service, servers):
    scenario = station(sum(rates), [1 / service] * len(rates), servers, 3000, rates)
    runs = replicate(scenario, range(60), 23, (WARM, 2900))
    answers = waits_by_class(rates, service, servers)
    assert all(near(waits(runs, kind), answer) for kind, answer in enumerate(answers))


def test_services_unequal_by_class():
    rates, means = (0.1, 0.3, 0.25), (1.5, 0.4, 1.2)
    runs = replicate(station(sum(rates), means, 1, 6000, rates), range(200), 24, (WARM, 5800))
    answers = waits_unequal(rates, means)
    assert all(near(waits(runs, kind), answer) for kind, answer in enumerate(answers))


@pytest.mark.parametrize(("servers", "rate"), [(3, 2.4), (7, 5.9)])
def test_services_that_all_take_as_long(servers, rate):
    runs = replicate(station(rate, [1.0], servers, 3000, cv=0.0), range(60), 25, (WARM, 2900))
    assert near(waits(runs), wait_mdc(rate, 1.0, servers))


@pytest.mark.parametrize("cv", [0.3, 1.4])
def test_one_server_of_any_service(cv):
    runs = replicate(station(0.7, [1.0], 1, 9000, cv=cv), range(60), 26, (900, 8700))
    assert near(waits(runs), wait_mg1(0.7, 1.0, cv**2))


def test_patients_who_come_back_to_cubicles():
    flow, cubicles = Returning(6, 5, 0.55, 0.8, 4), 15
    scenario = Scenario(
        arrivals([6.0] * 1500),
        care(
            [0.2],
            investigated=np.full((2, 1), 0.55),
            away=np.full(1, 1 / 0.8),
            order=np.zeros((3, 1), np.int64),
        ),
        capacity([4] * 1500, cubicles=cubicles),
    )
    runs = replicate(scenario, range(60), 27, (WARM, 1400))
    assert near([each.stay.mean() for each in runs.records], with_cubicles(flow, cubicles).stay)


def test_beds_that_run_out():
    hours, answer = 4000, Boarding(3, 12, 0.6, 0.35, 18, 23).figures()
    scenario = Scenario(
        arrivals([3.0] * hours),
        care([1 / 0.6], admitted=np.full((2, 1, 3), 0.35)),
        capacity(
            [12] * hours,
            cubicles=12,
            beds=np.array([23]),
            stay=np.full((2, 2), [18.0, 1.0]),
            in_use=19,
        ),
    )
    runs = replicate(scenario, range(60), 28)
    assert near(by_hour(runs, BOARDING, 600), answer.boarders)
    assert near(by_hour(runs, IN_BEDS, 600), answer.beds_in_use)


def test_a_day_with_leaving_by_the_hour():
    rates = [2, 2, 3, 6, 10, 12, 11, 9, 8, 6, 4, 3]
    servers = [2, 2, 2, 3, 4, 5, 5, 5, 4, 4, 3, 2]
    start = np.zeros(1)
    start[0] = 1.0
    answer = exact(TimedLine(rates, servers, 1.9, 0.5), start, 90)
    scenario = Scenario(
        arrivals([float(rate) for rate in rates]),
        care([1 / 1.9], leaving=np.array([0.5])),
        capacity(servers, interrupts=True),
    )
    runs = replicate(scenario, range(3000), 29)
    for hour in range(11):
        ends = runs.ends[:, :, hour]
        # 22 figures are compared, so that one of three errors or so is to be expected in 15 runs
        assert near(ends[:, IN_DEPARTMENT], answer.inside[hour], 3.5), hour
        assert near(ends[:, WAITING_ANY], answer.waiting[hour], 3.5), hour
