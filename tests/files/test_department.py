"""One department of twenty doctors in six shapes: every cell read right."""

from datetime import date, datetime, timedelta

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from sevenday.files.spreadsheets import understand
from tests.files.gallery import put

FIRST = date(2026, 10, 5)
WEEKS = [
    "N N N N - - -",
    "- - D D D - -",
    "L L - D D - -",
    "D D L L - - -",
    "D D D D L L L",
    "- - D D D - -",
    "- - D D N N N",
    "- - - D D - -",
    "D D D D D - -",
    "AL AL AL AL AL - -",
]
NAMES = [
    f"{given} {family}"
    for family in ("Ashdown", "Birkett", "Coyle", "Dewhurst")
    for given in ("Amara", "Bryn", "Chidi", "Deepa", "Elin")
]
SPAN = 56
DATES = [FIRST + timedelta(days=k) for k in range(SPAN)]
KEY = {"D": ("0900", "1700"), "L": ("0830", "2100"), "N": ("2030", "0900")}
COLOURS = {"D": "99CCFF", "L": "FFD700", "N": "333399", "AL": "92D050"}


def line(k):
    """The cells of the doctor in a place of the list."""
    return [WEEKS[(k + n // 7) % 10].split()[n % 7] for n in range(SPAN)]


ROTA = {name: line(k) for k, name in enumerate(NAMES)}


def shown(cells):
    return ["" if cell == "-" else cell for cell in cells]


def key(sheet, row, column=1):
    put(sheet, row, column, [[f"{code} {a}-{b}"] for code, (a, b) in KEY.items()])


def weeks_commencing(book):
    sheet = book.active
    weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    for week in range(8):
        top = 1 + 24 * week
        sheet.cell(top, 1, f"w/c {DATES[7 * week]:%d/%m/%Y}")
        put(sheet, top + 1, 2, [weekdays])
        rows = [[name, *shown(cells[7 * week : 7 * week + 7])] for name, cells in ROTA.items()]
        put(sheet, top + 2, 1, rows)
    key(sheet, 200)


def dates_down(book):
    sheet = book.active
    sheet["A1"] = "Medicine, October and November 2026"
    rows = [["Date", "Day", *NAMES]]
    for n, day in enumerate(DATES):
        its = [datetime(day.year, day.month, day.day), f"{day:%a}"]
        rows.append([*its, *shown(cells[n] for cells in ROTA.values())])
    put(sheet, 3, 1, rows)
    key(sheet, 3, 25)


def months(book):
    for title, month in (("October 2026", 10), ("November 2026", 11)):
        sheet = book.create_sheet(title)
        its = [n for n, day in enumerate(DATES) if day.month == month]
        put(sheet, 1, 1, [["Name", "Grade", *(DATES[n].day for n in its), "Total"]])
        for row, (name, cells) in enumerate(ROTA.items(), 2):
            full = [c for n in its if (c := cells[n]) not in ("-", "AL")]
            put(sheet, row, 1, [[name, "ST3", *shown(cells[n] for n in its), len(full)]])
        put(sheet, 22, 1, [["On nights", "", *(2 for _ in its)]])
        put(sheet, 23, 1, [["Minimum staffing", "", *(5 for _ in its)]])
        for row in (4, 5, 6, 20):
            sheet.row_dimensions[row].hidden = True
        key(sheet, 26)
    book.remove(book.active)


def colours(book):
    sheet = book.active
    put(sheet, 1, 1, [["Name", *DATES]])
    for row, (name, cells) in enumerate(ROTA.items(), 2):
        sheet.cell(row, 1, name)
        for column, code in enumerate(cells, 2):
            if code in COLOURS:
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=COLOURS[code])
    words = {"D": "Normal day 0900-1700", "L": "Long day: 0830 - 2100", "N": "Night 20:30-09:00"}
    for row, (code, colour) in enumerate(COLOURS.items(), 25):
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=colour)
        sheet.cell(row, 3, words.get(code, "Annual leave"))


def slots(book):
    sheet = book.active
    sheet["A1"] = "Rolling rota"
    put(sheet, 3, 1, [["Slot", "Doctor", "WTE", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]])
    row = 4
    for slot, week in enumerate(WEEKS, 1):
        cells = shown(cell if cell != "AL" else "D" for cell in week.split())
        for name in NAMES[slot - 1 :: 10]:
            put(sheet, row, 1, [[slot, name, 1, *cells]])
            row += 1
    key(sheet, row + 3)


def roles(book):
    sheet = book.active
    sheet["A1"] = "Medical on-call rota"
    heads = ["Day 0900-1700", "Long day (0830-2100)", "Night 2030-0900", "Annual leave"]
    rows = [["Date", "", *heads, "Comments"]]
    for n, day in enumerate(DATES):
        places = [
            " / ".join(name for name, cells in ROTA.items() if cells[n] == code) for code in COLOURS
        ]
        note = "consultant away" if n == 9 else ""
        rows.append([datetime(day.year, day.month, day.day), f"{day:%a}", *places, note])
    put(sheet, 3, 1, rows)


def read(make, tmp_path):
    book = openpyxl.Workbook()
    make(book)
    book.save(tmp_path / "book.xlsx")
    found = understand(tmp_path / "book.xlsx")
    assert found.hospital and not found.asked, found.summary()
    return found


@pytest.mark.parametrize(
    "make, words",
    [
        (weeks_commencing, {}),
        (dates_down, {}),
        (months, {}),
        (colours, {"D": "Normal day", "L": "Long day", "N": "Night"}),
        (roles, {"D": "Day", "L": "Long day", "N": "Night"}),
    ],
)
def test_a_shape_of_the_department(make, words, tmp_path):
    found = read(make, tmp_path)
    rota, texts = found.hospital.rota, found.hospital.cells.texts
    assert (rota.first, rota.days) == (FIRST, SPAN)
    its = {
        name: [texts[code] or "-" for code in cells]
        for name, cells in zip(rota.doctors, rota.codes.tolist(), strict=True)
    }
    assert its == {name: [words.get(c, c) for c in cells] for name, cells in ROTA.items()}
    times = {code: (s.start, s.end - s.start) for code, s in found.hospital.shifts.items()}
    assert times == {
        words.get("D", "D"): (540, 480),
        words.get("L", "L"): (510, 750),
        words.get("N", "N"): (1230, 750),
    }


def test_the_hidden_rows_and_totals_of_the_months_are_said(tmp_path):
    found = read(months, tmp_path)
    said = found.summary()
    assert said.count("4 hidden rows, read all the same: 4-6, 20") == 2
    assert found.left_out["row of no doctor"] == 2 and found.left_out["row of counts"] == 2
    assert {doctor.grade for doctor in found.hospital.doctors} == {"ST3"}


def test_the_slots_of_the_department(tmp_path):
    hospital = read(slots, tmp_path).hospital
    (template,) = hospital.templates.values()
    texts = hospital.cells.texts
    weeks = [" ".join(texts[c] or "-" for c in week) for week in template.codes.tolist()]
    assert weeks == [week.replace("AL", "D") for week in WEEKS]
    assert {d.name: d.start_week for d in hospital.doctors} == {
        name: k % 10 + 1 for k, name in enumerate(NAMES)
    }
