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

from sevenday.clock import WEEK
from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.physicians import Physicians
from sevenday.milp.model import MilpModel
from sevenday.solver.benchmarks.curtois_rows import OFF

MOST_DAYS_IN_A_ROW = 6
NEVER = 4
"""A preference that says that a doctor may not work a station with a skill."""
SHORT, LONG = 1, 2
"""On a station that is not common the long shift may stand for the short one."""
OFF_DUTY, NOWHERE = 0, 0
"""The department of a day off; the station of one who has been at none that is not common."""
MOST_DEPARTMENTS = 2

Duty = tuple[int, int, int]
"""Station, shift, skill."""


@dataclass(frozen=True, eq=False)
class PhysicianArrays:
    """A file's arrays by the names that its rules use, days and people from 0."""

    problem: Physicians

    def __getattr__(self, name: str) -> Any:
        """An array of the file, shaped as its indexes are."""
        array = self.problem.arrays[name]
        many = [high - low + 1 for low, high in array.spans]
        shaped = np.empty(many, dtype=object)
        shaped[...] = np.array(array.values, dtype=object).reshape(many)
        return shaped

    @property
    def people(self) -> range:
        """Doctors from 0."""
        return range(self.problem.counts["numPers"])

    @property
    def days(self) -> range:
        """Days from 0; day 0 is a Monday."""
        return range(self.problem.counts["numDays"])

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


def physicians_model(problem: Physicians) -> MilpModel:
    """The problem as rows. The variable of a duty is named by doctor, day, station, shift, skill.

    Raises InputError where the file has shifts at night, whose rules no public file uses.
    """
    if problem.nights:
        what, found = "shifts at night: their rules are not known here", str(sorted(problem.nights))
        raise InputError(
            Fault(what, problem.name, None, "indexNight", found, "none", code="unsupported-rule")
        )
    arrays, model = PhysicianArrays(problem), MilpModel()
    _cells(arrays, model)
    by_day: dict[tuple[int, int], list[tuple[Duty, int]]] = {
        (i, d): [] for i, d in product(arrays.people, arrays.days)
    }
    for (i, d, *duty), v in model.names.items():
        by_day[i, d].append(((duty[0], duty[1], duty[2]), v))
    for duties in by_day.values():
        model.row([(v, 1) for _, v in duties], 0, 1)
    _demand(arrays, model)
    for i in arrays.people:
        mine = [by_day[i, d] for d in arrays.days]
        _hours(arrays, model, i, mine)
        _sequences(arrays, model, i, mine)
        _places(arrays, model, i, mine)
    return model


def _cells(arrays: PhysicianArrays, model: MilpModel) -> None:
    """A variable a doctor, day and duty that may be; its cost is the preference, off days' less."""
    prefs, forbidden = arrays.stationPrefs, arrays.forbiddenDays
    weight = arrays.problem.weights["preferenceWeight"]
    for i, d in product(arrays.people, arrays.days):
        off = int(prefs[i, 0, 0])
        model.constant += weight * off
        if d + 1 in forbidden[i]:
            continue
        for s, k, q in arrays.duties(d):
            shifts = (SHORT, LONG) if k == SHORT and not arrays.stationCommon[s] else (k,)
            if prefs[i, s, q] < NEVER:
                for shift in shifts:
                    cost = weight * (int(prefs[i, s, q]) - off)
                    model.variable(1, cost, (i, d, s, shift, q))


def _demand(arrays: PhysicianArrays, model: MilpModel) -> None:
    common, department = arrays.stationCommon, arrays.stationDepartment
    on: dict[tuple[int, Duty], list[int]] = {}
    for (_, d, s, k, q), v in model.names.items():
        on.setdefault((d, (s, k, q)), []).append(v)
    for d in arrays.days:
        longs: list[int] = []
        wanted_long = 0
        for (s, k, q), need in arrays.duties(d).items():
            here = list(on.get((d, (s, k, q)), []))
            if k == SHORT and not common[s]:
                here += on.get((d, (s, LONG, q)), [])
                longs += on.get((d, (s, LONG, q)), [])
            model.row([(v, 1) for v in here], need, need)
        for n in range(arrays.problem.counts["numSubsum"]):
            need = int(arrays.subDemand[n, d])
            wanted_long += need
            here = [
                v
                for (day, (s, k, q)), variables in on.items()
                for v in variables
                if day == d
                and k == LONG
                and not common[s]
                and department[s] == arrays.subDepartment[n]
                and q in arrays.subSkills[n]
            ]
            model.row([(v, 1) for v in here], need, need)
        model.row([(v, 1) for v in longs], wanted_long, wanted_long)


Duties = Sequence[Sequence[tuple[Duty, int]]]


def _hours(arrays: PhysicianArrays, model: MilpModel, i: int, mine: Duties) -> None:
    """Hours in each week; no more than six days of work in a row, those before included."""
    rows = week_rows([int(hours) for hours in arrays.shiftLength[1:]], int(arrays.maxHoursWeek[i]))
    for first in range(0, len(mine) - WEEK + 1, WEEK):
        week = [(k, v) for day in mine[first : first + WEEK] for (_, k, _), v in day]
        for each, most in rows:
            model.row([(v, each[k - 1]) for k, v in week if each[k - 1]], 0, most)
    for window in _windows(arrays, i):
        model.row([(v, 1) for d in window for _, v in mine[d]], 0, len(window) - 1)


def _windows(arrays: PhysicianArrays, i: int) -> list[range]:
    """Spans of days that each hold a day off."""
    longest, days = MOST_DAYS_IN_A_ROW + 1, len(arrays.days)
    left = max(1, longest - int(arrays.histConsecutiveWorkDays[i]))
    windows = [range(left)] if left <= days else []
    return windows + [range(first, first + longest) for first in range(1, days - longest + 1)]


