"""`sevenday walkout` from outside."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.errors import InputError

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "district-2016", tmp_path / "h"))


def run(*words: object):
    return CliRunner().invoke(app, ["walkout", *map(str, words)], catch_exceptions=False)


def test_json_is_the_form_that_is_agreed(folder):
    result = run(folder, "--format", "json", "--stress", "500")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(said["notice"]) == {
        "valid", "days_required", "days_given", "mandate_from", "mandate_to", "ballot_valid",
        "rules", "deadlines",
    }  # fmt: skip
    assert {"service", "shift", "start", "end", "rank", "needed", "p_uncovered", "limit",
            "cover"} <= set(said["places"][0])  # fmt: skip
    assert {"withdrawn", "reserve", "escalations", "cost", "bound", "gap"} <= set(said)
    assert said["cost"] == said["bound"] and said["gap"] == 0
    assert said["stress"]["draws"] == 500


def test_the_morning_starts_from_the_plan_in_the_folder(folder):
    run(folder)
    plan = (folder / "walkout-plan.json").read_text()
    result = run(folder, "--count", folder / "counts.csv", "--format", "json")
    assert "changes" in json.loads(result.stdout) and result.exit_code == 0
    assert "present" not in (folder / "walkout-plan.json").read_text() and plan
    again = run(folder, "--count", folder / "counts.csv", "--format", "json")
    assert json.loads(again.stdout)["changes"] == []


def test_papers_are_written(folder, tmp_path):
    result = run(folder, "--papers", tmp_path / "papers")
    names = {path.name for path in (tmp_path / "papers").iterdir()}
    assert {"board.html", "board.pdf", "sitrep.csv", "rate-card.html"} <= names
    assert sum(name.startswith("rota-") for name in names) == 8
    assert result.exit_code == 0 and "cover plan for the walkout" in result.stdout


def test_called_off_it_says_what_can_be_restored(folder):
    run(folder)
    result = run(folder, "--call-off", "--format", "json")
    said = json.loads(result.stdout)
    assert said["state"] == "called-off" and len(said["restore"]) + len(said["too_late"]) == 2


def test_unsafe_is_exit_1_and_names_the_places(folder):
    rows = (folder / "substitutes.csv").read_text().splitlines(True)
    (folder / "substitutes.csv").write_text("".join(rows[:3]))
    lists = (folder / "electives.csv").read_text().splitlines(True)
    (folder / "electives.csv").write_text(lists[0])
    result = run(folder)
    assert result.exit_code == 1 and "What cannot be made safe" in result.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("walkout.toml", "mean = 0.78", "mean = 1.78", "mean"),
        ("walkout.toml", "end = 2016-04-26T17:00:00", "end = 2016-04-26T07:00:00", "window"),
        ("walkout.toml", "end = 2016-04-26T17:00:00", "end = 2016-04-27T10:00:00", "overlap"),
        ("walkout.toml", 'union = "BMA"', 'union = "BMA"\nstrikers = ["A"]', "strikers"),
        ("substitutes.csv", ",ed resus,", ",,", "competences"),
        ("substitutes.csv", "planned_list", "planned_list,member", "member"),
    ],
)
def test_bad_input_is_said_and_nothing_planned_is_lost(folder, file, old, new, named):
    run(folder)
    plan = (folder / "walkout-plan.json").read_bytes()
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(InputError, match=named):
        run(folder)
    assert (folder / "walkout-plan.json").read_bytes() == plan
