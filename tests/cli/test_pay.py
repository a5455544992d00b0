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


def test_an_offer_is_priced_on_its_own_date_with_both_ends(folder: Path) -> None:
    words = ("--contract", "imposed-2016-03")
    text = run(folder, *words)
    assert "as on 2016-03-31" in text
    assert "29,500.37 to" not in text  # the ends stand under each amount, and by grade
    assert "between £" in text
    assert "Not all of imposed-2016-03 is known" in text
    data = json.loads(run(folder, *words, "--format", "json"))
    first = data["doctors"][0]
    assert (first["low"], first["total"], first["high"]) == (29500.37, 32195.11, 39428.38)
    assert {line["element"]: line["low"] for line in first["lines"]} == {
        "basic": 23541.44,
        "additional_hours": 2721.98,
        "premium_hours": 3236.95,
    }
    assert data["low"] < data["total"] < data["high"]


def test_an_offer_on_another_date_and_before_it(folder: Path) -> None:
    text = run(folder, "--contract", "offer-2015-11", "--on", "2016-01-01")
    assert "as on 2016-01-01" in text
    with pytest.raises(InputError, match="begins on 2015-11-04"):
        run(folder, "--contract", "offer-2015-11", "--on", "2015-11-03")


def test_an_offer_of_the_hospitals_own(folder: Path) -> None:
    (folder / "offers").mkdir()
    (folder / "offers" / "ours.toml").write_text("""[contract]
id = "ours"
name = "Ours"
says = "March's, with all of Sunday at the night rate."
pay_model = "premium_windows"
first = 2016-04-01
offered = 2016-04-02
inherits = "imposed-2016-03"
envelope = 1000000

[pay.premium_windows]
says = "Premium on the hourly basic rate, by window of the week."
unit = "premium by window"

[[pay.premium_windows.values]]
value = [{ days = "all", window = ["21:00", "07:00"], share = 0.5 },
         { days = "Sun", window = ["00:00", "24:00"], share = 0.5 },
         { days = "Sat", window = ["17:00", "21:00"], share = 0.3 }]
effective_from = 2016-04-01
announced_on = 2016-04-01
status = "offered"
certainty = "confirmed"
source = { document = "our own proposal" }
""")
    march = json.loads(run(folder, "--contract", "imposed-2016-03", "--format", "json"))
    ours = json.loads(run(folder, "--contract", "ours", "--format", "json"))
    assert (ours["contract"], ours["on"]) == ("ours", "2016-04-02")
    # 15 h of Sunday in 8 weeks earn a fifth more
    gain = 22636 * 1.135 / 40 * 0.2 * 15 / 8
    assert ours["doctors"][0]["total"] - march["doctors"][0]["total"] == pytest.approx(
        gain, abs=0.01
    )
