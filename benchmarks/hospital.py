"""Hospitals' rotas: what our engine finds, and CP-SAT, in the same time on the same two cores.

Run by hand: `python benchmarks/hospital.py [--only NAME] [--engine ENGINE] [--seconds 60]`. Both
engines get the same problem (the same hard rules, the same price of every place, request, night and
weekend) and the same seconds, the making of CP-SAT's model included; CP-SAT's model states the
contract in linear rows of its own (`solver/law/linear_rules.py`). Each run is a process of its
own. Every rota that is counted has passed the checker anew, from the file that was written. A row
is kept in
benchmarks/results/hospital.jsonl as it ends, and the table beside it is made anew.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import sevenday as sd
from sevenday.contracts import Terms
from sevenday.model import Hospital
from sevenday.reports.pages.workload import workload

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
HOSPITALS = ("psychiatry-rebuilt", "emergency-2026")
ENGINES = ("rows", "cpsat")
GRACE = 240.0
"""Seconds that a run may take beyond its time, to compile, to read and to end."""
Row = dict[str, Any]


def one(name: str, engine: str, seconds: float, seed: int) -> Row:
    """Build one hospital's rota by one engine, and count what was written."""
    folder = ROOT / "examples" / name
    row: Row = {
        "date": f"{date.today()}",
        "hospital": name,
        "engine": engine,
        "seconds": seconds,
        "seed": seed,
        "found": False,
    }
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "rota.csv"
        command = [
            sys.executable,
            "-m",
            "sevenday",
            "build",
            str(folder),
            "--engine",
            engine,
            "--seconds",
            str(seconds),
            "--seed",
            str(seed),
            "--format",
            "json",
            "--out",
            str(out),
        ]
        began = time.perf_counter()
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=seconds + GRACE, check=False
            )
        except subprocess.TimeoutExpired:
            return row | {"said": f"not ended after {seconds + GRACE:g} seconds"}
        row["took"] = round(time.perf_counter() - began, 1)
        if not out.exists():
            return row | {"said": " ".join(done.stderr.split())[-300:]}
        said = json.loads(done.stdout)
        hospital = _with_rota(folder, out, Path(place))
    terms = sd.contract(hospital.contract, on=str(hospital.starts))
    return (
        row
        | {"found": True, "cost": said["cost"], "levels": said["levels"]}
        | counted(hospital, terms)
    )


def _with_rota(folder: Path, rota: Path, place: Path) -> Hospital:
    copy = place / "hospital"
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    (copy / "rota.csv").write_bytes(rota.read_bytes())
    return sd.read(copy)


def counted(hospital: Hospital, terms: Terms) -> Row:
    """Breaches, places short, requests refused, and the spread of nights and weekends, plainly."""
    rota = hospital.rota
    assert rota is not None
    checked = sd.check(hospital, terms, "rota")
    texts = np.array(hospital.cells.texts)[rota.codes]
    doctors = {doctor.name: doctor for doctor in hospital.doctors}
    dates = [date.fromordinal(rota.first.toordinal() + k) for k in range(rota.days)]
    short = 0
    for need in hospital.cover:
        fit = np.array(
            [
                (need.tier is None or doctors[name].tier in (None, need.tier))
                and (not need.competence or need.competence in doctors[name].competences)
                for name in rota.doctors
            ]
        )
        for k, day in enumerate(dates):
            if need.holds_on(day):
                short += max(0, need.min - int((texts[fit, k] == need.shift).sum()))
    refused = 0.0
    for wish in hospital.requests:
        line = texts[rota.doctors.index(wish.doctor)]
        for k, day in enumerate(dates):
            if wish.first <= day <= wish.last and wish.want != "leave":
                works = line[k] == wish.shift if wish.shift else line[k] not in ("", "AL")
                refused += wish.weight * (works != (wish.want == "on"))
    wte = np.array([doctors[name].wte for name in rota.doctors])
    weekends = np.array([line.weekend_frequency for line in checked.lines]) * rota.days / 7
    each = {"nights": workload(hospital, terms, "rota").nights / wte, "weekends": weekends / wte}
    spread = {what: round(float(a.max() - a.min()), 2) for what, a in each.items()}
    return {"breaches": len(checked.breaches), "short": short, "refused": refused} | spread


def table(rows: list[Row]) -> str:
    """All rows as one page."""
    days = sorted({row["date"] for row in rows})
    text = (
        f"# Hospitals' rotas\n\nRuns of {days[0]} to {days[-1]}, {platform.machine()}, Python "
        f"{platform.python_version()}, 2 cores. Psychiatry: 26 doctors, 26 weeks; the synthetic "
        "emergency department: 40 doctors, 26 weeks. Both engines get the same problem and the "
        "same seconds. Breaches, places short, requests refused (their weights) and the spread of "
        "nights and weekends (most less least of any two doctors, per whole time) are counted anew "
        "from the rota that was written. Gap: by level, with the bound that the engine gave.\n\n"
        "| hospital | engine | seconds | seed | breaches | places short | requests refused | "
        "nights apart | weekends apart | levels: cost (gap) | took |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    for row in sorted(rows, key=lambda r: (r["hospital"], r["engine"], r["seconds"], r["seed"])):
        head = f"| {row['hospital']} | {row['engine']} | {row['seconds']:g} | {row['seed']} | "
        if not row["found"]:
            text += f"{head}no rota in the time | - | - | - | - | - | {row.get('took', '-')} s |\n"
            continue
        levels = "; ".join(
            f"{level['name']} {level['cost']} ({level['gap']:.1%})" for level in row["levels"]
        )
        text += (
            f"{head}{row['breaches']} | {row['short']} | {row['refused']:g} | {row['nights']:.2f} "
            f"| {row['weekends']:.2f} | {levels} | {row['took']} s |\n"
        )
    return text


def main() -> None:
    """Run each hospital by each engine, a row and the table after each run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=HOSPITALS)
    options.add_argument("--engine", choices=ENGINES)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, default=RESULTS)
    asked = options.parse_args()
    kept = asked.results / "hospital.jsonl"
    old = (
        [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []
    )
    for name in HOSPITALS if asked.only is None else (asked.only,):
        for engine in ENGINES if asked.engine is None else (asked.engine,):
            row = one(name, engine, asked.seconds, asked.seed)
            print(json.dumps(row), flush=True)
            key = ("hospital", "engine", "seconds", "seed")
            old = [each for each in old if any(each[k] != row[k] for k in key)] + [row]
            kept.write_text("".join(json.dumps(each) + "\n" for each in old), encoding="utf-8")
            (asked.results / "hospital.md").write_text(table(old), encoding="utf-8")


if __name__ == "__main__":
    main()
