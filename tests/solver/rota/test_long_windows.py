"""Limits that no state sees: dated rotas under every contract, and the swaps that mend them."""

from dataclasses import replace

import numpy as np
import pytest

import sevenday as sd
from sevenday.contracts import Terms
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.swaps import DaySpan, lawful_swaps, swap_rows
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.rota.long_windows import _Repair, repair_long_windows
from sevenday.solver.rota.params import LongWindowParams
from tests.solver.ward import folder

SWAP_DAYS = LongWindowParams().swap_days
EIGHT = 'name = "Ward"\ncontract = "england-2016"\nstarts = 2026-09-07\nweeks = 8\n'


def hospital_of(tmp_path):
    # far limits alone: the states of patterns are tried elsewhere, and are many beside these
    text = EIGHT + '\n[build]\npreset = "compliant_only"\n'
    return sd.read(folder(tmp_path, hospital_toml=text))


def terms(id_: str) -> Terms:
    return sd.contract(id_, on="2026-09-07")


@pytest.mark.parametrize(
    "id_",
    [
        "newdeal-2002",
        "scotland",
        "ewtd",
        "ireland-nchd",
        "acgme",
        pytest.param("nz-rda", marks=pytest.mark.slow),
    ],
)
def test_a_dated_rota_keeps_limits_that_look_far(tmp_path, id_):
    hospital = hospital_of(tmp_path)
    assert make_plan(hospital, terms(id_)).has_long_windows
    made = sd.build(hospital, terms(id_), steps=8)
    assert sd.check(made.hospital, terms(id_)).breaches == ()
    assert made.uncovered == ()
    if id_ != "newdeal-2002":
        return  # the same seed and steps give the same rota under any: once is enough
    again = sd.build(hospital, terms(id_), steps=8)
    assert (again.hospital.rota.codes == made.hospital.rota.codes).all()


def test_what_breaks_a_far_limit_is_mended_without_an_empty_place(tmp_path):
    plan = make_plan(hospital_of(tmp_path), terms("ewtd"))
    start = first_roster(plan.problem, np.random.default_rng(3)).symbols.astype(np.int64)
    law = _Repair(plan, start, np.random.default_rng(1), LongWindowParams())
    rows = np.arange(len(start))
    assert law.breaks(rows, start).any()
    kept = repair_long_windows(plan, start, 1, lambda: False)
    assert not law.breaks(rows, kept).any()
    assert plan.problem.violations(kept) == []
    there = [plan.problem.cover(symbols) for symbols in (start, kept)]
    for place in plan.cover_lines:
        least = [min(place.need.min, int(cover[place.line])) for cover in there]
        assert least[1] >= least[0]


def test_the_swaps_of_a_row_are_those_that_a_plain_trial_finds(tmp_path):
    problem = make_plan(hospital_of(tmp_path), terms("england-2016")).problem
    symbols = first_roster(problem, np.random.default_rng(5)).symbols.astype(np.int64)
    roster, found = roster_from(problem, symbols), np.zeros((50_000, 4), np.int64)
    many = lawful_swaps(problem.arrays, roster, 2, DaySpan(20, 30, SWAP_DAYS), found)
    assert (roster.symbols == symbols).all()
    told = {tuple(row[:3]): row[3] for row in found[:many].tolist()}
    plain = {}
    for other in range(-1, len(symbols)):
        for first in range(20, 30):
            for stop in range(first + 1, min(30, first + SWAP_DAYS) + 1):
                theirs = symbols[other] if other >= 0 else np.zeros_like(symbols[0])
                ends = [first, stop - 1]
                if other == 2 or (symbols[2, ends] == theirs[ends]).any():
                    continue
                changed = symbols.copy()
                changed[2, first:stop] = theirs[first:stop]
                if other >= 0:
                    changed[other, first:stop] = symbols[2, first:stop]
                if problem.violations(changed) == []:
                    plain[other, first, stop] = problem.total_cost(changed)
    assert told == plain and len(plain) > 10
    for change in list(plain)[::7]:
        tried = roster_from(problem, symbols)
        swap_rows(problem.arrays, tried, 2, *change)
        again = roster_from(problem, tried.symbols.astype(np.int64))
        assert int(tried.cost[0]) == plain[change] == int(again.cost[0])


def test_pins_that_break_a_far_limit_are_told_in_the_checkers_words(tmp_path):
    days = [f"2026-09-{d:02}" for d in range(7, 21)]
    pins = "doctor," + ",".join(days) + "\nDoctor 1," + ",".join(["L"] * 14) + "\n"
    hospital = sd.read(folder(tmp_path, hospital_toml=EIGHT, pins_csv=pins))
    with pytest.raises(sd.InputError, match="Doctor 1"):
        sd.build(replace(hospital, contract="ewtd"), terms("ewtd"), steps=2)
