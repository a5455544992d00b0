"""Closed forms against printed answers, to the printed digit."""

import tomllib
from math import inf
from pathlib import Path

import pytest

from sevenday.errors import InputError
from sevenday.flow.queues.erlang import (
    ImpatientLine,
    WaitingLine,
    delay_chance,
    erlang_b,
    servers_for,
    square_root_staffing,
)
from sevenday.flow.queues.general_service import wait_ggc, wait_mdc, wait_mg1
from sevenday.flow.queues.priorities import (
    stays_interrupted,
    wait_in_turn,
    waits_by_class,
    waits_unequal,
)

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "queues.toml").read_text("utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    table = CASES[name]
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def as_printed(value: float, printed: str) -> bool:
    """Whether a value is the printed one, at as many digits as are printed."""
    digits = len(printed.partition(".")[2])
    return abs(value - float(printed)) <= 0.5 * 10**-digits * (1 + 1e-6)


@pytest.mark.parametrize("row", rows("waiting_line"), ids=lambda r: f"{r['servers']} servers")
def test_a_waiting_line(row):
    line = WaitingLine(float(row["arrivals"]), float(row["service"]), int(row["servers"]))
    for name in ("busy", "delayed", "waiting", "wait", "present"):
        assert as_printed(getattr(line, name), row[name]), name
    assert as_printed(line.waits_longer(0.25), row["over_quarter"])
    assert as_printed(line.waits_longer(1), row["over_one"])


@pytest.mark.parametrize("row", rows("lost"), ids=lambda r: f"{r['servers']}, {r['offered']}")
def test_a_pool_that_loses(row):
    servers, offered = int(row["servers"]), float(row["offered"])
    lost = erlang_b(servers, offered)
    assert as_printed(lost, row["lost"])
    assert as_printed(offered * (1 - lost) / servers, row["carried"])


@pytest.mark.parametrize("row", rows("impatient"), ids=lambda r: f"{r['arrivals']}, {r['servers']}")
def test_a_line_that_people_leave(row):
    rates = (float(row[k]) for k in ("arrivals", "service", "leaving"))
    line = ImpatientLine(*rates, int(row["servers"]))
    for name in ("left", "wait", "delayed", "waiting"):
        assert as_printed(getattr(line, name), row[name]), name


@pytest.mark.parametrize("case", CASES["priorities"], ids=lambda c: f"{c['servers']} servers")
def test_the_graver_first(case):
    found = waits_by_class(case["arrivals"], case["service"], case["servers"])
    assert all(map(as_printed, found, case["waits"]))
    line = WaitingLine(sum(case["arrivals"]), case["service"], case["servers"])
    assert as_printed(line.delayed, case["delayed"])
    assert as_printed(line.wait, case["in_turn"])
    # the order of the queue moves waits between classes and makes none
    work = zip(case["arrivals"], found, strict=True)
    assert sum(a * w for a, w in work) == pytest.approx(sum(case["arrivals"]) * line.wait)


def test_losing_one_of_ten_doctors_triples_the_lowest_class_and_spares_the_highest():
    """walkouts 6.3: 10 to 32 minutes where the unit is an hour, the top class below 3."""
    ten, nine = (waits_by_class([0.5, 2, 4, 5], 1.5, doctors) for doctors in (10, 9))
    assert (round(60 * ten[-1]), round(60 * nine[-1])) == (10, 32)
    assert 60 * nine[0] < 3


@pytest.mark.parametrize("case", CASES["interrupted"], ids=lambda c: f"{len(c['means'])} classes")
def test_the_graver_interrupt(case):
    assert all(map(as_printed, stays_interrupted(case["arrivals"], case["means"]), case["stays"]))


@pytest.mark.parametrize("case", CASES["unequal"])
def test_services_unequal_by_class(case):
    assert all(map(as_printed, waits_unequal(case["arrivals"], case["means"]), case["waits"]))
    assert as_printed(wait_in_turn(case["arrivals"], case["means"]), case["in_turn"])


@pytest.mark.parametrize(("cv2", "wait"), CASES["mg1"]["waits"].items())
def test_one_server_of_any_service(cv2, wait):
    assert as_printed(wait_mg1(CASES["mg1"]["arrivals"], 1, float(cv2)), wait)


@pytest.mark.parametrize(("servers", "arrivals", "wait"), CASES["mdc"]["rows"])
def test_services_that_all_take_as_long(servers, arrivals, wait):
    assert as_printed(wait_mdc(float(arrivals), 1, int(servers)), wait)


def test_a_tandem_is_two_lines():
    case = CASES["tandem"]
    stages = zip(case["service"], case["servers"], case["present"], strict=True)
    for service, servers, present in stages:
        assert as_printed(WaitingLine(case["arrivals"], service, servers).present, present)


@pytest.mark.parametrize(("beta", "chance"), CASES["large_pool"].items())
def test_large_pools(beta, chance):
    assert as_printed(delay_chance(float(beta)), chance)


@pytest.mark.parametrize("offered", ["5", "10", "20", "50", "100"])
def test_the_fewest_servers(offered):
    chances = CASES["least"]["chances"]
    found = [servers_for(float(offered), chance) for chance in chances]
    assert found == CASES["least"][offered]
    # the square-root rule is within two servers of the exact answer at every size
    ruled = [square_root_staffing(float(offered), chance) for chance in chances]
    assert all(abs(r - n) < 2 for r, n in zip(ruled, found, strict=True))


def test_what_never_clears():
    line = WaitingLine(10, 1, 10)
    assert (line.wait, line.waiting, line.delayed, line.waits_longer(5)) == (inf, inf, 1, 1)
    assert waits_by_class([0.5, 0.6], 1, 1)[1] == inf
    assert stays_interrupted([0.5, 0.6], [1, 1])[1] == inf
    assert (wait_mg1(1, 1, 1), wait_mdc(2, 1, 2), wait_in_turn([1], [1])) == (inf, inf, inf)
    with pytest.raises(InputError, match="never clears"):
        ImpatientLine(10, 1, 0, 10).chances()


def test_an_impatient_line_without_leaving_is_a_waiting_line():
    assert ImpatientLine(8, 1, 0, 10).wait == pytest.approx(WaitingLine(8, 1, 10).wait)


def test_the_approximation_is_exact_for_exponential_services():
    line = WaitingLine(8, 1, 10)
    assert wait_ggc(line, 1, 1) == line.wait
    assert wait_ggc(line, 1, 0) == pytest.approx(line.wait / 2)


def test_many_impatient_servers_do_not_overflow():
    line = ImpatientLine(2000, 1, 1, 2000)
    # where people leave as fast as they are served, the number present is Poisson
    assert sum(line.chances()) == pytest.approx(1)
    assert sum(n * p for n, p in enumerate(line.chances())) == pytest.approx(2000)
