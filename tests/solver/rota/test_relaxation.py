"""What a rule costs: the rota without it keeps every other, and is never worse."""

import json

import pytest
from typer.testing import CliRunner

import sevenday as sd
from sevenday.cli import app
from sevenday.limits import Checker
from sevenday.solver.plan.formulation import make_plan
from sevenday.solver.rota.relaxation import RELAXABLE, relax, without_rule
from tests.solver.ward import COVER, folder, terms

TERMS = terms()
CLINIC = "service,shift,days,min,ideal,max,tier,competence,rank\nclinic,D,working,3,3,,,lead,1\n"


def leave(tmp_path):
    """Two of four who may hold a clinic of three are on leave for a day."""
    asked = "doctor,from,to,shift,want\n"
    asked += "".join(f"Doctor {k},2026-09-16,2026-09-16,,leave\n" for k in (1, 2))
    return folder(tmp_path, cover_csv=CLINIC, requests_csv=asked)


def test_what_leave_and_a_competence_cost_is_a_place_and_the_nights_nothing(tmp_path):
    hospital = sd.read(leave(tmp_path))
    made = sd.build(hospital, TERMS, steps=2)
    assert sum(place.missing for place in made.uncovered) == 1
    cost = {
        rule: relax(made, hospital, TERMS, rule, 5, 1, 2)
        for rule in ("leave", "competence", "hours.consecutive_nights")
    }
    for rule in ("leave", "competence"):
        assert cost[rule].unfilled == (1, 0) and cost[rule].gains
        assert cost[rule].levels[0].cost > cost[rule].levels[0].without == 0
    nights = cost["hours.consecutive_nights"]
    assert nights.unfilled == (1, 1) and nights.levels[0].cost == nights.levels[0].without
    for each in cost.values():
        before, after = [x.cost for x in each.levels], [x.without for x in each.levels]
        assert after <= before and all(0 <= x.proved <= x.cost for x in each.levels)


def test_every_rule_can_be_left_out_and_no_other_goes_with_it(tmp_path):
    hospital = sd.read(folder(tmp_path))
    ids = [rule.id for rule in Checker(hospital, TERMS).rules[0]]
    for rule in ids:
        kept, other = without_rule(hospital, TERMS, rule)
        assert kept is hospital
        left = [each.id for each in Checker(hospital, other).rules[0]]
        assert left == [x for x in ids if x != rule]
        make_plan(kept, other)
    for rule in RELAXABLE:
        changed, other = without_rule(hospital, TERMS, rule)
        assert other is TERMS and make_plan(changed, other).problem.shape == (9, 28, 4)


def test_the_command_tells_it(tmp_path):
    words = ["build", str(leave(tmp_path)), "--steps", "1", "--relax", "leave"]
    text = CliRunner().invoke(app, words, catch_exceptions=False)
    assert text.exit_code == 1 and "What a rule costs" in text.stdout and "1 -> 0" in text.stdout
    said = CliRunner().invoke(app, [*words, "--format", "json"], catch_exceptions=False)
    (relaxed,) = json.loads(said.stdout)["relaxed"]
    assert relaxed["rule"] == "leave" and relaxed["gains"]
    assert relaxed["places"] == {"with": 1, "without": 0}
    assert set(relaxed["levels"][0]) == {"name", "cost", "without", "proved"}


@pytest.mark.parametrize(
    "words", [["--relax", "hours.sleep"], ["--relax", "leave", "--relax", "x"]]
)
def test_a_rule_that_is_none_is_said_before_the_search(tmp_path, words):
    path = folder(tmp_path, cover_csv=COVER)
    with pytest.raises(sd.InputError, match=r"no such rule.*hours.consecutive_nights.*max_nights"):
        CliRunner().invoke(app, ["build", str(path), *words], catch_exceptions=False)
