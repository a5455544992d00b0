"""Further forms that people use: what each means, in the doctors' cells."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

import sevenday as sd
from sevenday.files.spreadsheets import understand
from sevenday.files.spreadsheets.name_remarks import name_and_remark
from tests.files.gallery import put

CASES = Path(__file__).parents[1] / "cases" / "excel"
FIRST = date(2026, 10, 5)
DAYS = [FIRST + timedelta(days=k) for k in range(14)]
PARTS = [part for day in DAYS for part in (day, "")]
KEY = ["D 0900-1700", "L 0830-2100", "N 2030-0900", "W 0900-1300", "C 1300-1700"]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def made(tmp_path, *sheets, key=KEY, titles=("Rota", "Leave")):
    """A workbook of sheets, each a list of rows; the key stands under the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in zip(titles, sheets, strict=False):
        put(book.create_sheet(title), 1, 1, rows)
    first = book.worksheets[0]
    put(first, first.max_row + 3, 1, [[text] for text in key])
    book.save(tmp_path / "book.xlsx")
    return understand(tmp_path / "book.xlsx")


def week(found):
    """The cells of each doctor's first week."""
    assert not found.faults, found.summary()
    days = [f"{day}" for day in DAYS[:7]]
    return {n: " ".join(cells.get(day, "-") for day in days) for n, cells in found.duties.items()}


ABSENCES = {
    "Sick": "SICK",
    "sick leave": "SICK",
    "Mat leave": "PAR",
    "Maternity": "PAR",
    "paternity leave": "PAR",
    "Shared parental leave": "PAR",
    "Compassionate": "COMP",
    "bereavement leave": "COMP",
    "TOIL": "TOIL",
    "SDT": "SDT",
    "self-development time": "SDT",
    "Zero hours": "ZD",
    "0 hours": "ZD",
    "NWD": "NWD",
    "non-working day": "NWD",
    "½ AL": "AL/2",
    "AL (am)": "AL/2",
    "AL/2+C": "AL/2+C",
}


@pytest.mark.parametrize("word, cell", ABSENCES.items())
def test_absence_in_words(word, cell, tmp_path):
    found = made(tmp_path, [["Name", *DAYS], ["Ann Able", word, "D", word]])
    assert week(found) == {"Ann Able": f"{cell} D {cell} - - - -"}


def test_a_legend_in_words(tmp_path):
    key = ["D 0900-1700", "C/L = Compassionate leave", "M: maternity leave", "X - Non-working day"]
    found = made(tmp_path, [["Name", *DAYS], ["Ann Able", "D", "C/L", "M", "X"]], key=key)
    assert week(found) == {"Ann Able": "D COMP PAR NWD - - -"}


def test_halves_of_a_day(tmp_path):
    rows = [
        ["Name", *PARTS],
        ["", *["AM", "PM"] * 14],
        ["Ann Able", "AL", "C", "AL", "AL", "W", "C", "W", ""],
        ["Bob Best", "W", "AL", "D", "D"],
    ]
    found = made(tmp_path, rows)
    assert week(found) == {
        "Ann Able": "AL/2+C AL W+C W - - -",
        "Bob Best": "AL/2+W D - - - - -",
    }


def test_a_day_and_a_night_column_to_a_date(tmp_path):
    rows = [["Name", *PARTS], ["", *["Day", "Night"] * 14], ["Ann Able", "D", "", "", "N"]]
    assert week(made(tmp_path, rows)) == {"Ann Able": "D N - - - - -"}


def test_parts_that_overlap_are_refused(tmp_path):
    rows = [["Name", *PARTS], ["", *["AM", "PM"] * 14], ["Ann Able", "D", "C"]]
    (fault,) = made(tmp_path, rows).faults
    assert fault.file == "Rota!B3" and "overlap" in fault.what


@pytest.mark.parametrize("beside", [True, False])
def test_two_rows_a_doctor(beside, tmp_path):
    rows = [["Name", *([""] if beside else []), *DAYS]]
    for name in ("Ann Able", "Bob Best", "Cat Cole"):
        rows.append([name, *(["Day"] if beside else []), "D", "D", "D"])
        rows.append(["", *(["On call"] if beside else []), "", "O"])
    found = made(tmp_path, rows, key=[*KEY, "O 1700-0900 non-resident on call"])
    assert set(week(found).values()) == {"D D+O D - - - -"} and len(found.duties) == 3
    assert "2 rows a doctor" in found.summary()


