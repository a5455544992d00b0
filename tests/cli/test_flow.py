"""`sevenday flow` from outside: exit codes, forms, faults, no traceback."""

import json

import pytest

import sevenday as sd
from tests.flow.hospital.small import WALKOUT, folder

QUICK = ("--replications", 3, "--no-one-more", "--after", 3)


def test_a_quiet_department_copes(run, tmp_path):
    code, out, _ = run("flow", folder(tmp_path), *QUICK)
    assert code == 0
    assert "seen and gone within four hours, of all who come" in out
    assert "What is assumed where the files say nothing" in out


def test_json_a_page_and_a_workbook_go_by_the_files_name(run, tmp_path):
    path = folder(tmp_path / "h")
    code, out, _ = run("flow", path, *QUICK, "--format", "json")
    found = json.loads(out)
    assert code == 0 and found["arm"] == "usual" and found["replications"] == 3
    assert len(found["hours"]) == 7 * 24 and found["one_more"] == []
    page = tmp_path / "flow.html"
    assert run("flow", path, *QUICK, "--out", page)[0] == 0
    assert page.read_text("utf-8").count("<svg") == 2


def test_the_walkouts_kept_plan_is_taken(run, tmp_path):
    path = folder(tmp_path, **WALKOUT)
    sd.cover(path, on="2026-09-01").keep()
    plan = path / "walkout-plan.json"
    code, out, _ = run("flow", path, *QUICK, "--plan", plan, "--format", "json")
    found = json.loads(out)
    assert found["arm"] == "plan" and set(found["without"]) == {"usual", "walkout"}
    assert code in (0, 1) and found["back_to_normal"][0]["service"] == "ED"


def test_exit_1_where_nobody_is_there_for_an_hour(run, tmp_path):
    shifts = (
        "code,name,start,end,kind,breaks,service\nE,early,08:00,20:00,resident,0,ED\n"
        "N,night,22:00,08:00,resident,0,ED\n"
    )
    code, out, _ = run("flow", folder(tmp_path, shifts_csv=shifts), *QUICK)
    assert code == 1 and "no doctor is on duty" in " ".join(out.split())


def test_staffing_goes_to_a_file_that_the_flow_takes(run, tmp_path):
    path, cover = folder(tmp_path / "h"), tmp_path / "cover.csv"
    words = ("--staff", "--standard", "first-clinician=20", "--replications", 2, "--out", cover)
    code, out, _ = run("flow", path, *words)
    assert code == 0 and "hours of duty a week" in out
    assert cover.read_text().startswith("service,shift,days,min,ideal,tier,")
    assert run("flow", path, *QUICK, "--plan", cover)[0] == 0


@pytest.mark.parametrize(
    ("files", "words", "says"),
    [
        ({"arrivals_csv": ""}, (), "there is no arrivals.csv"),
        ({"arrivals_csv": "service,day,hour,mean\nED,all,9,-2\n"}, (), "row 2 column 'mean'"),
        ({"arrivals_csv": "service,weekday,hour,mean\nED,all,9,2\n"}, (), "unknown column"),
        ({}, ("--plan", "nowhere.json"), "not there"),
        ({}, ("--on", "tomorrow"), "not a date"),
        ({}, ("--standard", "four-hours=0.9"), "--staff beside it"),
        ({}, ("--staff", "--standard", "hours=4"), "no such standard"),
        ({}, ("--staff", "--plan", "cover.csv"), "not from a plan"),
        ({}, ("--format", "xml"), "no such format"),
    ],
)
def test_what_is_wrong_is_said_with_exit_2(run, tmp_path, files, words, says):
    code, _, err = run("flow", folder(tmp_path, **files), *QUICK, *words)
    assert code == 2 and says in err


def test_a_fit_writes_its_page_and_the_folder_with_what_was_found(run, tmp_path):
    path = folder(tmp_path / "h")
    file = tmp_path / "figures.csv"
    file.write_text("service,figure,value,patients\nED,stay_median,100,4000\n", encoding="utf-8")
    new = tmp_path / "new"
    call = ("flow", path, "--fit", file, "--replications", 5)
    code, out, _ = run(*call, "--into", new, "--format", "json")
    found = json.loads(out)
    assert code == 0 and len(found["figures"]) == 1
    for key, value in found["flow"].items():
        assert getattr(sd.read(new).flow, key) == value
    code, _, err = run(*call, "--into", new)
    assert code == 2 and "not empty" in err


def test_a_fit_does_not_go_with_a_plan_or_a_staffing(run, tmp_path):
    path = folder(tmp_path / "h")
    file = tmp_path / "figures.csv"
    file.write_text("service,figure,value,patients\nED,stay_median,100,4000\n", encoding="utf-8")
    for words in (("--fit", file, "--staff"), ("--into", tmp_path / "new")):
        code, _, err = run("flow", path, *words)
        assert code == 2 and "--fit FILE" in err
    code, _, err = run("flow", path, "--fit", tmp_path / "none.csv")
    assert code == 2 and "not there" in err


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ("[flow]\ncubicles = {AE = 10}\n", "flow.cubicles"),
        ("[flow]\nward_beds = {ward = 10}\n", "flow.ward_beds"),
        ("[flow]\nsees = {EE = 0.5}\n", "flow.sees"),
        ('[[flow.beds]]\nservice = "ward"\nbeds = 3\n', "flow.beds.service"),
        (
            '[[flow.others]]\nservice = "AE"\ntier = 1\nspan = "08:00-20:00"\ndoctors = 1\n',
            "flow.others.service",
        ),
    ],
)
def test_a_name_in_the_settings_that_names_nothing_is_refused(run, tmp_path, settings, key):
    path = folder(tmp_path, hospital_toml=f"starts = 2026-09-07\n{settings}")
    code, _, err = run("flow", path, *QUICK)
    assert code == 2 and key in err and "names nothing that there is" in err
