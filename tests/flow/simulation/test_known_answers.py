"""The simulation against closed forms and solved equations, within three standard errors."""

import numpy as np
import pytest

from sevenday.flow.queues.erlang import ImpatientLine, WaitingLine
from sevenday.flow.queues.networks import Boarding, Returning, with_cubicles
from sevenday.flow.queues.offered_load import Wave
from sevenday.flow.queues.priorities import waits_by_class, waits_unequal
from sevenday.flow.simulation.replicate import Scenario, replicate
from sevenday.flow.simulation.state import (
    BOARDING,
    BUSY_TIER,
    IN_BEDS,
    IN_DEPARTMENT,
    LEFT,
    WAITING_ANY,
)
from tests.flow.queues.test_closed_forms import CASES, rows
from tests.flow.queues.test_over_time import ARRIVALS, DAY
from tests.flow.queues.test_over_time import CASES as OVER_TIME
from tests.flow.simulation.peers.network import Network, in_ours
from tests.flow.simulation.stations import arrivals, capacity, care, near, station

pytestmark = pytest.mark.slow  # they compile the event loop

WARM = 100
"""Hours before what is looked at."""


ONE_QUEUE = np.zeros((3, 2), np.int64)


def waits(runs, kind=0):
    """The mean wait of a class, or of all, a replication each."""
    return [each.wait[(each.kind == kind) | (kind is None)].mean() for each in runs.records]


def by_hour(runs, what, warm=WARM):
    """The mean number after the warm-up, a replication each."""
    return runs.means[:, what, warm:].mean(axis=1)


@pytest.mark.parametrize(
    "row", rows("waiting_line"), ids=lambda r: f"{r['servers']} of {r['service']}"
)
def test_a_waiting_line(row):
    rate, service, servers = float(row["arrivals"]), float(row["service"]), int(row["servers"])
    line = WaitingLine(rate, service, servers)
    warm, hours = spans(line)
    runs = replicate(
        station(rate, [1 / service], servers, hours), range(60), 1, (warm, 0.9 * hours)
    )
    assert near(waits(runs), line.wait)
    assert near(by_hour(runs, WAITING_ANY, warm), line.waiting)
    assert near(by_hour(runs, IN_DEPARTMENT, warm), line.present)
    assert near(by_hour(runs, BUSY_TIER, warm), line.offered)
    for longer in (0.25, 1.0):
        share = [(each.wait > longer).mean() for each in runs.records]
        assert near(share, line.waits_longer(longer))


def spans(line):
    """Hours until the start is forgotten, and hours in all: both grow as the line fills up."""
    relaxation = 1 / (line.service * (1 - np.sqrt(line.busy)) ** 2 * line.servers)
    warm = int(100 + 6 * relaxation)
    return warm, 6 * warm


@pytest.mark.parametrize("row", rows("impatient"), ids=lambda r: f"{r['arrivals']}, {r['servers']}")
def test_a_line_that_people_leave(row):
    rate, service, leaving = (float(row[k]) for k in ("arrivals", "service", "leaving"))
    servers = int(row["servers"])
    scenario = station(rate, [1 / service], servers, 400, leaving=np.array([leaving]))
    runs = replicate(scenario, range(60), 2, (WARM, 350))
    line = ImpatientLine(rate, service, leaving, servers)
    assert near([(each.outcome == LEFT).mean() for each in runs.records], line.left)
    assert near(by_hour(runs, WAITING_ANY), line.waiting)
    assert all(np.isinf(each.stay[each.outcome == LEFT]).all() for each in runs.records)


@pytest.mark.parametrize("case", CASES["priorities"], ids=lambda c: f"{len(c['arrivals'])} classes")
def test_the_graver_first(case):
    rates, classes = case["arrivals"], len(case["arrivals"])
    line = WaitingLine(sum(rates), case["service"], case["servers"])
    warm, hours = spans(line)
    scenario = station(sum(rates), [1 / case["service"]] * classes, case["servers"], hours, rates)
    runs = replicate(scenario, range(60), 3, (warm, 0.9 * hours))
    answers = waits_by_class(rates, case["service"], case["servers"])
    assert all(near(waits(runs, kind), answer) for kind, answer in enumerate(answers))
    assert near(waits(runs, None), line.wait)


