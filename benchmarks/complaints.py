"""What doctors complain of, counted plainly from cells: it knows no engine and no pattern.

Run by hand: `python benchmarks/complaints.py FOLDER ... [--seconds 60]`. A folder with a rota and
no cover.csv is counted as it stands. Of any other a rota is built twice in the same seconds: by the
law alone (no pattern in its levels), and as it is built by default. A row is kept in
benchmarks/results/complaints.jsonl as it ends, and the table beside it is made anew.
"""

import argparse
import json
import platform
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import sevenday as sd
from sevenday.model import Hospital

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
REAL, LAW, NOW = WAYS = ("as worked", "law alone", "now")
NOON, DAY = 12 * 60, 24 * 60
NIGHT = 23 * 60, DAY + 6 * 60
NIGHT_HOURS = 3 * 60
SATURDAY, SUNDAY = 5, 6
LEVELS = ("cover", "requests", "fairness", "patterns")
Row = dict[str, Any]

KINDS = {
    "single nights": "(?<=[^N])N(?=[^N])",
    "single days off": "(?<=[ELN])-(?=[ELN])",
    "single duties": "(?<=[-A])[ELN](?=[-A])",
    "split weekends": "",
    "weekends running": "",
    "day after night": "N(?=[-A]?[EL])",
    "late to early": "L(?=E)",
    "strings of six and more": "[ELN]{6,}",
    "nights into leave": "N(?=A)",
}
"""Each kind over a line of letters: N night, L a start from noon on, E earlier, - off, A away.

A day after a night has fewer than two days clear. Weekends go by their dates.
"""


def letters(hospital: Hospital) -> list[str]:
    """A line of letters for each doctor of a hospital's rota, one a date."""
    rota, cells = hospital.rota, hospital.cells
    assert rota is not None
    code = {c: letter(cells.texts[c], cells.parts[c]) for c in set(rota.codes.ravel().tolist())}
    return ["".join(code[c] for c in line.tolist()) for line in rota.codes]


def letter(text: str, parts: tuple[Any, ...]) -> str:
    """A cell's letter, by its clock alone; on-call from home is no night."""
    if not parts:
        return "A" if text else "-"
    for part in parts:
        within = min(part.end, NIGHT[1]) - max(part.start, NIGHT[0])
        if within >= NIGHT_HOURS and not part.on_call:
            return "N"
    return "L" if parts[0].start >= NOON else "E"


def complaints(lines: list[str], first: date) -> dict[str, int]:
    """How often each kind is in lines of letters whose first date is `first`."""
    found = {
        kind: sum(len(re.findall(pattern, line)) for line in lines)
        for kind, pattern in KINDS.items()
        if pattern
    }
    split = running = 0
    for line in lines:
        before = False
        for at in range((SATURDAY - first.weekday()) % 7, len(line) - 1, 7):
            saturday, sunday = (line[day] in "ELN" for day in (at, at + 1))
            worked = saturday or sunday or (at > 0 and line[at - 1] == "N")
            split += saturday != sunday
            running += worked and before
            before = worked
    found |= {"split weekends": split, "weekends running": running}
    return {kind: found[kind] for kind in KINDS}


def counted(hospital: Hospital) -> Row:
    """What is complained of in a hospital's rota, and how large the rota is."""
    rota = hospital.rota
    assert rota is not None
    size = {"doctors": len(rota.doctors), "weeks": rota.days / 7}
    return size | {"complaints": complaints(letters(hospital), rota.first)}


def one(folder: Path, way: str, seconds: float, seed: int) -> Row:
    """A folder's rota as worked, or built one way."""
    hospital = sd.read(folder)
    row: Row = {"date": f"{date.today()}", "hospital": folder.name, "way": way}
    if way == REAL:
        return row | counted(hospital)
    asked = hospital.build.get("levels") or (*LEVELS, "cost")
    if way == LAW:
        levels = [level for level in asked if level != "patterns"]
        hospital = replace(hospital, build=dict(hospital.build) | {"levels": levels})
    terms = sd.contract(hospital.contract, on=str(hospital.starts))
    made = sd.build(hospital, terms, seconds=seconds, seed=seed)
    levels = {level.name: [level.cost, level.bound] for level in made.levels}
    says = {"breaches": len(made.checked.breaches), "levels": levels}
    return row | {"seconds": seconds, "seed": seed} | says | counted(made.hospital)


def table(rows: list[Row]) -> str:
    """All rows as one page."""
    days = sorted({row["date"] for row in rows})
    text = (
        f"# What doctors complain of\n\nRuns of {days[0]} to {days[-1]}, {platform.machine()}, "
        f"Python {platform.python_version()}, 2 cores. Counted from the cells of each rota by the "
        "clock alone, by `benchmarks/complaints.py`, whose docstrings say what each is. Law alone: "
        "built with no pattern in its levels. The levels are what the build "
        "says: its cost (and its bound).\n\n"
        f"| hospital | rota | {' | '.join(KINDS)} | {' | '.join(LEVELS)} |\n"
        f"|{' --- |' * (2 + len(KINDS) + len(LEVELS))}\n"
    )
    for row in sorted(rows, key=lambda r: (r["hospital"], WAYS.index(r["way"]))):
        name = f"{row['hospital']} ({row['doctors']} doctors, {row['weeks']:g} weeks)"
        way = row["way"] + (
            f", {row['seconds']:g} s {row.get('note', '')}" if "seconds" in row else ""
        )
        many = " | ".join(str(row["complaints"][kind]) for kind in KINDS)
        each = [row.get("levels", {}).get(level) for level in LEVELS]
        levels = " | ".join("-" if one is None else f"{one[0]} ({one[1]})" for one in each)
        text += f"| {name} | {way} | {many} | {levels} |\n"
    return text


def main() -> None:
    """Count each folder, a row and the table after each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--way", choices=WAYS)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--note", default="", help="how the seconds were measured, if unlike others"
    )
    options.add_argument("--results", type=Path, default=RESULTS)
    asked = options.parse_args()
    kept = asked.results / "complaints.jsonl"
    rows = (
        [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []
    )
    for folder in asked.folders:
        built = (folder / "cover.csv").exists()
        ways = (asked.way,) if asked.way else (LAW, NOW) if built else (REAL,)
        for way in ways:
            row = one(folder, way, asked.seconds, asked.seed) | {"note": asked.note}
            print(json.dumps(row), flush=True)
            key = ("hospital", "way")
            rows = [each for each in rows if any(each[k] != row[k] for k in key)] + [row]
            kept.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
            (asked.results / "complaints.md").write_text(table(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
