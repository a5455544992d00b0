"""Hospitals' rotas: what our engine finds, CP-SAT, and a plain late acceptance, in the same time.

    python benchmarks/hospital.py [--only NAME] [--engine ENGINE] [--seconds 60] [--folder PATH ...]

The examples, a synthetic hospital of 150 (`large_hospital.py`), and each `--folder`. All three get
the same problem (the same hard rules, the same price of every place, request, night and weekend),
the same seconds and the same two cores. CP-SAT's model states the contract in linear rows of its
own (`solver/law/linear_rules.py`), and its making counts; late acceptance (`late_acceptance.py`)
is compiled before its time begins. Each run is a process of its own. Every rota is counted by
`plain_count.py`, the checker's breaches with it. A row is kept in benchmarks/results/hospital.jsonl
as it ends, and the table beside it is made anew.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import sevenday as sd
from large_hospital import make
from plain_count import plain_count
from sevenday.model import Hospital

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
EXAMPLES, LARGE = ("psychiatry-rebuilt", "emergency-2026"), "hospital-150"
LATE = "late acceptance"
ENGINES = ("rows", "cpsat", LATE)
APART = ("nights", "weekends", "hours")
ORDER = {name: k for k, name in enumerate(ENGINES)}
GRACE = 240.0
"""Seconds that a run may take beyond its time, to compile, to read and to end."""
Row = dict[str, Any]


def one(folder: Path, engine: str, seconds: float, seed: int) -> Row:
    """Build one hospital's rota by one engine, and count what was written."""
    row: Row = {
        "date": f"{date.today()}",
        "hospital": folder.name,
        "engine": engine,
        "seconds": seconds,
        "seed": seed,
        "load": round(os.getloadavg()[0], 1),
        "found": False,
    }
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "rota.csv"
        began = time.perf_counter()
        try:
            done = subprocess.run(
                _command(folder, engine, seconds, seed, out),
                capture_output=True,
                text=True,
                timeout=seconds + GRACE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return row | {"said": f"not ended after {seconds + GRACE:g} seconds"}
        row["took"] = round(time.perf_counter() - began, 1)
        if not out.exists():
            return row | {"said": " ".join(done.stderr.split())[-300:]}
        said = json.loads(done.stdout) if done.stdout.startswith("{") else {"levels": []}
        hospital = _with_rota(folder, out, Path(place))
    terms = sd.contract(hospital.contract, on=str(hospital.starts))
    return row | {"found": True, "levels": said["levels"]} | plain_count(hospital, terms)


def _command(folder: Path, engine: str, seconds: float, seed: int, out: Path) -> list[str]:
    if engine == LATE:
        words = [str(Path(__file__).with_name("late_acceptance.py")), str(folder)]
        return [sys.executable, *words, str(seconds), str(seed), str(out)]
    words = ["build", str(folder), "--engine", engine, "--seconds", str(seconds)]
    words += ["--seed", str(seed), "--format", "json", "--out", str(out)]
    return [sys.executable, "-m", "sevenday", *words]


def _with_rota(folder: Path, rota: Path, place: Path) -> Hospital:
    copy = place / "hospital"
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    (copy / "rota.csv").write_bytes(rota.read_bytes())
    return sd.read(copy)


def table(rows: list[Row]) -> str:
    """All rows as one page."""
    days = sorted({row["date"] for row in rows})
    text = (
        f"# Hospitals' rotas\n\nRuns of {days[0]} to {days[-1]}, {platform.machine()}, Python "
        f"{platform.python_version()}, 2 cores. Psychiatry: 26 doctors, 26 weeks; the synthetic "
        "emergency department: 40 doctors, 26 weeks; the synthetic hospital: 150 doctors, 26 weeks;"
        " ed: 30 doctors, 12 weeks, demand by the hour; icu: 12 doctors, 8 weeks. All engines get "
        "the same problem and the same seconds; load: of the machine as the run began, which had "
        "other work. Counted anew from the cells that were written, by a count that knows no "
        "engine: breaches, places short by rank, places below their ideal, the weights of requests "
        "refused; how far nights, weekends and hours a week are apart (most less least of any two "
        "doctors of one tier of a service, for a whole time); the weight of unwanted patterns; "
        "pounds a year.\n\n"
        "| hospital | engine | seconds | seed | breaches | short | below ideal | refused | "
        "nights | weekends | hours | patterns | £ a year | took | load |\n" + "| --- " * 15 + "|\n"
    )
    rows = sorted(rows, key=lambda r: (r["hospital"], ORDER[r["engine"]], r["seconds"], r["seed"]))
    for row in rows:
        text += f"| {row['hospital']} | {row['engine']} | {row['seconds']:g} | {row['seed']} | "
        end = f"{row.get('took', '-')} s | {row.get('load', '-')} |\n"
        if not row["found"]:
            text += f"no rota in the time {'| - ' * 9}| {end}"
            continue
        short = row["short"]
        if isinstance(short, dict):
            short = ", ".join(f"{n} of rank {rank}" for rank, n in short.items()) or "0"
        cells = [row["breaches"], short]
        cells += [row.get(name, "-") for name in ("ideal", "refused", *APART, "patterns", "pounds")]
        text += f"{' | '.join(map(str, cells))} | {end}"
    text += (
        "\nThe levels as our engine and CP-SAT say them, in the order of the folder: cost, and "
        "what is proved that no rota costs less, those above it as they are.\n\n"
        "| hospital | engine | level | cost | bound |\n| --- | --- | --- | --- | --- |\n"
    )
    for row in rows:
        for level in row.get("levels", []):
            head = f"| {row['hospital']} | {row['engine']} | {level['name']} | "
            text += f"{head}{level['cost']} | {level['bound']} |\n"
    return text


def main() -> None:
    """Run each hospital by each engine, a row and the table after each run."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--only", help="the name of one folder")
    options.add_argument("--folder", type=Path, nargs="*", default=[])
    options.add_argument("--engine", choices=ENGINES)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, default=RESULTS)
    asked = options.parse_args()
    kept = asked.results / "hospital.jsonl"
    old = (
        [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []
    )
    place = tempfile.TemporaryDirectory()
    folders = [ROOT / "examples" / name for name in EXAMPLES]
    folders += [make(Path(place.name) / LARGE), *asked.folder]
    for folder in folders:
        for engine in ENGINES if asked.engine is None else (asked.engine,):
            if asked.only not in (None, folder.name):
                continue
            row = one(folder, engine, asked.seconds, asked.seed)
            print(json.dumps(row), flush=True)
            key = ("hospital", "engine", "seconds", "seed")
            old = [each for each in old if any(each[k] != row[k] for k in key)] + [row]
            kept.write_text("".join(json.dumps(each) + "\n" for each in old), encoding="utf-8")
            (asked.results / "hospital.md").write_text(table(old), encoding="utf-8")


if __name__ == "__main__":
    main()
