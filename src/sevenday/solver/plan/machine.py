"""The machine of a hospital's rows: the contract's, with what weekends and patterns need to see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sevenday.clock import FRIDAY, SATURDAY, SUNDAY, WEEK
from sevenday.model import Hospital
from sevenday.solver.engine.machine import NO_STATE, Machine
from sevenday.solver.engine.problem import Bools, Ints
from sevenday.solver.law.automaton import Automaton
from sevenday.solver.law.minimise import minimise
from sevenday.solver.law.pattern_states import PatternState, PatternStates
from sevenday.solver.plan.objectives import KINDS, PATTERNS, REST, WEEKENDS, Objectives

State = tuple[int, bool, bool, bool, PatternState]
"""The law's state; whether yesterday was off; whether yesterday's duty goes into today's weekend,
and whether the day before's did into yesterday's; what patterns remember."""


@dataclass(frozen=True, eq=False, slots=True)
class RowMachine:
    """A machine, and which of its states is that of a doctor who has rested for long.

    Attributes
    ----------
    machine
        The machine: a table of moves for each weekday, or one for all.
    rested
        The state of somebody who was off for long.
    spring
        (K, S, C) what may not come on the day that the clocks go forward, and the days after it;
        K is 0 where no such day was asked for.
    """

    machine: Machine
    rested: int
    spring: Bools

    def walk(self, kinds: Ints, symbols: Ints) -> tuple[int, Ints]:
        """The state after days of a history, and what they add to each counter.

        A day that breaks a limit is taken as the first after a rest: what is past is past.
        """
        machine, state = self.machine, self.rested
        counts = np.zeros(len(machine.adds), np.int64)
        for kind, symbol in zip(kinds, symbols, strict=True):
            moves = machine.moves[kind % WEEK % len(machine.moves)]
            if moves[state, symbol] == NO_STATE:
                state = self.rested
            counts += machine.adds[:, kind, state, symbol]
            state = max(int(moves[state, symbol]), 0)
        return state, counts


def row_machine(
    law: Automaton,
    objectives: Objectives,
    patterns: PatternStates,
    codes: tuple[int, ...],
    hospital: Hospital,
) -> RowMachine:
    """The automaton with the counters of the objectives, over symbols that are cell codes.

    A code that the automaton does not have may never come.
    """
    explored = _RowStates(law, objectives, patterns, codes)
    moves, adds = explored.moves, explored.adds
    states = moves.shape[1]
    steps = moves.transpose(1, 0, 2).reshape(states, -1)
    of_state = [state[0] for state in explored.states]
    spring = np.zeros((len(law.spring), *adds.shape[2:]), np.bool_)  # (K, S, C)
    for symbol, group in explored.group.items():
        spring[:, :, symbol] = law.spring[:, of_state, group]
    seen = np.concatenate([*adds, *spring.astype(adds.dtype)[:, None]]).transpose(1, 0, 2)
    alike = minimise(steps, seen.reshape(states, -1))
    _, first = np.unique(alike, return_index=True)  # the rested state's class is 0
    less = moves[:, first]
    less = np.where(less == NO_STATE, NO_STATE, alike[less])
    minutes = np.array([counted_minutes(hospital, code) for code in codes])
    machine = Machine(less, adds[:, :, first], minutes, np.ones(len(first), np.bool_))
    return RowMachine(machine, 0, spring[:, first])


def with_common_tables(rows: Sequence[RowMachine]) -> tuple[tuple[Machine, ...], Ints]:
    """The machines with a table of moves for weekdays that are alike in all; (7,) which is whose."""
    moves = [np.broadcast_to(r.machine.moves, (WEEK, *r.machine.moves.shape[1:])) for r in rows]
    known: dict[tuple[bytes, ...], int] = {}
    table = [
        known.setdefault(tuple(each[day].tobytes() for each in moves), len(known))
        for day in range(WEEK)
    ]
    first = [table.index(k) for k in range(len(known))]
    machines = tuple(
        replace(r.machine, moves=each[first]) for r, each in zip(rows, moves, strict=True)
    )
    return machines, np.array(table)


def counted_minutes(hospital: Hospital, code: int) -> int:
    """What a cell counts towards hours: resident duty whole, on-call its expected work."""
    parts = hospital.cells.parts[code]
    return int(sum(part.work if part.on_call else part.minutes for part in parts))


class _RowStates:
    """Every state that any days lead to, the steps between them, and what each step counts.

    `moves` (7 or 1, S, C): by weekday, or alike on all. `adds` (T, KINDS, S, C).
    """

    def __init__(
        self,
        law: Automaton,
        objectives: Objectives,
        patterns: PatternStates,
        codes: tuple[int, ...],
    ) -> None:
        self.law, self.objectives, self.patterns, self.codes = law, objectives, patterns, codes
        of_code = {code: g for g, members in enumerate(law.groups) for code in members}
        self.group = {s: of_code[code] for s, code in enumerate(codes) if code in of_code}
        self.weekdays = range(WEEK if patterns.by_weekday else len(law.moves))
        self.moves = self._moves()
        self.adds = self._adds()

    def _moves(self) -> Ints:
        begin: State = (self.law.rested, True, False, False, self.patterns.start)
        self.states, known = [begin], {begin: 0}
        moves = []
        for state in self.states:
            by_day = []
            for weekday in self.weekdays:
                row = [NO_STATE] * len(self.codes)
                for symbol in self.group:
                    to = self._after(state, weekday, symbol)
                    if to is not None and to not in known:
                        known[to] = len(self.states)
                        self.states.append(to)
                    row[symbol] = NO_STATE if to is None else known[to]
                by_day.append(row)
            moves.append(by_day)
        return np.array(moves).transpose(1, 0, 2)

    def _after(self, state: State, weekday: int, symbol: int) -> State | None:
        """The state after a symbol; None where it breaks a limit or a pattern that is required."""
        q, _, over, _, remembered = state
        code = self.codes[symbol]
        after = self.law.after(q, self.group[symbol], weekday)
        then, adds = self.patterns.step(remembered, weekday, code)
        if after == NO_STATE or adds == NO_STATE:
            return None
        off = self.objectives.day[symbol] == REST
        return after, off, self.patterns.classes.weekend[code][0], over, then

    def _adds(self) -> Ints:
        names, codes = self.objectives.names, self.codes
        adds = np.zeros((len(names), KINDS, len(self.states), len(codes)), np.int16)
        for at, name in enumerate(names):
            if name not in (WEEKENDS, PATTERNS):
                each = [
                    [self.objectives.adds(name, kind, c) for c in range(len(codes))]
                    for kind in range(KINDS)
                ]
                adds[at] = np.array(each)[:, None, :]
        for s, state in enumerate(self.states):
            for weekday in range(WEEK):
                for c in self.group:
                    for at, name in enumerate(names):
                        if name == WEEKENDS:
                            add = int(self._weekend(weekday, state, codes[c]))
                        elif name == PATTERNS:
                            add = max(0, self.patterns.step(state[-1], weekday, codes[c])[1])
                        else:
                            continue
                        adds[at, weekday, s, c] = adds[at, weekday + WEEK, s, c] = add
        return adds

    def _weekend(self, weekday: int, state: State, code: int) -> bool:
        """Whether a cell is the first work of a weekend, as the contract counts weekends."""
        _, rested, over, earlier, _ = state
        touches = self.patterns.classes.weekend[code]
        if weekday == FRIDAY:
            return touches[0]
        if weekday == SATURDAY:
            return touches[1] and not over
        if weekday == SUNDAY:
            return touches[2] and rested and not earlier
        return False
