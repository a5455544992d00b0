"""Musliu's rolling templates as a flow round the week: found, or proved that there is none.

Everybody works the same cycle, so what matters is how often the cycle steps from one state to
another on each weekday: a whole-number flow that goes round Monday to Sunday, of which each
weekday's shifts are the demand. A flow in one piece is one closed walk (Euler), and that walk is
the template; one that falls into pieces is cut off, and the flow is found anew.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.rotating import OFF, WEEK, Rotating

State = tuple[str, str, int, int]
"""The day before the last one, where a barred triple may need it; the last day; how many days of
that shift (or off) in a row; how many days of work in a row."""


class Arc(NamedTuple):
    """A step on a weekday: from a state, by a day's symbol, to a state of the next weekday."""

    weekday: int
    before: State
    symbol: str
    after: State


def solve_template(
    problem: Rotating, seconds: float = 60.0, seed: int = 1
) -> tuple[tuple[str, ...], ...]:
    """A template's weeks of shift codes, `-` for off.

    Raises InputError where none keeps the rules, or none was found in the time; KeyboardInterrupt
    where Ctrl-C came first.
    """
    began = monotonic()
    arcs = _arcs(problem)
    flow = _Flow(problem, arcs, seed)
    while True:
        left = seconds - (monotonic() - began)
        counts = flow.solve(left) if left > 0 else None
        if counts is None:
            raise InputError(_nothing(problem, flow.proved, seconds))
        pieces = _pieces(arcs, counts)
        if len(pieces) == 1:
            break
        for piece in pieces[:-1]:
            flow.join(piece)
    cells = _walk(arcs, counts)
    return tuple(tuple(cells[d : d + WEEK]) for d in range(0, len(cells), WEEK))


def _nothing(problem: Rotating, proved: bool, seconds: float) -> Fault:
    if proved:
        what = "no template keeps the rules of this file: that is proved"
        return Fault(what, problem.name, expected="other blocks or demands")
    what = f"no template found in {seconds:g} seconds, and none proved impossible"
    return Fault(what, problem.name, expected="more --seconds, or another --seed")


def _arcs(problem: Rotating) -> list[Arc]:
    """Every step that the rules allow, from every state that can be come to."""
    spans = {shift.code: (shift.least, shift.most) for shift in problem.shifts}
    spans[OFF] = problem.off
    pairs = {barred for barred in problem.barred if len(barred) == 2}
    triples = {barred for barred in problem.barred if len(barred) == 3}

    def step(state: State, symbol: str) -> State | None:
        prior, last, run, work = state
        if symbol == last:
            if run == spans[last][1] or (last != OFF and work == problem.work[1]):
                return None
        elif run < spans[last][0]:
            return None
        elif symbol == OFF:
            if work < problem.work[0]:
                return None
        elif last != OFF and work == problem.work[1]:
            return None
        if (last, symbol) in pairs or (prior, last, symbol) in triples:
            return None
        kept = last if any((last, symbol) == triple[:2] for triple in triples) else ""
        worked = 0 if symbol == OFF else work + 1
        return kept, symbol, run + 1 if symbol == last else 1, worked

    symbols = [OFF, *(shift.code for shift in problem.shifts)]
    kept = {triple[0] for triple in triples if triple[1] == OFF}
    found: dict[State, dict[str, State]] = {}
    # every cycle has a first day off after work, and so goes through one of these
    waiting: list[State] = [(code if code in kept else "", OFF, 1, 0) for code in symbols[1:]]
    while waiting:
        state = waiting.pop()
        if state in found:
            continue
        found[state] = {}
        for symbol in symbols:
            after = step(state, symbol)
            if after is not None:
                found[state][symbol] = after
                waiting.append(after)
    return [
        Arc(weekday, before, symbol, after)
        for weekday in range(WEEK)
        for before, steps in found.items()
        for symbol, after in steps.items()
    ]