def test_a_list_of_leave_with_kinds_and_no_year(tmp_path):
    leave = [
        ["Leave requests"],
        ["Name", "Type", "From", "To"],
        ["John Smith", "Annual", "Mon 5 Oct", "Tue 6 Oct"],
        ["A. Khan", "Study leave", date(2026, 10, 7), date(2026, 10, 7)],
        ["Z Other", "Annual", date(2026, 10, 7), date(2026, 10, 9)],
    ]
    rota = [["Name", *DAYS], ["John Smith", *["D"] * 5], ["A Khan", *["D"] * 5]]
    found = made(tmp_path, rota, leave)
    assert week(found) == {"John Smith": "AL AL D D D - -", "A Khan": "D D SL D D - -"}
    assert found.left_out["row of leave of somebody else"] == 1


def test_a_leave_row_without_dates_is_refused(tmp_path):
    leave = [["Name", "From", "To"], ["A Khan", date(2026, 10, 7), date(2026, 10, 5)]]
    (fault,) = made(tmp_path, [["Name", *DAYS], ["A Khan", "D"]], leave).faults
    assert fault.file == "Leave!A2" and fault.what == "not dates of leave"


def test_marks_on_a_leave_sheet_are_asked_about(tmp_path):
    rota = [["Name", *DAYS], ["A Khan", *["D"] * 5]]
    found = made(tmp_path, rota, [["Name", *DAYS], ["A Khan", "", "x", "x"]])
    assert week(found) == {"A Khan": "D AL AL D D - -"}
    assert [said.says for said in found.asked] == ["'x' is taken as AL, by the name of the sheet"]


def test_lines_with_grades_are_a_template(tmp_path):
    rows = [["Line", "Name", "Grade", *WEEKDAYS], [1, "A Khan", "ST3", "D"], [2, "C Lee", "ST5"]]
    hospital = made(tmp_path, rows).hospital
    assert [(d.name, d.grade, d.start_week) for d in hospital.doctors] == [
        ("A Khan", "ST3", 1),
        ("C Lee", "ST5", 2),
    ]


def test_names_in_another_order_are_asked_about(tmp_path):
    rows = [["Name", *DAYS[:7]], ["John Smith", "D"], [], [], ["Name", *DAYS[7:]]]
    found = made(tmp_path, [*rows, ["Smith, John", "D"]])
    assert list(found.hospital.rota.doctors) == ["John Smith"]
    (said,) = found.asked
    assert "'Smith, John' is taken as 'John Smith'" in said.says and said.where == "Rota!A6"


def test_alike_names_in_one_block_are_two_doctors_once_agreed(tmp_path):
    rows = [["Name", *DAYS], ["Jane Smith", "D", "D"], ["June Smith", "", "", "D"]]
    found = made(tmp_path, rows)
    assert "as another doctor than 'Jane Smith'" in found.asked[0].says
    again = sd.read(sd.write(found.hospital, tmp_path / "out"))
    assert again.rota.doctors == ("Jane Smith", "June Smith")


@pytest.mark.parametrize("text", ["D (swap)", "D (till 1300)", "D (AL)", "D - cancelled"])
def test_a_remark_that_may_change_the_duty_is_refused(text, tmp_path):
    (fault,) = made(tmp_path, [["Name", *DAYS], ["A Khan", text, "D"]]).faults
    assert fault.file == "Rota!B2" and "the code that holds, alone" in fault.expected


def test_a_row_of_whoever_covers_is_asked_about(tmp_path):
    rows = [["Name", *DAYS], ["A Khan", "D", "D"], ["Consultant cover", "Dr X", "Dr Y"]]
    found = made(tmp_path, rows)
    assert week(found) == {"A Khan": "D D - - - - -"}
    assert found.left_out["row without a code"] == 1 and len(found.asked) == 1


def test_roles_down_with_swaps_and_gaps(tmp_path):
    rows = [
        ["", *DAYS],
        ["Long day 0830-2100", "Khan", "Lee", "Khan", "GAP"],
        ["Night 2030-0900", "Smith (swap w Lee)", "Smith / Patel", "SMITH", "Patel"],
    ]
    found = made(tmp_path, rows, key=[])
    assert week(found)["Smith"] == "Night Night Night - - - -"
    assert week(found)["Khan"] == "Long day - Long day - - - -"
    assert found.left_out == {"place without a doctor": 1, "remark beside a name": 1}


