"""What a physicians' rota costs by its file's rules, and what it breaks: read plainly."""

from collections.abc import Iterator, Sequence

from sevenday.clock import WEEK
from sevenday.files.benchmarks.physicians import Physicians
from sevenday.solver.benchmarks.physicians import (
    LONG,
    MOST_DAYS_IN_A_ROW,
    NEVER,
    SHORT,
    Duty,
    PhysicianArrays,
)

Line = Sequence[Duty | None]
"""A doctor's days: a duty, or None for a day off."""


def cost(problem: Physicians, lines: Sequence[Line]) -> int:
    """Preferences, doctors who work, changes of station, and doctors at risk where they end."""
    arrays, weights = PhysicianArrays(problem), problem.weights
    prefs, common, department = arrays.stationPrefs, arrays.stationCommon, arrays.stationDepartment
    total = 0
    for i, line in enumerate(lines):
        duties = [duty or (0, 0, 0) for duty in line]
        total += weights["preferenceWeight"] * sum(int(prefs[i, s, q]) for s, _, q in duties)
        works = any(line)
        total += weights["persWeight"] * works
        history = int(arrays.histLastStationWorked[i])
        last = 0 if common[history] else history
        for s, _, _ in duties:
            now = last if common[s] else s
            total += weights["stationWeight"] * (last > 0 and now != last)
            last = now
        if arrays.persRisk[i] and works:
            total += weights["riskWeight"] * int(department[last])
    return total


def broken(problem: Physicians, lines: Sequence[Line]) -> list[str]:
    """Each rule that a rota breaks."""
    arrays = PhysicianArrays(problem)
    found = [f"day {d + 1}: {text}" for d in arrays.days for text in _day(arrays, lines, d)]
    for i, line in enumerate(lines):
        found += [f"{arrays.personName[i]}: {text}" for text in _doctor(arrays, i, line)]
    return found


def _day(arrays: PhysicianArrays, lines: Sequence[Line], d: int) -> Iterator[str]:
    common, there = arrays.stationCommon, [line[d] for line in lines if line[d]]
    wanted = arrays.duties(d)
    counts: dict[Duty, int] = dict.fromkeys(wanted, 0)
    for duty in there:
        assert duty is not None
        s, k, q = duty
        as_ = (s, SHORT, q) if k == LONG and not common[s] else duty
        if as_ not in counts:
            yield f"a doctor on {duty}, which nobody wants"
        else:
            counts[as_] += 1
    for duty, need in wanted.items():
        if counts[duty] != need:
            yield f"{counts[duty]} on {duty}, not {need}"
    longs = [duty for duty in there if duty and duty[1] == LONG and not common[duty[0]]]
    for n in range(arrays.problem.counts["numSubsum"]):
        here = sum(
            arrays.stationDepartment[s] == arrays.subDepartment[n] and q in arrays.subSkills[n]
            for s, _, q in longs
        )
        if here != arrays.subDemand[n, d]:
            yield f"{here} long duties of group {n + 1}, not {arrays.subDemand[n, d]}"
    need = sum(int(arrays.subDemand[n, d]) for n in range(arrays.problem.counts["numSubsum"]))
    if len(longs) != need:
        yield f"{len(longs)} long duties, not {need}"


def _doctor(arrays: PhysicianArrays, i: int, line: Line) -> Iterator[str]:
    run = int(arrays.histConsecutiveWorkDays[i])
    before = int(arrays.histShiftLastDay[i])
    places = {int(arrays.stationDepartment[arrays.histLastStationWorked[i]])}
    for d, duty in enumerate(line):
        s, k, q = duty or (0, 0, 0)
        run = run + 1 if duty else 0
        if run > MOST_DAYS_IN_A_ROW:
            yield f"{run} days of work in a row to day {d + 1}"
        if k in arrays.forbiddenSequences[before]:
            yield f"shift {k} on day {d + 1} after shift {before}"
        if duty and d + 1 in arrays.forbiddenDays[i]:
            yield f"works on day {d + 1}"
        if arrays.stationPrefs[i, s, q] >= NEVER:
            yield f"may not work station {s} with skill {q}"
        places.add(int(arrays.stationDepartment[s]))
        before = k
    for first in range(0, len(line) - WEEK + 1, WEEK):
        hours = sum(int(arrays.shiftLength[duty[1]]) for duty in line[first : first + WEEK] if duty)
        if hours > arrays.maxHoursWeek[i]:
            yield f"{hours} hours in the week from day {first + 1}"
    if arrays.persRequireWork[i] and not any(line):
        yield "has to work and does not"
    if len(places) > 2:
        yield f"is in {len(places)} departments, off duty among them"
