"""Closed forms on rows that nobody printed, each against another way to the same number."""

from fractions import Fraction
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import spsolve

from sevenday.flow.queues.erlang import ImpatientLine, WaitingLine, erlang_b, servers_for
from sevenday.flow.queues.general_service import wait_mdc, wait_mg1
from sevenday.flow.queues.networks import Boarding, Returning, with_cubicles
from sevenday.flow.queues.offered_load import load_by_hour
from sevenday.flow.queues.over_time import TimedLine, exact
from sevenday.flow.queues.priorities import stays_interrupted, waits_by_class, waits_unequal

PRINTED = 5e-7
"""Half of the sixth digit."""
loads = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=40)


def balance(moves, states):
    """The chances of a chain in balance: `moves` gives (state, state, rate) of numbered states."""
    rows, columns, rates = (np.array(each) for each in zip(*moves, strict=True))
    rates = rates.astype(float)
    flow = np.zeros(states)
    np.add.at(flow, rows, rates)
    every = np.arange(states)
    matrix = csc_matrix(
        (np.r_[rates, -flow], (np.r_[columns, every], np.r_[rows, every])), (states, states)
    ).tolil()
    matrix[0] = 1.0
    return spsolve(matrix.tocsc(), np.r_[1.0, np.zeros(states - 1)])


@given(loads, st.integers(1, 40), st.fractions(Fraction(1, 4), 5, max_denominator=8))
def test_a_waiting_line_in_exact_fractions(busy, servers, service):
    offered = busy * servers
    term = offered**servers / factorial(servers)
    tail = term / (1 - busy)
    below = sum(offered**n / Fraction(factorial(n)) for n in range(servers))
    delayed = tail / (below + tail)
    line = WaitingLine(float(offered * service), float(service), servers)
    wait = delayed / (servers * service - offered * service)
    assert line.delayed == pytest.approx(float(delayed), rel=1e-9)
    assert line.wait == pytest.approx(float(wait), rel=1e-9)
    assert line.present == pytest.approx(float(offered + offered * service * wait), rel=1e-9)
    lost = term / (below + term)
    assert erlang_b(servers, float(offered)) == pytest.approx(float(lost), rel=1e-9)
    chance = float(delayed)
    if chance > 1e-6:
        assert servers_for(float(offered), chance * (1 + 1e-9)) == servers


@given(st.floats(0.5, 30), st.floats(0.3, 3), st.floats(0.05, 3), st.integers(1, 30))
def test_an_impatient_line_by_its_chain(arrivals, service, leaving, servers):
    chances = [1.0]
    for n in range(1, 4000):
        out = min(n, servers) * service + max(n - servers, 0) * leaving
        chances.append(chances[-1] * arrivals / out)
        if n > servers and chances[-1] < 1e-15 * max(chances):
            break
    numbers = np.arange(len(chances))
    share = np.array(chances) / sum(chances)
    waiting = np.maximum(numbers - servers, 0) @ share
    line = ImpatientLine(arrivals, service, leaving, servers)
    assert line.waiting == pytest.approx(waiting, rel=1e-7, abs=1e-12)
    assert line.left == pytest.approx(leaving * waiting / arrivals, rel=1e-7, abs=1e-12)
    assert line.delayed == pytest.approx(share[servers:].sum(), rel=1e-7)


@pytest.mark.parametrize(
    ("arrivals", "means"), [((0.35, 0.25), (0.6, 1.4)), ((0.1, 0.6), (2.0, 0.5))]
)
def test_two_classes_by_their_chain(arrivals, means):
    """Who is served and who waits, listed to 70 of each class."""
    most = 70
    states = {None: 0}
    for kind in range(2):
        for a in range(most):
            for b in range(most):
                states[(kind, a, b)] = len(states)
    moves = [(0, states[(kind, 0, 0)], arrivals[kind]) for kind in range(2)]
    for state, place in list(states.items())[1:]:
        kind, a, b = state
        if a + 1 < most:
            moves.append((place, states[(kind, a + 1, b)], arrivals[0]))
        if b + 1 < most:
            moves.append((place, states[(kind, a, b + 1)], arrivals[1]))
        after = (0, a - 1, b) if a else (1, a, b - 1) if b else None
        moves.append((place, states[after], 1 / means[kind]))
    chances = balance(moves, len(states))
    queues = np.array([(0, 0), *((a, b) for _, a, b in list(states)[1:])])
    waits = chances @ queues / np.array(arrivals)
    assert waits_unequal(arrivals, means) == pytest.approx(waits, abs=PRINTED, rel=1e-6)


