"""`sevenday why`, `swap` and `diff` from outside."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.errors import InputError

EXAMPLES = Path(__file__).parents[2] / "examples"
PSYCHIATRY = str(EXAMPLES / "psychiatry-2015")


def run(*words: str):
    result = CliRunner().invoke(app, [*words, "--format", "json"], catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_why_swap_and_diff_as_json():
    said = run("why", PSYCHIATRY, "01-SpR", "2015-08-22")
    assert said["holds"] == "L1" and len(said["takers"]) == 25
    assert {
        "doctor",
        "could",
        "hours",
        "reasons",
        "breaches",
        "unmet",
        "above_share",
        "pounds",
    } == set(said["takers"][0])
    said = run("swap", PSYCHIATRY, "01-SpR", "2015-08-22")
    assert said["swaps"][0]["partner"] == "06-SHO" and said["swaps"][0]["rules"]
    assert {b["partner"] for b in said["barred"]} == {"09-SpR", "14-SpR", "24-SHO"}
    assert run("diff", PSYCHIATRY, PSYCHIATRY) == {"changes": [], "notes": []}


def test_diff_takes_rota_files_by_themselves(tmp_path):
    text = (EXAMPLES / "psychiatry-2015" / "rota.csv").read_text()
    head, first, *rest = text.splitlines()
    name, *cells = first.split(",")
    changed = ["-" if not cells[0] else "", "X9", *cells[2:]]
    made = tmp_path / "made.csv"
    made.write_text("\n".join([head, ",".join([name, *changed]), *rest]) + "\n")
    days = head.split(",")[1:3]
    said = run("diff", PSYCHIATRY, str(made))["changes"]
    told = {(one["doctor"], one["date"]): (one["before"], one["after"]) for one in said}
    assert told.pop((name, days[1])) == (cells[1], "X9")
    assert told == ({(name, days[0]): (cells[0], "")} if cells[0] else {})
    assert run("diff", str(made), str(made)) == {"changes": [], "notes": []}
    (tmp_path / "bad.csv").write_text("doctor,soon\nDoctor 1,N\n")
    with pytest.raises(InputError, match=r"bad.csv row 1 column 'soon': not a date"):
        run("diff", PSYCHIATRY, str(tmp_path / "bad.csv"))


def test_a_wrong_date_and_a_template_alone_are_said():
    with pytest.raises(InputError, match="not a date"):
        run("why", PSYCHIATRY, "01-SpR", "soon")
    with pytest.raises(InputError, match="roll the template out first"):
        run("swap", str(EXAMPLES / "eight-weeks"), "Post 1", "2019-09-02")
    with pytest.raises(InputError, match="no dated rota"):
        run("diff", PSYCHIATRY, str(EXAMPLES / "eight-weeks"))
