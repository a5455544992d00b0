"""`sevenday pay`, in its forms, and what it says of a wrong call."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.errors import InputError

WEEKS = "DDDDLLL --DDD-- DDDDD-- NNNN--- DDDDD-- DDDDNNN --DDD-- DDDDD--"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hospital.toml").write_text('contract = "england-2016"\nstarts = 2026-09-07\n')
    (tmp_path / "shifts.csv").write_text(
        "code,start,end,breaks\nD,09:00,17:00,30\nL,08:30,21:00,30+30\nN,20:30,09:00,30+30+30\n"
    )
    (tmp_path / "doctors.csv").write_text("doctor,grade\nA,F1\nB,F2\n")
    rows = [f"{k},{','.join(week)}" for k, week in enumerate(WEEKS.split(), 1)]
    heading = "week,Mon,Tue,Wed,Thu,Fri,Sat,Sun"
    (tmp_path / "template.csv").write_text("\n".join([heading, *rows]))
    return tmp_path


def run(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["pay", str(folder), *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_text_has_each_grade_and_each_line(folder: Path) -> None:
    text = run(folder)
    assert "as on 2026-09-07" in text
    assert "53,255.62" in text
    assert "41,226 / 40 x (44.625 - 40) h a week" in text


def test_json_on_a_date_and_by_what_was_known(folder: Path) -> None:
    data = json.loads(
        run(folder, "--format", "json", "--on", "2026-09-01", "--known", "2026-07-01")
    )
    assert (data["contract"], data["on"]) == ("england-2016", "2026-09-01")
    first, second = data["doctors"]
    assert (first["doctor"], first["total"]) == ("A", 51917.32)
    assert data["total"] == pytest.approx(first["total"] + second["total"])


def test_another_contract_and_whole_pounds(folder: Path) -> None:
    words = ("--contract", "newdeal-2002", "--on", "2015-08-05", "--rounding", "circular")
    data = json.loads(run(folder, *words, "--format", "json"))
    assert [doctor["total"] for doctor in data["doctors"]] == [33954, 42114]


def test_html_to_a_file(folder: Path) -> None:
    out = folder / "pay.html"
    assert run(folder, "--format", "html", "--out", str(out)) == ""
    assert "53,255.62" in out.read_text(encoding="utf-8")


def test_pay_is_by_the_template_where_there_is_one_unless_told(folder: Path) -> None:
    rota = "doctor,2026-09-07,2026-09-08,2026-09-09,2026-09-10,2026-09-11,2026-09-12,2026-09-13\n"
    (folder / "rota.csv").write_text(rota + "A,D,D,D,D,D,-,-\nB,D,D,D,D,D,-,-\n")
    totals = [
        json.loads(run(folder, *words, "--format", "json"))["doctors"][0]["total"]
        for words in ((), ("--use", "template"), ("--use", "rota"))
    ]
    assert totals == [53255.62, 53255.62, 41226]


@pytest.mark.parametrize(
    "words",
    [
        ("--rounding", "pound"),
        ("--use", "rota"),
        ("--use", "both"),
        ("--on", "2016-08-02"),
        ("--on", "today"),
        ("--contract", "england-1948"),
        ("--contract", "newdeal-2002", "--on", "2005-01-01"),
        ("--format", "xml"),
    ],
)
def test_a_wrong_call_is_an_input_error(folder: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        CliRunner().invoke(app, ["pay", str(folder), *words], catch_exceptions=False)


def test_a_folder_without_grades_says_which_file_to_mend(folder: Path) -> None:
    (folder / "doctors.csv").unlink()
    with pytest.raises(InputError, match=r"doctors\.csv column 'grade'"):
        CliRunner().invoke(app, ["pay", str(folder)], catch_exceptions=False)
