"""Musliu's rolling templates as a flow round the week: found, or proved that there is none.

Each weekday's shifts are the demand, and the one closed walk of the flow is the template.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sevenday.clock import WEEK
from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.rotating import OFF, Rotating
from sevenday.solver.template.circulation import Arc, Circulation

CycleState = tuple[str, str, int, int]
"""The day before the last one, where a barred triple may need it; the last day; how many days of
that shift (or off) in a row; how many days of work in a row."""


def solve_template(
    problem: Rotating, seconds: float = 60.0, seed: int = 1
) -> tuple[tuple[str, ...], ...]:
    """A template's weeks of shift codes, `-` for off.

    Raises InputError where none keeps the rules, or none was found in the time; KeyboardInterrupt
    where Ctrl-C came first.
    """
    arcs = _arcs(problem)
    flow = Circulation(arcs, WEEK, problem.weeks, seed)
    demand = {
        shift.code: needs for shift, needs in zip(problem.shifts, problem.demand, strict=True)
    }
    for weekday in range(WEEK):
        off = problem.weeks - sum(needs[weekday] for needs in demand.values())
        for symbol in (OFF, *demand):
            here = [
                (a, 1.0)
                for a, arc in enumerate(arcs)
                if arc.day == weekday and arc.symbol == symbol
            ]
            need = float(off if symbol == OFF else demand[symbol][weekday])
            flow.model.row(here, need, need)
    found = flow.solve(seconds)
    if found.walk is None:
        raise InputError(_nothing(problem, found.impossible, seconds))
    cells = [str(arcs[a].symbol) for a in found.walk]
    return tuple(tuple(cells[d : d + WEEK]) for d in range(0, len(cells), WEEK))


def _nothing(problem: Rotating, proved: bool, seconds: float) -> Fault:
    if proved:
        what = "no template keeps the rules of this file: that is proved"
        return Fault(what, problem.name, expected="other blocks or demands", code="infeasible")
    what = f"no template found in {seconds:g} seconds, and none proved impossible"
    return Fault(
        what, problem.name, expected="more --seconds, or another --seed", code="infeasible"
    )


def _arcs(problem: Rotating) -> list[Arc]:
    """Every step that the rules allow, from every state that can be come to."""
    spans = {shift.code: (shift.least, shift.most) for shift in problem.shifts}
    spans[OFF] = problem.off
    pairs = {barred for barred in problem.barred if len(barred) == 2}
    triples = {barred for barred in problem.barred if len(barred) == 3}

    def step(state: CycleState, symbol: str) -> CycleState | None:
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
        before = last if any((last, symbol) == triple[:2] for triple in triples) else ""
        worked = 0 if symbol == OFF else work + 1
        return before, symbol, run + 1 if symbol == last else 1, worked

    symbols = [OFF, *(shift.code for shift in problem.shifts)]
    barred_after = {triple[0] for triple in triples if triple[1] == OFF}
    found: dict[CycleState, dict[str, CycleState]] = {}
    # every cycle has a first day off after work, and so goes through one of these
    waiting: list[CycleState] = [
        (code if code in barred_after else "", OFF, 1, 0) for code in symbols[1:]
    ]
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
