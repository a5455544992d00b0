"""The physicians of the MiniZinc Challenge 2021 as linear rows over whole numbers.

The rules are those of Geibinger et al., "Physician Scheduling During a Pandemic" (CPAIOR 2021), as
the model in the public repository xcsp3team/PyCSP3-models restates them. Each day a doctor is off,
or on one station, shift and skill. A station that is common to departments does not count as a
change of station, and neither does a day off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np

from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.physicians import Physicians
from sevenday.milp.linear import Linear
from sevenday.solver.benchmarks.curtois_rows import OFF

MOST_DAYS_IN_A_ROW = 6
NEVER = 4
"""A preference that says that a doctor may not work a station with a skill."""
SHORT, LONG = 1, 2
"""On a station that is not common the long shift may stand for the short one."""
OFF_DUTY, NOWHERE = 0, 0
"""The department of a day off; the station of one who has been at none that is not common."""
MOST_DEPARTMENTS = 2
WEEK = 7

Duty = tuple[int, int, int]
"""Station, shift, skill."""


@dataclass(frozen=True, eq=False)
class Hall:
    """A file's arrays by the names that its rules use, days and people from 0."""

    said: Physicians

    def __getattr__(self, name: str) -> Any:
        """An array of the file, shaped as its indexes are."""
        array = self.said.arrays[name]
        many = [high - low + 1 for low, high in array.spans]
        shaped = np.empty(many, dtype=object)
        shaped[...] = np.array(array.values, dtype=object).reshape(many)
        return shaped

    @property
    def people(self) -> range:
        """Doctors from 0."""
        return range(self.said.counts["numPers"])

    @property
    def days(self) -> range:
        """Days from 0; day 0 is a Monday."""
        return range(self.said.counts["numDays"])

    def duties(self, day: int) -> dict[Duty, int]:
        """The duties that are wanted on a day, and how many doctors on each.

        On a station that is not common, a short duty's number is that of short and long ones.
        """
        demand, common = self.demand, self.stationCommon
        return {
            (s, k, q): int(demand[s, k, day, q])
            for s, k, q in product(
                *(range(1, n) for n in (demand.shape[0], demand.shape[1], demand.shape[3]))
            )
            if demand[s, k, day, q] and not (k == LONG and not common[s])
        }


def physicians_model(said: Physicians) -> tuple[Linear, dict[tuple[int, int, Duty], int]]:
    """The problem as rows, and the variable of each doctor, day and duty.

    Raises InputError where the file has shifts at night, whose rules no public file uses.
    """
    if said.nights:
        what, found = "shifts at night: their rules are not known here", str(sorted(said.nights))
        raise InputError(Fault(what, said.name, None, "indexNight", found, "none"))
    hall, made = Hall(said), Linear()
    cells = _cells(hall, made)
    by_day: dict[tuple[int, int], list[tuple[Duty, int]]] = {
        (i, d): [] for i, d in product(hall.people, hall.days)
    }
    for (i, d, duty), v in cells.items():
        by_day[i, d].append((duty, v))
    for held in by_day.values():
        made.row([(v, 1) for _, v in held], 0, 1)
    _demand(hall, made, cells)
    for i in hall.people:
        mine = [by_day[i, d] for d in hall.days]
        _hours(hall, made, i, mine)
        _sequences(hall, made, i, mine)
        _places(hall, made, i, mine)
    return made, cells


def _cells(hall: Hall, made: Linear) -> dict[tuple[int, int, Duty], int]:
    """A variable a doctor, day and duty that may be; its cost is the preference, off days' less."""
    prefs, forbidden = hall.stationPrefs, hall.forbiddenDays
    weight = hall.said.weights["preferenceWeight"]
    cells: dict[tuple[int, int, Duty], int] = {}
    for i, d in product(hall.people, hall.days):
        off = int(prefs[i, 0, 0])
        made.constant += weight * off
        if d + 1 in forbidden[i]:
            continue
        for s, k, q in hall.duties(d):
            shifts = (SHORT, LONG) if k == SHORT and not hall.stationCommon[s] else (k,)
            if prefs[i, s, q] < NEVER:
                for shift in shifts:
                    cost = weight * (int(prefs[i, s, q]) - off)
                    cells[i, d, (s, shift, q)] = made.variable(1, cost)
    return cells


