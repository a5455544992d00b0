"""The steps of a template's cycle: what may follow what on each weekday, and what each step counts.

A state is the automaton's, with what the unwanted patterns and the weekends have to know of the
days before.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from sevenday.clock import DAY, FRIDAY, SUNDAY, WEEK
from sevenday.limits import Checker
from sevenday.patterns.classes import AT_NIGHT, DayClasses
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.law.automaton import Automaton
from sevenday.solver.law.minimise import minimise
from sevenday.solver.law.pattern_states import PatternState, PatternStates
from sevenday.solver.template.circulation import Arc
from sevenday.solver.template.weekday_rules import Tail, WeekdayRules


class CycleState(NamedTuple):
    """The law's state; whether yesterday was off; whether this weekend is worked so far.

    `over`: the group whose duty of yesterday goes on into today, 0 for none. `tail`: the last days,
    for limits that judge by the weekday. `remembered`: what patterns know of the days before.
    """

    law: int
    rested: bool
    this: bool
    over: int
    tail: Tail
    remembered: PatternState


class _Step(NamedTuple):
    """One step: from a node to a node by a group, and what it counts."""

    node: int
    symbol: int
    after: int
    weekend: bool
    duty: bool
    pattern: int


@dataclass(frozen=True, slots=True)
class CycleSteps:
    """Every step that the law allows, round a week: arcs, whose symbol is a group of `law`.

    `weekend`: of each arc, whether it ends a weekend with work in it, as the limit counts them;
    `duty`: or with a duty that begins in it; `patterns`: what the patterns that each arc completes
    weigh, in hundredths. `nights`: of each group, whether it is a night.
    """

    law: Automaton
    arcs: tuple[Arc, ...]
    weekend: tuple[bool, ...]
    duty: tuple[bool, ...]
    patterns: tuple[int, ...]
    nights: tuple[bool, ...]


def cycle_steps(
    checker: Checker, law: Automaton, weekdays: WeekdayRules, patterns: PatternStates
) -> CycleSteps:
    """The steps of a law's machine, from every state that can be come to.

    States of a weekday that no future tells apart are one.
    """
    explored = _CycleNodes(checker, law, weekdays, patterns)
    steps, days = explored.steps, np.array([day for day, _ in explored.nodes])
    groups = len(law.groups)
    after = np.full((len(days), groups), NO_STATE)
    counted = np.zeros((len(days), 3 * groups + 1), np.int64)
    counted[:, -1] = days
    for step in steps:
        after[step.node, step.symbol] = step.after
        at = 3 * step.symbol
        counted[step.node, at : at + 3] = step.weekend, step.duty, step.pattern
    alike = minimise(after, counted).tolist()
    first = {class_: node for node, class_ in reversed(list(enumerate(alike)))}
    chosen = [step for step in steps if first[alike[step.node]] == step.node]
    return CycleSteps(
        law,
        tuple(Arc(int(days[s.node]), alike[s.node], s.symbol, alike[s.after]) for s in chosen),
        tuple(step.weekend for step in chosen),
        tuple(step.duty for step in chosen),
        tuple(step.pattern * patterns.unit for step in chosen),
        tuple(AT_NIGHT in patterns.classes.words[group[0]] for group in law.groups),
    )


def split_by_class(law: Automaton, classes: DayClasses) -> Automaton:
    """The law with codes in groups of their own where a pattern may tell them apart."""
    groups: list[tuple[int, ...]] = []
    columns: list[int] = []
    for g, codes in enumerate(law.groups):
        by_words: dict[frozenset[str], list[int]] = {}
        for code in codes:
            by_words.setdefault(classes.words[code], []).append(code)
        groups += [tuple(alike) for alike in by_words.values()]
        columns += [g] * len(by_words)
    return replace(law, groups=tuple(groups), moves=law.moves[:, :, columns])


class _CycleNodes:
    """Every weekday with a state that it can begin with, and the steps between them."""

    def __init__(
        self, checker: Checker, law: Automaton, weekdays: WeekdayRules, patterns: PatternStates
    ) -> None:
        self.law, self.weekdays, self.patterns = law, weekdays, patterns
        self.cells = checker.hospital.cells
        self.first = [group[0] for group in law.groups]
        self.over = [
            g if any(part.end > DAY for part in self.cells.parts[code]) else 0
            for g, code in enumerate(self.first)
        ]
        begin = CycleState(law.rested, True, False, 0, weekdays.rested, patterns.start)
        self.nodes = [(day, begin) for day in range(WEEK)]
        self.known = {node: n for n, node in enumerate(self.nodes)}
        self.steps: list[_Step] = []
        for n, (day, state) in enumerate(self.nodes):  # grows as it is walked
            self.steps += self._steps(n, day, state)

    def _steps(self, node: int, day: int, state: CycleState) -> list[_Step]:
        found = []
        for symbol, code in enumerate(self.first):
            after = self.law.after(state.law, symbol)
            remembered, pattern = self.patterns.step(state.remembered, day, code)
            if after == NO_STATE or pattern == NO_STATE:
                continue
            if self.cells.clash(self.first[state.over], code):
                continue
            if not self.weekdays.allow(day, state.tail, symbol):
                continue
            touches = self.patterns.classes.weekend[code]
            this = state.this or (day >= FRIDAY and touches[day - FRIDAY])
            off = not self.patterns.classes.works(code)
            to = (
                (day + 1) % WEEK,
                CycleState(
                    after,
                    off,
                    this and day != SUNDAY,
                    self.over[symbol],
                    self.weekdays.after(state.tail, symbol),
                    remembered,
                ),
            )
            if to not in self.known:
                self.known[to] = len(self.nodes)
                self.nodes.append(to)
            duty = day == SUNDAY and not (off and state.rested)
            found.append(_Step(node, symbol, self.known[to], day == SUNDAY and this, duty, pattern))
        return found
