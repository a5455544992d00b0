"""Rotas built for named doctors: lawful by the checker, covered, and as each doctor may work."""

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app
from sevenday.limits import Checker
from sevenday.limits.fold import EPSILON
from sevenday.limits.kinds import KIND
from sevenday.limits.kinds.table import Kind
from sevenday.limits.lines import dated
from sevenday.model import Rota
from sevenday.solver.engine.construction import first_roster
from sevenday.solver.engine.machine import NO_STATE
from sevenday.solver.engine.roster import roster_from
from sevenday.solver.engine.ruin_recreate import anneal
from sevenday.solver.law.automaton import build_automaton
from sevenday.solver.plan.formulation import make_plan
from tests.solver.rounds import round_of
from tests.solver.ward import COVER, FIRST, folder, terms


def test_a_rota_is_lawful_covered_and_shared_out(tmp_path):
    hospital = sd.read(folder(tmp_path))
    made = sd.build(hospital, terms(), steps=10)
    assert sd.check(made.hospital, terms()).breaches == ()
    assert made.uncovered == () and "Every place is filled" in made.summary()
    rota = made.hospital.rota
    texts = np.array(made.hospital.cells.texts)[rota.codes]
    told = json.loads(made.to_json())["rota"]["Doctor 1"]
    assert [told.get(f"{FIRST + timedelta(days=d)}", "") for d in range(28)] == texts[0].tolist()
    for d in range(28):
        assert (texts[:, d] == "L").sum() == 1 and (texts[:, d] == "N").sum() == 1
    for k in range(5, 10):  # only leads hold the clinic
        assert "D" not in texts[k - 1]
    nights = [share.nights for share in made.totals]
    assert nights == [(line == "N").sum() for line in texts]
    (fairness,) = [level for level in made.levels if level.name == "fairness"]
    assert fairness.cost <= fairness.bound + 150  # nearly as even as its bound, in few steps


def test_part_time_doctors_have_their_share(tmp_path):
    doctors = "doctor,grade,wte,competences\n"
    doctors += "".join(f"Doctor {k},CT1,{1 if k < 6 else 0.2},lead\n" for k in range(1, 11))
    made = sd.build(sd.read(folder(tmp_path, doctors_csv=doctors)), terms(), steps=8)
    assert made.checked.breaches == ()
    nights = [share.nights for share in made.totals]
    assert sum(nights[:5]) > 2 * sum(nights[5:])


def test_leave_pins_and_requests_are_kept(tmp_path):
    asked = "doctor,from,to,shift,want,weight\n"
    asked += "Doctor 1,2026-09-14,2026-09-20,,leave,\nDoctor 2,2026-09-08,,,off,3\n"
    pins = "doctor,date,shift\nDoctor 3,2026-09-09,N\n"
    path = folder(tmp_path, requests_csv=asked, pins_csv=pins)
    made = sd.build(sd.read(path), terms(), steps=10)
    rota, texts = made.hospital.rota, made.hospital.cells.texts

    def cell(name: str, day: date) -> str:
        row = rota.doctors.index(name)
        return texts[rota.codes[row, (day - rota.first).days]]

    assert all(cell("Doctor 1", date(2026, 9, 14) + timedelta(days=d)) == "AL" for d in range(7))
    assert cell("Doctor 2", date(2026, 9, 8)) == "" and made.refused_requests == ()
    assert cell("Doctor 3", date(2026, 9, 9)) == "N"


def test_what_cannot_be_covered_still_gives_the_least_bad_rota(tmp_path):
    path = folder(tmp_path, cover_csv=COVER.replace("ward,N,all,1,1,1", "ward,N,all,4,4,4"))
    result = CliRunner().invoke(
        app, ["build", str(path), "--seconds", "5", "--format", "json"], catch_exceptions=False
    )
    said = json.loads(result.stdout)
    assert result.exit_code == 1 and said["breaches"] == [] and said["uncovered"]
    assert sum(place["needed"] - place["there"] for place in said["uncovered"]) > 0
    assert said["levels"][0]["name"] == "cover" and said["levels"][0]["cost"] > 0


