"""A contract as a machine: it takes what the checker passes, and nothing else."""

import numpy as np
import pytest

import sevenday as sd
from sevenday.limits import Checker
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.law.automaton import build_automaton
from tests.solver.law.lines import checked, ends, hospital, walks


@pytest.mark.parametrize(
    ("on", "shifts", "most"),
    [
        ("2026-09-07", "DEMTN", 30),
        ("2026-09-07", "ELVN", 250),
        ("2016-10-05", "DLN", 400),
    ],
)
def test_a_machine_of_many_shifts_is_small_and_exact(tmp_path, on, shifts, most):
    read, contract = hospital(tmp_path), sd.contract("england-2016", on=on)
    codes = tuple(read.cells.code(code) for code in shifts)
    law = build_automaton(Checker(read, contract), codes)
    assert law.moves.shape[1] <= most
    lines = walks(law, np.random.default_rng(5))
    group = np.array([cells[0] for cells in law.groups])
    passed = checked(read, contract, group[lines])
    taken = np.array([ends(law, line) != NO_STATE for line in lines.tolist()])
    assert (taken == passed).all()
    assert 100 < passed.sum() < len(lines) - 100


def test_with_on_call_nothing_unlawful_is_taken(tmp_path):
    """A Saturday and a Sunday on call may follow each other: on other days that is refused."""
    read, contract = hospital(tmp_path), sd.contract("england-2016", on="2026-09-07")
    codes = tuple(read.cells.code(code) for code in "DLC")
    law = build_automaton(Checker(read, contract), codes)
    lines = walks(law, np.random.default_rng(5))
    passed = checked(read, contract, np.array([cells[0] for cells in law.groups])[lines])
    taken = np.array([ends(law, line) != NO_STATE for line in lines.tolist()])
    assert passed[taken].all() and taken.sum() > 700


@pytest.mark.parametrize("shifts", ["DLC", "DNC"])
def test_by_weekday_a_machine_with_on_call_is_exact(tmp_path, shifts):
    """What may follow a duty on call at a weekend alone is taken there, and nowhere else."""
    read, contract = hospital(tmp_path), sd.contract("england-2016", on="2026-09-07")
    codes = tuple(read.cells.code(code) for code in shifts)
    law = build_automaton(Checker(read, contract), codes, by_weekday=True)
    lines = walks(law, np.random.default_rng(5))
    passed = checked(read, contract, np.array([cells[0] for cells in law.groups])[lines])
    taken = np.array([ends(law, line) != NO_STATE for line in lines.tolist()])
    assert (taken == passed).all() and 300 < taken.sum() < len(lines) - 100
    call = next(g for g, held in enumerate(law.groups) if codes[-1] in held)
    after = [law.after(law.after(law.rested, call, day), call, day + 1) for day in range(7)]
    assert [day for day, state in enumerate(after) if state != NO_STATE] == [5]
