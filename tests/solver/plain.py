"""A plain reading of a Curtois file and of a roster: its cost, and every hard rule that it breaks.

Written from the published rules alone (schedulingbenchmarks.org/nrp/instances1_24.html); it
shares no line with the readers and the engine that it checks. `python tests/solver/plain.py
INSTANCE ROSTER` prints what it finds, and exits 1 where a hard rule is broken.
"""

import itertools
import sys
from pathlib import Path

OFF = "-"


def sections(path: Path) -> dict[str, list[list[str]]]:
    """The file's lines by section, each split at its commas."""
    found: dict[str, list[list[str]]] = {}
    for raw in path.read_text("utf-8-sig").splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("SECTION_"):
            found[line] = lines = []
        elif line:
            lines.append([field.strip() for field in line.split(",")])
    return found


def roster_of(path: Path) -> dict[str, list[str]]:
    """A roster's lines by person: a shift or `-` a day; a line that starts with # is a comment."""
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if not row[0].startswith("#")]
    roster = {row[0]: row[1:] for row in rows}
    assert len(roster) == len(rows), "a person twice"
    return roster


def runs(worked: list[bool]) -> list[tuple[bool, int, int]]:
    """Runs of days alike: (worked or off, first day, how many)."""
    found: list[tuple[bool, int, int]] = []
    start = 0
    for day in range(1, len(worked) + 1):
        if day == len(worked) or worked[day] != worked[start]:
            found.append((worked[start], start, day - start))
            start = day
    return found


def broken(problem: dict[str, list[list[str]]], roster: dict[str, list[str]]) -> list[str]:
    """Each hard rule that the roster breaks, as a sentence."""
    days = int(problem["SECTION_HORIZON"][0][0])
    minutes = {code: int(length) for code, length, _ in problem["SECTION_SHIFTS"]}
    barred = {code: set(after.split("|")) - {""} for code, _, after in problem["SECTION_SHIFTS"]}
    away = {row[0]: {int(day) for day in row[1:]} for row in problem["SECTION_DAYS_OFF"]}
    found: list[str] = []
    staff = problem["SECTION_STAFF"]
    if set(roster) != {row[0] for row in staff}:
        found.append("the roster does not have the file's people")
    for who, caps, most_min, least_min, most_run, least_run, least_off, weekends in staff:
        line = roster.get(who, [])
        if len(line) != days or not set(line) <= {OFF, *minutes}:
            found.append(f"{who}: not {days} days of the file's shifts")
            continue
        for day, (one, other) in enumerate(itertools.pairwise(line)):
            if one != OFF and other in barred[one]:
                found.append(f"{who}: {other} after {one} on day {day + 1}")
        for cap in caps.split("|"):
            code, most = cap.split("=")
            if line.count(code) > int(most):
                found.append(f"{who}: {line.count(code)} of {code}, at most {most}")
        worked_minutes = sum(minutes[code] for code in line if code != OFF)
        if not int(least_min) <= worked_minutes <= int(most_min):
            found.append(f"{who}: {worked_minutes} minutes, not {least_min} to {most_min}")
        worked = [code != OFF for code in line]
        for works, first, length in runs(worked):
            inside = first > 0 and first + length < days
            if works and length > int(most_run):
                found.append(f"{who}: {length} days in a row from day {first}")
            if works and inside and length < int(least_run):
                found.append(f"{who}: only {length} days of work from day {first}")
            if not works and inside and length < int(least_off):
                found.append(f"{who}: only {length} days off from day {first}")
        many = sum(worked[day] or worked[day + 1] for day in range(5, days, 7))
        if many > int(weekends):
            found.append(f"{who}: {many} weekends, at most {weekends}")
        for day in sorted(away.get(who, ())):
            if worked[day]:
                found.append(f"{who}: works on day {day}, a day off")
    return found


def cost(problem: dict[str, list[list[str]]], roster: dict[str, list[str]]) -> int:
    """What the roster costs: requests refused, places short and places over."""
    total = 0
    for who, day, code, weight in problem["SECTION_SHIFT_ON_REQUESTS"]:
        total += int(weight) * (roster[who][int(day)] != code)
    for who, day, code, weight in problem["SECTION_SHIFT_OFF_REQUESTS"]:
        total += int(weight) * (roster[who][int(day)] == code)
    for day, code, wanted, under, over in problem["SECTION_COVER"]:
        there = sum(line[int(day)] == code for line in roster.values())
        total += int(under) * max(0, int(wanted) - there)
        total += int(over) * max(0, there - int(wanted))
    return total


def main() -> None:
    """Print a roster's cost and what it breaks."""
    problem, roster = sections(Path(sys.argv[1])), roster_of(Path(sys.argv[2]))
    wrong = broken(problem, roster)
    print(f"cost {cost(problem, roster)}, {len(wrong)} hard rules broken", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
