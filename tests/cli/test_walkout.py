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
    left = shutil.ignore_patterns("walkout-plan.json")  # of a run in the examples themselves
    return Path(shutil.copytree(EXAMPLES / "district-2016", tmp_path / "h", ignore=left))


def run(*words: object):
    return CliRunner().invoke(app, ["walkout", *map(str, words)], catch_exceptions=False)


def test_json_is_the_form_that_is_agreed(folder):
    result = run(folder, "--format", "json", "--stress", "500")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(said["notice"]) == {
        "valid",
        "days_required",
        "days_given",
        "mandate_from",
        "mandate_to",
        "ballot_valid",
        "rules",
        "deadlines",
    }
    assert {
        "service",
        "shift",
        "start",
        "end",
        "rank",
        "needed",
        "p_uncovered",
        "limit",
        "cover",
    } <= set(said["places"][0])
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


def test_a_call_that_is_wrong_leaves_the_plan_as_it_was(folder):
    run(folder)
    before = (folder / "walkout-plan.json").read_bytes()
    rows = (folder / "substitutes.csv").read_text().splitlines(True)
    (folder / "substitutes.csv").write_text("".join(rows[:-20]))
    with pytest.raises(InputError, match="format"):
        run(folder, "--format", "pigeon")
    assert (folder / "walkout-plan.json").read_bytes() == before
    said = json.loads(run(folder, "--format", "json").stdout)
    assert "SAS-obstetrician-1" in said["not_substitutes"]
    assert not any("SAS-obstetrician-1" in p["cover"] for p in said["places"])
    assert "Freed by lists, but not in substitutes.csv" in run(folder).stdout


def test_papers_are_written(folder, tmp_path):
    result = run(folder, "--papers", tmp_path / "papers")
    names = {path.name for path in (tmp_path / "papers").iterdir()}
    assert {"board.html", "board.pdf", "sitrep.csv", "rate-card.html"} <= names
    rows = (tmp_path / "papers" / "sitrep-activity.csv").read_text().splitlines()
    assert rows[0].startswith("site,date,lists_planned") and len(rows) == 4  # to the last morning
    assert sum(name.startswith("rota-") for name in names) == 8
    assert result.exit_code == 0 and "cover plan for the walkout" in result.stdout


FORM = {"notice", "places", "withdrawn", "reserve", "escalations", "cost", "bound", "gap"}


@pytest.mark.parametrize("planned", [True, False])
def test_called_off_it_says_what_can_be_restored(folder, planned):
    if planned:
        run(folder)
    said = json.loads(run(folder, "--call-off", "--format", "json").stdout)
    assert set(said) >= FORM and said["places"] == []
    assert said["state"] == "called-off" and said["at"] == "2016-04-11T00:00"  # it is past
    assert len(said["restore"]) == len(said["withdrawn"]) == 10 and not said["too_late"]
    late = json.loads(run(folder, "--call-off", "--on", "2016-04-27", "--format", "json").stdout)
    assert len(late["restore"]) == len(late["too_late"]) == 5
    with pytest.raises(InputError, match="not a date"):
        run(folder, "--call-off", "--on", "soon")


@pytest.mark.parametrize("state", ["called off", "called-off", "suspended", "over"])
def test_in_a_state_that_stops_it_nothing_is_planned(folder, state):
    text = (folder / "walkout.toml").read_text()
    (folder / "walkout.toml").write_text(text.replace("going-ahead", state))
    result = run(folder, "--format", "json")
    said = json.loads(result.stdout)
    assert result.exit_code == 0 and said["state"] == state.replace(" ", "-")
    assert said["places"] == said["reserve"] == [] and len(said["withdrawn"]) == 10
    assert len(said["too_late"]) == (10 if state == "over" else 0)
    assert not (folder / "walkout-plan.json").exists()
    assert "the rota stands as it was published" in run(folder).stdout


