"""`sevenday scan` from outside."""

import csv
import json

import pytest
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.errors import InputError
from tests.flow.country.small import few_trusts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return few_trusts(tmp_path_factory.mktemp("scan") / "few", 6)


def run(*words: object):
    return CliRunner().invoke(app, ["scan", *map(str, words)], catch_exceptions=False)


def test_papers_have_a_page_a_trust_and_tables(folder, tmp_path):
    papers = tmp_path / "papers"
    result = run(folder, "--walkout", "2025-11", "--replications", 30, "--papers", papers)
    assert result.exit_code == 0 and "trusts are more likely than not past a limit" in result.output
    names = {path.name for path in papers.iterdir()}
    assert {"country.html", "trusts.csv", "R0A.html"} <= names
    with (papers / "trusts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6 and float(rows[0]["front_door_share"]) > 0
    page = (papers / "country.html").read_text("utf-8")
    assert page.count("<svg") == 3 and "90 % interval" in page


def test_json_and_one_trusts_page(folder):
    result = run(folder, "--replications", 30, "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0 and len(data["trusts"]) == 6 and data["aid"] == []
    one = run(folder, "--replications", 30, "--trust", "R0A")
    assert "R0A Manchester University" in one.stdout and "Two targets" in one.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--engine", "threads"], "no such engine"),
        (["--engine", "dask"], "no scheduler is named"),
        (["--scheduler", "tcp://127.0.0.1:9"], "a scheduler is for --engine dask"),
        (["--walkout", "1066"], "no strike of the record"),
        (["--trust", "XYZ"], "no such trust"),
    ],
)
def test_a_wrong_call_is_said(folder, words, says):
    with pytest.raises(InputError, match=says):
        run(folder, "--replications", 2, *words)
