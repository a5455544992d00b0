"""A shift-scheduling problem as linear rows over whole numbers, for solvers of other makers.

The rules are those of `files/benchmarks/curtois.py`, one row at a time: the plainest model, which
CP-SAT (`--engine cpsat`) and HiGHS (`benchmarks/`) take as it is.
"""

from collections.abc import Iterator, Sequence

from sevenday.clock import SATURDAY, WEEK
from sevenday.files.benchmarks.curtois import Curtois, CurtoisPerson, CurtoisShift
from sevenday.milp.model import MilpModel, Term

OFF = "-"


def milp_model(problem: Curtois) -> MilpModel:
    """The problem as linear rows; its optimum is the problem's.

    The variable of a person who works a shift on a day is named by the three, from 0.
    """
    model = MilpModel()
    for number, person in enumerate(problem.people):
        for day in range(problem.days):
            if day not in person.days_off:
                for k, shift in enumerate(problem.shifts):
                    if person.most_of[shift.code]:
                        model.variable(name=(number, day, k))
        _person(model, problem, number, person)
    _requests(model, problem)
    _cover(model, problem)
    return model


def _person(model: MilpModel, problem: Curtois, number: int, person: CurtoisPerson) -> None:
    days, codes = problem.days, [shift.code for shift in problem.shifts]
    work = [
        [model.names[number, day, k] for k in range(len(codes)) if (number, day, k) in model.names]
        for day in range(days)
    ]

    def worked(day: int, sign: int = 1) -> list[Term]:
        return [(variable, sign) for variable in work[day]]

    for day in range(days):
        model.row(worked(day), 0, 1)
    for day, k, shift in _cells(model, problem, number):
        barred = [
            model.names[number, day + 1, codes.index(code)]
            for code in shift.not_next
            if (number, day + 1, codes.index(code)) in model.names
        ]
        if barred:
            model.row([(model.names[number, day, k], 1), *((v, 1) for v in barred)], 0, 1)
    for k, shift in enumerate(problem.shifts):
        mine = [v for d in range(days) if (v := model.names.get((number, d, k))) is not None]
        if len(mine) > person.most_of[shift.code]:
            model.row([(v, 1) for v in mine], 0, person.most_of[shift.code])
    minutes = [
        (model.names[number, day, k], shift.minutes)
        for day, k, shift in _cells(model, problem, number)
    ]
    model.row(minutes, person.least_minutes, person.most_minutes)
    run = person.most_run
    for first in range(days - run):
        model.row([t for d in range(first, first + run + 1) for t in worked(d)], 0, run)
    # a day off, `length` days of work and a day off again: no run may be that short; and so of off
    for length in range(1, person.least_run):
        for first in range(days - length - 1):
            ends = worked(first) + worked(first + length + 1)
            inside = [t for d in range(first + 1, first + length + 1) for t in worked(d, -1)]
            model.row(ends + inside, 1 - length, 2)
    for length in range(1, person.least_off):
        for first in range(days - length - 1):
            ends = worked(first, -1) + worked(first + length + 1, -1)
            inside = [t for d in range(first + 1, first + length + 1) for t in worked(d)]
            model.row(ends + inside, -1, length)
    weekends = []
    for saturday in range(SATURDAY, days, WEEK):
        weekend = model.variable()
        weekends.append((weekend, 1))
        for day in (saturday, saturday + 1):
            model.row([(weekend, 1), *worked(day, -1)], 0, 1)
    model.row(weekends, 0, person.most_weekends)


def _cells(
    model: MilpModel, problem: Curtois, number: int
) -> Iterator[tuple[int, int, CurtoisShift]]:
    for day in range(problem.days):
        for k, shift in enumerate(problem.shifts):
            if (number, day, k) in model.names:
                yield day, k, shift


def _requests(model: MilpModel, problem: Curtois) -> None:
    people = {person.id: number for number, person in enumerate(problem.people)}
    codes = {shift.code: k for k, shift in enumerate(problem.shifts)}
    for wish in problem.on:
        model.constant += wish.weight
        variable = model.names.get((people[wish.person], wish.day, codes[wish.shift]))
        if variable is not None:
            model.cost[variable] -= wish.weight
    for wish in problem.off:
        variable = model.names.get((people[wish.person], wish.day, codes[wish.shift]))
        if variable is not None:
            model.cost[variable] += wish.weight


def _cover(model: MilpModel, problem: Curtois) -> None:
    codes = {shift.code: k for k, shift in enumerate(problem.shifts)}
    many = len(problem.people)
    for need in problem.cover:
        place = (need.day, codes[need.shift])
        there = [(model.names[p, *place], 1) for p in range(many) if (p, *place) in model.names]
        short, over = model.variable(need.wanted, need.under), model.variable(many, need.over)
        model.row([*there, (short, 1), (over, -1)], need.wanted, need.wanted)


def roster_lines(model: MilpModel, problem: Curtois, values: Sequence[float]) -> list[list[str]]:
    """Lines of shift codes, `-` for off, from the variables' values."""
    lines = [[OFF] * problem.days for _ in problem.people]
    for (person, day, shift), variable in model.names.items():
        if values[variable] > 0.5:
            lines[person][day] = problem.shifts[shift].code
    return lines
