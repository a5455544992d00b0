"""What a simulation assumes where a hospital's files say nothing: data with sources."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any

import numpy as np

from sevenday.flow.simulation.inputs import Floats


@dataclass(frozen=True, slots=True)
class FlowDefault:
    """One assumed value: what it says, the value, how sure it is, where it is from."""

    name: str
    says: str
    value: Any
    certainty: str
    source: str


@lru_cache(maxsize=1)
def flow_defaults() -> dict[str, FlowDefault]:
    """Every default by its name."""
    file = files("sevenday.flow.hospital") / "defaults.toml"
    found = loads(file.read_text("utf-8"))
    return {name: FlowDefault(name, **entry) for name, entry in found.items()}


def default(name: str) -> float:
    """A default that is one number."""
    return float(flow_defaults()[name].value)


def default_list(name: str) -> Floats:
    """A default that is several numbers."""
    return np.array(flow_defaults()[name].value, np.float64)
