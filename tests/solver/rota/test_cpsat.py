"""The same rota by CP-SAT: lawful, and as cheap as ours where both engines prove the best."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app
from sevenday.limits import Checker
from sevenday.limits.duty_times import duty_times
from sevenday.solver.law.automaton import build_automaton
from sevenday.solver.law.linear_rules import linear_rules
from tests.solver.law.lines import checked, ends, hospital, walks

pytest.importorskip("ortools")
WARD = Path(__file__).parents[3] / "examples" / "ward"


def ward(folder: Path, **more: str) -> Path:
    """The example ward for one week, of which one in three weekends leaves none to work on."""
    for name in ("shifts.csv", "doctors.csv", "cover.csv", "hospital.toml"):
        text = (WARD / name).read_text().replace("weeks = 4", "weeks = 1")
        text = text.replace(",all,", ",Mon-Thu,")
        (folder / name).write_text(text)
    for name, text in more.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_cpsat_builds_a_hospitals_rota_and_the_checker_passes_it(tmp_path):
    out = tmp_path / "rota.csv"
    words = ["build", str(ward(tmp_path)), "--engine", "cpsat", "--out", str(out)]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert "Every place is filled, and no limit of england-2016" in result.stdout
    assert ", seed 1.\n" in result.stdout  # it counts no steps
    assert out.read_text().startswith("doctor,2026-09-07")


@pytest.mark.slow
def test_ours_is_within_a_hundredth_of_what_the_other_engine_proves():
    from sevenday.solver.engine.search import search
    from sevenday.solver.plan.formulation import make_plan
    from sevenday.solver.rota.cpsat import search_cpsat

    read = sd.read(WARD)
    plan = make_plan(replace(read, weeks=1), terms := sd.contract("england-2016", on="2026-09-07"))
    theirs = search_cpsat(plan, terms, 60.0)
    ours = search(plan.problem, seconds=None, steps=30)
    assert plan.problem.violations(theirs.roster) == []
    assert ours.bound <= theirs.bound <= ours.cost <= 1.01 * theirs.cost


@pytest.mark.parametrize(
    ("on", "shifts"), [("2026-09-07", "DEMTN"), ("2026-09-07", "ELVN"), ("2016-10-05", "DLN")]
)
def test_its_rows_say_what_the_checker_says(tmp_path, on, shifts):
    read, contract = hospital(tmp_path), sd.contract("england-2016", on=on)
    checker, codes = Checker(read, contract), tuple(read.cells.code(code) for code in shifts)
    law = build_automaton(checker, codes)
    first = np.array([group[0] for group in law.groups[1:]])
    rows = linear_rules(checker.rules[0], duty_times(checker.duties, first))
    lines = walks(law, np.random.default_rng(9), many=600)
    group = np.array([cells[0] for cells in law.groups])
    passed = checked(read, contract, group[lines])
    met = np.array([all(kept(row, line - 1) for row in rows) for line in lines])
    assert (met == passed).all() and 50 < passed.sum() < 550
    assert all((ends(law, line) != -1) == said for line, said in zip(lines, met, strict=True))


def kept(row, groups) -> bool:
    """Whether a line of groups (-1: off) keeps a row on each of its days."""
    return all(
        sum(w for lag, g, w in row.terms if day + lag >= 0 and groups[day + lag] == g) <= row.most
        for day in range(len(groups))
    )


def test_history_counts(tmp_path):
    first = sd.read(WARD).doctors[0].name
    night = next(n.shift for n in sd.read(WARD).cover if n.shift.startswith("N"))
    days = [date(2026, 9, 3 + k) for k in range(4)]
    history = "doctor,date,shift\n" + "".join(f"{first},{day},{night}\n" for day in days)
    read = sd.read(ward(tmp_path, history=history))
    made = sd.build(read, sd.contract("england-2016", on="2026-09-07"), seconds=60, engine="cpsat")
    assert made.checked.breaches == ()
    rota = made.hospital.rota
    assert (rota.codes[rota.doctors.index(first), :2] == 0).all()  # 46 h after a run of nights


def test_on_call_is_refused_with_what_to_do_instead(tmp_path):
    read, contract = hospital(tmp_path), sd.contract("england-2016", on="2026-09-07")
    checker, first = Checker(read, contract), np.array([read.cells.code("C")])
    with pytest.raises(sd.InputError, match="--engine rows"):
        linear_rules(checker.rules[0], duty_times(checker.duties, first))