def _demand(hall: Hall, made: Linear, cells: dict[tuple[int, int, Duty], int]) -> None:
    common, department = hall.stationCommon, hall.stationDepartment
    on: dict[tuple[int, Duty], list[int]] = {}
    for (_, d, duty), v in cells.items():
        on.setdefault((d, duty), []).append(v)
    for d in hall.days:
        longs: list[int] = []
        wanted_long = 0
        for (s, k, q), need in hall.duties(d).items():
            here = list(on.get((d, (s, k, q)), []))
            if k == SHORT and not common[s]:
                here += on.get((d, (s, LONG, q)), [])
                longs += on.get((d, (s, LONG, q)), [])
            made.row([(v, 1) for v in here], need, need)
        for n in range(hall.said.counts["numSubsum"]):
            need = int(hall.subDemand[n, d])
            wanted_long += need
            here = [
                v
                for (day, (s, k, q)), held in on.items()
                for v in held
                if day == d
                and k == LONG
                and not common[s]
                and department[s] == hall.subDepartment[n]
                and q in hall.subSkills[n]
            ]
            made.row([(v, 1) for v in here], need, need)
        made.row([(v, 1) for v in longs], wanted_long, wanted_long)


Held = Sequence[Sequence[tuple[Duty, int]]]


def _hours(hall: Hall, made: Linear, i: int, mine: Held) -> None:
    """Hours in each week; no more than six days of work in a row, those before included."""
    rows = weeks_of([int(hours) for hours in hall.shiftLength[1:]], int(hall.maxHoursWeek[i]))
    for first in range(0, len(mine) - WEEK + 1, WEEK):
        week = [(k, v) for day in mine[first : first + WEEK] for (_, k, _), v in day]
        for each, most in rows:
            made.row([(v, each[k - 1]) for k, v in week if each[k - 1]], 0, most)
    for window in _windows(hall, i):
        made.row([(v, 1) for d in window for _, v in mine[d]], 0, len(window) - 1)


def _windows(hall: Hall, i: int) -> list[range]:
    """Spans of days that each hold a day off."""
    longest, days = MOST_DAYS_IN_A_ROW + 1, len(hall.days)
    left = max(1, longest - int(hall.histConsecutiveWorkDays[i]))
    windows = [range(left)] if left <= days else []
    return windows + [range(first, first + longest) for first in range(1, days - longest + 1)]