def test_the_command_writes_the_rota_and_says_what_it_is_worth(tmp_path):
    out = tmp_path / "made.csv"
    words = ["build", str(folder(tmp_path)), "--steps", "4", "--seed", "2", "--out", str(out)]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert "no limit of england-2016" in result.stdout and "Doctor by doctor" in result.stdout
    (tmp_path / "rota.csv").write_text(out.read_text())
    assert sd.check(sd.read(tmp_path), terms()).breaches == ()
    again = tmp_path / "again.csv"
    CliRunner().invoke(app, [*words[:-1], str(again)], catch_exceptions=False)
    assert again.read_text() == out.read_text()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"hospital_toml": 'contract = "england-2016"\nweeks = 4\n'}, "no dates to fill"),
        ({"cover_csv": "service,shift,days,min\n"}, "nothing to fill|no rows|empty"),
        ({"pins_csv": "doctor,date,shift\nDoctor 9,2026-09-09,D\n"}, "cannot work D"),
    ],
)
def test_what_is_missing_or_impossible_is_said_before_the_search(tmp_path, files, says):
    with pytest.raises(sd.InputError, match=says):
        sd.build(sd.read(folder(tmp_path, **files)), terms(), seconds=1)


@pytest.mark.parametrize(("on", "shifts"), [("2016-10-05", "LN"), ("2026-09-07", "DLN")])
def test_the_machine_takes_what_the_checker_passes_and_nothing_else(tmp_path, on, shifts):
    hospital = sd.read(folder(tmp_path))
    contract = sd.contract("england-2016", on=on)
    codes = tuple(hospital.cells.code(code) for code in shifts)
    law = build_automaton(Checker(hospital, contract), codes)
    draw = np.random.default_rng(7)
    many, days = 3000, 24
    stay = draw.random((many, days)) < 0.55
    lines = draw.integers(0, len(codes) + 1, (many, days))
    for d in range(1, days):
        lines[:, d] = np.where(stay[:, d], lines[:, d - 1], lines[:, d])
    cells = np.array([0, *codes])[lines].astype(np.int16)
    names = tuple(f"Doctor {k}" for k in range(many))
    doctors = tuple(replace(hospital.doctors[0], name=name) for name in names)
    made = replace(hospital, doctors=doctors, rota=Rota(names, date(2026, 1, 5), cells))
    checker = Checker(made, contract)
    kinds = [int(rule.row[KIND]) for rule in checker.rules[0]]
    short = [k for k, kind in enumerate(kinds) if kind not in (Kind.AVERAGE, Kind.FREQUENCY)]
    passed = (checker.slack(dated(made, made.rota))[:, short] >= -EPSILON).all(1)
    group = {code: g for g, held in enumerate(law.groups) for code in held}
    taken = []
    for line in cells.tolist():
        state = law.rested
        for code in line:
            state = NO_STATE if state == NO_STATE else law.after(state, group[code])
        taken.append(state != NO_STATE)
    assert (np.array(taken) == passed).all() and 40 < passed.sum() < many - 40


def test_weekends_and_nights_are_counted_as_the_checker_counts_them(tmp_path):
    hospital = sd.read(folder(tmp_path))
    plan = make_plan(hospital, terms())
    made = sd.build(hospital, terms(), steps=3)
    frequency = {line.doctor: line.weekend_frequency for line in made.checked.lines}
    for share in made.totals:
        assert share.weekends == pytest.approx(4 * frequency[share.doctor])
    assert plan.problem.shape == (9, 28, 4)


def test_annealing_keeps_its_books_where_counters_have_a_price(tmp_path):
    long = f'name = "Ward"\ncontract = "england-2016"\nstarts = {FIRST}\nweeks = 10\n'
    problem = make_plan(sd.read(folder(tmp_path, hospital_toml=long)), terms()).problem
    roster = first_roster(problem, np.random.default_rng(1))
    best, state = np.empty_like(roster.symbols), np.array([31], np.uint64)
    weeks = 10  # long enough for moves of two windows
    for _ in range(3):
        anneal(problem.arrays, roster, best, state, round_of(150, 200.0, 1, weeks))
        again = roster_from(problem, roster.symbols.astype(np.int64))
        for name, ours, theirs in zip(roster._fields, roster, again, strict=True):
            assert (ours == theirs).all(), name
        assert problem.violations(roster.symbols.astype(np.int64)) == []
