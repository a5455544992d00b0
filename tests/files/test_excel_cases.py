"""Workbooks of tests/cases/excel: what each means, or why it is refused."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.spreadsheets import understand

CASES = Path(__file__).parents[1] / "cases" / "excel"


def read(name):
    return understand(CASES / f"{name}.xlsx")


def lines(found):
    """Each doctor's cells of the rota, "-" for a blank one."""
    assert found.hospital, found.summary()
    rota, texts = found.hospital.rota, found.hospital.cells.texts
    return {
        name: " ".join(texts[code] or "-" for code in row)
        for name, row in zip(rota.doctors, rota.codes.tolist(), strict=True)
    }


FORTNIGHT = "D D D D D - - D D D D L - -"


def test_one_name_composed_in_two_ways_is_one_doctor_who_breaks_the_limits():
    rules = {}
    for name in ("same-nights", "accent-nights"):
        found = read(f"name-variants/{name}")
        week = "D D D D D - -"
        assert list(lines(found).values()) == ["- - - - N N N N N N - - - -", f"{week} {week}"]
        terms = sd.contract("england-2016", on="2027-01-04")
        rules[name] = {breach.rule for breach in sd.check(found.hospital, terms).breaches}
    assert rules["same-nights"] == rules["accent-nights"]
    assert {"hours.consecutive_nights", "hours.consecutive_long"} <= rules["accent-nights"]
    assert "one doctor, the letters stored in two ways" in found.summary()


def test_spellings_of_one_name_are_one_doctor():
    found = read("messy/spelling")
    assert list(lines(found)) == ["J. Smith", "A Khan"] and not found.asked
    assert "'A. KHAN' is taken as 'A Khan': one doctor, written in two ways" in found.summary()


def test_rows_that_are_no_doctors():
    found = read("messy/norows")
    assert lines(found) == {"J. Smith": FORTNIGHT, "A Khan": FORTNIGHT}
    assert found.left_out["row of no doctor"] == 4


@pytest.mark.parametrize("name, days", [("leavesheet", (26, 27, 28)), ("leavegrid", (25, 26))])
def test_leave_on_a_second_sheet_is_in_the_rota(name, days):
    found = read(f"messy/{name}")
    khan = FORTNIGHT.split()
    for day in days:
        khan[day - 24] = "AL"
    assert lines(found) == {"J. Smith": FORTNIGHT, "A Khan": " ".join(khan)}
    assert f"{len(days)} days" in found.grids[-1].says


def test_slots_are_a_template_with_its_doctors():
    hospital = read("messy/slots").hospital
    assert [(d.name, d.start_week) for d in hospital.doctors] == [
        ("Dr A", 1),
        ("Dr B", 2),
        ("Dr C", 3),
        ("Dr D", 4),
    ]
    assert weeks(hospital)[0] == "D D D D L L L" and weeks(hospital)[3] == "N N N N - - -"


def weeks(hospital):
    (template,) = hospital.templates.values()
    texts = hospital.cells.texts
    return [" ".join(texts[code] or "-" for code in week) for week in template.codes.tolist()]


def test_weeks_that_begin_on_a_sunday():
    found = read("messy/sunday")
    assert weeks(found.hospital) == ["D D D D D - L", "D D D D L L N", "N N N - - - -"]
    assert "weeks from Sunday" in found.summary()


def test_two_columns_a_date_are_joined_duties():
    found = read("messy/ampm")
    assert set(lines(found).values()) == {"W+C W+C W+C W+C W+C - -"}
    assert "2 cells a date" in found.summary()


def test_a_share_of_full_time():
    found = read("messy/wte")
    assert [(d.name, d.wte) for d in found.hospital.doctors] == [("J. Smith", 0.6), ("A Khan", 1)]


def test_a_remark_is_told_apart_from_its_code():
    found = read("messy/remarks")
    said = found.summary()
    assert "'D (teaching)' is taken as D" in said and "'D - clinic' is taken as D" in said
    assert {fault.file for fault in found.faults} == {"Rota!E2", "Rota!F2"}
    assert all("AL/2" in fault.expected for fault in found.faults)


def test_a_leave_colour_over_a_code_is_leave():
    found = read("messy/alcolour")
    assert lines(found)["J. Smith"] == "AL" + FORTNIGHT[1:]
    assert "1 code in the colour of 'Annual leave' (Rota!B2 'D'): taken as AL" in found.summary()


def test_totals_are_one_note():
    found = read("messy/totals")
    assert lines(found)["A Khan"] == "D D D D N - - D D D D D - -"
    assert [said.where for said in found.ignored] == ["Rota!P1:P3"]


def test_a_hidden_column_is_named():
    found = read("messy/hiddencol")
    assert lines(found)["J. Smith"].split()[5] == "N"
    assert "1 hidden column, read all the same: G" in found.summary()


def test_hidden_rows_are_counted():
    found = read("hidden-rows/rota")
    assert len(lines(found)) == 15
    assert "13 hidden rows, read all the same: 2-14" in found.summary()


def test_dates_day_first():
    found = read("messy/ddmm")
    assert found.hospital.rota.first == date(2026, 9, 1)
    assert found.hospital.rota.last - found.hospital.rota.first == timedelta(days=6)


def test_an_old_sheet_is_not_taken_by_silence():
    found = read("messy/old")
    assert lines(found)["J. Smith"] == FORTNIGHT
    assert "OLD do not use: not in use, by its name: left out" in found.summary()
    assert found.left_out["sheet not in use"] == 1
    other = understand(CASES / "messy" / "old.xlsx", sheet="OLD do not use")
    assert lines(other)["J. Smith"].startswith("N")


@pytest.mark.parametrize("name", ["apart", "colon", "one-word", "two-words"])
def test_a_key_of_colours_in_four_ways_gives_the_same_duties(name):
    found = read(f"colour-key/{name}")
    said = [s.says for s in found.assumed if "blank cells" in s.says]
    assert len(said) == 2 and said[0].startswith("20 ") and said[1].startswith("10 ")
    duties = [cell for line in found.duties.values() for cell in line.values() if cell != "N"]
    assert len(duties) == 30 and len(set(duties)) == 2
    # each book has a night that ends at 08:30 before a coloured day from 08:00
    assert found.faults and all("overlapping duties" in fault.what for fault in found.faults)


def test_dates_again_at_the_foot_are_a_heading():
    found = read("foot-dates/rota")
    assert list(lines(found)) == ["Dr One", "Dr Two"]
    assert "the dates again: taken as a heading" in found.summary()
