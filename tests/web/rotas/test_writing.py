"""Five co-ordinators and their readers at once: no edit is lost, none overwrites another."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def written(folder: Path, seconds: float, **more: str) -> dict[str, int]:
    """What `writing.py` saw on a store of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.rotas.writing", "5", "4", f"{seconds}"],
        cwd=ROOT,
        env={**os.environ, "SEVENDAY_DATA": f"{folder}", **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_nothing_is_lost_on_sqlite(tmp_path):
    assert written(tmp_path, 2)["written"] > 5


@pytest.mark.slow
def test_nothing_is_lost_on_postgresql(tmp_path, postgresql: str):
    assert written(tmp_path, 8, DATABASE_URL=postgresql)["written"] > 5
