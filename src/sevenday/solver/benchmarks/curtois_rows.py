"""A shift-scheduling problem as linear rows over whole numbers, for solvers of other makers.

The rules are those of `files/benchmarks/curtois.py`, one row at a time: the plainest model, which
CP-SAT (`--engine cpsat`) and HiGHS (`benchmarks/`) take as it is.
"""

from collections.abc import Iterator, Sequence

from sevenday.files.benchmarks.curtois import WEEK, Curtois, CurtoisPerson, CurtoisShift
from sevenday.milp.linear import Linear

OFF = "-"
SATURDAY = 5


def linear(problem: Curtois) -> Linear:
    """The problem as linear rows; its optimum with `constant` is the problem's."""
    made = Linear()
    for number, person in enumerate(problem.people):
        for day in range(problem.days):
            if day not in person.days_off:
                for k, shift in enumerate(problem.shifts):
                    if person.most_of[shift.code]:
                        made.cells[number, day, k] = made.variable()
        _person(made, problem, number, person)
    _requests(made, problem)
    _cover(made, problem)
    return made


def _person(made: Linear, problem: Curtois, number: int, person: CurtoisPerson) -> None:
    days, codes = problem.days, [shift.code for shift in problem.shifts]
    work = [
        [made.cells[number, day, k] for k in range(len(codes)) if (number, day, k) in made.cells]
        for day in range(days)
    ]

    def worked(day: int, sign: int = 1) -> list[tuple[int, int]]:
        return [(variable, sign) for variable in work[day]]

    for day in range(days):
        made.row(worked(day), 0, 1)
    for day, k, shift in _cells_of(made, problem, number):
        barred = [
            made.cells[number, day + 1, codes.index(code)]
            for code in shift.not_next
            if (number, day + 1, codes.index(code)) in made.cells
        ]
        if barred:
            made.row([(made.cells[number, day, k], 1), *((v, 1) for v in barred)], 0, 1)
    for k, shift in enumerate(problem.shifts):
        mine = [v for d in range(days) if (v := made.cells.get((number, d, k))) is not None]
        if len(mine) > person.most_of[shift.code]:
            made.row([(v, 1) for v in mine], 0, person.most_of[shift.code])
    minutes = [
        (made.cells[number, day, k], shift.minutes)
        for day, k, shift in _cells_of(made, problem, number)
    ]
    made.row(minutes, person.least_minutes, person.most_minutes)
    run = person.most_run
    for first in range(days - run):
        made.row([t for d in range(first, first + run + 1) for t in worked(d)], 0, run)
    # a day off, `length` days of work and a day off again: no run may be that short; and so of off
    for length in range(1, person.least_run):
        for first in range(days - length - 1):
            ends = worked(first) + worked(first + length + 1)
            inside = [t for d in range(first + 1, first + length + 1) for t in worked(d, -1)]
            made.row(ends + inside, 1 - length, 2)
    for length in range(1, person.least_off):
        for first in range(days - length - 1):
            ends = worked(first, -1) + worked(first + length + 1, -1)
            inside = [t for d in range(first + 1, first + length + 1) for t in worked(d)]
            made.row(ends + inside, -1, length)
    weekends = []
    for saturday in range(SATURDAY, days, WEEK):
        weekend = made.variable()
        weekends.append((weekend, 1))
        for day in (saturday, saturday + 1):
            made.row([(weekend, 1), *worked(day, -1)], 0, 1)
    made.row(weekends, 0, person.most_weekends)


def _cells_of(
    made: Linear, problem: Curtois, number: int
) -> Iterator[tuple[int, int, CurtoisShift]]:
    for day in range(problem.days):
        for k, shift in enumerate(problem.shifts):
            if (number, day, k) in made.cells:
                yield day, k, shift


def _requests(made: Linear, problem: Curtois) -> None:
    people = {person.id: number for number, person in enumerate(problem.people)}
    codes = {shift.code: k for k, shift in enumerate(problem.shifts)}
    for wish in problem.on:
        made.constant += wish.weight
        variable = made.cells.get((people[wish.person], wish.day, codes[wish.shift]))
        if variable is not None:
            made.cost[variable] -= wish.weight
    for wish in problem.off:
        variable = made.cells.get((people[wish.person], wish.day, codes[wish.shift]))
        if variable is not None:
            made.cost[variable] += wish.weight


def _cover(made: Linear, problem: Curtois) -> None:
    codes = {shift.code: k for k, shift in enumerate(problem.shifts)}
    many = len(problem.people)
    for need in problem.cover:
        place = (need.day, codes[need.shift])
        there = [(made.cells[p, *place], 1) for p in range(many) if (p, *place) in made.cells]
        short, over = made.variable(need.wanted, need.under), made.variable(many, need.over)
        made.row([*there, (short, 1), (over, -1)], need.wanted, need.wanted)


def roster(rows: Linear, problem: Curtois, values: Sequence[float]) -> list[list[str]]:
    """Lines of shift codes, `-` for off, from the variables' values."""
    lines = [[OFF] * problem.days for _ in problem.people]
    for (person, day, shift), variable in rows.cells.items():
        if values[variable] > 0.5:
            lines[person][day] = problem.shifts[shift].code
    return lines
