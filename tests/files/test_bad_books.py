"""Workbooks that cannot be read, or only in two ways: what, where, what was expected; exit 2."""

import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font, PatternFill

import sevenday as sd
from sevenday.files import safe
from sevenday.files.spreadsheets import understand
from tests.files.gallery import FIRST, GOLD, LINES, days, grid, legend, put, workbook

REAL = "title, real dates, a table of times in the margin, colours and a note"


def edited(tmp_path, edit, name=REAL):
    book = workbook(name)
    edit(book["Rota"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def wrong(path, **options):
    """The faults of a workbook, each as one line."""
    try:
        found = understand(path, **options)
    except sd.InputError as error:
        return [str(fault) for fault in error.faults]
    assert found.hospital is None, found.summary()
    return [str(fault) for fault in found.faults]


def test_the_book_that_is_edited_is_right(tmp_path):
    assert understand(edited(tmp_path, lambda sheet: None)).hospital


def cell(address, value):
    return lambda sheet: sheet.__setitem__(address, value)


def across_two_doctors(sheet):
    sheet["C6"] = None
    sheet.merge_cells("C5:C6")


def struck(sheet):
    sheet["B5"].font = Font(strike=True)


def two_rows_a_name(sheet):
    sheet["A6"] = None
    sheet.merge_cells("A5:A6")


def no_dates(sheet):
    sheet.delete_rows(4)


CELLS = {
    "a formula where a code should be": (
        cell("D5", "=C5"),
        "Rota!D5: a formula where a code should be; found '=C5'",
    ),
    "a merged cell across two doctors": (
        across_two_doctors,
        "Rota!C5:C6: a merged cell across two doctors",
    ),
    "a name merged over two lines": (
        two_rows_a_name,
        "Rota!B5: L+D: D and L overlap",
    ),
    "a code that nothing explains": (
        cell("F6", "L?"),
        "Rota!F6: not understood, in 1 cell; found 'L?'",
    ),
    "a date where a code should be": (
        cell("E7", date(2015, 2, 1)),
        "Rota!E7: a date or a time where a code should be",
    ),
    "a time where a code should be": (
        cell("E7", time(9)),
        "Rota!E7: a date or a time where a code should be",
    ),
    "two dates the same": (
        cell("D4", date(2015, 8, 4)),
        "Rota!D4: a date twice: Rota!C4 has it too",
    ),
    "a date out of order": (
        cell("D4", date(2015, 7, 4)),
        "Rota!D4: a date out of order, or dates missing",
    ),
    "a year mistyped": (
        cell("O4", date(2016, 8, 16)),
        "Rota!O4: a date out of order, or dates missing",
    ),
    "a doctor twice": (cell("A7", "01-SpR"), "Rota!A7: doctor twice: Rota!A5 has them too"),
    "codes beside no name": (cell("A6", None), "Rota!B6: codes beside no doctor's name"),
    "a code struck through": (struck, "Rota!B5: a code that is struck through; found 'L'"),
    "an error of Excel's": (cell("B5", "#REF!"), "Rota!B5: not understood"),
    "two duties that overlap": (cell("M6", "D"), "Rota!M6: overlapping duties of 02-SHO"),
    "a code with two times": (
        lambda sheet: put(sheet, 8, 18, [["L", time(8), time(20)]]),
        "Rota!R8:T8: L has other times at Rota!R6:T6",
    ),
    "times that are a formula": (
        cell("S6", "=S5"),
        "Rota!S6 says '=S5', which is no time and no leave",
    ),
    "a code without times": (cell("R6", "LD"), "Rota!B5: not understood, in 5 cells"),
    "a name that is a code": (cell("A6", "AL"), "Rota!A6: a line of codes whose name is a code"),
    "a code after the last date": (cell("P5", "D"), "Rota!P5: a cell under no date; found 'D'"),
    "a date over two columns": (
        lambda sheet: put(sheet, 4, 6, [["PM"]]),
        "Rota!F6: a cell under no date; found 'D'",
    ),
    "a heading that is no date, near the first": (
        lambda sheet: put(sheet, 4, 3, [["PM"]]),
        "Rota!C5: codes under no date; found 'L'",
    ),
    "no dates at all": (no_dates, "no rota found here"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_that_is_wrong_is_named(name, tmp_path):
    edit, expected = CELLS[name]
    said = wrong(edited(tmp_path, edit))
    assert any(expected in fault for fault in said), said
    assert all("expected" in fault for fault in said)


def plain_grid(tmp_path, headings, title=None, key=True):
    book = openpyxl.Workbook()
    book.active.title = "Rota"
    put(book.active, 3, 1, grid(headings))
    if title:
        book.active["A1"] = title
    if key:
        legend(book.active, 9, 1)
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_a_missing_year_is_asked_for_with_the_years_that_fit(tmp_path):
    path = plain_grid(tmp_path, [f"{d:%a} {d.day} {d:%b}" for d in days()])
    (fault,) = wrong(path)
    assert fault.startswith("Rota!B3: no year; found 'Mon 3 Aug'; expected --year N")
    assert "2015, 2020, 2026" in fault
    assert understand(path, year=2020).hospital.rota.first == date(2020, 8, 3)
    (fault,) = wrong(path, year=2016)
    assert fault.startswith("Rota!B3: no such date")


def test_a_missing_month_is_asked_for(tmp_path):
    (fault,) = wrong(plain_grid(tmp_path, [d.day for d in days()]))
    assert fault.startswith("Rota!B3: day numbers without a month; found '3'")


def test_two_years_in_a_title_are_told_apart_by_the_weekday_or_refused(tmp_path):
    title = "SHO rota, August 2015 to February 2016"
    path = plain_grid(tmp_path, [f"{d:%a} {d.day}" for d in days()], title)
    assert understand(path).hospital.rota.first == FIRST
    path = plain_grid(tmp_path, [f"{d.day} {d:%b}" for d in days()], "Rota 2015/16")
    (fault,) = wrong(path)
    assert "can be read in 2 ways: from Monday 3 August 2015 or Wednesday 3 August 2016" in fault


def test_day_and_month_that_may_stand_either_way_are_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Rota"
    put(book.active, 1, 1, [["Name", "28/2/2015", "1/3/2015"], ["A", "D", "D"]])
    book.active["A4"] = "D 0900-1700"
    book.save(tmp_path / "right.xlsx")
    assert understand(tmp_path / "right.xlsx").hospital.rota.first == date(2015, 2, 28)
    put(book.active, 1, 2, [["1/2/2015", "2/2/2015"]])
    book.save(tmp_path / "right.xlsx")
    assert understand(tmp_path / "right.xlsx").hospital.rota.first == date(2015, 2, 1)
    put(book.active, 1, 2, [["30/12/15", "1/1/2016"]])
    book.save(tmp_path / "right.xlsx")
    assert understand(tmp_path / "right.xlsx").hospital.rota.first == date(2015, 12, 30)


def test_a_weekday_that_is_not_the_dates_is_refused(tmp_path):
    heads = [f"{d:%a} {d:%d/%m/%Y}" for d in days()]
    heads[4] = heads[4].replace("Fri", "Thu")
    (fault,) = wrong(plain_grid(tmp_path, heads))
    assert fault.startswith("Rota!F3: a weekday that is wrong: Friday 7 August 2015")


def test_weekdays_without_dates_are_refused(tmp_path):
    heads = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] * 2
    said = wrong(plain_grid(tmp_path, heads))
    assert any("Rota!B3:O3: weekdays without dates" in fault for fault in said), said


@pytest.mark.parametrize(
    "edit, expected",
    [
        ({"I1": "w/c 17/08/2015"}, "Rota!I2: a date out of order, or dates missing"),
        ({"B1": "w/c 04/08/2015"}, "Rota!B2: no such date; found '04/08/2015'"),
        ({"K2": "Mon"}, "Rota!B2:O2: weekdays without dates"),
        ({"B1": "w/c 3 August", "I1": None}, "Rota!B2: no year"),
    ],
)
def test_a_week_whose_date_cannot_be_is_named(edit, expected, tmp_path):
    def edited_so(sheet):
        for address, value in edit.items():
            sheet[address] = value

    said = wrong(edited(tmp_path, edited_so, "weeks commencing, merged over their weekdays"))
    assert any(expected in fault for fault in said), said


def test_a_week_that_is_missing_is_named(tmp_path):
    book = workbook("a template of weeks")
    book["Rota"]["A5"] = "Week 3"
    book.save(tmp_path / "book.xlsx")
    assert (
        "Rota!A5: not the week that comes next; found 'Week 3'; expected week 2"
        in wrong(tmp_path / "book.xlsx")[0]
    )


def test_leave_in_a_template_is_named(tmp_path):
    book = workbook("a template of weeks")
    book["Rota"]["C5"] = "AL"
    book.save(tmp_path / "book.xlsx")
    assert wrong(tmp_path / "book.xlsx")[0].startswith("Rota!C5: leave in a template")


def test_two_sheets_that_differ_are_refused_and_one_can_be_chosen(tmp_path):
    book = workbook(REAL)
    other = book.copy_worksheet(book["Rota"])
    other.title = "Rota (2)"
    other["B5"] = "D"
    book.save(tmp_path / "book.xlsx")
    said = wrong(tmp_path / "book.xlsx")
    assert any("Rota (2)!B5: 01-SpR on Monday 2015-08-03 stands at Rota!B5 too" in f for f in said)
    found = understand(tmp_path / "book.xlsx", sheet="rota")
    assert found.hospital and any("not asked for" in s.says for s in found.ignored)


def test_a_sheet_that_is_not_there(tmp_path):
    path = edited(tmp_path, lambda sheet: None)
    assert "no such sheet; found 'Rotta'; expected Rota" in wrong(path, sheet="Rotta")[0]


def test_what_is_drawn_over_the_cells_is_named(tmp_path):
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Rota")
    day = book.add_format({"num_format": "d mmm yyyy"})
    for k, date_ in enumerate(days(3), 1):
        sheet.write_datetime(0, k, datetime.combine(date_, time()), day)
        sheet.write(1, k, "D")
    sheet.write(1, 0, "Dr A")
    sheet.write(3, 0, "D 0900-1700")
    sheet.insert_textbox(5, 0, "N = night 2100-0930")
    sheet.insert_textbox(8, 0, "")
    book.close()
    found = understand(path)
    assert found.hospital
    assert "a text box: 'N = night 2100-0930'" in found.summary()
    assert "1 more drawn over the cells" in found.summary()


def test_a_role_without_times_is_named(tmp_path):
    book = openpyxl.Workbook()
    put(book.active, 1, 1, [["Date", "SHO", "SpR"], *([d, "Dr A", "Dr B"] for d in days(7))])
    book.save(tmp_path / "book.xlsx")
    said = wrong(tmp_path / "book.xlsx")
    assert len(said) == 2 and said[0].startswith("Sheet!B1: no times for the role 'SHO'"), said


def marked(sheet):
    """A bank holiday's mark over its date, a coloured heading of a column of counts."""
    sheet["E2"] = "Bank hol"
    for address in ("E2", "E5", "E7"):
        sheet[address].fill = GOLD
    sheet["E7"] = None
    sheet["U4"], sheet["U5"], sheet["T20"], sheet["U20"] = "Leave", 3, 0, 0
    sheet["S20"] = "L"
    sheet["U4"].fill = sheet["G5"].fill = PatternFill("solid", fgColor="DDDDDD")


def test_marks_over_dates_and_headings_of_counts_explain_no_colour(tmp_path):
    found = understand(edited(tmp_path, marked))
    assert found.hospital, found.summary()
    said = found.summary()
    assert (
        "2 blank cells (Rota!E5, Rota!E7) in a colour that no legend explains: taken as off" in said
    )
    assert "1 blank cell (Rota!G5) in a colour that no legend explains: taken as off" in said
    texts = found.hospital.cells.texts
    assert {texts[code] for code in found.hospital.rota.codes.flat} == {"", "AL", "D", "L", "N"}
    assert list(found.hospital.shifts) == ["D", "L", "N"]


def test_an_empty_workbook(tmp_path):
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    assert "nothing in the workbook" in wrong(tmp_path / "book.xlsx")[0]


def test_a_book_that_is_not_there(tmp_path):
    assert "not there" in wrong(tmp_path / "book.xlsx")[0]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**parts):
    def make(path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name.replace("__", "/") + ".xml", text)

    return make


def bomb(path):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1_000_000))


