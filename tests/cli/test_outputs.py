"""The ending of `--out` says the form, for every command that writes a page."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.cli.examples import PSYCHIATRY, ROOT

EXAMPLES = ROOT / "examples"
ACCEPTED = ("--announced", "2016-03-31", "--effective", "2016-10-01")
COMMANDS = {
    "exceptions": ("exceptions", EXAMPLES / "exception-reports"),
    "contracts diff": ("contracts", "diff", "england-2016", "newdeal-2002"),
    "why": ("why", PSYCHIATRY, "01-SpR", "2015-08-22"),
    "talks record": ("talks", "record", EXAMPLES / "talks-2016"),
    "talks adopt": ("talks", "adopt", "newdeal-2002", "imposed-2016-03", *ACCEPTED),
    "walkout": ("walkout", ROOT / "tests" / "cases" / "walkout" / "walkout-ni"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_ending_of_out_says_the_form(command, run, tmp_path):
    files = {ending: tmp_path / f"x.{ending}" for ending in ("html", "json", "pdf", "xlsx")}
    for file in files.values():
        code, out, _ = run(*COMMANDS[command], "--out", file)
        assert code in (0, 1) and out == ""
    assert files["html"].read_text().startswith("<!doctype html>")
    assert json.loads(files["json"].read_text())
    assert files["pdf"].read_bytes().startswith(b"%PDF")
    assert load_workbook(BytesIO(files["xlsx"].read_bytes())).sheetnames


MORE = {
    "flow": ("flow", EXAMPLES / "district-2016"),
    "flow --staff": ("flow", EXAMPLES / "district-2016", "--staff"),
    "build": ("build", EXAMPLES / "eight-weeks"),
    "roll": ("roll", EXAMPLES / "eight-weeks"),
}


@pytest.mark.parametrize("command", [*COMMANDS, *MORE])
def test_an_ending_that_is_none_is_refused_before_anything_is_worked_out(command, run, tmp_path):
    file = tmp_path / "x.docx"
    code, out, err = run(*(COMMANDS | MORE)[command], "--out", file)
    assert (code, out) == (2, "") and not file.exists()
    assert "--out" in err and "x.docx" in err and ".html" in err and "[unknown-word]" in err


def test_text_has_its_endings_and_a_form_that_is_named_any(run, tmp_path):
    diff = COMMANDS["contracts diff"]
    for name in ("x", "x.txt", "x.md"):
        assert run(*diff, "--out", tmp_path / name)[0] == 0
    assert run(*diff, "--out", tmp_path / "x.log")[0] == 2
    for words in (("--format", "text", "--out"), ("--out",)):
        end = ("--format", "text") if len(words) == 1 else ()
        assert run(*diff, *words, tmp_path / "x.log", *end)[0] == 0
    assert run("flow", EXAMPLES / "district-2016", "--out", tmp_path / "x.csv")[0] == 2