def test_roles_with_their_times_in_a_second_line(tmp_path):
    rows = [["Date", "Day", "1st on call", "2nd on call"], ["", "", "0900-2100", "2100-0900"]]
    rows += [[day, f"{day:%a}", "JS", ("AK", "LM")[k % 2]] for k, day in enumerate(DAYS)]
    found = made(tmp_path, rows, key=[])
    assert len(found.duties) == 3 and all(s.on_call for s in found.hospital.shifts.values())


def test_roles_in_a_csv_of_excels(tmp_path):
    names = ["Khan", "Zoë Smith", "KHAN", "GAP"]
    text = "Date;Day;Registrar on call 0900-0900\r\n" + "".join(
        f"{day:%d/%m/%Y};{day:%A};{name}\r\n" for day, name in zip(DAYS, names, strict=False)
    )
    (tmp_path / "rota.csv").write_bytes(text.encode("cp1252"))
    found = understand(tmp_path / "rota.csv")
    shift = "Registrar on call"
    assert {n: len(cells) for n, cells in found.duties.items()} == {"Khan": 2, "Zoë Smith": 1}
    assert found.hospital.shifts[shift].end - found.hospital.shifts[shift].start == 24 * 60


def test_a_wide_csv_with_empty_columns_at_its_end(tmp_path):
    dates = ";".join(f"{day:%d/%m/%Y}" for day in DAYS)
    text = f"Name;{dates};;;\nZoë Able;D;D;;;;\nBob Best;N;N;;;;\n\nD 0900-1700\nN 2030-0900\n"
    (tmp_path / "rota.csv").write_bytes(text.encode("cp1252"))
    found = understand(tmp_path / "rota.csv")
    assert week(found) == {"Zoë Able": "D D - - - - -", "Bob Best": "N N - - - - -"}


def test_roles_in_an_xls():
    found = understand(CASES / "roles.xls")
    assert week(found)["Jones"] == "Night Night Night - - - -"
    assert set(found.duties) == {"Khan", "Lee", "Smith", "Jones", "Patel"}


def test_colours_merged_cells_and_hidden_rows_of_an_xls():
    found = understand(CASES / "grid.xls")
    assert week(found) == {"A Able": "AL AL AL AL AL - -", "B Best": "D D D D D - -"}
    assert found.duties["A Able"]["2026-10-16"] == "L"
    assert "1 hidden row, read all the same: 3" in found.summary()


def test_codes_without_a_legend_beside_posts_are_no_names(tmp_path):
    rows = [["Name", *DAYS[:5]], ["SpR 1", "LD", "LD", "ND"], ["SpR 2", "ND", "SD", "LD"]]
    said = [str(fault) for fault in made(tmp_path, rows, key=[]).faults]
    assert len(said) == 4 and "not understood, in 3 cells" in said[1], said


def test_a_start_and_a_finish_column_to_a_date(tmp_path):
    rows = [["Name", *PARTS], ["", *["Start", "Finish"] * 14], ["Ann Able", "09:00", "17:00"]]
    assert week(made(tmp_path, rows)) == {"Ann Able": "09:00-17:00 - - - - - -"}


def test_hours_beside_the_shift_of_a_date(tmp_path):
    rows = [["Name", *PARTS], ["", *["Shift", "Hrs"] * 14], ["Ann Able", "D", 8, "L", 12.5]]
    assert week(made(tmp_path, rows)) == {"Ann Able": "D L - - - - -"}


def test_joined_duties_with_a_gap_are_refused_with_the_reason(tmp_path):
    rows = [["Name", *PARTS], ["", *["AM", "PM"] * 14], ["Ann Able", "W", "C"]]
    (fault,) = made(tmp_path, rows, key=["W 0900-1200", "C 1300-1700"]).faults
    assert fault.file == "Rota!B3" and "a shift split by a gap" in fault.what


def test_a_column_of_leave_beside_roles(tmp_path):
    rows = [["Date", "On call 0900-0900", "On leave", "Notes"]]
    rows += [
        [day, ("Khan", "Lee")[k % 2], "" if k % 3 else "Roy", ""] for k, day in enumerate(DAYS)
    ]
    found = made(tmp_path, rows, key=[])
    assert week(found)["Roy"] == "AL - - AL - - AL"