@pytest.mark.parametrize("rates", [(0.5, 0.9, 1.3), (2.0, 0.4, 0.4)])
def test_classes_of_several_servers_move_waits_and_make_none(rates):
    """Three servers: the first class as if the last were not waiting, and the sum as in turn."""
    servers, service = 3, 1.2
    found = waits_by_class(rates, service, servers)
    assert sum(r * w for r, w in zip(rates, found, strict=True)) == pytest.approx(
        WaitingLine(sum(rates), service, servers).waiting
    )
    merged = waits_by_class((rates[0], rates[1] + rates[2]), service, servers)
    assert found[0] == pytest.approx(merged[0]) and found[1] < merged[1] < found[2]


@pytest.mark.parametrize("rates", [(0.25, 0.45), (0.5, 0.2)])
def test_the_graver_interrupt_by_their_chain(rates):
    means, most = (1.1, 0.8), 80
    moves = []
    for a in range(most):
        for b in range(most):
            place = a * most + b
            if a + 1 < most:
                moves.append((place, place + most, rates[0]))
            if b + 1 < most:
                moves.append((place, place + 1, rates[1]))
            if a:
                moves.append((place, place - most, 1 / means[0]))
            elif b:
                moves.append((place, place - 1, 1 / means[1]))
    chances = balance(moves, most**2).reshape(most, most)
    numbers = np.arange(most)
    stays = [chances.sum(axis=1) @ numbers / rates[0], chances.sum(axis=0) @ numbers / rates[1]]
    assert stays_interrupted(rates, means) == pytest.approx(stays, abs=PRINTED, rel=1e-6)


@pytest.mark.parametrize("stages", [2, 5])
def test_one_server_of_several_stages_by_its_chain(stages):
    """A service of k exponential stages has a squared spread of 1 / k."""
    rate, most = 0.7, 120 * stages
    moves = []
    for n in range(most):
        if n:
            moves.append((n, n - 1, float(stages)))
        if n + stages < most:
            moves.append((n, n + stages, rate))
    chances = balance(moves, most)
    work = chances @ np.arange(most) / stages  # what whoever comes finds before them
    assert wait_mg1(rate, 1, 1 / stages) == pytest.approx(work, abs=PRINTED)


@pytest.mark.parametrize(("servers", "rate"), [(3, 2.4), (6, 4.2)])
def test_services_of_one_length_by_steps_of_it(servers, rate):
    """Crommelin: after a service's length, all who were served are gone."""
    most = 400
    poisson = np.exp(-rate) * np.cumprod(np.r_[1.0, rate / np.arange(1, most)])
    chances = np.zeros(most)
    chances[0] = 1.0
    for _ in range(3000):
        left = np.r_[chances[: servers + 1].sum(), chances[servers + 1 :]]
        chances = np.convolve(left, poisson)[:most]
    waiting = np.maximum(np.arange(most) - servers, 0) @ chances
    assert wait_mdc(rate, 1, servers) == pytest.approx(waiting / rate, abs=PRINTED)


