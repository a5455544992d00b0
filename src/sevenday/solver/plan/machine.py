"""The machine of a hospital's rows: the contract's, with what weekends and patterns need to see."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sevenday.clock import DAY, FRIDAY, SATURDAY, SUNDAY, WEEK
from sevenday.limits.kinds import FREQUENCY, FROM, KIND, TO
from sevenday.model import Hospital
from sevenday.solver.engine.problem import NO_STATE, Ints, Machine
from sevenday.solver.law.automaton import Automaton
from sevenday.solver.plan.objectives import KINDS, REST, WEEKENDS, Objectives

State = tuple[int, int, int, bool, bool]
"""The law's state; what yesterday and the day before were (REST, DUTY, AT_NIGHT); whether
yesterday's duty goes into today's weekend, and whether the day before's did into yesterday's."""


@dataclass(frozen=True, eq=False, slots=True)
class RowMachine:
    """A machine, and which of its states is that of a doctor who has rested for long."""

    machine: Machine
    rested: int

    def walk(self, kinds: Ints, symbols: Ints) -> tuple[int, Ints]:
        """The state after days of a history, and what they add to each counter.

        A day that breaks a limit is taken as the first after a rest: what is past is past.
        """
        machine, state = self.machine, self.rested
        counts = np.zeros(len(machine.adds), np.int64)
        for kind, symbol in zip(kinds, symbols, strict=True):
            if machine.moves[state, symbol] == NO_STATE:
                state = self.rested
            counts += machine.adds[:, kind, state, symbol]
            state = max(int(machine.moves[state, symbol]), 0)
        return state, counts


def row_machine(
    law: Automaton, objectives: Objectives, codes: tuple[int, ...], hospital: Hospital
) -> RowMachine:
    """The automaton with the counters of the objectives, over symbols that are cell codes."""
    group = {code: g for g, members in enumerate(law.groups) for code in members}
    touches = _touches(law, codes, hospital)
    both = bool(objectives.patterns)  # only patterns look two days back
    begin: State = (law.rested, REST, REST, False, False)
    states, listed, moves = {begin: 0}, [begin], []
    for state in listed:
        q, yesterday, _, over, _ = state
        row = []
        for k, code in enumerate(codes):
            after = int(law.moves[q, group[code]])
            if after == NO_STATE:
                row.append(NO_STATE)
                continue
            to = (after, objectives.day[k], yesterday if both else REST, touches[FRIDAY][k], over)
            if to not in states:
                states[to] = len(states)
                listed.append(to)
            row.append(states[to])
        moves.append(row)
    adds = np.zeros((len(objectives.names), KINDS, len(listed), len(codes)), np.int64)
    cells = list(_cells(listed, objectives, touches))
    if cells:
        counters, kinds, at, symbols, add = np.array(cells).T
        adds[counters, kinds, at, symbols] = add
    minutes = np.array([counted_minutes(hospital, code) for code in codes])
    machine = Machine(np.array(moves), adds, minutes, np.ones(len(listed), np.bool_))
    return RowMachine(machine, 0)


def counted_minutes(hospital: Hospital, code: int) -> int:
    """What a cell counts towards hours: resident duty whole, on-call its expected work."""
    parts = hospital.cells.parts[code]
    return int(sum(part.work if part.on_call else part.minutes for part in parts))


def _cells(
    states: list[State], objectives: Objectives, touches: dict[int, list[bool]]
) -> Iterator[tuple[int, int, int, int, int]]:
    """(counter, kind of day, state, symbol, what is added) wherever something is."""
    symbols = len(objectives.day)
    known: dict[tuple[str, int, int, int, int], int] = {}
    for at, name in enumerate(objectives.names):
        for kind in range(KINDS):
            for s, (_, yesterday, before, over, earlier) in enumerate(states):
                for k in range(symbols):
                    if name == WEEKENDS:
                        add = int(_weekend(kind % WEEK, yesterday, over, earlier, touches, k))
                    else:
                        key = (name, kind, before, yesterday, k)
                        if key not in known:
                            known[key] = objectives.adds(*key)
                        add = known[key]
                    if add:
                        yield at, kind, s, k, add


def _weekend(
    weekday: int,
    yesterday: int,
    over: bool,
    earlier: bool,
    touches: dict[int, list[bool]],
    symbol: int,
) -> bool:
    """Whether a symbol is the first work of a weekend, as the contract counts weekends."""
    if weekday == FRIDAY:
        return touches[FRIDAY][symbol]
    if weekday == SATURDAY:
        return touches[SATURDAY][symbol] and not over
    if weekday == SUNDAY:
        return touches[SUNDAY][symbol] and yesterday == REST and not earlier
    return False


def _touches(law: Automaton, codes: tuple[int, ...], hospital: Hospital) -> dict[int, list[bool]]:
    """Of each symbol: whether on a Friday, Saturday, Sunday it is work at the weekend."""
    rule = next((r.row for r in law.rules if int(r.row[KIND]) == FREQUENCY), None)
    opens, closes = (rule[FROM], DAY + rule[TO]) if rule is not None else (0.0, 2.0 * DAY)
    found = {}
    for weekday in (FRIDAY, SATURDAY, SUNDAY):
        shift = (weekday - SATURDAY) * DAY
        found[weekday] = [
            any(
                min(part.end + shift, closes) > max(part.start + shift, opens)
                for part in hospital.cells.parts[code]
            )
            for code in codes
        ]
    return found
