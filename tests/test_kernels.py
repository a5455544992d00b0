"""A stale kernel would be a wrong legal verdict: an edit in any kernel's file is seen at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "sevenday"
ASK = """
import numpy as np, sevenday as sd
from datetime import date
from sevenday.model import DutyCodes, Doctor, Hospital, Rota, Shift
cells = DutyCodes({"X": Shift("X", 480, 1275)})
rota = Rota(("A",), date(2019, 9, 2), np.array([[cells.code("X"), 0, 0]], np.int16))
hospital = Hospital(cells=cells, doctors=(Doctor("A"),), rota=rota)
found = sd.check(hospital, sd.contract("england-2016", on="2019-09-01")).breaches
print(any(b.rule == "hours.shift_length" for b in found))
"""


def ask(source: Path, home: Path) -> tuple[str, str]:
    environment = {**os.environ, "PYTHONPATH": str(source), "XDG_CACHE_HOME": str(home / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip(), done.stderr


@pytest.mark.slow
def test_an_edited_kernel_changes_the_verdict(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "source" / "sevenday")
    assert ask(tmp_path / "source", tmp_path)[0] == "True"
    again, said = ask(tmp_path / "source", tmp_path)
    assert again == "True"
    assert "Compiling" not in said, "the compiled kernels were kept"
    kind = tmp_path / "source" / "sevenday" / "limits" / "kinds" / "length.py"
    text = kind.read_text()
    assert text.count("rule[MOST] - length") == 2
    kind.write_text(text.replace("rule[MOST] - length", "rule[MOST] + 60 - length"))
    edited, said = ask(tmp_path / "source", tmp_path)
    assert edited == "False"
    assert "Compiling" in said, "one that was edited is announced and compiled anew"


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("limits/classes.py", False),
        ("clock.py", False),
        ("limits/kinds/run.py", False),
        ("cli/check.py", True),
        ("reports/render/page.py", True),
    ],
)
def test_the_cache_goes_by_all_that_kernels_read(tmp_path, file, kept):
    shutil.copytree(PACKAGE, tmp_path / "sevenday")

    def cache() -> str:
        return subprocess.run(
            [sys.executable, "-c", "from sevenday.kernels import CACHE; print(CACHE)"],
            env={**os.environ, "PYTHONPATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "c")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    before = cache()
    edited = tmp_path / "sevenday" / file
    edited.write_text(edited.read_text() + "\n# edited\n")
    assert (cache() == before) is kept


def test_a_home_that_cannot_be_written_is_no_obstacle(tmp_path):
    file = tmp_path / "cache"
    file.write_text("not a folder")
    environment = {**os.environ, "XDG_CACHE_HOME": str(file)}
    done = subprocess.run(
        [sys.executable, "-c", "from sevenday.kernels import CACHE; print(CACHE)"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "None"
