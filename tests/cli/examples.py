"""The examples that commands are tried on."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PSYCHIATRY = ROOT / "examples" / "psychiatry-2015"
EIGHT = ROOT / "examples" / "eight-weeks"
