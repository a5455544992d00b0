"""`sevenday build` from outside."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.errors import InputError
from tests.solver import plain
from tests.solver.hard import hard

OWN = Path(__file__).parents[2] / "examples" / "benchmarks"
TWO_WEEKS = OWN / "two-weeks.txt"


def run(*words: object):
    return CliRunner().invoke(app, ["build", *map(str, words)], catch_exceptions=False)


def test_json_is_the_form_that_is_agreed_and_the_roster_costs_what_it_says(tmp_path):
    out = tmp_path / "roster.csv"
    result = run(TWO_WEEKS, "--format", "json", "--out", out, "--seconds", 90)
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(said) == {
        "cost",
        "bound",
        "gap",
        "levels",
        "seconds",
        "steps",
        "seed",
        "breaches",
        "uncovered",
        "rota",
    }
    problem, roster = plain.sections(TWO_WEEKS), plain.roster_of(out)
    assert roster == said["rota"] and plain.broken(problem, roster) == []
    assert plain.cost(problem, roster) == said["cost"] == said["bound"] == 4
    assert said["gap"] == 0 and said["uncovered"] == []
    assert out.read_text().startswith("# two-weeks objective=4 requests=4 cover=0 short=0 over=0\n")


def test_progress_is_on_stderr_and_the_roster_on_stdout():
    result = run(TWO_WEEKS)
    assert "bound" in result.stderr and "Doctor 6," in result.stdout
    assert "s  cost" not in result.stdout


def test_a_place_left_short_is_exit_1(tmp_path):
    text = TWO_WEEKS.read_text().replace("\n0,D,3,100,1", "\n0,D,6,100,1")
    (tmp_path / "short.txt").write_text(text)
    result = run(tmp_path / "short.txt", "--format", "json")
    said = json.loads(result.stdout)
    assert result.exit_code == 1
    places = [(p["day"], p["shift"], p["wanted"]) for p in said["uncovered"]]
    assert (0, "D", 6) in places  # Doctor 6 has the day off
    assert all(p["there"] < p["wanted"] for p in said["uncovered"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([OWN], "shifts.csv"),
        ([TWO_WEEKS, "--engine", "cpsat", "--steps", 5], "counts no steps"),
        ([OWN / "none.txt"], "cannot be read"),
        ([TWO_WEEKS, "--engine", "magic"], "no such engine"),
        ([TWO_WEEKS, "--use", "rota"], "reads neither a rota nor a template"),
        ([TWO_WEEKS, "--format", "docx"], "no such format"),
        ([TWO_WEEKS, "--out", OWN / "none" / "roster.csv"], "cannot be written"),
        ([TWO_WEEKS, "--out", OWN], "cannot be written"),
        ([OWN / "rolling.txt", "--out", OWN], "cannot be written"),
    ],
)
def test_a_wrong_call_is_said(words, says):
    with pytest.raises(InputError, match=says):
        run(*words)


def test_a_template_keeps_its_files_rules(tmp_path):
    out = tmp_path / "template.csv"
    result = run(OWN / "rolling.txt", "--format", "json", "--out", out)
    said = json.loads(result.stdout)
    weeks = list(said["rota"].values())
    assert result.exit_code == 0 and list(said["rota"]) == ["1", "2", "3", "4", "5"]
    assert out.read_text().splitlines()[0] == ",".join(["1", *weeks[0]])
    cycle = "".join(cell for week in weeks for cell in week)
    assert [cycle[d::7].count("D") for d in range(7)] == [2, 2, 2, 2, 2, 1, 1]
    assert [cycle[d::7].count("N") for d in range(7)] == [1] * 7
    round_it = cycle + cycle
    assert not any(bad in round_it for bad in ("ND", "N-D", "-----", "-D-", "DDDDDD", "NNNNN"))
    for lone in ("[^-]-[^-]", "-[DN]-", "[^N]N[^N]", "[^D]D[^D]", "[DN]{7}"):
        assert not re.search(lone, round_it), (lone, cycle)


def test_a_problem_without_any_roster_is_said_to_be_proved_so(tmp_path):
    # 4700 to 4790 minutes: no number of duties of 480 and 600 comes to that
    text = TWO_WEEKS.read_text().replace("4800,3360,5,2,2,1", "4790,4700,5,2,2,1", 1)
    (tmp_path / "none.txt").write_text(text)
    with pytest.raises(InputError, match="that is proved"):
        run(tmp_path / "none.txt")


def started(tmp_path: Path) -> tuple[subprocess.Popen[str], Path]:
    """A long run that has written its first roster."""
    (tmp_path / "long.txt").write_text(hard())
    out = tmp_path / "roster.csv"
    words = ["build", tmp_path / "long.txt", "--seconds", "50", "--out", out]
    process = subprocess.Popen(
        [sys.executable, "-m", "sevenday", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 40
    while not out.exists() and time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
    assert out.exists()
    return process, out


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_stopped_or_killed_it_leaves_a_lawful_roster(tmp_path, sent, code):
    process, out = started(tmp_path)
    os.kill(process.pid, sent)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == code
    problem, roster = plain.sections(tmp_path / "long.txt"), plain.roster_of(out)
    assert plain.broken(problem, roster) == []
    assert f"objective={plain.cost(problem, roster)} " in out.read_text()
    assert ("Stopped by you" in said) == (sent == signal.SIGINT)


def test_the_physicians_rota_is_proved_and_written(tmp_path):
    out = tmp_path / "ward.csv"
    result = run(OWN / "ward.dzn", "--format", "json", "--out", out)
    said = json.loads(result.stdout)
    assert result.exit_code == 0 and said["cost"] == said["bound"] == 115
    assert list(said["rota"]) == ["Doctor 1", "Doctor 2"]
    assert out.read_text().startswith("# ward objective=115\nDoctor 1,Ward:")


def test_the_same_seed_and_steps_write_the_same_roster(tmp_path):
    (tmp_path / "long.txt").write_text(hard())
    for name in ("one.csv", "two.csv"):
        run(tmp_path / "long.txt", "--steps", 4, "--seed", 9, "--out", tmp_path / name)
    assert (tmp_path / "one.csv").read_text() == (tmp_path / "two.csv").read_text()


ROLLING = Path(__file__).parents[2] / "examples" / "rolling-ward"


def test_a_template_is_written_checked_and_rolled_out(tmp_path):
    folder = tmp_path / "ward"
    shutil.copytree(ROLLING, folder)
    result = run(ROLLING, "--weeks", "7", "--format", "json", "--out", folder / "template.csv")
    said = json.loads(result.stdout)
    assert result.exit_code == 0 and said["gap"] < 1 and said["uncovered"] == said["clash"] == []
    assert {level["name"]: level["gap"] for level in said["levels"][:3]} == {
        "cover": 0,
        "patterns": 0,
        "cost": 0,
    }
    week, *lines = (folder / "template.csv").read_text().splitlines()
    assert week == "week,Mon,Tue,Wed,Thu,Fri,Sat,Sun" and said["weeks"] == len(lines) == 7
    rota = [",".join([name.split()[1], *cells.values()]) for name, cells in said["rota"].items()]
    assert rota == lines and list(said["rota"]) == [f"week {k}" for k in range(1, 8)]
    app_run = CliRunner().invoke
    checked = app_run(app, ["check", str(folder), "--format", "json"])
    assert checked.exit_code == 0
    line = json.loads(checked.stdout)["lines"][0]
    for name in ("average_hours", "weekend_frequency", "band"):
        assert said[name] == line[name]
    (folder / "doctors.csv").write_text("doctor,grade\n" + "".join(f"P {k},F2\n" for k in range(7)))
    pay = json.loads(app_run(app, ["pay", str(folder), "--format", "json"]).stdout)
    f2 = next(slip for slip in said["pay"] if slip["grade"] == "F2")
    assert {slip["total"] for slip in pay["doctors"]} == {f2["total"]}
    rolled = app_run(app, ["roll", str(folder)]).stdout
    (folder / "rota.csv").write_text(rolled)
    assert app_run(app, ["check", str(folder), "--use", "rota"]).exit_code == 0


def test_a_template_that_cannot_be_covered_is_exit_1_and_names_the_clash():
    result = run(ROLLING, "--weeks", "4")
    assert result.exit_code == 1
    assert "conflict in 4 weeks" in " ".join(result.stdout.split())
    assert "Open places" in result.stdout and "cover.csv row 3 (N, all: 1)" in result.stdout


@pytest.mark.parametrize(
    ("path", "weeks", "says"),
    [
        (ROLLING, "two", "no number of weeks"),
        (ROLLING, "-3", "no number of weeks"),
        (ROLLING, "0", "1 to 104, or least"),
        (ROLLING, "2", "Mon needs 3 doctors"),
        (TWO_WEEKS, "4", "a public problem says its own weeks"),
    ],
)
def test_weeks_that_no_template_can_have_are_refused(path, weeks, says):
    with pytest.raises(InputError, match=says):
        run(path, "--weeks", weeks)


def test_settings_are_read_from_a_file_and_heeded(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("[search.annealing]\nhot = 0.5\ncold = 0.1\nmoves = 5\n")
    words = [hard_file(tmp_path), "--steps", 2, "--format", "json"]
    usual, other = (json.loads(run(*words, *more).stdout) for more in ((), ("--params", file)))
    assert usual["rota"] != other["rota"] and usual["steps"] == other["steps"]
    file.write_text("[template]\nhot = 1\n")
    result = CliRunner().invoke(app, ["build", str(TWO_WEEKS), "--params", str(file)])
    assert isinstance(result.exception, InputError) and "no such table" in str(result.exception)


def hard_file(folder: Path) -> Path:
    file = folder / "hard.txt"
    file.write_text(hard())
    return file
