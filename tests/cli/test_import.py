"""`sevenday import` from outside: shows first, writes only what is right, never overwrites."""

import json
from pathlib import Path

import openpyxl
import pytest

import sevenday as sd
from sevenday.files.write import file_texts
from tests.files.books import book
from tests.files.gallery import workbook
from tests.files.same import plain

ROOT = Path(__file__).parents[2]
TAKE = ROOT / "examples" / "workbooks" / "medical-take.xlsx"


def test_it_shows_and_writes_nothing_without_out(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("import", TAKE)
    assert code == 0 and not err and not list(tmp_path.iterdir())
    assert "4 doctors x 28 dates from Monday 7 September 2026" in out


def test_it_writes_a_folder_that_check_reads(run, tmp_path):
    folder = tmp_path / "take"
    code, out, _ = run("import", TAKE, "--out", folder)
    assert code == 0 and "Written to" in out
    assert plain(sd.read(folder))["rota"] == plain(sd.understand(TAKE).hospital)["rota"]
    assert run("check", folder, "--contract", "england-2016")[0] in (0, 1)


def test_a_folder_that_is_there_is_never_overwritten(run, tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    code, out, err = run("import", TAKE, "--out", tmp_path)
    assert code == 2 and "not empty" in err and "4 doctors" in out
    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]


def test_what_is_wrong_is_shown_and_nothing_written(run, tmp_path):
    code, out, err = run("import", TAKE, "--sheet", "draft", "--out", tmp_path / "new")
    assert code == 2 and not (tmp_path / "new").exists()
    assert "Draft!D9: a formula where a code should be" in err and "Codes" in out


def test_json_has_every_group_and_the_faults(run, tmp_path):
    code, out, _ = run("import", TAKE, "--format", "json")
    said = json.loads(out)
    assert code == 0 and said["errors"] == [] and said["written"] is None
    assert said["understood"][0]["where"] == "Take!A5:AD9"
    assert {"where": "Take!AF9:AG9", "says": "A/L is AL"} in said["codes"]
    code, out, _ = run("import", TAKE, "--sheet", "Draft", "--format", "json")
    faults = json.loads(out)["errors"]
    assert code == 2 and {"Draft!M5", "Draft!D9", "Draft!K7:K8", "Draft!H6"} == {
        fault["where"] for fault in faults
    }
    assert all(fault["what"] and fault["expected"] for fault in faults)


def test_html_says_the_same(run):
    assert "Take!A5:AD9" in run("import", TAKE, "--format", "html")[1]


def test_a_hospitals_own_workbook_is_imported_too(run, tmp_path):
    hospital = sd.read(ROOT / "examples" / "psychiatry-2015")
    path = book(tmp_path / "h.xlsx", file_texts(hospital))
    assert run("import", path, "--out", tmp_path / "out")[0] == 0
    assert plain(sd.read(tmp_path / "out")) == plain(hospital)
    made = openpyxl.load_workbook(path)
    made["rota"]["C2"] = "Q"
    made.save(path)
    code, out, err = run("import", path)
    assert code == 2 and "h.xlsx rota!C2" in err and "a hospital's own workbook" in out


def test_check_points_to_import(run, tmp_path):
    code, _, err = run("check", TAKE, "--contract", "england-2016")
    assert code == 2 and "sevenday import medical-take.xlsx" in err


@pytest.mark.parametrize("words", [("--year", "15"), ("--shifts", "nowhere.csv"), ("--sheet", "x")])
def test_a_wrong_call_exits_2(run, words):
    code, _, err = run("import", TAKE, *words)
    assert code == 2 and err


def test_the_year_and_the_codes_can_be_given(run, tmp_path):
    made = workbook("text dates without any year, asked for")
    made["Rota"]["A8"] = None
    made.save(tmp_path / "b.xlsx")
    shifts = tmp_path / "shifts.csv"
    shifts.write_text("code,start,end\nD,09:00,17:00\nL,09:00,21:30\nN,21:00,09:30\n")
    code, _, err = run("import", tmp_path / "b.xlsx", "--shifts", shifts)
    assert code == 2 and "--year N" in err
    code, out, _ = run("import", tmp_path / "b.xlsx", "--shifts", shifts, "--year", 2015)
    assert code == 0 and "from Monday 3 August 2015" in out


def test_doubts_are_refused_until_yes(run, tmp_path):
    made = workbook("title, real dates, a table of times in the margin, colours and a note")
    leave = made.create_sheet("Annual leave")
    for row, line in enumerate(made["Rota"].iter_rows(4, 5, 1, 15, values_only=True), 1):
        for column, value in enumerate(line, 1):
            leave.cell(row, column, value if row == 1 or column == 1 else None)
    leave["C2"] = "x"
    made.save(tmp_path / "b.xlsx")
    code, out, err = run("import", tmp_path / "b.xlsx", "--out", tmp_path / "out")
    assert code == 2 and "To be agreed" in out and "doubtful: 'x' is taken as AL" in err
    assert not (tmp_path / "out").exists()
    assert run("import", tmp_path / "b.xlsx", "--yes", "--out", tmp_path / "out")[0] == 0
    assert "01-SpR,L,AL,L" in (tmp_path / "out" / "rota.csv").read_text()


def test_a_page_of_a_refused_book_has_what_is_wrong(run):
    code, out, err = run("import", TAKE, "--sheet", "draft", "--format", "html")
    assert code == 2
    said = "Draft!D9: a formula where a code should be"
    assert said in err and said in out
