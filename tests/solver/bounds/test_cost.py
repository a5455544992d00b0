"""The bound on pounds: under every rota as fair, by trying all, and by many that are made."""

from dataclasses import replace

import numpy as np
import pytest

import sevenday as sd
from sevenday.model import Rota
from sevenday.pay import price
from sevenday.solver.bounds.cost import highest_shares, least_pay
from sevenday.solver.bounds.pay_programme import PRICED
from sevenday.solver.engine.search import search
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.plan.pay_cost import YEAR_WEEKS
from tests.solver.bounds.pairs import WEEK, pairs_of_lines
from tests.solver.ward import folder, terms

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def unfair_of(plan, symbols, counts):
    """Hundredths by which nights, weekends and hours are further apart than one, plainly."""
    total = 0
    for share in plan.fairness.groups:
        if share.name in PRICED:
            mine = counts[list(share.rows), plan.objectives.index(share.name)]
            total += round(100 * max(0.0, share.spread(mine.tolist()) - 1) + 0.49)
    each = plan.fairness.hours.per_week(plan.problem.machines[0].spend[symbols].sum(1))
    return total + round(100 * max(0.0, float(each.max() - each.min()) - 1) + 0.49)


def pounds(plan, lines):
    """(lines,) pounds over the span of each line, for each doctor alone."""
    hospital, each = plan.hospital, []
    for doctor in hospital.doctors:
        made = tuple(replace(doctor, name=f"{n}") for n in range(len(lines)))
        codes = np.array(plan.codes, np.int16)[lines]
        rota = Rota(tuple(d.name for d in made), plan.first, codes)
        paid = price(replace(hospital, doctors=made, rota=rota), terms(), "rota")
        each.append(np.array([slip.total for slip in paid.doctors]))
    return np.array(each) * plan.problem.shape[1] / 7 / YEAR_WEEKS


@pytest.mark.parametrize("seed", range(8))
def test_no_pair_of_lines_costs_less_than_the_bound(tmp_path, seed):
    draw = np.random.default_rng(seed)
    cover = "service,shift,days,min\n"
    for day in DAYS:
        shift = draw.choice(["L", "N", "D", ""])
        cover += f"ward,{shift},{day},1\n" if shift else ""
    grades = [draw.choice(["F1", "CT1", "ST3"]) for _ in range(2)]
    doctors = "doctor,grade,tier\n" + "".join(
        f"Doctor {k + 1},{g},1\n" for k, g in enumerate(grades)
    )
    plan = make_plan(
        sd.read(folder(tmp_path, hospital_toml=WEEK, doctors_csv=doctors, cover_csv=cover)), terms()
    )
    first, second = pairs_of_lines(plan)
    day = np.arange(7)
    total = np.add.outer(pounds(plan, first)[0], pounds(plan, second)[1])
    full = np.ones_like(total, bool)
    for place in plan.cover_lines:
        symbol = plan.problem.codes.index(place.need.shift)
        full &= np.logical_or.outer(first[:, place.day] == symbol, second[:, place.day] == symbol)
    counts = [
        np.array([plan.problem.counters(row, line) for line in lines])
        for row, lines in enumerate((first, second))
    ]
    pairs = np.argwhere(full)
    assert len(pairs) > 3
    kept = pairs[draw.choice(len(pairs), min(len(pairs), 400), replace=False)]
    cheap = pairs[np.argsort(total[tuple(pairs.T)])[:400]]  # where a bound would be passed first
    found = []
    for a, b in (*kept, *cheap):
        symbols, made = np.array([first[a], second[b]]), np.array([counts[0][a], counts[1][b]])
        assert (symbols[:, day] == symbols).all()
        found.append(
            (total[a, b], unfair_of(plan, symbols, made), highest_shares(plan, symbols, made))
        )
    for n in draw.choice(len(found), 6):
        _, unfair, tops = found[n]
        bound = least_pay(plan, plan.pay_rates, 0, unfair, tops)
        like = [
            cost
            for cost, other, theirs in found
            if other <= unfair and all(theirs[k] <= tops[k] + 1e-9 for k in tops)
        ]
        assert bound <= min(like) + 0.01
        assert bound >= 0.5 * min(like)


@pytest.mark.slow
@pytest.mark.parametrize("part", [False, True])
def test_no_rota_that_is_as_fair_costs_less_than_the_bound(tmp_path, part):
    toml = WEEK.replace("weeks = 1", "weeks = 8")
    doctors = "doctor,grade,wte,competences\n"
    doctors += "".join(
        f"Doctor {k},{'CT1' if k % 2 else 'ST3'},{0.6 if part and k > 6 else 1},"
        f"{'lead' if k < 9 else ''}\n"
        for k in range(1, 11)
    )
    asked = "doctor,from,to,shift,want,weight\nDoctor 2,2026-09-21,2026-10-02,AL,leave,1\n"
    hospital = sd.read(
        folder(tmp_path, hospital_toml=toml, doctors_csv=doctors, requests_csv=asked)
    )
    plan = make_plan(hospital, terms())
    found = []
    for seed in range(5):
        for steps in (2, 4):
            symbols = search(plan.problem, seconds=None, steps=steps, seed=seed).roster
            there = plan.problem.cover(symbols)
            if any(there[place.line] < place.need.min for place in plan.cover_lines):
                continue
            counts = np.array([plan.problem.counters(r, line) for r, line in enumerate(symbols)])
            codes = np.where(plan.leave > 0, plan.leave, np.array(plan.codes)[symbols])
            rota = Rota(plan.problem.names, plan.first, codes.astype(np.int16))
            paid = price(replace(hospital, rota=rota), terms(), "rota").total * 8 / YEAR_WEEKS
            found.append(
                (paid, unfair_of(plan, symbols, counts), highest_shares(plan, symbols, counts))
            )
    assert len(found) > 3
    for _, unfair, tops in found[:4]:
        bound = least_pay(plan, plan.pay_rates, 0, unfair, tops)
        like = [
            paid
            for paid, other, theirs in found
            if other <= unfair and all(theirs[k] <= tops[k] + 1e-9 for k in tops)
        ]
        assert 0.85 * min(like) <= bound <= min(like)