def test_shares_and_grades_as_people_write_them(tmp_path):
    rows = [
        ["Name", "Grade", "Working pattern", *DAYS],
        ["A Khan", "CT2", "LTFT 60%", "D"],
        ["B Lee", "Consultant", "Full time", "D"],
        ["C Roy", "Trust Dr", "0.8 WTE", "D"],
    ]
    found = made(tmp_path, rows)
    assert [(d.grade, d.wte) for d in found.hospital.doctors] == [
        ("CT2", 0.6),
        ("consultant", 1),
        ("", 0.8),
    ]
    assert "grades; not known: Trust Dr" in found.summary()


def test_a_leave_list_of_sickness_in_another_order_of_names(tmp_path):
    leave = [["Staff member", "Start date", "End date"], ["Khan A", "05/10/2026", "06/10/2026"]]
    rota = [["Name", *DAYS], ["A Khan", "D", "D", "D"]]
    found = made(tmp_path, rota, leave, titles=("Rota", "Sickness"))
    assert week(found) == {"A Khan": "SICK SICK D - - - -"}
    assert "they differ by their order" in found.asked[0].says


def test_slots_by_letters_are_weeks(tmp_path):
    rows = [["Slot", "Doctor", *WEEKDAYS], ["A", "A Khan", "D"], ["B", "C Lee", "", "N"]]
    hospital = made(tmp_path, rows).hospital
    assert [(d.name, d.start_week) for d in hospital.doctors] == [("A Khan", 1), ("C Lee", 2)]


@pytest.mark.parametrize(
    ("cell", "legend"), [("Night", "Nights"), ("Long days", "Long day"), ("LATES", "Late")]
)
def test_a_cell_and_a_legend_that_differ_by_a_plural(cell, legend, tmp_path):
    rows = [["Name", *DAYS], ["A Khan", cell]]
    found = made(tmp_path, rows, key=[f"{legend} 2030-0900"])
    assert not found.faults
    assert any(f"'{cell}' is taken as " in said.says for said in found.assumed)


def test_a_line_of_a_locum_is_asked_about(tmp_path):
    found = made(tmp_path, [["Name", *DAYS], ["A Khan", "D"], ["Locum 2", "N", "", "N"]])
    (said,) = found.asked
    assert said.says == "'Locum 2' is taken as one doctor, as if one person did all its duties"


def test_letters_that_nobody_sees_are_no_part_of_a_code_or_a_name(tmp_path):
    line = ["\u202eA Khan\u00a0\u200b\u2069", "\u200b\u200eD", "D\u00a0", *["D"] * 12]
    found = made(tmp_path, [["Name", *DAYS], line, ["B Lee", *["D"] * 14]])
    assert week(found)["A Khan"] == "D D D D D D D"


@pytest.mark.parametrize("mark", ["(BH)", "BH", "(bank holiday)", "- B/H", "[Public Holiday]"])
def test_a_heading_that_says_its_date_is_a_bank_holiday(mark, tmp_path):
    heads = [
        f"{d:%a} {d.day} {d:%b} 2026" + (f" {mark}" if k == 3 else "") for k, d in enumerate(DAYS)
    ]
    found = made(tmp_path, [["Name", *heads], ["A Khan", *["D"] * 14], ["B Lee", *["D"] * 14]])
    assert week(found)["A Khan"] == "D D D D D D D"


@pytest.mark.parametrize("word", ["Post nights", "post-night", "Sleep day", "Recovery day"])
def test_days_after_nights_in_words_are_off(word, tmp_path):
    found = made(tmp_path, [["Name", *DAYS], ["A Khan", "N", word, *["D"] * 12]])
    assert week(found)["A Khan"] == "N - D D D D D"


@pytest.mark.parametrize(
    ("says", "breaks"),
    [
        ("(30 min break)", (30,)),
        ("2 x 30 min breaks", (30, 30)),
        ("3 breaks of 30", (30, 30, 30)),
        ("breaks: 2x30 mins", (30, 30)),
        ("break 45 min", (45,)),
        ("(2 breaks)", None),
        ("ward 30", None),
    ],
)
def test_breaks_that_a_legend_says(says, breaks, tmp_path):
    key = [f"D 0800-1800 {says}"]
    found = made(tmp_path, [["Name", *DAYS], ["A Khan", *["D"] * 14]], key=key)
    assert week(found) and found.hospital.cells.shifts["D"].breaks == breaks