def test_services_unequal_by_class():
    case = CASES["unequal"][0]
    scenario = station(sum(case["arrivals"]), case["means"], 1, 4000, case["arrivals"])
    runs = replicate(scenario, range(60), 4, (WARM, 3700))
    answers = waits_unequal(case["arrivals"], case["means"])
    assert all(near(waits(runs, kind), answer) for kind, answer in enumerate(answers))
    same = station(sum(case["arrivals"]), case["means"], 1, 4000, case["arrivals"], order=ONE_QUEUE)
    assert near(waits(replicate(same, range(60), 4, (WARM, 3700)), None), float(case["in_turn"]))


@pytest.mark.parametrize(("servers", "rate", "wait"), CASES["mdc"]["rows"])
def test_services_that_all_take_as_long(servers, rate, wait):
    warm, hours = spans(WaitingLine(float(rate), 1.0, int(servers)))
    scenario = station(float(rate), [1.0], int(servers), hours, cv=0.0)
    runs = replicate(scenario, range(60), 5, (warm, 0.9 * hours))
    assert near(waits(runs), float(wait))


@pytest.mark.parametrize(("cv2", "wait"), CASES["mg1"]["waits"].items())
def test_one_server_of_any_service(cv2, wait):
    rate, hours = CASES["mg1"]["arrivals"], 12_000
    scenario = station(rate, [1.0], 1, hours, cv=np.sqrt(float(cv2)))
    runs = replicate(scenario, range(60), 6, (1500, hours - 500))
    assert near(waits(runs), float(wait))


def test_a_tandem_is_two_lines():
    case = CASES["tandem"]
    hours = (1,) * 3000
    pace, review = case["service"]
    network = Network(
        tuple(case["arrivals"] * h for h in hours),
        (1.0,),
        (1 / pace,),
        tuple(case["servers"][0] * h for h in hours),
        reviewed=1.0,
        review=1 / review,
        seniors=tuple(case["servers"][1] * h for h in hours),
    )
    runs = replicate(in_ours(network), range(60), 7)
    assert near(by_hour(runs, IN_DEPARTMENT), sum(map(float, case["present"])))


@pytest.mark.parametrize(
    "case", OVER_TIME["wave"], ids=lambda c: f"{c['servers']} of {c['service']}"
)
def test_arrivals_in_a_wave(case):
    """Time runs a tenth as fast, so that rates which hold for an hour follow the wave closely."""
    slow, wave, days = 10, Wave(8, 0.5), 60
    rates = [wave.arrivals((k + 0.5) / slow) / slow for k in range(24 * slow)]
    scenario = Scenario(
        arrivals(rates * days),
        care([slow / case["service"]], leaving=np.array([case["leaving"] / slow])),
        capacity([case["servers"]] * len(rates) * days),
    )
    warm = 240 * 10
    runs = replicate(scenario, range(60), 8, (warm, 240 * (days - 1)))
    assert near(by_hour(runs, IN_DEPARTMENT, warm), float(case["present"]))
    assert near(by_hour(runs, WAITING_ANY, warm), float(case["waiting"]))
    cycle = runs.ends[:, IN_DEPARTMENT, warm:].reshape(60, -1, 240).mean(axis=1)
    peak = round(case["peak_at"] * slow) - 1
    assert near(cycle[:, peak], float(case["peak"]))
    assert near([(each.wait > 0).mean() for each in runs.records], float(case["delayed"]))
    if "left" in case:
        assert near([(each.outcome == LEFT).mean() for each in runs.records], float(case["left"]))


def test_patients_who_come_back():
    case = OVER_TIME["returning"]
    flow = Returning(*(case[k] for k in ("arrivals", "service", "returns", "away", "servers")))
    scenario = station(
        flow.arrivals,
        [1 / flow.service],
        flow.servers,
        400,
        investigated=np.full((2, 1), flow.returns),
        away=np.ones(1),
        order=np.zeros((3, 1), np.int64),  # one queue, in turn
    )
    runs = replicate(scenario, range(60), 7, (WARM, 350))
    assert near(by_hour(runs, WAITING_ANY) / flow.line.arrivals, flow.wait)
    assert near(by_hour(runs, IN_DEPARTMENT), flow.needy + flow.outside)
    assert near([each.stay.mean() for each in runs.records], flow.stay)


