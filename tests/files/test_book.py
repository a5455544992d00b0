"""A hospital as one workbook: the same hospital as the folder, the same checks, cells named."""

from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

import sevenday as sd
from sevenday.files.write import file_texts
from tests.files.books import book
from tests.files.folders import DATES, DOCTORS, ROTA, SHIFTS, TEMPLATE, folder
from tests.files.hospitals import hospitals
from tests.files.same import plain


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(hospitals())
def test_a_random_hospital_goes_to_a_workbook_and_back(tmp_path_factory, hospital):
    path = book(tmp_path_factory.mktemp("book") / "h.xlsx", file_texts(hospital))
    assert plain(sd.read(path)) == plain(hospital)


def test_the_real_rota_as_a_workbook(pytestconfig, tmp_path):
    hospital = sd.read(pytestconfig.rootpath / "examples/psychiatry-2015")
    again = sd.read(book(tmp_path / "h.xlsx", file_texts(hospital)))
    assert plain(again) == plain(hospital) and again.notes == hospital.notes


def test_excels_own_dates_times_and_numbers(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "Shifts"
    made.active.append(["code", "start", "end", "tier"])
    made.active.append([1, time(9), time(17), 1])
    made.create_sheet("Rota").append(["doctor", datetime(2026, 9, 7), date(2026, 9, 8)])
    made["Rota"].append(["A", 1, "AL"])
    made.save(tmp_path / "h.xlsx")
    hospital = sd.read(tmp_path / "h.xlsx")
    assert hospital.shifts["1"].start == 540 and hospital.rota.first == date(2026, 9, 7)
    assert [hospital.cells.texts[c] for c in hospital.rota.codes[0]] == ["1", "AL"]


def faults(path):
    with pytest.raises(sd.InputError) as error:
        sd.read(path)
    return [str(fault) for fault in error.value.faults]


PLACES = {
    "an unknown code": ({"rota": f"doctor,{DATES}\nA,D,Q,D\n"}, "h.xlsx rota!C2"),
    "a doctor of no list": ({"doctors": "doctor\nA\n"}, "h.xlsx rota!A3"),
    "a time that is none": ({"shifts": SHIFTS + "E,9am,17:00\n"}, "h.xlsx shifts!B5"),
    "a share over 1": ({"doctors": "doctor,grade,wte\nA,F1,2\nB,F1,1\n"}, "h.xlsx doctors!C2"),
    "overlapping duties": ({"rota": f"doctor,{DATES}\nA,N,N,L\n"}, "h.xlsx rota!D2"),
    "a key that is none": ({"hospital": 'name = "x"\nnaem = "y"\n'}, "h.xlsx hospital!B3"),
    "a wrong setting": ({"hospital": "[settings]\npattern = 'half'\n"}, "h.xlsx hospital!B2"),
    "a week missing": ({"template": TEMPLATE.replace("\n2,", "\n3,")}, "h.xlsx template!A3"),
    "a request by nobody": (
        {"requests": "doctor,from,want\nZ,2026-09-07,off\n"},
        "h.xlsx requests!A2",
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_fault_names_its_cell(name, tmp_path):
    files, place = PLACES[name]
    path = folder(tmp_path, **({"doctors": DOCTORS} | files))
    texts = {file.name: file.read_text() for file in path.iterdir()}
    said = faults(book(tmp_path / "h.xlsx", texts))
    assert any(place in fault for fault in said), said
    assert not any(".csv" in fault or ".toml" in fault for fault in said)


def edited(path, edit):
    """A right workbook, edited."""
    made = openpyxl.load_workbook(book(path, {"shifts.csv": SHIFTS, "rota.csv": ROTA}))
    edit(made["rota"])
    made.save(path)
    return path


def test_a_formula_is_refused_with_its_cell(tmp_path):
    path = edited(tmp_path / "h.xlsx", lambda rota: rota.__setitem__("C2", "=B2"))
    assert any("rota!C2: a formula" in fault and "=B2" in fault for fault in faults(path))


def test_a_merged_cell_is_refused_with_its_range(tmp_path):
    path = edited(tmp_path / "h.xlsx", lambda rota: rota.merge_cells("B2:B3"))
    assert any("rota!B2:B3: a merged cell" in fault for fault in faults(path))


def test_a_workbook_of_no_hospital_says_what_to_do(tmp_path):
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    assert "sevenday import x.xlsx" in faults(tmp_path / "x.xlsx")[0]