def test_a_day_by_one_matrix_exponential_an_hour():
    arrivals, servers, service, leaving, most = [3.0, 7.0, 9.0, 2.0], [3, 5, 6, 2], 1.6, 0.4, 80
    start = np.zeros(most)
    start[2] = 1.0
    found = exact(TimedLine(arrivals, servers, service, leaving), start, most)
    now = start
    for hour, (rate, many) in enumerate(zip(arrivals, servers, strict=True)):
        n = np.arange(most)
        down = np.minimum(n, many) * service + np.maximum(n - many, 0) * leaving
        matrix = np.diag(np.full(most - 1, rate), 1) + np.diag(down[1:], -1)
        now = now @ expm(matrix - np.diag(matrix.sum(axis=1)))
        assert found.inside[hour] == pytest.approx(now @ n, abs=PRINTED)
        assert found.waiting[hour] == pytest.approx(now @ np.maximum(n - many, 0), abs=PRINTED)


def test_an_infinite_server_by_its_recursion():
    rates, hours = np.array([2.0, 5.0, 9.0, 4.0] * 6), 2.5
    load = 0.0
    for _ in range(20):
        found = []
        for rate in rates:
            load = rate * hours + (load - rate * hours) * exp(-1 / hours)
            found.append(load)
    assert load_by_hour(list(rates), hours) == pytest.approx(found, abs=PRINTED)


@pytest.mark.parametrize("cubicles", [9, 13])
def test_cubicles_by_their_chain(cubicles):
    flow, most = Returning(2.5, 3.0, 0.5, 1.5, 3), 160
    moves = []
    for level in range(most):
        for away in range(cubicles + 1):
            inside = min(level, cubicles)
            place = level * (cubicles + 1) + away
            if away > inside:
                moves.append((place, 0, 1.0))  # cannot be, and is left at once
                continue
            seen = min(inside - away, flow.servers) * flow.service
            if level + 1 < most:
                moves.append((place, place + cubicles + 1, flow.arrivals))
            if seen:
                moves.append((place, place + 1, seen * flow.returns))
                moves.append((place, place - cubicles - 1, seen * (1 - flow.returns)))
            if away:
                moves.append((place, place - 1, away * flow.away))
    chances = balance(moves, most * (cubicles + 1)).reshape(most, -1).sum(axis=1)
    levels = np.arange(most)
    found = with_cubicles(flow, cubicles, most)
    assert found.stay == pytest.approx(chances @ levels / flow.arrivals, abs=PRINTED, rel=1e-6)
    outside = np.maximum(levels - cubicles, 0) @ chances
    assert found.wait == pytest.approx(outside / flow.arrivals, abs=PRINTED, rel=1e-5)
    assert found.delayed == pytest.approx(chances[cubicles:].sum(), abs=PRINTED, rel=1e-5)


def test_boarding_by_its_chain():
    flow, most, phases = Boarding(2.0, 8, 0.6, 0.25, 12.0, 8), 400, 8 + 8 + 1
    moves = []
    for level in range(most):
        for beds in range(phases):  # in beds, and who boards after them
            place = level * phases + beds
            boards = max(beds - flow.beds, 0)
            inside = min(level, flow.cubicles)
            if boards > inside:
                moves.append((place, 0, 1.0))
                continue
            if level + 1 < most:
                moves.append((place, place + phases, flow.arrivals))
            seen = (inside - boards) * flow.service
            if seen:
                moves.append((place, place - phases, seen * (1 - flow.admitted)))
                step = 1 if beds >= flow.beds else 1 - phases
                if place + step >= 0 and beds + 1 < phases:
                    moves.append((place, place + step, seen * flow.admitted))
            if beds:
                step = -1 - (phases if boards else 0)
                moves.append((place, place + step, min(beds, flow.beds) / flow.bed_hours))
    chances = balance(moves, most * phases).reshape(most, phases)
    found = flow.figures()
    boards = np.maximum(np.arange(phases) - flow.beds, 0)
    waiting = np.maximum(np.arange(most) - flow.cubicles, 0)
    assert found.boarders == pytest.approx(chances.sum(axis=0) @ boards, rel=1e-6)
    assert found.waiting == pytest.approx(chances.sum(axis=1) @ waiting, rel=1e-5)
    in_beds = np.minimum(np.arange(phases), flow.beds)
    assert found.beds_in_use == pytest.approx(chances.sum(axis=0) @ in_beds, rel=1e-6)
