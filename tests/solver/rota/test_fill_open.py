"""Places that the search leaves open: filled where one changed cell fills them, or said truly."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest

import sevenday as sd
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.explain.unfilled import UnfilledExplainer
from sevenday.solver.plan.cover_lines import rank_weights
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.rota.fill_open import fill_open
from tests.solver.ward import folder, terms

TERMS = terms()
LEVELS = ("cover", "requests", "fairness", "patterns", "cost")


def a_hospital(tmp_path, seed: int, levels: tuple[str, ...] = LEVELS):
    """A ward that is short: doctors with limits of their own, ranks, ideals, days asked off."""
    draw = Random(seed)
    many = draw.randint(4, 8)
    doctors = "doctor,grade,tier,competences,wte,weekly_hours_max,max_nights,max_weekends\n"
    for k in range(1, many + 1):
        own = [draw.choice(["", "", most]) for most in ("40", "4", "1")]
        lead = "lead" if k < 3 or draw.random() < 0.4 else ""
        doctors += f"Doctor {k},CT1,{1 + k % 2},{lead},{draw.choice((1, 1, 0.6))},{','.join(own)}\n"
    cover = "service,shift,days,min,ideal,max,tier,competence,rank\n"
    for shift in "NLD":
        least, days = draw.randint(1, 2), draw.choice(("all", "Mon-Fri"))
        who = draw.choice((",", "1,", "2,", ",lead"))
        ideal, rank = least + draw.randint(0, 1), draw.randint(1, 4)
        cover += f"ward,{shift},{days},{least},{ideal},{draw.choice(('', 3))},{who},{rank}\n"
    asked = "doctor,from,to,shift,want,weight\n"
    for _ in range(draw.randint(1, 8)):
        day = draw.randint(8, 26)
        what = draw.choice(("leave,", "off,2"))
        asked += f"Doctor {draw.randint(1, many)},2026-09-{day:02},2026-09-{day + 2:02},,{what}\n"
    files = {"doctors_csv": doctors, "cover_csv": cover, "requests_csv": asked}
    order = ", ".join(f'"{level}"' for level in levels)
    toml = 'name = "Ward"\ncontract = "england-2016"\nstarts = 2026-09-07\nweeks = 3\n'
    files["hospital_toml"] = f"{toml}[build]\nlevels = [{order}]\n"
    return sd.read(folder(tmp_path, **files))


def weighed(plan, symbols):
    """(requests, cover) a roster costs, by every place's own weight."""
    there, rows = plan.problem.cover(symbols), len(symbols)
    weights = rank_weights(plan.cover_lines, rows)
    refused = sum(
        int(plan.requests.cost[row, day, c])
        for row, line in enumerate(symbols)
        for day, c in enumerate(line)
    )
    return refused, sum(place.weigh(int(there[place.line]), weights) for place in plan.cover_lines)


def one_cell_fills(plan, symbols, requests_first: bool):
    """A changed cell after which a roster breaks nothing and cover is better; None where none."""
    now = weighed(plan, symbols)
    for row, day, c in np.argwhere(plan.problem.allowed).tolist():
        if c and symbols[row, day] != c:
            other = symbols.copy()
            other[row, day] = c
            refused, cover = weighed(plan, other)
            better = cover < now[1] and (not requests_first or refused <= now[0])
            if better and not plan.problem.violations(other):
                return row, day, c
    return None


def filled(plan, seed: int):
    """The first roster of a plan, and what comes of it."""
    begun = first_roster(plan.problem, np.random.default_rng(seed)).symbols.astype(np.int64)
    tries = iter(range(50))
    return begun, fill_open(plan, begun, lambda: next(tries, None) is None, 5)


@pytest.mark.parametrize("seed", range(20))
def test_no_place_is_left_that_one_changed_cell_fills(tmp_path, seed):
    hospital = a_hospital(tmp_path, seed)
    plan = make_plan(hospital, TERMS)
    begun, made = filled(plan, seed)
    assert not plan.problem.violations(made)
    assert weighed(plan, made)[1] <= weighed(plan, begun)[1]
    assert one_cell_fills(plan, made, requests_first=False) is None
    built = replace(plan.hospital, rota=plan.rota(made))
    assert sd.check(built, TERMS, "rota").breaches == ()
    there = plan.problem.cover(made)
    short = [place for place in plan.cover_lines if there[place.line] < place.need.min]
    told = UnfilledExplainer(built, TERMS, plan=plan.by_law())
    for place in short:
        assert not told(place.need, plan.first + timedelta(days=place.day)).could


@pytest.mark.parametrize("seed", range(4))
def test_requests_that_come_first_are_kept(tmp_path, seed):
    levels = ("requests", "cover", "fairness", "patterns", "cost")
    plan = make_plan(a_hospital(tmp_path, seed, levels), TERMS)
    begun, made = filled(plan, seed)
    assert weighed(plan, made)[0] <= weighed(plan, begun)[0]
    assert one_cell_fills(plan, made, requests_first=True) is None


def test_where_shares_come_before_cover_the_roster_stays(tmp_path):
    levels = ("fairness", "cover", "requests", "patterns", "cost")
    plan = make_plan(a_hospital(tmp_path, 0, levels), TERMS)
    begun, made = filled(plan, 0)
    assert (begun == made).all()


def test_some_are_filled_by_a_chain_alone(tmp_path):
    def by_a_chain(seed: int) -> bool:
        plan = make_plan(a_hospital(tmp_path / f"{seed}", seed), TERMS)
        begun, made = filled(plan, seed)
        single = fill_open(plan, begun, lambda: True, 5)
        return weighed(plan, made)[1] < weighed(plan, single)[1] < weighed(plan, begun)[1]

    assert any(map(by_a_chain, range(20)))
