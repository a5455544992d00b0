"""What a roster costs by its problem's own words, and what it breaks: the rules, no engine.

No roster is shown that has not passed here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from sevenday.clock import SATURDAY, WEEK
from sevenday.files.benchmarks.curtois import Curtois, CurtoisPerson
from sevenday.solver.benchmarks.curtois_rows import OFF

Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class CoverDeviation:
    """A day (from 0) and shift with fewer, or more, people than are wanted."""

    day: int
    shift: str
    wanted: int
    there: int


@dataclass(frozen=True, slots=True)
class Score:
    """A roster's cost in its parts, the places short and over, and each rule that is broken."""

    requests: int
    cover: int
    uncovered: tuple[CoverDeviation, ...]
    over: tuple[CoverDeviation, ...]
    broken: tuple[str, ...]

    @property
    def cost(self) -> int:
        """Requests refused, places short and places over."""
        return self.requests + self.cover


def score(problem: Curtois, lines: Sequence[Line]) -> Score:
    """Score lines of shift codes, `-` for off: one line a person, in the problem's order."""
    row = {person.id: line for person, line in zip(problem.people, lines, strict=True)}
    requests = sum(w.weight for w in problem.on if row[w.person][w.day] != w.shift)
    requests += sum(w.weight for w in problem.off if row[w.person][w.day] == w.shift)
    people = Counter((day, cell) for line in lines for day, cell in enumerate(line))
    cover, short, over = 0, [], []
    for need in problem.cover:
        there = people[need.day, need.shift]
        place = CoverDeviation(need.day, need.shift, need.wanted, there)
        if there < need.wanted:
            cover += need.under * (need.wanted - there)
            short.append(place)
        elif there > need.wanted:
            cover += need.over * (there - need.wanted)
            over.append(place)
    broken = tuple(
        f"{person.id}: {breach}"
        for person in problem.people
        for breach in _broken(problem, person, row[person.id])
    )
    return Score(requests, cover, tuple(short), tuple(over), broken)


def _broken(problem: Curtois, person: CurtoisPerson, line: Line) -> Iterator[str]:
    shifts = {shift.code: shift for shift in problem.shifts}
    if len(line) != problem.days or any(cell != OFF and cell not in shifts for cell in line):
        yield f"not {problem.days} days of the problem's shifts"
        return
    for day, (one, other) in enumerate(pairwise(line)):
        if one != OFF and other in shifts[one].not_next:
            yield f"{other} on day {day + 1} may not follow {one}"
    for code, most in person.most_of.items():
        if (many := sum(cell == code for cell in line)) > most:
            yield f"{many} of shift {code}, at most {most}"
    minutes = sum(shifts[cell].minutes for cell in line if cell != OFF)
    if not person.least_minutes <= minutes <= person.most_minutes:
        yield f"{minutes} minutes, not {person.least_minutes} to {person.most_minutes}"
    yield from _runs(problem.days, person, line)
    weekends = sum(set(line[d : d + 2]) != {OFF} for d in range(SATURDAY, problem.days, WEEK))
    if weekends > person.most_weekends:
        yield f"{weekends} weekends, at most {person.most_weekends}"
    for day in sorted(person.days_off):
        if line[day] != OFF:
            yield f"works on day {day}, a day off"


def _runs(days: int, person: CurtoisPerson, line: Line) -> Iterator[str]:
    """Runs of work and of days off; one that touches an end of the horizon may be short."""
    first = 0
    for off, cells in groupby(line, OFF.__eq__):
        length = len(list(cells))
        inside = first > 0 and first + length < days
        least = person.least_off if off else person.least_run
        what = "days off" if off else "days of work"
        if inside and length < least:
            yield f"{length} {what} in a row from day {first}, at least {least}"
        if not off and length > person.most_run:
            yield f"{length} {what} in a row from day {first}, at most {person.most_run}"
        first += length
