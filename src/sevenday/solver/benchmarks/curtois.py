"""Curtois and Qu's problems as rows, machines and cover lines (READINGS in the file's reader)."""

from math import gcd

import numpy as np

from sevenday.clock import SATURDAY, SUNDAY, WEEK
from sevenday.files.benchmarks.curtois import Curtois, CurtoisPerson
from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.problem import Ints, Problem


def curtois_problem(file: Curtois) -> Problem:
    """The problem of a file: symbol 0 is a day off, symbol k the file's k-th shift."""
    rows, days, symbols = len(file.people), file.days, len(file.shifts) + 1
    symbol = {shift.code: k for k, shift in enumerate(file.shifts, 1)}
    row = {person.id: k for k, person in enumerate(file.people)}
    unit = gcd(*(shift.minutes for shift in file.shifts))
    machines: dict[tuple[int, int, int], Machine] = {}
    machine = np.zeros(rows, np.int64)
    allowed = np.ones((rows, days, symbols), np.bool_)
    caps = np.full((rows, symbols), days)
    for k, person in enumerate(file.people):
        rules = (person.most_run, person.least_run, person.least_off)
        if rules not in machines:
            machines[rules] = _machine(file, person, unit)
        machine[k] = list(machines).index(rules)
        for code, most in person.most_of.items():
            caps[k, symbol[code]] = most
            allowed[k, :, symbol[code]] &= most > 0
        allowed[k, sorted(person.days_off), 1:] = False
    cost = np.zeros((rows, days, symbols), np.int64)
    for wish in file.on:
        cost[row[wish.person], wish.day] += wish.weight
        cost[row[wish.person], wish.day, symbol[wish.shift]] -= wish.weight
    for wish in file.off:
        cost[row[wish.person], wish.day, symbol[wish.shift]] += wish.weight
    lines = np.full((1, days, symbols, 1), -1)
    penalty = np.zeros((len(file.cover), rows + 1), np.int64)
    count = np.arange(rows + 1)
    for j, need in enumerate(file.cover):
        lines[0, need.day, symbol[need.shift], 0] = j
        penalty[j] = need.under * np.maximum(0, need.wanted - count)
        penalty[j] += need.over * np.maximum(0, count - need.wanted)
    return Problem(
        names=tuple(row),
        codes=("-", *symbol),
        kind=np.arange(days) % WEEK,
        machines=tuple(machines.values()),
        machine=machine,
        start=np.zeros(rows, np.int64),
        allowed=allowed,
        cost=cost,
        least=np.array([-(-person.least_minutes // unit) for person in file.people]),
        most=np.array([person.most_minutes // unit for person in file.people]),
        caps=np.array([[person.most_weekends] for person in file.people]),
        symbol_caps=caps,
        final=np.zeros((rows, 1, days // WEEK + 1), np.int64),
        team=np.zeros(rows, np.int64),
        lines=lines,
        penalty=penalty,
    )


def _machine(file: Curtois, person: CurtoisPerson, unit: int) -> Machine:
    """Runs of work and of days off. State 0 is the day before day 0.

    Days off outside the horizon are as many as are needed, and so are days of work that join a
    run from day 0: such a run may be short, and is counted from day 0 for the longest.
    """
    follow = {shift.code: frozenset(shift.not_next) for shift in file.shifts}
    kinds = list(dict.fromkeys(follow.values()))
    rested = max(1, person.least_off)
    work: dict[tuple[int, int, bool], int] = {}
    for length in range(1, person.most_run + 1):
        for kind in range(len(kinds)):
            for joined in (True, False) if length < person.least_run else (False,):
                work[kind, length, joined] = rested + 1 + len(work)
    states, symbols = rested + 1 + len(work), len(file.shifts) + 1
    moves = np.full((states, symbols), NO_STATE)
    adds = np.zeros((1, WEEK, states, symbols), np.int64)

    def begin(kind: int, length: int, joined: bool) -> int:
        return work[kind, length, joined and length < person.least_run]

    moves[0, 0] = moves[rested, 0] = rested
    for k in range(1, rested):
        moves[k, 0] = k + 1
    for k, shift in enumerate(file.shifts, 1):
        kind = kinds.index(follow[shift.code])
        moves[0, k], moves[rested, k] = begin(kind, 1, True), begin(kind, 1, False)
        for (before, length, joined), state in work.items():
            if length < person.most_run and shift.code not in kinds[before]:
                moves[state, k] = begin(kind, length + 1, joined)
    for (_, length, joined), state in work.items():
        if joined or length >= person.least_run:
            moves[state, 0] = 1
    adds[0, SATURDAY, :, 1:] = 1
    adds[0, SUNDAY, : rested + 1, 1:] = 1
    spend: Ints = np.array([0, *(shift.minutes // unit for shift in file.shifts)])
    return Machine(moves, adds, spend, np.ones(states, np.bool_))
