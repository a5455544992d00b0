"""`sevenday contracts` and `contracts show`, in their three forms."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevenday.cli.contracts import app
from sevenday.errors import InputError


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_the_list_is_what_comes_of_no_command() -> None:
    text = run()
    assert "england-2016" in text
    assert "newdeal-2002" in text


def test_the_list_as_json() -> None:
    listed = json.loads(run("--format", "json"))["contracts"]
    first = {c["contract"]: c["first"] for c in listed}
    assert first["england-2016"] == "2016-08-03"
    assert first["imposed-2016-03"] == "2016-02-11"
    assert len(first) == len(listed) >= 7


def test_show_says_what_is_unconfirmed() -> None:
    text = run("show", "england-2016", "--on", "2026-09-01")
    assert "UNCONFIRMED" in text
    assert "hours.in_168h" in text
    assert "72 hours" in text


def test_show_as_json_is_stable() -> None:
    data = json.loads(run("show", "england-2016", "--on", "2026-09-01", "--format", "json"))
    assert list(data) == ["contract", "name", "on", "known", "terms"]
    assert (data["contract"], data["on"], data["known"]) == ("england-2016", "2026-09-01", None)
    (term,) = [t for t in data["terms"] if t["term"] == "hours.in_168h"]
    assert term == {
        "term": "hours.in_168h",
        "branch": "general",
        "value": 72,
        "unit": "hours",
        "says": "Most hours of work in any 168 hours in a row.",
        "effective_from": "2016-08-03",
        "announced_on": "2016-05-18",
        "status": "in force",
        "certainty": "secondary",
        "source": term["source"],
        "low": None,
        "high": None,
    }
    assert term["source"]["clause"] == "Schedule 3, paragraph 8"


def test_show_by_what_was_known() -> None:
    words = ("show", "england-2016", "--on", "2026-09-01", "--known", "2026-07-01")
    data = json.loads(run(*words, "--format", "json"))
    (nodal,) = [t["value"] for t in data["terms"] if t["term"] == "pay.nodal"]
    assert data["known"] == "2026-07-01"
    assert nodal["1"] == 40190


def test_show_as_html_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "terms.html"
    assert (
        run("show", "newdeal-2002", "--on", "2015-08-05", "--format", "html", "--out", f"{out}")
        == ""
    )
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "hours.duty_week [partial-24h]" in page
    assert page.count("<tr>") == page.count("</tr>") > 50


@pytest.mark.parametrize(
    "words",
    [
        ("show", "england-1948"),
        ("show", "england-2016", "--on", "2016-08-02"),
        ("show", "england-2016", "--on", "soon"),
        ("show", "england-2016", "--format", "xml"),
        ("show", "england-2016", "--out", "no/such/folder/terms.txt"),
    ],
)
def test_a_wrong_call_is_an_input_error(words: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        CliRunner().invoke(app, words, catch_exceptions=False)


def test_diff_says_which_dates_and_what_is_only_in_one() -> None:
    text = run("diff", "offer-2015-11", "imposed-2016-03")
    assert "offer-2015-11, as on 2015-11-04" in text
    assert "imposed-2016-03, as on 2016-03-31" in text
    assert "30% premium if 1 in 4 Saturdays or more" in text
    assert "Only in imposed-2016-03" in text


def test_diff_on_one_date_and_by_what_was_known() -> None:
    words = ("diff", "newdeal-2002", "england-2016", "--format", "json")
    data = json.loads(run(*words, "--on", "2016-09-01"))
    assert (data["a"]["on"], data["b"]["on"]) == ("2016-09-01", "2016-09-01")
    data = json.loads(run(*words, "--known", "2019-09-01"))
    assert data["b"]["on"] == "2019-08-07"
    assert all(
        d["b"] is None or d["b"]["announced_on"] <= "2019-09-01" for d in data["differences"]
    )


def test_diff_of_nothing_and_as_html(tmp_path: Path) -> None:
    assert "Nothing differs." in run("diff", "acas-2016-05", "acas-2016-05")
    out = tmp_path / "diff.html"
    run("diff", "imposed-2016-03", "acas-2016-05", "--format", "html", "--out", f"{out}")
    assert "Every day 21:00-07:00" in out.read_text(encoding="utf-8")