def truncated(path):
    workbook(REAL).save(path)
    path.write_bytes(path.read_bytes()[:-500])


def spoilt(path):
    """A right workbook whose sheet breaks off."""
    workbook(REAL).save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:700]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def same_sheet_twice(path, part, old, new):
    """A right workbook in which two sheets are opened from one part."""
    book = workbook(REAL)
    book.create_sheet("Other")
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'

FILES = {
    "a password": (
        lambda p: p.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
        "behind a password",
    ),
    "an old workbook": (lambda p: p.write_bytes(OLE), "cannot be opened as a workbook"),
    "no zip": (lambda p: p.write_bytes(b"doctor,2015-08-03\n"), "not a workbook that can be read"),
    "nothing": (lambda p: p.write_bytes(b""), "not a workbook that can be read"),
    "a zip bomb": (bomb, "too large once unpacked"),
    "a zip of something else": (zipped(notes="x"), "a zip, but no workbook"),
    "cut short": (truncated, "not a workbook that can be read"),
    "sheets by one number": (
        lambda p: same_sheet_twice(p, "xl/workbook.xml", b'r:id="rId2"', b'r:id="rId1"'),
        "two sheets of one part",
    ),
    "numbers of one sheet": (
        lambda p: same_sheet_twice(
            p,
            "xl/_rels/workbook.xml.rels",
            b"/xl/worksheets/sheet2.xml",
            b"theme/../worksheets/sheet1.xml",
        ),
        "two sheets of one part",
    ),
    "a sheet that breaks off": (spoilt, "damaged"),
    "entities": (
        zipped(**{"[Content_Types]": "<x/>", "xl__workbook": LAUGHS}),
        "an XML entity or document type",
    ),
    "parts missing": (
        zipped(**{"[Content_Types]": "<x/>", "xl__workbook": "<x/>"}),
        "cannot be opened as a workbook",
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("read", [wrong, lambda path: wrong_folder(path)])
def test_a_file_that_is_no_workbook_says_why(name, read, tmp_path):
    make, expected = FILES[name]
    make(tmp_path / "book.xlsx")
    (fault,) = read(tmp_path / "book.xlsx")
    assert fault.startswith("book.xlsx: ") and expected in fault, fault


def wrong_folder(path):
    with pytest.raises(sd.InputError) as error:
        sd.read(path)
    return [str(fault) for fault in error.value.faults]


def test_a_million_rows_are_refused_before_they_are_held(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "book.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet("Rota")
    for row in range(safe.MOST_ROWS + 2):
        sheet.write_number(row, 0, row)
    book.close()
    (fault,) = wrong(tmp_path / "book.xlsx")
    assert "too many cells: counted as far as Rota!A100001" in fault and "100,000 rows" in fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("N,N\n" * (safe.MOST_CELLS // 2 + 1), "too many cells; expected at most 200,000 cells"),
        (",".join("N" * (safe.MOST_CELLS + 1)), "too many cells; expected at most 200,000 cells"),
        ("," * safe.MOST_CELLS, "too many cells; expected at most 200,000 cells"),
        ('"' + "a\n" * 70_000, "not a CSV table: field larger than field limit"),
        ("Name,2026-12-01\nA Khan," + "N" * 140_000, "not a CSV table: field larger"),
    ],
)
def test_a_csv_file_of_more_than_any_rota_is_refused(text, expected, tmp_path):
    (tmp_path / "rota.csv").write_text(text)
    (found,) = wrong(tmp_path / "rota.csv")
    assert expected in found


def test_a_merged_range_as_large_as_the_sheet_is_refused(tmp_path):
    book = workbook(REAL)
    book.save(tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'ref="A1:O1"', b'ref="A1:XFD1048576"')
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert "counted as far as Rota!A1:XFD1048576" in wrong(tmp_path / "book.xlsx")[0]


def test_dates_that_formulas_make_and_nobody_showed_are_refused(tmp_path):
    path = edited(
        tmp_path,
        lambda sheet: put(
            sheet, 4, 2, [["=DATE(2015,8,3)", *(f"={chr(65 + k)}4+1" for k in range(1, 14))]]
        ),
    )
    (fault,) = wrong(path)
    assert "no rota found here" in fault and "Rota!B4 is a formula whose value was not saved" in (
        fault
    )


def test_a_block_far_in_the_future_is_refused(tmp_path):
    book = workbook(REAL)
    put(book["Rota"], 30, 1, grid(days(14, FIRST + timedelta(days=9000)), LINES))
    book.save(tmp_path / "book.xlsx")
    assert "dates far apart" in wrong(tmp_path / "book.xlsx")[0]


def test_codes_without_times_can_come_from_a_file(tmp_path):
    path = plain_grid(tmp_path, days(), key=False)
    said = wrong(path)
    assert len(said) == 3 and all("--shifts" in fault for fault in said)
    shifts = tmp_path / "shifts.csv"
    shifts.write_text("code,start,end\nD,09:00,17:00\nL,09:00,21:30\nN,21:00,09:30\n")
    assert understand(path, shifts=shifts).hospital.rota.days == 14
    shifts.write_text("code,start,end\nD,9am,17:00\n")
    assert "shifts.csv row 2" in wrong(path, shifts=shifts)[0]
