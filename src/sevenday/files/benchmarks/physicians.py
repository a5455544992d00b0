"""The physicians of the MiniZinc Challenge 2021 (Geibinger et al., CPAIOR 2021): a `.dzn` file.

A station has departments and skills; a doctor is sent to one station with one skill on one shift
a day. Read and checked here; `solver/benchmarks/physicians.py` has its rules.
"""

from dataclasses import dataclass
from typing import Any

from sevenday.errors import InputError
from sevenday.files.benchmarks.dzn import Array, Item, parse_items
from sevenday.files.table import Faults

DAYS, PEOPLE, STATIONS, SHIFTS, SKILLS, SUBS, DEPARTMENTS = (
    "numDays",
    "numPers",
    "numStations",
    "numShifts",
    "numSkills",
    "numSubsum",
    "numDepartments",
)
SCALARS = ("preferenceWeight", "riskWeight", "rbWeight", "persWeight", "stationWeight")
COUNTS = (DAYS, PEOPLE, STATIONS, SHIFTS, SKILLS, SUBS, DEPARTMENTS)
ARRAYS: dict[str, tuple[type, tuple[tuple[int, str], ...]]] = {
    "departmentName": (str, ((0, DEPARTMENTS),)),
    "stationName": (str, ((0, STATIONS),)),
    "stationDepartment": (int, ((0, STATIONS),)),
    "stationCommon": (bool, ((0, STATIONS),)),
    "shiftName": (str, ((0, SHIFTS),)),
    "shiftLength": (int, ((0, SHIFTS),)),
    "forbiddenSequences": (frozenset, ((0, SHIFTS),)),
    "skillName": (str, ((0, SKILLS),)),
    "subDepartment": (int, ((1, SUBS),)),
    "subSkills": (frozenset, ((1, SUBS),)),
    "demand": (int, ((0, STATIONS), (0, SHIFTS), (1, DAYS), (0, SKILLS))),
    "subDemand": (int, ((1, SUBS), (1, DAYS))),
    "personName": (str, ((1, PEOPLE),)),
    "stationPrefs": (int, ((1, PEOPLE), (0, STATIONS), (0, SKILLS))),
    "persRobustness": (int, ((1, PEOPLE),)),
    "persRequireWork": (bool, ((1, PEOPLE),)),
    "persRisk": (bool, ((1, PEOPLE),)),
    "maxHoursWeek": (int, ((1, PEOPLE),)),
    "forbiddenDays": (frozenset, ((1, PEOPLE),)),
    "histConsecutiveWorkDays": (int, ((1, PEOPLE),)),
    "histLastStationWorked": (int, ((1, PEOPLE),)),
    "histShiftLastDay": (int, ((1, PEOPLE),)),
}
"""What each array holds, and its indexes: the lowest, and the count that is the highest."""
HIGHEST = {
    "stationDepartment": DEPARTMENTS,
    "subDepartment": DEPARTMENTS,
    "subSkills": SKILLS,
    "forbiddenDays": DAYS,
    "histLastStationWorked": STATIONS,
    "histShiftLastDay": SHIFTS,
}
"""Arrays whose values are numbers of something, and how many of it there are.

`forbiddenSequences` is not among them: the challenge's files bar shifts 3 and 4 that they have not.
"""
NIGHT = "indexNight"
MOST = 10_000
WORDS = {int: "a whole number", bool: "true or false", str: "a text", frozenset: "a set"}


@dataclass(frozen=True, slots=True)
class Physicians:
    """One problem as its file says it: numbers and weights by name, arrays row by row.

    `counts` and `weights` by the file's own names; `arrays[name]` has the indexes and values of
    `ARRAYS`; `nights` are the shifts at night.
    """

    name: str
    counts: dict[str, int]
    weights: dict[str, int]
    nights: frozenset[int]
    arrays: dict[str, Array]


def read_physicians(text: str, file: str) -> Physicians:
    """A problem from its text. Raises InputError with every fault, each with its line."""
    items, faults = parse_items(text, file), Faults([])
    known = (*COUNTS, *SCALARS, NIGHT, *ARRAYS)
    for name, item in items.items():
        if name not in known:
            faults.add(
                "no name of this form",
                file,
                item.line,
                name,
                expected=", ".join(known),
                code="unknown-key",
            )
    if missing := [name for name in known if name not in items]:
        last = max((item.line for item in items.values()), default=1)
        what = "names are missing: the file may have been cut short"
        faults.add(what, file, last, found="", expected=", ".join(missing), code="missing-key")
    if faults.found:
        raise InputError(*faults.found)
    counts = {name: _number(items[name], name, file, faults, 1) for name in COUNTS}
    weights = {name: _number(items[name], name, file, faults) for name in SCALARS}
    nights = items[NIGHT].value
    if not isinstance(nights, frozenset):
        faults.add(
            "not a set",
            file,
            items[NIGHT].line,
            NIGHT,
            expected="shifts, as {2}",
            code="not-a-table",
        )
        nights = frozenset()
    if faults.found:
        raise InputError(*faults.found)
    arrays = {name: _array(items[name], name, counts, file, faults) for name in ARRAYS}
    if faults.found:
        raise InputError(*faults.found)
    return Physicians(file, counts, weights, nights, arrays)


def _number(item: Item, name: str, file: str, faults: Faults, low: int = 0) -> int:
    value = item.value
    if type(value) is int and low <= value <= MOST:
        return value
    expected = f"a whole number from {low:,} to {MOST:,}"
    faults.add(
        "not a number in range", file, item.line, name, _shown(value), expected, code="not-a-number"
    )
    return low


def _array(item: Item, name: str, counts: dict[str, int], file: str, faults: Faults) -> Array:
    kind, wanted = ARRAYS[name]
    spans = tuple((low, counts[count]) for low, count in wanted)
    value = item.value
    if not isinstance(value, Array) or value.spans != spans:
        found = "no array" if not isinstance(value, Array) else _spans(value.spans)
        faults.add(
            "not of the size expected",
            file,
            item.line,
            name,
            found,
            _spans(spans),
            code="not-a-table",
        )
        return Array(spans, ())
    for place, each in enumerate(value.values, 1):
        if not _fits(each, kind, counts.get(HIGHEST.get(name, ""), MOST)):
            expected = WORDS[kind]
            if name in HIGHEST:
                expected += f" from 0 to {counts[HIGHEST[name]]}"
            elif kind is int:
                expected += " of 0 or more"
            found = f"{_shown(each)}, value {place} of {len(value.values)}"
            faults.add(
                "a value that does not fit",
                file,
                item.line,
                name,
                found,
                expected,
                code="not-a-table",
            )
            break
    return value


def _fits(value: object, kind: type, most: int) -> bool:
    if isinstance(value, frozenset):
        return kind is frozenset and all(0 <= each <= most for each in value)
    if type(value) is int:
        return kind is int and 0 <= value <= most
    return type(value) is kind


def _spans(spans: tuple[tuple[int, int], ...]) -> str:
    return " by ".join(f"{low}..{high}" for low, high in spans)


def _shown(value: Any) -> str:
    return str(sorted(value)) if isinstance(value, frozenset) else str(value)[:60]
