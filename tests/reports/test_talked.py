"""What people take away from the talks: pictures, a PDF, a workbook with numbers as numbers."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from sevenday.cli import app
from sevenday.reports.render.page import Page, Table
from sevenday.reports.render.xlsx import page_as_workbook

ROOT = Path(__file__).parents[2]
TALKS = ROOT / "examples" / "talks-2016"


def run(*words: object):
    return CliRunner().invoke(app, ["talks", *map(str, words)], catch_exceptions=False)


def test_the_record_and_the_settlement_have_their_pictures(tmp_path):
    for words, said in (
        (("record", TALKS), ("What happened when", "concession")),
        (("settle", TALKS / "sides.toml"), ("What both sides could have", "Kalai-Smorodinsky")),
    ):
        out = tmp_path / "page.html"
        assert run(*words, "--format", "html", "--out", out).exit_code == 0
        page = out.read_text()
        assert "<svg" in page and all(word in page for word in said)


def test_offers_have_a_week_each_and_who_gains_by_grade():
    words = ("--offers", "imposed-2016-03,acas-2016-05", "--on", "2016-05-18", "--format", "html")
    page = run(ROOT / "examples" / "psychiatry-2015", *words).stdout
    assert page.count("What an hour earns") >= 2
    assert len(re.findall("Change of pay by grade under", page)) >= 2


def test_a_pdf_and_a_workbook_are_written_by_the_end_of_their_name(tmp_path):
    pytest.importorskip("typst")
    for name, begin in (("talks.pdf", b"%PDF"), ("talks.xlsx", b"PK")):
        out = tmp_path / name
        assert run("settle", TALKS / "sides.toml", "--out", out).exit_code == 0
        assert out.read_bytes().startswith(begin)


def test_a_workbook_of_a_page_has_each_table_whole_and_makes_no_formula():
    rows = [("=1+1", "£1,234.50", "-12.5%"), ("@x", "+3,000", "0.25")]
    tables = [Table("Cost, £ a year", ("who", "what", "share"), rows)] * 2
    made = page_as_workbook(Page("=Title", ("Words first.", *tables)))
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Words", "Cost", "Cost 2"]
    assert [row[0] for row in book["Words"].iter_rows(values_only=True)][:2] == [
        "=Title",
        "Words first.",
    ]
    sheet = book["Cost 2"]
    assert [list(row) for row in sheet.iter_rows(values_only=True)][1:] == [
        ["=1+1", 1234.5, -0.125],
        ["@x", 3000, 0.25],
    ]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert "£" in sheet["B2"].number_format and sheet["C2"].number_format.endswith("%")


def test_a_workbook_has_a_cell_for_each_line_that_a_heading_names():
    rows = [("a", "12\n3 to 20", "two\nlines"), ("b", "4", "one")]
    made = page_as_workbook(Page("T", (Table("C", ("who", "gain\nmay be", "what"), rows),)))
    sheet = load_workbook(io.BytesIO(made))["C"]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["who", "gain", "gain may be", "what"],
        ["a", 12, "3 to 20", "two\nlines"],
        ["b", 4, None, "one"],
    ]
