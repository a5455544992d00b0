"""Public rostering problems: what each engine finds in the same time on the same two cores.

Run by hand: `python benchmarks/rostering.py FOLDER [--only Instance1,Instance2] [--seconds 10]`,
where FOLDER holds Curtois's `InstanceN.txt`. An engine of our own runs 60 seconds with three seeds
and 600 seconds with one; CP-SAT and HiGHS one run of 60 seconds each. Each run is a process of its
own. A row is written to benchmarks/results/rostering.jsonl as it ends, and a run that has a row
there is not run again; the table beside it is made anew. Every cost is that of the plain reading
in tests/solver/plain.py, and a roster that breaks a rule counts for nothing.
"""

import argparse
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.solver import plain  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
OURS, PEERS = "rows", ("cpsat", "highs")
OWN_RUNS = ((60.0, 1), (60.0, 2), (60.0, 3), (600.0, 1))
PEER_RUNS = ((60.0, 1),)
GRACE = 120.0
"""Seconds that a run may take beyond its time, to read, to build its model and to end."""
Row = dict[str, Any]


def runs(seconds: float | None) -> list[tuple[str, float, int]]:
    """(engine, seconds, seed) of every run; `seconds` replaces all times, for a trial."""
    every = [(OURS, s, seed) for s, seed in OWN_RUNS]
    every += [(e, s, seed) for e in PEERS for s, seed in PEER_RUNS]
    return list(dict.fromkeys((e, seconds or s, seed) for e, s, seed in every))


def command(engine: str, path: Path, seconds: float, seed: int, out: Path) -> list[str]:
    """What runs one engine on one file."""
    if engine == "highs":
        script = str(ROOT / "benchmarks" / "highs_roster.py")
        return [sys.executable, script, str(path), str(seconds), str(seed), str(out)]
    return [
        sys.executable,
        "-m",
        "sevenday",
        "build",
        str(path),
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


def one(path: Path, engine: str, seconds: float, seed: int) -> Row:
    """Run one engine on one file and score what it wrote."""
    row: Row = {
        "date": f"{date.today()}",
        "instance": path.stem,
        "engine": engine,
        "seconds": seconds,
        "seed": seed,
        "cost": None,
        "bound": 0,
    }
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "roster.csv"
        start = time.perf_counter()
        try:
            done = subprocess.run(
                command(engine, path, seconds, seed, out),
                capture_output=True,
                text=True,
                timeout=seconds + GRACE,
                check=False,
            )
            if done.stdout.strip():
                said = json.loads(done.stdout)
                row["bound"], row["searched"] = said["bound"], said.get("seconds")
            else:
                row["said"] = done.stderr.strip().splitlines()[-1:]
        except subprocess.TimeoutExpired:
            row["said"] = [f"not ended after {seconds + GRACE:g} seconds"]
        row["took"] = round(time.perf_counter() - start, 1)
        if out.exists():
            problem, roster = plain.sections(path), plain.roster_of(out)
            row["broken"] = len(plain.broken(problem, roster))
            if not row["broken"]:
                row["cost"] = plain.cost(problem, roster)
    return row


def table(rows: list[Row]) -> str:
    """All rows as one page."""
    known = tomllib.loads((ROOT / "benchmarks" / "best_known.toml").read_text("utf-8"))["cost"]
    days = sorted({row["date"] for row in rows})
    text = (
        f"# Rostering: public problems\n\nRuns of {days[0]} to {days[-1]}, {platform.machine()}, "
        f"Python {platform.python_version()}, 2 cores; other work may have run beside them. Best "
        "known costs are second-hand (`benchmarks/best_known.toml`). Cost: by the plain reading in "
        "`tests/solver/plain.py`; `-` where no lawful roster was found. Gap: of cost to bound.\n\n"
        "| instance | best known | engine | seconds | seed | cost | over best | bound | gap | "
        "took |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    for row in sorted(
        rows, key=lambda r: (_number(r["instance"]), r["engine"], r["seconds"], r["seed"])
    ):
        best, cost, bound = known.get(row["instance"]), row["cost"], row["bound"]
        over = f"{(cost - best) / best:.1%}" if cost is not None and best else "-"
        gap = f"{(cost - bound) / max(1, cost):.1%}" if cost is not None else "-"
        text += (
            f"| {row['instance']} | {best or '-'} | {row['engine']} | {row['seconds']:g} | "
            f"{row['seed']} | {'-' if cost is None else cost} | {over} | {bound} | {gap} | "
            f"{row['took']} s |\n"
        )
    return text


def _number(name: str) -> tuple[int, str]:
    found = re.search(r"\d+", name)
    return (int(found[0]) if found else 0, name)


def main() -> None:
    """Run what has no row yet, and write the table after each run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--only", default="", help="names of instances, with commas between")
    options.add_argument("--runs", default="", help="only these: rows:600:1,cpsat:60:1")
    options.add_argument("--seconds", type=float, help="replaces all times, for a trial")
    options.add_argument("--results", type=Path, default=RESULTS)
    asked = options.parse_args()
    kept = asked.results / "rostering.jsonl"
    text = kept.read_text("utf-8") if kept.exists() else ""
    if text[: text.rfind("\n") + 1] != text:
        kept.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")  # a row cut by a kill
    rows = [json.loads(line) for line in text.splitlines()[: text.count("\n")]]
    have = {(r["instance"], r["engine"], r["seconds"], r["seed"]) for r in rows}
    only = {name for name in asked.only.split(",") if name}
    wanted = {name for name in asked.runs.split(",") if name}
    files = [path for path in asked.folder.glob("*.txt") if not only or path.stem in only]
    for path in sorted(files, key=lambda p: _number(p.stem)):
        for engine, seconds, seed in runs(asked.seconds):
            if (path.stem, engine, seconds, seed) in have:
                continue
            if wanted and f"{engine}:{seconds:g}:{seed}" not in wanted:
                continue
            rows.append(row := one(path, engine, seconds, seed))
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
            (asked.results / "rostering.md").write_text(table(rows), encoding="utf-8")
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