def week_rows(hours: Sequence[int], most: int) -> list[tuple[tuple[int, ...], int]]:
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


def _sequences(arrays: PhysicianArrays, model: MilpModel, i: int, mine: Duties) -> None:
    """Shifts that may not come on the day after a shift."""
    barred = arrays.forbiddenSequences
    for (_, k, _), v in mine[0]:
        if k in barred[arrays.histShiftLastDay[i]]:
            model.row([(v, 1)], 0, 0)
    for d in range(len(mine) - 1):
        for shift, after in enumerate(barred):
            one = [(v, 1) for (_, k, _), v in mine[d] if k == shift]
            other = [(v, 1) for (_, k, _), v in mine[d + 1] if k in after]
            if one and other:
                model.row([*one, *other], 0, 1)


def _places(arrays: PhysicianArrays, model: MilpModel, i: int, mine: Duties) -> None:
    """Departments, changes of station, whether the doctor works at all, and the risk."""
    weights, department = arrays.problem.weights, arrays.stationDepartment
    works = model.variable(1, weights["persWeight"])
    for day in mine:
        model.row([*((v, 1) for _, v in day), (works, -1)], -1, 0)
    model.row([*((v, 1) for day in mine for _, v in day), (works, -1)], 0, len(mine))
    if arrays.persRequireWork[i]:
        model.row([(works, 1)], 1, 1)
    _departments(arrays, model, i, mine)
    last = _changes(arrays, model, i, mine)
    if arrays.persRisk[i]:
        most = max(int(department[s]) for s in last)
        risk = model.variable(most, weights["riskWeight"])
        terms = [(v, int(department[s])) for s, v in last.items()]
        model.row([*terms, (works, most), (risk, -1)], -most, most)


def _departments(arrays: PhysicianArrays, model: MilpModel, i: int, mine: Duties) -> None:
    """No more than two, off duty among them, and the one before the first day."""
    department = arrays.stationDepartment
    seen: dict[int, int] = {}
    for day in mine:
        at: dict[int, list[int]] = {}
        for (s, _, _), v in day:
            at.setdefault(int(department[s]), []).append(v)
        for place, variables in at.items():
            there = seen.setdefault(place, model.variable())
            model.row([*((v, 1) for v in variables), (there, -1)], -1, 0)
        off = seen.setdefault(OFF_DUTY, model.variable())
        model.row([*((v, -1) for _, v in day), (off, -1)], -len(day) - 1, -1)
    known = {int(department[arrays.histLastStationWorked[i]])}
    if _windows(arrays, i):  # one of its days is off
        known.add(OFF_DUTY)
    for place in known:
        model.row([(seen.setdefault(place, model.variable()), 1)], 1, 1)
    model.row([(v, 1) for v in seen.values()], 0, MOST_DEPARTMENTS)


def _changes(arrays: PhysicianArrays, model: MilpModel, i: int, mine: Duties) -> dict[int, int]:
    """Changes of station, as a flow from day to day; the variable of each last station."""
    common, weight = arrays.stationCommon, arrays.problem.weights["stationWeight"]
    history = int(arrays.histLastStationWorked[i])
    stations = [s for s in range(1, len(common)) if not common[s]]
    before: dict[int, int] = {}
    for s in (NOWHERE, *stations):
        before[s] = model.variable()
        fixed = int(s == (NOWHERE if common[history] else history))
        model.row([(before[s], 1)], fixed, fixed)
    for day in mine:
        now = {s: model.variable() for s in (NOWHERE, *stations)}
        model.row([(v, 1) for v in now.values()], 1, 1)
        came = []
        for s in stations:
            here = [v for (station, _, _), v in day if station == s]
            model.row([*((v, 1) for v in here), (now[s], -1)], -1, 0)
            model.row([(now[s], 1), (before[s], -1), *((v, -1) for v in here)], -1, 0)
            change, first = model.variable(1, weight), model.variable()
            model.row([(now[s], 1), (before[s], -1), (change, -1), (first, -1)], -2, 0)
            came.append((first, 1))
        model.row([*came, (before[NOWHERE], -1), (now[NOWHERE], 1)], 0, 0)
        before = now
    return {s: before[s] for s in stations}


def duty_lines(
    problem: Physicians, model: MilpModel, values: Sequence[float]
) -> dict[str, list[str]]:
    """Each doctor's days: `station:shift:skill` by the file's names, `-` for a day off."""
    arrays = PhysicianArrays(problem)
    names = arrays.personName, arrays.stationName, arrays.shiftName, arrays.skillName
    lines = {str(names[0][i]): [OFF] * len(arrays.days) for i in arrays.people}
    for (i, d, s, k, q), v in model.names.items():
        if values[v] > 0.5:
            lines[str(names[0][i])][d] = f"{names[1][s]}:{names[2][k]}:{names[3][q]}"
    return lines


def read_duties(
    problem: Physicians, lines: dict[str, list[str]]
) -> Iterator[tuple[int, int, Duty]]:
    """What `duty_lines` wrote, read again: doctor, day, duty."""
    arrays = PhysicianArrays(problem)
    names = [list(names) for names in (arrays.stationName, arrays.shiftName, arrays.skillName)]
    for i, line in enumerate(lines.values()):
        for d, cell in enumerate(line):
            if cell != OFF:
                station, shift, skill = cell.split(":")
                yield i, d, (names[0].index(station), names[1].index(shift), names[2].index(skill))
