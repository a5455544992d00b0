"""Levels and their bounds: fair shares, pounds and windows against every way there is."""

import itertools
from dataclasses import replace
from datetime import timedelta
from functools import partial

import numpy as np
import pytest

import sevenday as sd
from sevenday.pay import price
from sevenday.solver.bounds.cover import least_cost
from sevenday.solver.bounds.params import BoundParams
from sevenday.solver.engine.annealing import NO_LIMIT
from sevenday.solver.engine.columns import RestrictedMaster
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.params import ColumnParams
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.ruin_recreate import anneal
from sevenday.solver.engine.swaps import SwapRound, swap_days
from sevenday.solver.plan.cover_lines import can_fill
from sevenday.solver.plan.fairness import FairnessGroup
from sevenday.solver.plan.formulation import make_plan
from tests.solver.bounds.pairs import WEEK, pairs_of_lines
from tests.solver.rounds import round_of
from tests.solver.ward import FIRST, folder, terms


@pytest.mark.parametrize("seed", range(30))
def test_the_fairest_sharing_is_the_best_of_all(seed):
    draw = np.random.default_rng(seed)
    rows = int(draw.integers(2, 4))
    whole = tuple(float(w) for w in draw.choice([0.6, 0.8, 1.0], rows))
    had = tuple(int(n) for n in draw.integers(0, 3, rows))
    top = tuple(int(n) for n in draw.integers(2, 6, rows))
    least = int(draw.integers(0, sum(top) + 1))
    most = float(least + draw.integers(0, 3))
    share = FairnessGroup("nights", tuple(range(rows)), whole, had, whole, top, least, most, 0)
    apart = [
        share.spread(counts)
        for counts in itertools.product(*(range(n + 1) for n in top))
        if least <= sum(counts) <= most
    ]
    assert max(1.0, share.least_spread()) == pytest.approx(max(1.0, min(apart)))


def wished(plan):
    cost = np.zeros_like(plan.problem.cost)
    for row, day, meets, weight, *_ in plan.requests.days:
        for c in set(range(plan.problem.shape[2])) - set(meets):
            cost[row, day, c] += round(100 * weight)
    return cost


@pytest.mark.parametrize("seed", range(6))
def test_a_bound_of_windows_is_under_the_best_of_all_rosters(tmp_path, seed, monkeypatch):
    draw = np.random.default_rng(seed)
    asked = "doctor,from,to,shift,want,weight\n"
    for _ in range(6):
        day = FIRST + timedelta(days=int(draw.integers(7)))
        who, want = draw.choice(["Doctor 1", "Doctor 2"]), draw.choice(["on", "off"])
        asked += f"{who},{day},,{draw.choice(['L', 'N', ''])},{want},{draw.integers(1, 4)}\n"
    plan = make_plan(
        sd.read(
            folder(
                tmp_path,
                requests_csv=asked,
                hospital_toml=WEEK,
                doctors_csv="doctor,grade\nDoctor 1,CT1\nDoctor 2,CT1\n",
                cover_csv="service,shift,days,min\nward,L,all,1\nward,N,all,1\n",
            )
        ),
        terms(),
    )
    cost, problem = wished(plan), plan.problem
    first, second = pairs_of_lines(plan)
    day = np.arange(7)
    each = [cost[row, day, lines].sum(1) for row, lines in enumerate((first, second))]
    total = each[0][:, None] + each[1][None, :]
    for place in plan.cover_lines:
        symbol = problem.codes.index(place.need.shift)
        there = (first[:, place.day] == symbol)[:, None].astype(int)
        there = there + (second[:, place.day] == symbol)[None, :]
        total = total + problem.penalty[place.line][there]
    best = int(total.min())
    at = np.unravel_index(int(total.argmin()), total.shape)
    worst = np.unravel_index(int(total.argmax()), total.shape)
    for k, (a, b) in enumerate((at, worst)):
        roster = np.array([first[a], second[b]])
        spent, bound = least_cost(
            problem, cost, plan.rested, roster, lambda: False, BoundParams(window_nodes=2000)
        )
        assert spent == total[a, b] and bound <= best
        with monkeypatch.context() as patch:  # the time is up before there is a bound
            by_row = partial(RestrictedMaster, params=ColumnParams(cells_at_once=1))
            patch.setattr("sevenday.solver.bounds.cover.RestrictedMaster", by_row)
            left = iter([False])
            done = partial(next, left, True)
            assert least_cost(problem, cost, plan.rested, roster, done, BoundParams()) == (spent, 0)
        if k == 0:
            assert bound == best  # one window, branched to the end


