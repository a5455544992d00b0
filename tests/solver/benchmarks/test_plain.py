"""The plain scorer against rosters whose cost is known, and against rosters spoilt on purpose."""

import os
import re
from pathlib import Path

import pytest

from tests.solver import plain

OWN = Path(__file__).parents[3] / "examples" / "benchmarks" / "two-weeks.txt"
SHARED = os.environ.get("SEVENDAY_BENCHMARKS", "")
ROSTERS = sorted(Path(SHARED).glob("curtois-1-24/rosters/*.csv")) if SHARED else []


@pytest.mark.skipif(not ROSTERS, reason="SEVENDAY_BENCHMARKS names no folder of public files")
def test_public_rosters_cost_what_is_published():
    for path in ROSTERS:
        instance, cost = re.match(r"(Instance\d+)\.cost(\d+)", path.name).groups()  # type: ignore[union-attr]
        problem = plain.sections(path.parents[1] / f"{instance}.txt")
        roster = plain.roster_of(path)
        assert plain.broken(problem, roster) == [], path.name
        assert plain.cost(problem, roster) == int(cost), path.name


LINE = "D,D,-,-,D,D,D,D,D,-,-,-,-,-"
"""Doctor 1's lawful line: 7 days of 480 minutes, one weekend, off on day 3."""


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (LINE, None),
        ("N,D,-,-,D,D,D,D,D,-,-,-,-,-", "D after N on day 1"),
        ("N,N,-,-,N,N,N,-,-,-,-,-,-,-", "5 of N, at most 4"),
        ("D,D,-,-,D,D,D,D,-,-,-,-,-,-", "2880 minutes"),
        ("-,-,-,-,D,D,D,D,D,D,-,-,-,-", "6 days in a row from day 4"),
        ("D,D,-,-,-,D,-,-,D,D,D,D,-,-", "only 1 days of work from day 5"),
        ("D,D,-,-,D,D,D,-,D,D,-,-,-,-", "only 1 days off from day 7"),
        ("D,D,-,-,D,D,D,-,-,-,-,D,D,-", "2 weekends, at most 1"),
        ("D,D,-,D,D,D,D,-,-,D,-,-,-,-", "works on day 3, a day off"),
        ("D,D,-,-,D,D,D,D,D,-,-,-,-", "not 14 days"),
        ("D,D,-,-,D,D,D,D,D,-,-,-,-,X", "not 14 days"),
    ],
)
def test_each_hard_rule_is_seen(line, says):
    problem = plain.sections(OWN)
    roster = {row[0]: ["-"] * 14 for row in problem["SECTION_STAFF"]} | {
        "Doctor 1": line.split(",")
    }
    said = [one for one in plain.broken(problem, roster) if one.startswith("Doctor 1:")]
    assert any(says in one for one in said) if says else said == []


def test_the_cost_is_requests_and_cover():
    problem = plain.sections(OWN)
    roster = {row[0]: ["-"] * 14 for row in problem["SECTION_STAFF"]}
    wanted = sum(int(row[2]) for row in problem["SECTION_COVER"])
    asked = sum(int(row[3]) for row in problem["SECTION_SHIFT_ON_REQUESTS"])
    assert plain.cost(problem, roster) == 100 * wanted + asked
    roster["Doctor 1"] = LINE.split(",")
    # seven places filled, two requests of weight 3 met, one refused of weight 1
    assert plain.cost(problem, roster) == 100 * (wanted - 7) + asked - 6 + 1
    for who in roster:
        roster[who] = ["D"] + ["-"] * 13
    # three wanted on day 0, six there: three over; Doctor 3 asked not to, Doctor 5 asked to
    assert plain.cost(problem, roster) == 100 * (wanted - 3) + asked + 3 + 3 - 1
