"""Lists of duties, a row each, as rostering systems give them out."""

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

import sevenday as sd
from sevenday.files.spreadsheets import understand

DAYS = [date(2026, 10, 5) + timedelta(days=k) for k in range(7)]
HEADS = ["Date", "Staff", "Shift", "Start", "End"]


def listed(tmp_path, rows, hidden=()):
    """A workbook of one list, understood."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Export"
    for row in rows:
        sheet.append(row)
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    book.save(tmp_path / "book.xlsx")
    return understand(tmp_path / "book.xlsx")


def of_csv(tmp_path, text):
    (tmp_path / "list.csv").write_text(text)
    return understand(tmp_path / "list.csv")


def test_a_list_is_read_by_doctor_and_date_with_its_times(tmp_path):
    found = listed(
        tmp_path,
        [
            ["Duties of October"],
            [],
            ["Staff name", "Grade", "Date", "Shift", "Start time", "End time"],
            ["B Jones", "F1", DAYS[3], "N", "20:30", "09:00"],
            ["A Khan", "ST3", DAYS[0], "LD", time(8, 30), time(21)],
            ["A Khan", "ST3", DAYS[1], "Annual leave", None, None],
            [
                "B Jones",
                "F1",
                DAYS[4],
                "N",
                datetime(2026, 10, 9, 20, 30),
                datetime(2026, 10, 10, 9),
            ],
        ],
        hidden=(6,),
    )
    assert not found.faults
    assert found.duties == {
        "A Khan": {"2026-10-05": "LD", "2026-10-06": "AL"},
        "B Jones": {"2026-10-08": "N", "2026-10-09": "N"},
    }
    shifts = found.hospital.cells.shifts
    assert (shifts["LD"].start, shifts["LD"].end) == (510, 1260)
    assert (shifts["N"].start, shifts["N"].end) == (1230, 1980)
    told = found.summary()
    assert "4 rows, by doctor and date; off where none is; names of Staff name" in told
    assert "columns not read: Grade" in told
    assert "1 hidden row, read all the same: 6" in told and "Export!D5" in told
    assert sd.check(found.hospital, sd.contract("england-2016", on=DAYS[0])).lines


def test_times_without_a_shift_are_the_shift(tmp_path):
    rows = [["Doctor", "Date", "Start", "End"], ["A Khan", DAYS[0], "0900", "1700"]]
    found = listed(tmp_path, [*rows, ["A Khan", DAYS[2], "2030", "0900"]])
    assert found.duties["A Khan"] == {"2026-10-05": "09:00-17:00", "2026-10-07": "20:30-09:00"}


def test_a_shift_with_other_times_on_other_days_is_written_as_its_times(tmp_path):
    rows = [[DAYS[0], "A", "LD", "08:30", "21:00"], [DAYS[1], "A", "LD", "09:00", "21:30"]]
    found = listed(tmp_path, [HEADS, *rows, [DAYS[2], "A", "D", "09:00", "17:00"]])
    assert not found.faults
    assert list(found.duties["A"].values()) == ["08:30-21:00", "09:00-21:30", "D"]


def test_two_duties_of_a_date_are_joined_in_order_of_time(tmp_path):
    rows = [[DAYS[0], "A", "PM", "13:00", "17:00"], [DAYS[0], "A", "AM", "09:00", "13:00"]]
    found = listed(tmp_path, [HEADS, *rows, [DAYS[1], "A", "AM", "09:00", "13:00"]])
    assert found.duties["A"]["2026-10-05"] == "AM+PM" and not found.faults


@pytest.mark.parametrize("second", [("D", "09:00", "17:00"), ("L", "12:00", "20:00")])
def test_a_row_twice_and_duties_that_overlap_are_refused_at_their_cell(second, tmp_path):
    rows = [[DAYS[0], "A", "D", "09:00", "17:00"], [DAYS[1], "A", "D", "09:00", "17:00"]]
    found = listed(tmp_path, [HEADS, *rows, [DAYS[1], "A", *second]])
    (fault,) = found.faults
    assert fault.file == "Export!C3" and "overlap" in fault.what


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (("05/10/2026", "06/10/2026"), "day first: 05/10/2026 is Monday 5 October 2026"),
        (("10/05/2026", "10/14/2026"), "month first: 10/05/2026 is Monday 5 October 2026"),
        (("05/10/2026", "14/10/2026"), ""),
    ],
)
def test_dates_that_may_stand_either_way_are_asked_about(days, says, tmp_path):
    rows = "".join(f"A,{day},D,09:00,17:00\n" for day in days)
    found = of_csv(tmp_path, f"Name,Date,Shift,Start,End\n{rows}")
    assert found.duties["A"]["2026-10-05"] == "D"
    assert [each.says.removeprefix("dates are read ") for each in found.asked] == [says] * bool(
        says
    )


def test_first_and_family_names_apart_are_two_doctors_and_a_staff_number_is_no_name(tmp_path):
    heads = ["Staff Number", "Surname", "Forename", "Grade", *HEADS[:1], *HEADS[2:]]
    rows = [
        [7, "Smith", "Ann", "F1", DAYS[0], "D", "09:00", "17:00"],
        [8, "Smith", "Bob", "F1", DAYS[0], "D", "09:00", "17:00"],
        [7, "Smith", "Ann", "F1", DAYS[1], "D", "09:00", "17:00"],
    ]
    found = listed(tmp_path, [heads, *rows])
    assert set(found.duties) == {"Ann Smith", "Bob Smith"} and not found.faults
    assert "names of Forename and Surname; columns not read: Staff Number, Grade" in found.summary()
    heads = ["Staff No", "Authorised by", "Staff Name", *HEADS[:1], *HEADS[2:]]
    found = listed(tmp_path, [heads, *([1, "Lee", "Khan", d, "D", "09:00", "17:00"] for d in DAYS)])
    assert set(found.duties) == {"Khan"}


def test_leave_with_hours_beside_it_is_leave(tmp_path):
    rows = [[day, "A", "Annual Leave", "09:00", "17:00"] for day in DAYS[:2]]
    found = listed(tmp_path, [HEADS, *rows, [DAYS[2], "A", "D", "09:00", "17:00"]])
    assert not found.faults and list(found.duties["A"].values()) == ["AL", "AL", "D"]


@pytest.mark.parametrize("text", [False, True])
def test_a_start_and_an_end_with_their_dates_need_no_date_beside_them(text, tmp_path):
    def moment(day, hour):
        when = datetime(2026, 10, day, hour)
        return f"{when:%d/%m/%Y %H:%M}" if text else when

    rows = [["A", "N", moment(d, 20), moment(d + 1, 9)] for d in (12, 13, 14)]
    found = listed(tmp_path, [["Person", "Shift", "Start Date/Time", "End Date/Time"], *rows])
    assert not found.faults
    assert found.duties["A"] == dict.fromkeys(["2026-10-12", "2026-10-13", "2026-10-14"], "N")
    assert found.hospital.cells.shifts["N"].start == 20 * 60


def test_a_line_that_is_no_duty_or_a_date_without_its_year_is_no_list(tmp_path):
    for rows in (
        [HEADS, [DAYS[0], "A", None, None, None], [DAYS[1], "A", "D", "09:00", "17:00"]],
        [HEADS, ["5 Oct", "A", "D", "09:00", "17:00"], ["6 Oct", "A", "D", "09:00", "17:00"]],
    ):
        try:
            told = listed(tmp_path, rows).summary()
        except sd.InputError as error:
            told = f"{error}"
        assert "a list of duties" not in told


def test_a_list_of_leave_is_no_list_of_duties(tmp_path):
    rows = [
        ["Name", "Type", "From", "To"],
        ["A", "Annual", *(datetime(2026, 10, d) for d in (5, 9))],
    ]
    with pytest.raises(sd.InputError) as error:
        listed(tmp_path, rows)
    assert "no rota found here" in f"{error.value}" or "nothing" in f"{error.value}"


def test_a_column_of_breaks_is_read(tmp_path):
    heads = [*HEADS, "Unpaid break"]
    rows = [[d, "A", "D", "09:00", "17:00", 30] for d in DAYS[:2]]
    rows += [[d, "B", "L", "08:00", "20:30", "60"] for d in DAYS[:2]]
    rows += [[d, "C", "E", "07:00", "13:00", 0] for d in DAYS[:2]]
    rows += [[DAYS[k], "F", "X", "09:00", "16:00", 30 * k] for k in (0, 1)]
    found = listed(tmp_path, [heads, *rows])
    assert not found.faults
    shifts = found.hospital.cells.shifts
    assert {code: shift.breaks for code, shift in shifts.items()} == {
        "D": (30,),
        "L": (60,),
        "E": (),
        "X": None,
    }
    assert "breaks not the same in each row of X" in found.summary()
    assert "not read" not in found.summary()