@pytest.mark.parametrize("cubicles", [12, 14, 20])
def test_cubicles_that_run_out(cubicles):
    flow = Returning(4, 4, 0.6, 1, 3)
    scenario = Scenario(
        arrivals([4.0] * 1000),
        care(
            [0.25],
            investigated=np.full((2, 1), 0.6),
            away=np.ones(1),
            order=np.zeros((3, 1), np.int64),
        ),
        capacity([3] * 1000, cubicles=cubicles),
    )
    runs = replicate(scenario, range(60), 8, (WARM, 900))
    answer = with_cubicles(flow, cubicles, 500)
    assert near([each.stay.mean() for each in runs.records], answer.stay)


@pytest.mark.parametrize("beds", [40, 48])
def test_beds_that_run_out(beds):
    hours = 3000
    scenario = Scenario(
        arrivals([4.0] * hours),
        care([2.0], admitted=np.full((2, 1, 3), 0.3)),
        capacity([14] * hours, cubicles=14, beds=np.array([beds]), in_use=36),
    )
    runs = replicate(scenario, range(60), 9)
    answer = Boarding(4, 14, 0.5, 0.3, 30, beds).figures()
    late = slice(500, None)
    assert near(runs.means[:, BOARDING, late].mean(axis=1), answer.boarders)
    assert near(runs.means[:, IN_BEDS, late].mean(axis=1), answer.beds_in_use)


@pytest.mark.parametrize(("servers", "column"), [("normal", 0), ("strike", 2)])
def test_the_strike_day(servers, column):
    """walkouts 6.4: the numbers at the end of each hour."""
    scenario = Scenario(
        arrivals(ARRIVALS * 4),
        care([1 / DAY["service"]]),
        capacity(DAY["normal"] * 3 + DAY[servers], interrupts=True),
    )
    runs = replicate(scenario, range(1500), 10)
    for what, at in ((IN_DEPARTMENT, column), (WAITING_ANY, column + 1)):
        for hour in range(23):  # at the end of the last, arrivals are over
            answer = float(DAY["by_hour"][hour][at])
            if answer < 0.2:  # too rare for so few days
                continue
            values = runs.ends[:, what, 72 + hour]
            # 184 figures are compared: four standard errors, and the printed digit
            error = 4 * values.std(ddof=1) / np.sqrt(len(values)) + 0.005
            assert values.mean() == pytest.approx(answer, abs=error), (what, hour)


def test_arrivals_follow_the_rate_of_their_own_hour():
    """flow-facts 7: gaps drawn at the old hour's rate lose half and more of the new hour."""
    scenario = Scenario(arrivals([1.0, 10.0] * 12), care([0.1]), capacity([50] * 24))
    runs = replicate(scenario, range(400), 11)
    for hour, rate in ((0, 1.0), (1, 10.0), (23, 10.0)):
        many = [((each.arrived >= hour) & (each.arrived < hour + 1)).sum() for each in runs.records]
        assert near(many, rate)
        assert np.var(many) == pytest.approx(rate, rel=0.3)  # Poisson


def test_days_that_are_busier_than_others():
    even, uneven = (
        Scenario(arrivals([10.0] * 24, spread=spread), care([0.01]), capacity([9] * 24))
        for spread in (0.0, 0.3)
    )
    many = [
        [len(each.kind) for each in replicate(scenario, range(400), 12).records]
        for scenario in (even, uneven)
    ]
    assert near(many[0], 240) and near(many[1], 240)
    assert np.var(many[1]) == pytest.approx(240 + 240**2 * np.expm1(0.09), rel=0.3)


def test_fewer_patients_are_some_of_the_same():
    all_of, fewer = (
        Scenario(arrivals([10.0] * 24, stays_away=away), care([0.01]), capacity([9] * 24))
        for away in (0.0, 0.15)
    )
    every, some = (replicate(each, range(400), 13).records for each in (all_of, fewer))
    assert all(set(b.arrived) <= set(a.arrived) for a, b in zip(every, some, strict=True))
    assert near([len(b.kind) for b in some], 240 * 0.85)
