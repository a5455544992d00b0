"""Musliu's rolling templates by CP-SAT: found, or proved that there is none; and what is broken.

Days run from Monday of week 1 to Sunday of the last week and on to Monday of week 1.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.rotating import OFF, WEEK, Rotating
from sevenday.solver.cpsat import WORKERS, need_ortools, search


def solve_template(
    problem: Rotating, seconds: float = 60.0, seed: int = 1
) -> tuple[tuple[str, ...], ...]:
    """A template's weeks of shift codes, `-` for off.

    Raises InputError where none keeps the rules, none was found in the time, or or-tools is not
    installed; KeyboardInterrupt where Ctrl-C came first.
    """
    need_ortools()
    from ortools.sat.python import cp_model

    model, days = cp_model.CpModel(), problem.weeks * WEEK
    codes = [OFF, *(shift.code for shift in problem.shifts)]
    x = [{code: model.new_bool_var("") for code in codes} for _ in range(days)]
    for cell in x:
        model.add_exactly_one(cell.values())
    for shift, needs in zip(problem.shifts, problem.demand, strict=True):
        for weekday, need in enumerate(needs):
            model.add(sum(x[d][shift.code] for d in range(weekday, days, WEEK)) == need)
    kinds = [(shift.code, False, shift.least, shift.most) for shift in problem.shifts]
    kinds += [(OFF, False, *problem.off), (OFF, True, *problem.work)]
    for code, turned, least, most in kinds:
        # work is whatever is not a day off
        on = [cell[code].negated() if turned else cell[code] for cell in x]
        for first in range(days):
            if most < days:
                run = [on[(first + k) % days].negated() for k in range(most + 1)]
                model.add_bool_or(run)
            for length in range(1, min(least, days)):
                inside = [on[(first + k) % days].negated() for k in range(1, length + 1)]
                model.add_bool_or([on[first], *inside, on[(first + length + 1) % days]])
    for sequence in problem.barred:
        for first in range(days):
            model.add_bool_or(
                [x[(first + k) % days][code].negated() for k, code in enumerate(sequence)]
            )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    status, stopped = search(solver, model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        if stopped:
            raise KeyboardInterrupt
        proved = status == cp_model.INFEASIBLE
        what = "no template keeps the rules of this file: that is proved"
        if not proved:
            what = f"no template found in {seconds:g} seconds, and none proved impossible"
        how = "other blocks or demands" if proved else "more --seconds, or another --seed"
        raise InputError(Fault(what, problem.name, expected=how))
    cells = [next(code for code in codes if solver.value(cell[code])) for cell in x]
    return tuple(tuple(cells[d : d + WEEK]) for d in range(0, days, WEEK))


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