def test_a_list_of_numbered_codes_of_which_one_is_in_use(tmp_path):
    key = ["N1/N2/N3 = 2030-0900", "D 0900-1700"]
    found = made(tmp_path, [["Name", *DAYS], ["A Khan", "N1", "-", *["D"] * 12]], key=key)
    assert week(found)["A Khan"] == "N1 - D D D D D"
    assert {"N1", "N2", "N3"} <= set(found.hospital.cells.shifts)


def test_a_sheet_of_swaps_is_asked_about(tmp_path):
    rota = [["Name", *DAYS], ["A Khan", *["D"] * 14]]
    swaps = [["Date", "From", "To"], [DAYS[1], "A Khan", "B Lee"]]
    found = made(tmp_path, rota, swaps, titles=("Rota", "Swaps"))
    assert [f"{each}" for each in found.asked] == [
        "Swaps: no swap of this sheet is made in the rota"
    ]


@pytest.mark.parametrize(
    ("label", "name", "remark"),
    [
        ("Catrin Ellis 80%", "Catrin Ellis", "80%"),
        ("Emma W (maternity leave from 29/3)", "Emma W", "maternity leave from 29/3"),
        ("Dr Oke (LTFT)", "Dr Oke", "LTFT"),
        ("Dr Oke - 0.6 WTE", "Dr Oke", "0.6 WTE"),
        ("SHO (A)", "SHO (A)", ""),
        ("Reg 12", "Reg 12", ""),
    ],
)
def test_a_remark_in_a_name_cell_is_no_part_of_the_name(label, name, remark):
    assert name_and_remark(label) == (name, remark)


def test_remarks_beside_names_and_parts_of_names_are_asked_about(tmp_path):
    rota = [
        ["", *DAYS[:7]],
        ["Gwen Evans", *["D"] * 5, "", ""],
        ["Catrin Ellis 80%", *["D"] * 4, "", "", ""],
        ["Emma W (maternity leave from 29/3)", *["L"] * 4, "", "", ""],
    ]
    leave = [["Name", "From", "To"], ["Gwen", DAYS[0], DAYS[1]], ["Ellis", DAYS[3], DAYS[3]]]
    found = made(tmp_path, rota, leave)
    assert week(found) == {
        "Gwen Evans": "AL AL D D D - -",
        "Catrin Ellis": "D D D AL - - -",
        "Emma W": "L L L L - - -",
    }
    asked = "\n".join(map(str, found.asked))
    assert "'Catrin Ellis 80%' is taken as 'Catrin Ellis', 0.8 of full time" in asked
    assert "'Emma W (maternity leave from 29/3)' is taken as 'Emma W'" in asked
    assert "leave of 'Gwen' is taken as that of 'Gwen Evans': a part of it" in asked


def test_how_words_were_taken_is_told_in_the_order_of_the_cells(tmp_path):
    words = ["Annual leave", "Sick leave", "Study leave", "Maternity", "Compassionate", "Parental"]
    rota = [["", *DAYS[:7]], ["A One", *["D"] * 7], ["B Two", *["L"] * 7]]
    leave = [["", *DAYS[:7]], ["A One", *words, ""]]
    says = [note.says for note in made(tmp_path, rota, leave).assumed]
    told = [one.split("'")[1] for one in says if " is taken as " in one]
    assert told == words


def test_breaks_in_a_cell_beside_the_times_are_no_name(tmp_path):
    rota = [["", *DAYS[:7]], ["A One", *["D"] * 5, "", ""], ["B Two", *["L"] * 3, "", "N", "N", ""]]
    rota += [[], ["D", "08:00", "17:00", "30 min break"], ["L", "08:00", "20:30", "2 x 30"]]
    rota += [["N", "20:00", "08:30", "Night shift, 2 x 30 min"]]
    found = made(tmp_path, rota, key=[])
    assert "not read" not in found.summary()
    shifts = found.hospital.cells.shifts
    assert {code: (shift.name, shift.breaks) for code, shift in shifts.items()} == {
        "D": ("", (30,)),
        "L": ("", (30, 30)),
        "N": ("Night shift", (30, 30)),
    }
