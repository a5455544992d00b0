"""Shares once cover is known: groups that may fill one another's places share alike."""

import numpy as np
import pytest

import sevenday as sd
from sevenday.solver.plan.fairness import even_shares
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.plan.objectives import NIGHTS
from sevenday.solver.plan.retarget import retargeted
from tests.solver.ward import folder, terms

REGISTRARS, SHOS, WEEKS, WEEK = 3, 5, 4, 7
DOCTORS = "doctor,grade,tier\n" + "".join(
    f"Doctor {k},{'ST4,2' if k < REGISTRARS else 'CT1,1'}\n" for k in range(REGISTRARS + SHOS)
)


def night_shares(folder_, by_registrar: int, by_sho: int) -> list[tuple[int, float]]:
    """(rows, fair share of one) of each group, where each of a tier works so many nights."""
    plan = make_plan(sd.read(folder_), terms())
    symbols = np.zeros((REGISTRARS + SHOS, WEEKS, WEEK), int)
    for row in range(REGISTRARS + SHOS):
        for n in range(by_registrar if row < REGISTRARS else by_sho):
            symbols[row, n % WEEKS, n // WEEKS] = plan.problem.codes.index("N")
    groups = retargeted(plan, symbols.reshape(-1, WEEKS * WEEK)).fairness.groups
    return [(len(g.rows), g.target[0]) for g in groups if g.name == NIGHTS]


def nights(tmp_path, senior: str):
    """Two nights a day that anybody may fill, and one of them a registrar's on some days."""
    cover = f"service,shift,days,min,tier\nward,N,all,2,\nsenior,N,{senior},1,2\n"
    return folder(tmp_path, doctors_csv=DOCTORS, cover_csv=cover)


def test_tiers_that_share_places_have_one_share(tmp_path):
    one = nights(tmp_path, "Mon")
    assert night_shares(one, 12, 4) == [(REGISTRARS, 7.0), (SHOS, 7.0)]


def test_a_tier_with_more_of_its_own_has_that_and_the_rest_is_for_the_others(tmp_path):
    one = nights(tmp_path, "all")
    shares = dict(night_shares(one, 12, 4))
    assert shares[REGISTRARS] == pytest.approx(28 / 3)
    assert shares[SHOS] == pytest.approx(28 / 5)


def test_tiers_with_no_place_in_common_have_each_their_own(tmp_path):
    cover = "service,shift,days,min,tier\nward,N,all,1,1\nsenior,N,all,1,2\n"
    one = folder(tmp_path, doctors_csv=DOCTORS, cover_csv=cover)
    shares = dict(night_shares(one, 9, 6))
    assert shares == {REGISTRARS: 9.0, SHOS: 6.0}


def test_shares_are_even_but_for_who_has_more_alone():
    assert even_shares([0, 0], [1.0, 3.0], 8.0) == [2.0, 2.0]
    assert even_shares([6, 0, 0], [1.0, 1.0, 1.0], 8.0) == [6.0, 1.0, 1.0]
    assert even_shares([6, 3, 0], [1.0, 1.0, 1.0], 10.0) == [6.0, 3.0, 1.0]
