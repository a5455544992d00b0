"""What is heavy is fetched when it is needed: `sevenday --help` loads none of it."""

import subprocess
import sys

HEAVY = (
    "numpy",
    "numba",
    "pydantic",
    "polars",
    "openpyxl",
    "xlsxwriter",
    "icalendar",
    "typst",
    "highspy",
)


def test_help_and_the_package_load_nothing_heavy():
    asked = "import sys, sevenday, sevenday.cli; print([m for m in %r if m in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", asked % (HEAVY,)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