def test_swaps_keep_their_books(tmp_path):
    weeks = WEEK.replace("weeks = 1", "weeks = 6")
    (tmp_path / "folder").mkdir()
    hospital = sd.read(folder(tmp_path / "folder", hospital_toml=weeks))
    build = {"weights": {"single_nights": 2, "split_weekends": 1, "single_days_off": 1}}
    problem = make_plan(replace(hospital, build=build), terms()).problem
    assert len(problem.caps[0]) >= 5 and all(problem.margin)
    roster = first_roster(problem, np.random.default_rng(2))
    best, state = np.empty_like(roster.symbols), np.array([77], np.uint64)
    before = roster.cover.copy()
    for _ in range(4):
        anneal(problem.arrays, roster, best, state, round_of(100, 20000.0, 2, 6))
        middle = roster.cover.copy()
        swaps = SwapRound(5000, 200.0, 14, NO_LIMIT, NO_LIMIT, 0.5)
        swap_days(problem.arrays, roster, best, state, swaps)
        again = roster_from(problem, roster.symbols.astype(np.int64))
        for name, ours, theirs in zip(roster._fields, roster, again, strict=True):
            assert (ours == theirs).all(), name
        assert problem.violations(roster.symbols.astype(np.int64)) == []
    assert (middle != before).any()


def test_shares_pounds_and_patterns_are_counted_as_a_plain_reading_counts_them(tmp_path):
    build = '\n[build]\npreset = "compliant_only"\n'
    build += "weights = { single_nights = 2, single_days_off = 1, long_days = 0 }\n"
    toml = WEEK.replace("weeks = 1", "weeks = 8") + build
    doctors = "doctor,grade,wte,competences\n"
    doctors += "".join(f"Doctor {k},CT1,{1 if k < 7 else 0.6},lead\n" for k in range(1, 12))
    hospital = sd.read(folder(tmp_path, hospital_toml=toml, doctors_csv=doctors))
    made = sd.build(hospital, terms(), steps=4)
    levels = {level.name: level for level in made.levels}
    assert list(levels) == ["cover", "requests", "fairness", "patterns", "cost"]
    assert all(0 <= level.bound <= level.cost <= level.most for level in made.levels)
    rota, texts = made.hospital.rota, np.array(made.hospital.cells.texts)
    lines = texts[rota.codes]
    single = off = 0
    for line in lines:
        for a, b, c in zip(line, line[1:], line[2:], strict=False):
            single += b == "N" and a != "N" and c != "N"
            off += b == "" and a != "" and c != ""
        single += line[0] == "N" and line[1] != "N"  # the days before are taken as a day off
    assert levels["patterns"].cost == 200 * single + 100 * off
    assert levels["cost"].cost == round(price(made.hospital, terms(), "rota").total)
    assert levels["cost"].bound >= 0.8 * levels["cost"].cost
    whole = np.array([1.0] * 6 + [0.6] * 5)
    nights = (lines == "N").sum(1) / whole
    assert f"nights: {nights.min():.4g} to {nights.max():.4g}" in "; ".join(levels["fairness"].says)
    with pytest.raises(sd.InputError, match="no aim of that name"):
        sd.build(replace(hospital, build={"weights": {"naps": 1}}), terms(), steps=1)


def test_history_counts_towards_the_shares(tmp_path):
    days = [FIRST - timedelta(days=k) for k in range(28, 0, -1)]
    history = "doctor," + ",".join(f"{d}" for d in days) + "\n"
    for k in range(1, 10):
        cells = ["-"] * 28
        if k <= 3:  # three doctors had all the nights
            for d in (1, 2, 3, 8, 9, 10):
                cells[d + 2 * k] = "N"
        history += f"Doctor {k}," + ",".join(cells) + "\n"
    made = sd.build(sd.read(folder(tmp_path, history_csv=history)), terms(), steps=14)
    nights = [share.nights for share in made.totals]
    assert sum(nights[:3]) / 3 + 3 < sum(nights[3:]) / 6