def weeks_of(hours: Sequence[int], most: int) -> list[tuple[tuple[int, ...], int]]:
    """Rows (a coefficient of each shift, the most) that hold a week to its hours.

    Of two shifts they are the sides of what a week can be, which cut off parts of a duty that the
    hours alone would let in; of more shifts, the hours.
    """
    if len(hours) != 2 or min(hours) <= 0:
        return [(tuple(hours), most)]
    one, other = hours
    last = min(MOST_DAYS_IN_A_ROW, most // one)
    corners: list[tuple[int, int]] = []
    for x in range(last + 1):
        y = min(MOST_DAYS_IN_A_ROW - x, (most - x * one) // other)
        while len(corners) > 1:
            (a, b), (c, d) = corners[-2:]
            if (d - b) * (x - a) > (y - b) * (c - a):
                break
            corners.pop()
        corners.append((x, y))
    sides = [((b - d, c - a), (b - d) * a + (c - a) * b) for (a, b), (c, d) in pairwise(corners)]
    return [*sides, ((1, 0), last), ((0, 1), corners[0][1])]


def _sequences(hall: Hall, made: Linear, i: int, mine: Held) -> None:
    """Shifts that may not come on the day after a shift."""
    barred = hall.forbiddenSequences
    for (_, k, _), v in mine[0]:
        if k in barred[hall.histShiftLastDay[i]]:
            made.row([(v, 1)], 0, 0)
    for d in range(len(mine) - 1):
        for shift, after in enumerate(barred):
            one = [(v, 1) for (_, k, _), v in mine[d] if k == shift]
            other = [(v, 1) for (_, k, _), v in mine[d + 1] if k in after]
            if one and other:
                made.row([*one, *other], 0, 1)


def _places(hall: Hall, made: Linear, i: int, mine: Held) -> None:
    """Departments, changes of station, whether the doctor works at all, and the risk."""
    weights, department = hall.said.weights, hall.stationDepartment
    works = made.variable(1, weights["persWeight"])
    for day in mine:
        made.row([*((v, 1) for _, v in day), (works, -1)], -1, 0)
    made.row([*((v, 1) for day in mine for _, v in day), (works, -1)], 0, len(mine))
    if hall.persRequireWork[i]:
        made.row([(works, 1)], 1, 1)
    _departments(hall, made, i, mine)
    last = _changes(hall, made, i, mine)
    if hall.persRisk[i]:
        most = max(int(department[s]) for s in last)
        risk = made.variable(most, weights["riskWeight"])
        terms = [(v, int(department[s])) for s, v in last.items()]
        made.row([*terms, (works, most), (risk, -1)], -most, most)


def _departments(hall: Hall, made: Linear, i: int, mine: Held) -> None:
    """No more than two, off duty among them, and the one before the first day."""
    department = hall.stationDepartment
    seen: dict[int, int] = {}
    for day in mine:
        at: dict[int, list[int]] = {}
        for (s, _, _), v in day:
            at.setdefault(int(department[s]), []).append(v)
        for place, held in at.items():
            there = seen.setdefault(place, made.variable())
            made.row([*((v, 1) for v in held), (there, -1)], -1, 0)
        off = seen.setdefault(OFF_DUTY, made.variable())
        made.row([*((v, -1) for _, v in day), (off, -1)], -len(day) - 1, -1)
    known = {int(department[hall.histLastStationWorked[i]])}
    if _windows(hall, i):  # one of its days is off
        known.add(OFF_DUTY)
    for place in known:
        made.row([(seen.setdefault(place, made.variable()), 1)], 1, 1)
    made.row([(v, 1) for v in seen.values()], 0, MOST_DEPARTMENTS)


def _changes(hall: Hall, made: Linear, i: int, mine: Held) -> dict[int, int]:
    """Changes of station, as a flow from day to day; the variable of each last station."""
    common, weight = hall.stationCommon, hall.said.weights["stationWeight"]
    history = int(hall.histLastStationWorked[i])
    stations = [s for s in range(1, len(common)) if not common[s]]
    before: dict[int, int] = {}
    for s in (NOWHERE, *stations):
        before[s] = made.variable()
        fixed = int(s == (NOWHERE if common[history] else history))
        made.row([(before[s], 1)], fixed, fixed)
    for day in mine:
        now = {s: made.variable() for s in (NOWHERE, *stations)}
        made.row([(v, 1) for v in now.values()], 1, 1)
        came = []
        for s in stations:
            here = [v for (station, _, _), v in day if station == s]
            made.row([*((v, 1) for v in here), (now[s], -1)], -1, 0)
            made.row([(now[s], 1), (before[s], -1), *((v, -1) for v in here)], -1, 0)
            change, first = made.variable(1, weight), made.variable()
            made.row([(now[s], 1), (before[s], -1), (change, -1), (first, -1)], -2, 0)
            came.append((first, 1))
        made.row([*came, (before[NOWHERE], -1), (now[NOWHERE], 1)], 0, 0)
        before = now
    return {s: before[s] for s in stations}


def lines_of(
    said: Physicians, cells: dict[tuple[int, int, Duty], int], values: Sequence[float]
) -> dict[str, list[str]]:
    """Each doctor's days: `station:shift:skill` by the file's names, `-` for a day off."""
    hall = Hall(said)
    names = hall.personName, hall.stationName, hall.shiftName, hall.skillName
    lines = {str(names[0][i]): [OFF] * len(hall.days) for i in hall.people}
    for (i, d, (s, k, q)), v in cells.items():
        if values[v] > 0.5:
            lines[str(names[0][i])][d] = f"{names[1][s]}:{names[2][k]}:{names[3][q]}"
    return lines


def duties_of(said: Physicians, lines: dict[str, list[str]]) -> Iterator[tuple[int, int, Duty]]:
    """What `lines_of` wrote, read again: doctor, day, duty."""
    hall = Hall(said)
    names = [list(names) for names in (hall.stationName, hall.shiftName, hall.skillName)]
    for i, line in enumerate(lines.values()):
        for d, cell in enumerate(line):
            if cell != OFF:
                station, shift, skill = cell.split(":")
                yield i, d, (names[0].index(station), names[1].index(shift), names[2].index(skill))