class _Flow:
    """The flow as whole numbers: as much into each state of a weekday as out of it."""

    def __init__(self, problem: Rotating, arcs: list[Arc], seed: int) -> None:
        import highspy

        self.highspy, self.arcs, self.proved = highspy, arcs, False
        self.most = problem.weeks * WEEK
        self.h: Any = highspy.Highs()
        for option, value in (
            ("output_flag", False), ("random_seed", seed), ("threads", 2),
            ("mip_max_improving_sols", 1),
        ):  # fmt: skip
            self.h.setOptionValue(option, value)
        self.h.HandleKeyboardInterrupt = True
        for _ in arcs:
            self.h.addVar(0.0, float(problem.weeks))
        columns = np.arange(len(arcs), dtype=np.int32)
        whole = np.full(len(arcs), highspy.HighsVarType.kInteger)
        self.h.changeColsIntegrality(len(arcs), columns, whole)
        nodes: dict[tuple[int, State], list[tuple[int, float]]] = {}
        for a, arc in enumerate(arcs):
            nodes.setdefault((arc.weekday, arc.before), []).append((a, -1.0))
            nodes.setdefault(((arc.weekday + 1) % WEEK, arc.after), []).append((a, 1.0))
        for terms in nodes.values():
            self._row(terms, 0.0, 0.0)
        demand = {shift.code: needs for shift, needs in
                  zip(problem.shifts, problem.demand, strict=True)}  # fmt: skip
        for weekday in range(WEEK):
            off = float(problem.weeks - sum(needs[weekday] for needs in demand.values()))
            for symbol in (OFF, *demand):
                here = [(a, 1.0) for a, arc in enumerate(arcs)
                        if arc.weekday == weekday and arc.symbol == symbol]  # fmt: skip
                need = off if symbol == OFF else float(demand[symbol][weekday])
                self._row(here, need, need)

    def _row(self, terms: Sequence[tuple[int, float]], least: float, most: float) -> None:
        total: dict[int, float] = {}
        for a, value in terms:
            total[a] = total.get(a, 0.0) + value
        self.h.addRow(
            least, most, len(total), np.array(list(total), np.int32), np.array(list(total.values()))
        )

    def solve(self, seconds: float) -> list[int] | None:
        """How often each arc is taken; None where there is no flow, or none in the time."""
        self.h.setOptionValue("time_limit", self.h.getRunTime() + seconds)
        self.h.solve()
        status = self.h.getModelStatus()
        self.proved = status == self.highspy.HighsModelStatus.kInfeasible
        if status == self.highspy.HighsModelStatus.kInterrupt:
            raise KeyboardInterrupt
        feasible = self.highspy.SolutionStatus.kSolutionStatusFeasible
        if self.h.getInfo().primal_solution_status != feasible:
            return None
        return [round(value) for value in self.h.getSolution().col_value]

    def join(self, piece: set[tuple[int, State]]) -> None:
        """A flow with steps both within a piece and outside it has to leave the piece."""
        inside, outside, out = [], [], []
        for a, arc in enumerate(self.arcs):
            ends = (
                (arc.weekday, arc.before) in piece,
                ((arc.weekday + 1) % WEEK, arc.after) in piece,
            )
            if all(ends):
                inside.append((a, -1.0))
            elif not any(ends):
                outside.append((a, -1.0))
            elif ends[0]:
                out.append((a, float(self.most)))
        which = self.h.getNumCol()
        self.h.addVar(0.0, 1.0)
        self.h.changeColIntegrality(which, self.highspy.HighsVarType.kInteger)
        infinite = self.highspy.kHighsInf
        self._row([*out, *inside, (which, float(self.most))], 0.0, infinite)
        self._row([*out, *outside, (which, -float(self.most))], -float(self.most), infinite)


def _pieces(arcs: Sequence[Arc], counts: Sequence[int]) -> list[set[tuple[int, State]]]:
    """The states that the flow joins, piece by piece."""
    beside: dict[tuple[int, State], set[tuple[int, State]]] = {}
    for arc, count in zip(arcs, counts, strict=False):
        if count:
            one, other = (arc.weekday, arc.before), ((arc.weekday + 1) % WEEK, arc.after)
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    pieces: list[set[tuple[int, State]]] = []
    while beside:
        piece, waiting = set(), [next(iter(beside))]
        while waiting:
            node = waiting.pop()
            if node not in piece:
                piece.add(node)
                waiting += beside.pop(node)
        pieces.append(piece)
    return pieces


def _walk(arcs: Sequence[Arc], counts: Sequence[int]) -> list[str]:
    """One closed walk that takes each arc as often as it counts (Hierholzer), from a Monday."""
    ways: dict[tuple[int, State], list[Arc]] = {}
    for arc, count in zip(arcs, counts, strict=False):
        ways.setdefault((arc.weekday, arc.before), []).extend([arc] * count)
    start = next(node for node, out in ways.items() if node[0] == 0 and out)
    path: list[tuple[tuple[int, State], str]] = [(start, "")]
    walk: list[str] = []
    while path:
        node, symbol = path[-1]
        if ways.get(node):
            arc = ways[node].pop()
            path.append((((arc.weekday + 1) % WEEK, arc.after), arc.symbol))
        else:
            walk.append(symbol)
            path.pop()
    return walk[::-1][1:]


def broken(problem: Rotating, weeks: Sequence[Sequence[str]]) -> list[str]:
    """Each rule that a template breaks, by the file's own words and no solver's."""
    found = []
    for shift, needs in zip(problem.shifts, problem.demand, strict=True):
        for weekday, need in enumerate(needs):
            there = sum(week[weekday] == shift.code for week in weeks)
            if there != need:
                found.append(f"{there} on {shift.code} on weekday {weekday}, not {need}")
    cells = [cell for week in weeks for cell in week]
    spans = {shift.code: (shift.least, shift.most) for shift in problem.shifts}
    spans[OFF] = problem.off
    for code, length in _blocks(cells):
        if not spans[code][0] <= length <= spans[code][1]:
            found.append(f"{length} days of {code} in a row")
    for code, length in _blocks(["" if cell != OFF else OFF for cell in cells]):
        if code != OFF and not problem.work[0] <= length <= problem.work[1]:
            found.append(f"{length} days of work in a row")
    for sequence in problem.barred:
        for first in range(len(cells)):
            days = [cells[(first + k) % len(cells)] for k in range(len(sequence))]
            if days == list(sequence):
                found.append(f"{' '.join(sequence)} from day {first}")
    return found


def _blocks(cells: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Runs of cells alike round the cycle: (cell, length)."""
    turn = next((k for k in range(len(cells)) if cells[k] != cells[k - 1]), 0)
    for cell, run in groupby([*cells[turn:], *cells[:turn]]):
        yield cell, len(list(run))
