"""A hospital written is the hospital read."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.files.write import file_texts, toml
from tests.files.folders import DOCTORS, ROTA, SHIFTS, folder
from tests.files.hospitals import hospitals
from tests.files.same import plain


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(hospitals())
def test_a_random_hospital_goes_out_and_comes_in(tmp_path_factory, hospital):
    path = sd.write(hospital, tmp_path_factory.mktemp("hospital") / "new")
    again = sd.read(path)
    assert plain(again) == plain(hospital)
    assert file_texts(again) == file_texts(hospital)


def test_the_real_rota_goes_out_and_comes_in(pytestconfig, tmp_path):
    hospital = sd.read(pytestconfig.rootpath / "examples/psychiatry-2015")
    again = sd.read(sd.write(hospital, tmp_path / "new"))
    assert plain(again) == plain(hospital) and again.notes == hospital.notes


def test_a_pinned_day_off_stays_pinned(tmp_path):
    (tmp_path / "in").mkdir()
    rota = folder(tmp_path / "in", pins="doctor,2026-09-07,2026-09-08\nA,-,\nB,,N\n")
    hospital = sd.read(rota)
    again = sd.read(sd.write(hospital, tmp_path / "out"))
    assert again.pins.codes.tolist() == hospital.pins.codes.tolist()
    assert again.pins.codes[0].tolist() == [0, -1]


def test_nothing_is_overwritten(tmp_path):
    hospital = sd.read(folder(tmp_path, shifts=SHIFTS, rota=ROTA, doctors=DOCTORS))
    with pytest.raises(sd.InputError, match="not empty"):
        sd.write(hospital, tmp_path)
    with pytest.raises(sd.InputError, match="not empty"):
        sd.write(hospital, tmp_path / "rota.csv")
    assert (tmp_path / "rota.csv").read_text() == ROTA


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_name_of_two_lines_goes_out_and_comes_in_from_any_system(tmp_path, end):
    text = f'code,name,start,end{end}D,"Day{end}ward",09:00,17:00{end}L,,08:30,21:00{end}'
    text += f"N,,20:30,09:00{end}"
    (tmp_path / "in").mkdir()
    hospital = sd.read(folder(tmp_path / "in", shifts=text.encode()))
    assert hospital.shifts["D"].name == "Day\nward"
    assert plain(sd.read(sd.write(hospital, tmp_path / "out"))) == plain(hospital)


def test_doctors_who_are_only_names_need_no_file(tmp_path):
    assert set(file_texts(sd.read(folder(tmp_path)))) == {"shifts.csv", "rota.csv"}


TOML = st.recursive(
    st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.dates()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=200)
@given(TOML)
def test_toml_out_is_toml_in(value):
    import tomllib

    assert tomllib.loads(f"value = {toml(value)}")["value"] == value


def test_toml_keeps_a_date():
    assert toml(date(2026, 9, 7)) == "2026-09-07"
