"""A kernel that runs as Python gives what it gives compiled, to the last bit."""

import random
from collections import Counter
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest

import sevenday as sd
from sevenday.kernels import Kernel
from sevenday.limits import Checker, fold
from tests.limits import lines as make
from tests.limits.hospitals import VERSIONS, random_hospital

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSPITALS = ("psychiatry-2015", "eight-weeks", "district-2016", "district-2025")


def arrays(value) -> list[np.ndarray]:
    """Every array in the arguments of a kernel."""
    if isinstance(value, tuple):
        return [array for part in value for array in arrays(part)]
    return [value] if isinstance(value, np.ndarray) else []


@pytest.fixture
def both(monkeypatch):
    """Each kernel runs in both forms, whatever the work; how often is counted."""
    seen: Counter[str] = Counter()

    def at(self, steps):
        def run(*given):
            copies = deepcopy(given)
            plain, compiled = self.plain(*copies), self(*given)
            name = self.function.__qualname__
            assert plain == compiled, name
            for one, other in zip(arrays(copies), arrays(given), strict=True):
                assert one.tobytes() == other.tobytes(), name
            seen[name] += 1
            return compiled

        return run

    monkeypatch.setattr(Kernel, "at", at)
    monkeypatch.setattr(fold, "CHUNK", 10**6)  # one thread: nothing else writes meanwhile
    return seen


@pytest.mark.parametrize("name", HOSPITALS)
def test_every_example_in_both_forms(both, name):
    hospital = sd.read(EXAMPLES / name)
    terms = sd.contract(hospital.contract or "england-2016", on="2026-09-01")
    sd.check(hospital, terms)
    sd.price(hospital, terms)
    assert both["_fold"] and both["_total"] and both["_count"] and both["_averages"]


@pytest.mark.parametrize("version", VERSIONS)
def test_random_lines_in_both_forms(both, version):
    contract, on = VERSIONS[version]
    breaches = 0
    for seed in range(3):
        hospital, _ = random_hospital(random.Random(seed), make.cells)
        breaches += len(sd.check(hospital, sd.contract(contract, on=on)).breaches)
    assert breaches > 30, "lines that break nothing would show little"
    assert both["_fold"] >= 6


def test_what_rules_remember_in_both_forms(both):
    for seed in range(4):
        hospital, _ = random_hospital(random.Random(seed), make.cells)
        terms = sd.contract("england-2016", on="2019-09-01")
        checker = Checker(hospital, terms)
        for lines in checker.lines():
            checker.memory(lines)
    assert both["_fold"] >= 4
