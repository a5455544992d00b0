"""Killed at any moment, a plan or a re-plan leaves one whole plan."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sevenday.walkout.plan_file import BEFORE, FILE, read_plan

CASE = Path(__file__).parents[1] / "cases" / "walkout" / "unit-of-one"
KILLS = 50


def start(folder: Path, *more: str) -> subprocess.Popen:
    words = [sys.executable, "-m", "sevenday", "walkout", f"{folder}", *more]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(words, cwd=folder, stdout=nowhere, stderr=nowhere, env=os.environ)


@pytest.mark.slow
@pytest.mark.parametrize("more", [("--fresh",), ("--count", "counts.csv")], ids=["plan", "re-plan"])
def test_killed_at_any_moment_one_whole_plan_is_there(tmp_path, more):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    rows = (folder / "substitutes.csv").read_text().splitlines(keepends=True)
    begun = time.monotonic()
    assert start(folder, *more).wait() in (0, 1)
    whole = time.monotonic() - begun
    rng, plans = random.Random(1), set()
    for k in range(KILLS):
        # somebody is ill, then well again: each call has something to write
        (folder / "substitutes.csv").write_text("".join(rows[: -1 - k % 2] if k % 2 else rows))
        run = start(folder, *more)
        # most of the kills where the files are written, at the end
        time.sleep(whole * rng.choice((rng.random(), rng.uniform(0.9, 1.6))))
        run.send_signal(signal.SIGKILL)
        run.wait()
        held = read_plan(folder / FILE)
        assert held is not None and held.calls
        assert not (folder / BEFORE).exists() or read_plan(folder / BEFORE) is not None
        plans.add((folder / FILE).read_bytes())
    assert len(plans) > 1  # some calls were let to write, some were not


@pytest.mark.slow
def test_a_first_plan_that_is_killed_leaves_a_whole_one_or_none(tmp_path):
    folder = Path(shutil.copytree(CASE, tmp_path / "h"))
    begun = time.monotonic()
    assert start(folder).wait() in (0, 1)
    whole, plan = time.monotonic() - begun, (folder / FILE).read_bytes()
    rng, found = random.Random(2), []
    for _ in range(KILLS):
        (folder / FILE).unlink(missing_ok=True)
        run = start(folder)
        time.sleep(whole * rng.uniform(0.7, 1.4))
        run.send_signal(signal.SIGKILL)
        run.wait()
        found.append((folder / FILE).read_bytes() if (folder / FILE).exists() else b"")
    assert set(found) <= {b"", plan}
    assert len(set(found)) == 2  # some calls were let to write, some were not