def test_a_notice_alone_is_judged(tmp_path):
    (tmp_path / "walkout.toml").write_text(
        "notice_received = 2026-02-18\n[[windows]]\n"
        "start = 2026-02-27T07:00:00\nend = 2026-02-28T07:00:00\n"
    )
    result = run(tmp_path, "--format", "json")
    said = json.loads(result.stdout)
    assert result.exit_code == 1 and set(said) >= FORM
    assert (said["notice"]["days_required"], said["notice"]["days_given"]) == (10, 9)
    assert "Steps, and the latest date of each" in run(tmp_path).stdout


def test_a_second_and_a_third_count_leave_what_has_begun(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "district-2025", tmp_path / "h"))
    run(folder)
    head = "service,tier,shift,date,rostered,present\n"
    for rows, past, again in (
        ("intensive care,2,ICU-RL,2025-11-14,1,0\n", 0, 0),
        ("emergency department,2,ED-RT,2025-11-14,1,0\n", 0, 1),
        ("intensive care,2,ICU-RN,2025-11-14,1,0\n", 11, 2),
    ):
        (folder / "c.csv").write_text(head + rows)
        result = run(folder, "--count", folder / "c.csv", "--format", "json")
        said = json.loads(result.stdout)
        assert result.exit_code == 1 and len(said["changes"]) <= 3  # some nights lack a reserve
        assert len(said.get("count_again", [])) == again
        assert sum(p["past"] for p in said["places"]) == past
    kept = json.loads((folder / "walkout-plan.json").read_text())
    assert {"calls", "withdrawn", "counted"} <= set(kept)
    assert not {"present", "cost", "levels"} & set(kept)  # costs would tell of the counts


def test_the_plan_stands_beside_what_people_do_now(folder):
    result = run(folder, "--stress", "300", "--format", "json")
    beside = json.loads(result.stdout)["stress"]["beside"]
    assert [each["plan"].split(" ")[0] for each in beside] == [
        "Sevenday",
        "cancel",
        "keep",
        "greedy:",
        "nights",
    ]
    ours = [beside[0][key] for key in ("rank_1_over", "rank_2_over", "delay")]
    assert all(
        ours < [one[k] for k in ("rank_1_over", "rank_2_over", "delay")] for one in beside[1:]
    )
    assert "Beside what people do now" in run(folder, "--stress", "300").stdout


def test_a_column_of_any_file_beside_a_walkout_is_refused_with_the_law(folder):
    text = (folder / "doctors.csv").read_text()
    (folder / "doctors.csv").write_text(text.replace("doctor,grade", "doctor,striking,grade", 1))
    with pytest.raises(InputError, match="special-category personal data"):
        run(folder)


def test_unsafe_is_exit_1_and_names_the_places(folder):
    rows = (folder / "substitutes.csv").read_text().splitlines(True)
    (folder / "substitutes.csv").write_text("".join(rows[:3]))
    lists = (folder / "electives.csv").read_text().splitlines(True)
    (folder / "electives.csv").write_text(lists[0])
    result = run(folder)
    assert result.exit_code == 1 and "What cannot be made safe" in result.stdout


@pytest.mark.parametrize("header", [True, False])
def test_without_any_substitute_the_places_that_fail_are_named(folder, header):
    file = folder / "substitutes.csv"
    first = file.read_text().splitlines(True)[0]
    file.unlink()
    if header:
        file.write_text(first)
    result = run(folder, "--format", "json")
    said = json.loads(result.stdout)
    assert result.exit_code == 1 and said["withdrawn"] == []
    failed = {(e["service"], e["shift"], e["start"]) for e in said["escalations"]}
    over = [p for p in said["places"] if p["limit"] and p["p_uncovered"] > p["limit"]]
    assert failed == {(p["service"], p["shift"], p["start"]) for p in over} and len(over) > 20
    assert len(said["clash"]) == 1  # one alone cannot be made safe
    run(folder, "--papers", folder / "papers")
    page = (folder / "papers" / "derogation.html").read_text()
    assert page.count("clinical risk owner, to be named") >= len(over)
    assert all(e["sentence"] in page for e in said["escalations"])


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
