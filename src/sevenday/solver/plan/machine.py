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
from sevenday.solver.law.pattern_states import PatternStates
from sevenday.solver.plan.objectives import KINDS, PATTERNS, REST, WEEKENDS, Objectives


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
    of_state = explored.states[:, 0]
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
    """The machines, a table of moves for weekdays alike in all of them; (7,) which is whose."""
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

    `states` (S, 4 + trackers): the law's state; whether yesterday was off; whether yesterday's duty
    goes into today's weekend, and whether the day before's did into yesterday's; what each pattern
    remembers. `moves` (7 or 1, S, C): by weekday, or alike on all. `adds` (T, KINDS, S, C).
    """

    def __init__(
        self,
        law: Automaton,
        objectives: Objectives,
        patterns: PatternStates,
        codes: tuple[int, ...],
    ) -> None:
        self.law, self.objectives, self.codes = law, objectives, codes
        of_code = {code: g for g, members in enumerate(law.groups) for code in members}
        self.group = {s: of_code[code] for s, code in enumerate(codes) if code in of_code}
        self.symbols = np.array(list(self.group))
        self.weekdays = range(WEEK if patterns.by_weekday else len(law.moves))
        self.trackers = patterns.tables([codes[symbol] for symbol in self.group])
        self.touches = np.array([patterns.classes.weekend[codes[s]] for s in self.group])
        self.off = np.array([objectives.day[symbol] == REST for symbol in self.group])
        self.states, self.moves = self._explored()
        self.adds = self._adds()

    def _explored(self) -> tuple[Ints, Ints]:
        """All states, numbered as they are met from the rested one on, and the moves."""
        begin = np.zeros((1, 4 + len(self.trackers)), np.int32)
        begin[0, :2] = self.law.rested, True
        known, moves = {begin.tobytes(): 0}, list[Ints]()
        states: list[Ints] = [begin]
        while len(states[-1]):
            after, lawful = self._after(states[-1])
            key, size = after.tobytes(), after.shape[-1] * after.itemsize
            to, new = np.full(lawful.size, NO_STATE), list[int]()
            for k in np.flatnonzero(lawful).tolist():
                met = len(known)
                to[k] = known.setdefault(key[k * size : (k + 1) * size], met)
                if to[k] == met:
                    new.append(k)
            moves.append(to.reshape(lawful.shape))
            states.append(after.reshape(-1, after.shape[-1])[new])
        found = np.full((len(self.weekdays), len(known), len(self.codes)), NO_STATE)
        found[:, :, self.symbols] = np.concatenate(moves).transpose(1, 0, 2)
        return np.concatenate(states), found

    def _after(self, states: Ints) -> tuple[Ints, Bools]:
        """(n, weekdays, symbols, numbers) the states after some; (n, weekdays, symbols) if lawful.

        Not where it breaks a limit, or a pattern that is required.
        """
        shape = len(states), len(self.weekdays), len(self.symbols)
        after = np.empty((*shape, states.shape[1]), np.int32)
        for day in self.weekdays:
            moves = self.law.moves[day % len(self.law.moves)]
            after[:, day, :, 0] = moves[states[:, 0]][:, list(self.group.values())]
        after[..., 1], after[..., 2] = self.off, self.touches[:, 0]
        after[..., 3] = states[:, 2, None, None]
        lawful: Bools = np.asarray(after[..., 0] != NO_STATE)
        for k, tracker in enumerate(self.trackers):
            after[..., 4 + k] = tracker.after[states[:, 4 + k], : shape[1]]
            lawful &= tracker.adds[states[:, 4 + k], : shape[1]] != NO_STATE
        return after, lawful

    def _adds(self) -> Ints:
        names, symbols = self.objectives.names, self.symbols.tolist()
        adds = np.zeros((len(names), KINDS, len(self.states), len(self.codes)), np.int16)
        for at, name in enumerate(names):
            if name == WEEKENDS:
                each = self._weekends()
            elif name == PATTERNS:
                each = self._patterns()
            else:
                of_day = [
                    [self.objectives.adds(name, kind, c) for c in symbols] for kind in range(KINDS)
                ]
                adds[at, :, :, symbols] = np.array(of_day).T[:, :, None]
                continue
            adds[at, :, :, symbols] = np.concatenate([each, each], 1).transpose(2, 1, 0)
        return adds

    def _weekends(self) -> Ints:
        """(S, 7, symbols) whether a cell is the first work of a weekend, as the contract counts."""
        first = np.zeros((len(self.states), WEEK, len(self.symbols)), np.int16)
        rested, over, earlier = (self.states[:, k, None] > 0 for k in (1, 2, 3))
        first[:, FRIDAY] = self.touches[:, 0]
        first[:, SATURDAY] = self.touches[:, 1] & ~over
        first[:, SUNDAY] = self.touches[:, 2] & rested & ~earlier
        return first

    def _patterns(self) -> Ints:
        """(S, 7, symbols) what a cell adds to the weight of patterns."""
        found = np.zeros((len(self.states), WEEK, len(self.symbols)), np.int64)
        barred = np.zeros(found.shape, np.bool_)
        for k, tracker in enumerate(self.trackers):
            adds = tracker.adds[self.states[:, 4 + k]]
            found += adds
            barred |= adds == NO_STATE
        return np.where(barred, 0, found)
