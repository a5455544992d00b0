"""The examples that come with Sevenday."""

from importlib.resources import files
from pathlib import Path


def example(name: str) -> Path:
    """The folder of an example, in a clone or beside an installed package."""
    clone = Path(__file__).parents[2] / "examples" / name
    return clone if clone.exists() else Path(str(files("sevenday"))) / "examples" / name
