"""Queues over time and small networks against printed answers."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from sevenday.flow.queues.networks import Boarding, Returning, with_cubicles
from sevenday.flow.queues.offered_load import Wave, load_by_hour, staffing_by_hour
from sevenday.flow.queues.over_time import TimedLine, diffusion, exact, fluid
from tests.flow.queues.test_closed_forms import as_printed

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/flow-over-time.toml").read_text("utf-8"))
DAY = CASES["strike_day"]
PROFILE = np.array(DAY["profile"]) / sum(DAY["profile"])
ARRIVALS = list(DAY["day"] * PROFILE)


@pytest.fixture(scope="module")
def before():
    """The cycle of normal days, as the day of interest finds it."""
    days = TimedLine(ARRIVALS * 3, DAY["normal"] * 3, DAY["service"])
    return exact(days, np.ones(1), 150).last


@pytest.mark.parametrize(("servers", "column"), [("normal", 0), ("strike", 2)])
def test_the_day_by_the_hour_to_the_printed_digit(before, servers, column):
    found = exact(TimedLine(ARRIVALS, DAY[servers], DAY["service"]), before, 150)
    for hour, row in enumerate(DAY["by_hour"]):
        assert as_printed(found.inside[hour], row[column]), hour
        assert as_printed(found.waiting[hour], row[column + 1]), hour


def test_juniors_out_and_nothing_else_changed_the_queue_is_more_than_tenfold(before):
    days = [
        exact(TimedLine(ARRIVALS, DAY[servers], DAY["service"]), before, 150)
        for servers in ("normal", "strike")
    ]
    normal, strike = (day.waiting[15] for day in days)
    assert as_printed(days[1].inside[15], "23.146")
    assert as_printed(strike, "13.448")
    assert strike > 10 * normal


def test_the_fluid_and_its_spread(before):
    start = float(np.arange(len(before)) @ before)
    variance = float(np.arange(len(before)) ** 2 @ before) - start**2
    line = TimedLine(ARRIVALS, DAY["strike"], DAY["service"])
    days = TimedLine(ARRIVALS * 3, DAY["normal"] * 3, DAY["service"])
    cycle = fluid(days, 0.0, 100).inside[-1]
    flowing = fluid(line, cycle, 100).inside
    for hour, printed in zip(DAY["fluid_hours"], DAY["fluid"], strict=True):
        # printed to two digits from another step size: hour 14 rounds the other way
        assert flowing[hour] == pytest.approx(float(printed), abs=0.011)
    answer = exact(line, before, 150).inside
    spread = diffusion(line, start, variance, 100).inside
    busy = slice(8, 20)
    # the fluid is 8 to 16 % low where it is near capacity, its spread mends most of that
    assert np.all(flowing[9:17] < 0.93 * answer[9:17])
    assert np.abs(spread[busy] / answer[busy] - 1).max() < 0.03


def test_the_fluid_is_right_for_what_is_large():
    line = TimedLine([400.0] * 6, [300] * 6, 1.0, leaving=0.1)
    start = np.zeros(301)
    start[300] = 1
    answer = exact(line, start, 900).inside
    assert fluid(line, 300.0, 50).inside == pytest.approx(answer, rel=0.03)
    assert diffusion(line, 300.0, 0.0, 50).inside == pytest.approx(answer, rel=0.003)


def test_an_infinite_server_by_the_hour():
    case = CASES["infinite"]
    loads = load_by_hour(list(case["day"] * PROFILE), 1)
    assert all(map(as_printed, loads, case["one_hour"]))
    four = load_by_hour(list(case["day"] * PROFILE), 4)
    assert as_printed(four.max(), case["four_hours_peak"])
    assert four.argmax() == case["four_hours_peak_hour"]
    assert as_printed(four.min(), case["four_hours_least"])
    assert (loads.mean(), four.mean()) == (pytest.approx(12.5), pytest.approx(50))


@pytest.mark.parametrize(("hours", "printed"), CASES["offered"].items())
def test_the_load_of_a_wave(hours, printed):
    wave = Wave(8, 0.5)
    assert as_printed(wave.ratio(float(hours)), printed[0])
    assert as_printed(wave.lag(float(hours)), printed[1])
    times = np.linspace(0, 24, 2401)
    loads = [wave.load(float(hours), t) for t in times]
    swing = (max(loads) - min(loads)) / 2 / (8 * float(hours) * 0.5)
    assert swing == pytest.approx(wave.ratio(float(hours)), rel=1e-4)


def test_staffing_to_the_load_and_not_to_the_arrivals():
    staffed = staffing_by_hour(ARRIVALS, 4, 0.2)
    assert np.argmax(staffed) > np.argmax(ARRIVALS) + 4
    steady = staffing_by_hour([5.0] * 24, 1, 0.1)
    assert steady == [9] * 24


@pytest.mark.parametrize("case", CASES["wave"], ids=lambda c: f"{c['servers']} servers")
def test_arrivals_in_a_wave(case):
    step, wave = 0.1, Wave(8, 0.5)
    rates = [wave.arrivals((k + 0.5) * step) for k in range(240)]
    servers = [case["servers"]] * 240
    line = TimedLine(rates, servers, case["service"], case["leaving"], step)
    start = np.zeros(60)
    start[int(float(case["present"]))] = 1  # near its cycle
    for _ in range(3 if case["service"] == 1 else 5):
        found = exact(line, start, 100)
        start = found.last

    def mean(values, weights=None):
        return np.average((values + np.roll(values, 1)) / 2, weights=weights)

    waiting = mean(found.waiting)
    assert mean(found.inside) == pytest.approx(float(case["present"]), rel=2e-4)
    assert waiting == pytest.approx(float(case["waiting"]), rel=5e-4)
    assert mean(found.delayed, rates) == pytest.approx(float(case["delayed"]), rel=5e-4)
    assert found.inside.max() == pytest.approx(float(case["peak"]), rel=2e-4)
    assert (found.inside.argmax() + 1) * step == pytest.approx(case["peak_at"], abs=0.11)
    if "left" in case:
        assert case["leaving"] * waiting / 8 == pytest.approx(float(case["left"]), rel=5e-4)


def test_patients_who_come_back():
    case = CASES["returning"]
    names = ("arrivals", "service", "returns", "away", "servers")
    flow = Returning(*(case[name] for name in names))
    for name in ("wait", "needy", "outside", "stay"):
        assert as_printed(getattr(flow, name), case[name]), name


@pytest.mark.parametrize("case", CASES["cubicles"], ids=lambda c: f"{c['cubicles']}")
def test_cubicles_that_run_out(case):
    found = with_cubicles(Returning(4, 4, 0.6, 1, 3), case["cubicles"], 500)
    for name in ("wait", "delayed", "stay"):
        assert as_printed(getattr(found, name), case[name]), name


@pytest.mark.parametrize("case", CASES["boarding"], ids=lambda c: f"{c['beds']} beds")
def test_beds_that_run_out(case):
    found = Boarding(4, 14, 0.5, 0.3, 30, case["beds"]).figures()
    for name in ("waiting", "boarders", "boarding"):
        assert as_printed(getattr(found, name), case[name]), name
    assert found.beds_in_use == pytest.approx(36, rel=1e-6)
