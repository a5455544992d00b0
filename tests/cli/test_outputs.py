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
