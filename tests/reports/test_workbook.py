"""A hospital's workbook: read back as it was, coloured, noted, and never a formula."""

import zipfile
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

import sevenday as sd
from sevenday.reports.files.colours import NAMED, colours, ink
from sevenday.reports.files.workbook import workbook
from tests.files.hospitals import hospitals
from tests.files.same import plain

PSYCHIATRY = Path(__file__).parents[2] / "examples" / "psychiatry-2015"
TODAY = sd.contract("england-2016", on="2026-09-01")
HOSTILE = (
    "=1+1",
    "+44",
    "@SUM(A1)",
    "-2",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a","b")',
    "<r><t>&</t></r>",
    "_x0041_",
    "'quoted",
    "007",
    "1e5",
    "TRUE",
    "#REF!",
    "two\nlines",
    "http://a.example",
    "internal:rota!A1",
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "w.xlsx"
    hospital = sd.read(PSYCHIATRY)
    terms = sd.contract("england-2016", on="2026-09-01")
    result = sd.check(hospital, terms)
    workbook(hospital, path, result, sd.price(hospital, terms))
    return path, hospital, result


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(hospitals())
def test_a_random_hospital_goes_into_a_workbook_and_back(tmp_path_factory, hospital):
    path = tmp_path_factory.mktemp("book") / "w.xlsx"
    workbook(hospital, path)
    assert plain(sd.read(path)) == plain(hospital)


def test_the_real_rota_comes_back_with_its_sheets_for_people(book):
    path, hospital, _ = book
    again = sd.read(path)
    assert plain(again) == plain(hospital) and again.notes == hospital.notes
    titles = openpyxl.load_workbook(path).sheetnames
    assert titles == ["hospital", "shifts", "doctors", "rota", "Breaches", "Pay", "Legend"]


def test_where_nothing_is_broken_the_sheet_of_breaches_says_so(tmp_path):
    hospital = sd.read(PSYCHIATRY.parent / "eight-weeks")
    result = sd.check(hospital, sd.contract("england-2016", on="2019-09-02"))
    workbook(hospital, tmp_path / "eight.xlsx", result)
    book = openpyxl.load_workbook(tmp_path / "eight.xlsx")
    assert [cell.value for cell in book["Breaches"]["E"]] == [
        "what is wrong",
        "No limit is broken.",
    ]
    assert [cell.value for cell in book["doctors"][1]] == ["doctor", "grade"]
    assert plain(sd.read(tmp_path / "eight.xlsx")) == plain(hospital)


def test_panes_are_frozen_and_headings_repeat_on_paper(book):
    sheets = openpyxl.load_workbook(book[0])
    assert sheets["rota"].freeze_panes == "B2" and sheets["Breaches"].freeze_panes == "B2"
    for sheet in sheets:
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$1"


def test_a_breach_is_a_note_on_its_cells(book):
    path, _, result = book
    sheet = openpyxl.load_workbook(path)["rota"]
    heads = [cell.value for cell in sheet[1]]
    column = heads.index("2015-10-01")
    note = sheet.cell(2, column + 1).comment
    assert note is not None and "11 h 30 min of rest" in note.text and "Schedule 3" in note.text
    assert sheet.cell(2, heads.index("2015-08-06") + 1).comment is None
    noted = {row[0].value for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment}
    assert noted == {breach.doctor for breach in result.breaches}
    rows = list(openpyxl.load_workbook(path)["Breaches"].iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in rows] == [breach.sentence for breach in result.breaches]


def test_a_heading_shows_its_weekday_and_stays_a_date(book):
    cell = openpyxl.load_workbook(book[0])["rota"]["B1"]
    assert cell.value == "2015-08-05" and '"Wed "' in cell.number_format


def test_pages_of_a_rota_begin_on_a_monday(book):
    sheet = openpyxl.load_workbook(book[0])["rota"]
    heads = [cell.value for cell in sheet[1]]
    # a break after column n of the sheet: the next page begins with heading n
    begins = [date.fromisoformat(heads[brk.id]) for brk in sheet.col_breaks.brk]
    assert begins and {day.weekday() for day in begins} == {0}
    spans = [b - a for a, b in pairwise([date(2015, 8, 5), *begins, date(2016, 2, 3)])]
    assert max(spans) <= timedelta(days=28)


def test_the_book_opens_at_its_rota_and_every_page_is_headed(book):
    opened = openpyxl.load_workbook(book[0])
    assert opened.active.title == "rota"
    assert "Psychiatry South" in opened["rota"].oddHeader.left.text
    assert opened["rota"].oddHeader.right.text == "england-2016, as on Tue 1 Sep 2026"


def test_a_templates_breach_is_a_note_in_the_templates_own_week(tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\nX,08:00,23:30\n")
    (tmp_path / "doctors.csv").write_text("doctor,grade,start_week\nA,F1,2\nB,F1,1\n")
    weeks = "1,D,D,D,D,,,\n2,D,D,X,,,,\n3,D,D,D,D,D,,\n"
    (tmp_path / "template.csv").write_text(f"week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n{weeks}")
    hospital = sd.read(tmp_path)
    result = sd.check(hospital, sd.contract("england-2016", on="2026-09-07"))
    assert {breach.rule for breach in result.breaches} >= {"hours.shift_length"}
    workbook(hospital, tmp_path / "w.xlsx", result)
    opened = openpyxl.load_workbook(tmp_path / "w.xlsx")
    assert opened.active.title == "template"
    noted = {c.coordinate: c.comment.text for r in opened["template"] for c in r if c.comment}
    assert "the shift week 2 Wed 08:00" in noted["D3"] and "So do 1 more lines." in noted["D3"]
    rows = list(opened["Breaches"].iter_rows(min_row=2, values_only=True))
    assert ("week 2 Wed 08:00", "week 2 Wed 23:30") in {row[2:4] for row in rows}
    assert plain(sd.read(tmp_path / "w.xlsx")) == plain(hospital)


def test_a_note_stands_on_duties_and_a_long_name_is_wrapped(tmp_path):
    name = "A doctor whose name is a great deal longer than a column, for instance Post 12"
    week = "N,N,N,N,N,AL,AL"
    days = ",".join(f"2026-09-{day:02}" for day in range(7, 14))
    (tmp_path / "shifts.csv").write_text("code,start,end\nN,20:00,08:00\n")
    (tmp_path / "rota.csv").write_text(f'doctor,{days}\n"{name}",{week}\n')
    hospital = sd.read(tmp_path)
    workbook(hospital, tmp_path / "w.xlsx", sd.check(hospital, TODAY))
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")["rota"]
    assert [cell.value for cell in sheet[2] if cell.comment] == ["N", "N"]
    assert sheet["A2"].alignment.wrap_text and sheet.row_dimensions[2].height >= 45


def test_long_names_are_wrapped_on_every_sheet(tmp_path):
    (tmp_path / "shifts.csv").write_text(
        f"code,name,start,end,kind,work_hours\nD,{'Day of a long name ' * 3},09:00,17:00,,\n"
        "C,Non-resident on-call,17:00,09:00,on-call,4\n"
    )
    name = "Dr Featherstonehaugh (Acute Medicine)"
    (tmp_path / "doctors.csv").write_text(f"doctor,grade\n{name},F1\n")
    (tmp_path / "rota.csv").write_text(f"doctor,2026-09-07\n{name},D\n")
    workbook(sd.read(tmp_path), tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    for title, cell in (("doctors", "A2"), ("rota", "A2"), ("Legend", "B2")):
        sheet = book[title]
        assert sheet[cell].alignment.wrap_text and sheet.row_dimensions[2].height >= 30, title
    assert book["Legend"]["B3"].value == "Non-resident on-call"


def test_shifts_and_weekends_are_told_apart(book):
    sheet = openpyxl.load_workbook(book[0])["rota"]
    heads = [cell.value for cell in sheet[1]]
    fill = {
        cell.value: cell.fill.fgColor.rgb
        for row in sheet.iter_rows(min_row=2, min_col=2)
        for cell in row
        if cell.value
    }
    assert fill["L1"][-6:] == "FFD700" and fill["L1"] != fill["N1"]
    saturday = sheet.cell(3, heads.index("2015-08-15") + 1)
    monday = sheet.cell(3, heads.index("2015-08-14") + 1)
    assert saturday.value is None and saturday.fill.fgColor.rgb[-6:] == "EEEEEE"
    assert monday.fill.fgColor.rgb[-6:] != "EEEEEE"


def test_nothing_in_a_hospital_becomes_a_formula(tmp_path):
    names = "\n".join(f'"{text.replace(chr(34), chr(34) * 2)}",D' for text in HOSTILE)
    (tmp_path / "shifts.csv").write_text("code,name,start,end\nD,=2+2,09:00,17:00\n")
    (tmp_path / "rota.csv").write_text(f"doctor,2026-09-07\n{names}\n")
    path = tmp_path / "w.xlsx"
    hospital = sd.read(tmp_path)
    workbook(hospital, path, sd.check(hospital, sd.contract("england-2016", on="2026-09-07")))
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if "worksheets/sheet" in name:
                assert b"<f>" not in parts.read(name) and b"<hyperlink" not in parts.read(name)
    assert [d.name for d in sd.read(path).doctors] == list(HOSTILE)


def template_named(folder, *names):
    (folder / "shifts.csv").write_text("code,start,end\nD,09:00,17:00\n")
    doctors = "".join(f"Doctor {k},{name}\n" for k, name in enumerate(names))
    (folder / "doctors.csv").write_text(f"doctor,template\n{doctors}")
    for name in names:
        text = "week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n1,D,D,,,,,\n"
        (folder / f"template-{name}.csv").write_text(text)
    return sd.read(folder)


def test_a_template_of_as_long_a_name_as_a_sheet_can_have_comes_back(tmp_path):
    hospital = template_named(tmp_path, "x" * 22)
    workbook(hospital, tmp_path / "w.xlsx")
    assert plain(sd.read(tmp_path / "w.xlsx")) == plain(hospital)


@pytest.mark.parametrize("names", [["x" * 23], ["a[b]"], ["a:b"], ["it's'"], ["b", "B"]])
def test_a_name_that_no_sheet_can_have_is_refused(tmp_path, names):
    if names == ["b", "B"]:
        codes = template_named(tmp_path, "b").templates["b"]
        hospital = replace(template_named(tmp_path, "b"), templates={"b": codes, "B": codes})
    else:
        hospital = template_named(tmp_path, *names)
    with pytest.raises(sd.InputError, match=r"no name for a sheet; found .template-"):
        workbook(hospital, tmp_path / "w.xlsx")
    assert not (tmp_path / "w.xlsx").exists()


@pytest.mark.parametrize("name", ["x" * 32_768, "St\x01Elsewhere"])
def test_a_text_that_no_cell_can_hold_is_refused_and_never_altered(tmp_path, name):
    hospital = replace(sd.read(PSYCHIATRY), name=name)
    with pytest.raises(sd.InputError, match="hospital!B2: no room for this in a workbook"):
        workbook(hospital, tmp_path / "w.xlsx")
    assert not (tmp_path / "w.xlsx").exists()


def test_a_weight_with_a_dot_in_its_name_comes_back(tmp_path):
    worked = sd.read(PSYCHIATRY)
    hospital = replace(worked, build=worked.build | {"weights": {"nights.run": 2.5}})
    workbook(hospital, tmp_path / "w.xlsx")
    assert sd.read(tmp_path / "w.xlsx").build == hospital.build


def test_pay_is_numbers_that_add_up_with_the_range_of_an_estimate(tmp_path):
    hospital = sd.read(PSYCHIATRY)
    pay = sd.price(hospital, sd.contract("bma-2016-02", on="2016-08-03"))
    workbook(hospital, tmp_path / "w.xlsx", None, pay)
    rows = list(openpyxl.load_workbook(tmp_path / "w.xlsx")["Pay"].iter_rows(values_only=True))
    assert rows[0][3:6] == ("£ a year", "from £", "to £")
    assert round(sum(row[3] for row in rows[1:]), 2) == pay.total
    ranges = [row[4:6] for row in rows[1:] if row[4] is not None]
    said = [(line.low, line.high) for slip in pay.doctors for line in slip.lines]
    assert ranges and ranges == [each for each in said if each[0] is not None]


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(sd.InputError, match="cannot be written"):
        workbook(sd.read(PSYCHIATRY), tmp_path / "no" / "folder" / "w.xlsx")


def test_colours_are_legible_and_never_lost():
    shifts = sd.read(PSYCHIATRY).shifts
    found = colours(shifts)
    assert found["L1"] == NAMED["gold"] and found["D"] == "#ffffff"
    assert (ink("#ffffff"), ink("#000000"), ink("#ffd700"), ink("#000080")) == (
        "#000000",
        "#ffffff",
        "#000000",
        "#ffffff",
    )
