"""The store is whole after any kill, and each job is done, resumed or said to have failed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def killed(what: str, times: int, folder: Path, **more: str) -> dict[str, int]:
    """What `killing.py` saw on a store of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.jobs.killing", what, f"{times}"],
        cwd=ROOT,
        env={**os.environ, "SEVENDAY_DATA": f"{folder}", **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_server_killed_while_it_publishes_leaves_whole_versions(tmp_path):
    assert killed("publish", 2, tmp_path)["versions"] >= 1


def test_a_backup_that_is_killed_is_whole_or_not_there(tmp_path):
    assert killed("backup", 3, tmp_path)["recorded"] >= 1


MORE = int(os.environ.get("SEVENDAY_KILLS") or 1)
"""By how much more is killed; `benchmarks/web_kills.py` counts what comes of it."""
# a kill of a worker takes several seconds: each of the three ways of it once
LONG_RUN = [
    ("publish", 6 * MORE),
    ("serve", 2 * MORE),
    ("accept", 6 * MORE),
    ("build", 3 * MORE),
    ("replan", 3 * MORE),
    ("import", 3 * MORE),
    ("walkout", 3 * MORE),
    ("backup", 6 * MORE),
    ("cancel", 1),
]


@pytest.mark.slow
@pytest.mark.parametrize(("what", "times"), LONG_RUN)
def test_many_kills_on_sqlite(what: str, times: int, tmp_path):
    killed(what, times, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("what", "times"), LONG_RUN)
def test_many_kills_on_postgresql(what: str, times: int, tmp_path, postgresql: str):
    killed(what, times, tmp_path, DATABASE_URL=postgresql)