def test_demand_by_the_hour_is_met_by_any_shift_that_lasts_through_it(tmp_path):
    shifts = "code,start,end,breaks\nA,08:00,16:30,30\nB,12:00,20:30,30\nN,20:30,08:00,30+30\n"
    cover = "service,shift,days,min,ideal,max,rank\n"
    for begin in range(8, 20, 2):
        least = 2 if 12 <= begin < 16 else 1
        cover += f"ward,{begin:02}:00-{begin + 2:02}:00,Mon-Fri,{least},{least},,2\n"
    cover += 'ward,22:00-02:00,"Mon,Wed",1,1,1,1\nward,02:00-08:00,"Tue,Thu",1,1,1,1\n'
    hospital = sd.read(folder(tmp_path, shifts_csv=shifts, cover_csv=cover))
    made = sd.build(hospital, terms(), steps=4)
    assert made.uncovered == () and made.checked.breaches == ()
    rota, parts = made.hospital.rota, made.hospital.cells.parts
    spans = [
        (d * 1440 + p.start, d * 1440 + p.end)
        for line in rota.codes
        for d, code in enumerate(line)
        for p in parts[code]
    ]
    for d in range(28):
        day = FIRST + timedelta(days=d)
        for need in hospital.cover:
            if need.holds_on(day):
                begin, end = (d * 1440 + m for m in need.span)
                there = sum(a <= begin and end <= b for a, b in spans)
                assert there >= need.min, (day, need.shift)


def test_a_span_that_no_shift_lasts_through_is_refused(tmp_path):
    cover = "service,shift,days,min\nward,08:00-20:00,all,1\nward,19:00-21:00,all,1\n"
    hospital = sd.read(folder(tmp_path, cover_csv=cover))
    with pytest.raises(sd.InputError, match=r"row 3 .*no shift lasts from 19:00 to 21:00"):
        sd.build(hospital, terms(), steps=1)
    with pytest.raises(sd.InputError, match=r"no such shift.*08:00-25:00"):
        sd.read(folder(tmp_path, cover_csv=cover.replace("20:00", "25:00")))


def test_a_rota_over_a_clock_change_keeps_the_rest_that_the_change_takes(tmp_path):
    # 10 h 30 of rest is owed at the least: late to early leaves 11 h, and 10 h on 29 March 2026
    shifts = "code,start,end,breaks\nE,08:00,18:00,30+30\nT,12:00,21:00,30\n"
    toml = WEEK.replace("2026-09-07", "2026-03-23").replace("weeks = 1", "weeks = 3")
    doctors = "doctor,grade\n" + "".join(f"Doctor {k},CT1\n" for k in range(1, 9))
    cover = "service,shift,days,min\nward,E,all,1\nward,T,all,1\n"
    hospital = sd.read(
        folder(
            tmp_path, shifts_csv=shifts, hospital_toml=toml, doctors_csv=doctors, cover_csv=cover
        )
    )
    contract = sd.contract("england-2016", on="2026-03-23")
    made = sd.build(hospital, contract, steps=4)
    assert sd.check(made.hospital, contract).breaches == () and made.uncovered == ()
    # the change does bind: a late shift before it and an early one after it break the rest
    late, early = (made.hospital.cells.code(code) for code in "TE")
    codes = made.hospital.rota.codes.copy()
    codes[0] = 0
    codes[0, 5], codes[0, 6] = late, early
    moved = replace(made.hospital, rota=replace(made.hospital.rota, codes=codes))
    found = sd.check(moved, contract).breaches
    assert {(b.rule, b.branch) for b in found if b.doctor == "Doctor 1"} == {
        ("hours.rest_between_shifts", "clock change")
    }


def test_who_fits_a_place():
    need = replace(sd.read("examples/ward").cover[2], tier=2)
    doctor = sd.read("examples/ward").doctors[0]
    assert not can_fill(replace(doctor, tier=1, competences=("lead",)), need)
    assert can_fill(replace(doctor, tier=2, competences=("lead",)), need)
    assert not can_fill(replace(doctor, tier=2, competences=()), need)
