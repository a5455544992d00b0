"""Names in a folder: equal ones are one doctor, said; alike ones are asked about, not split."""

import unicodedata

import pytest

import sevenday as sd
from sevenday.model.names import alike, how_alike, name_key, nearest

SHIFTS = "code,start,end\nD,09:00,17:00\nN,20:30,08:30\n"
EQUAL = [
    ("J. Smith", "J Smith"),
    ("A Khan", "A. KHAN"),
    (unicodedata.normalize("NFC", "Zoë"), unicodedata.normalize("NFD", "Zoë")),
    ("O'Neill", "O’Neill"),
    ("Dr O`Neill", "oneill"),
    ("Prof. Dr J Smith", "J.Smith"),
    ("Smith\u00a0 J", "Smith J"),
    ("Lloyd‐Jones", "Lloyd–Jones"),
    ("Ａnn Lee", "Ann Lee"),
    ("Dr 01", "01"),
]
ALIKE = {
    ("Zoe", "Zoë"): "by an accent",
    ("J Smith", "John Smith"): "by an initial",
    ("J Smith", "J A Smith"): "by an initial",
    ("Smith", "J Smith"): "by an initial",
    ("Smith J", "John Smith"): "by an initial",
    ("Smith, John", "John Smith"): "by their order",
    ("Mohammed Ali", "Mohamed Ali"): "by a letter",
    ("Jonh Smith", "John Smith"): "by a letter",
    ("Ann Lee", "Anne Lee"): "by a letter",
    ("Smyth", "Smith"): "by a letter",
}
APART = [
    ("A Khan", "B Khan"),
    ("Dr A", "Dr B"),
    ("SpR 1", "SpR 2"),
    ("SHO1", "SHO2"),
    ("RegA", "RegB"),
    ("Ann", "Dan"),
    ("Jane Smith", "John Smith"),
    ("Sixty", "Eighty"),
    ("Marie", "Mariana"),
]


@pytest.mark.parametrize("one, other", EQUAL)
def test_equal_names(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("pair, how", ALIKE.items())
def test_alike_names(pair, how):
    assert name_key(pair[0]) != name_key(pair[1])
    assert how_alike(*pair) == how_alike(*pair[::-1]) == how
    assert list(alike(pair)) == [(*pair, how)]


@pytest.mark.parametrize("one, other", APART)
def test_names_of_two_people(one, other):
    assert name_key(one) != name_key(other) and not how_alike(one, other)
    assert not list(alike((one, other)))


def test_the_nearest_of_the_known_names():
    assert nearest("J Smith", ["John Smith", "A Khan"]) == "John Smith"
    assert nearest("J Smith", ["John Smith", "Jack Smith"]) == ""


def folder(tmp_path, **files):
    for name, text in {"shifts": SHIFTS, **files}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


WEEK = ",".join(f"2027-01-0{k}" for k in range(4, 9))


def test_two_half_lines_of_one_name_are_one_line(tmp_path):
    rota = f"doctor,{WEEK}\nZo\u00eb,N,N,,,\nBen,D,D,D,D,D\nZoe\u0308,,,N,N,\n"
    hospital = sd.read(folder(tmp_path, rota=rota))
    assert hospital.rota.doctors == ("Zo\u00eb", "Ben")
    texts = hospital.cells.texts
    assert [texts[c] for c in hospital.rota.codes[0]] == ["N", "N", "N", "N", ""]
    assert any("stored in two ways that look the same" in note for note in hospital.notes)


def test_two_duties_of_one_name_on_one_date_are_refused(tmp_path):
    rota = f"doctor,{WEEK}\nJ Smith,D,D,D,,\nJ. Smith,,,D,D,\n"
    with pytest.raises(sd.InputError, match=r"rota.csv row 3.*doctor twice on 2027-01-06"):
        sd.read(folder(tmp_path, rota=rota))


def test_names_go_by_doctors_csv_in_rota_history_pins_and_requests(tmp_path):
    hospital = sd.read(
        folder(
            tmp_path,
            doctors="doctor,grade\nJ. Smith,ST3\nO'Neill,F1\n",
            rota=f"doctor,{WEEK}\nj smith,D,D,,,\nDr O’Neill,,,D,D,D\n",
            history="doctor,2027-01-03\nJ SMITH,\n",
            pins=f"doctor,{WEEK}\nONeill,,,D,,\n",
            requests="doctor,from,want\nJ Smith,2027-01-08,off\n",
        )
    )
    assert [d.name for d in hospital.doctors] == ["J. Smith", "O'Neill"]
    assert hospital.rota.doctors == hospital.pins.doctors == ("J. Smith", "O'Neill")
    assert hospital.requests[0].doctor == "J. Smith"


def test_a_name_that_is_nearly_known_is_named(tmp_path):
    files = {"doctors": "doctor\nJohn Smith\n", "rota": f"doctor,{WEEK}\nJ Smith,D,,,,\n"}
    with pytest.raises(sd.InputError, match=r"a doctor of doctors.csv; 'John Smith'?"):
        sd.read(folder(tmp_path, **files))


def test_alike_names_that_never_meet_are_asked_about_until_both_are_listed(tmp_path):
    rota = f"doctor,{WEEK}\nZoe Able,N,N,,,\nZoë Able,,,N,N,\n"
    with pytest.raises(sd.InputError, match="'Zoe Able' and 'Zoë Able' differ by an accent"):
        sd.read(folder(tmp_path, rota=rota))
    folder(tmp_path, doctors="doctor\nZoe Able\nZoë Able\n")
    assert len(sd.read(tmp_path).rota.doctors) == 2


def test_alike_names_that_work_together_are_two_doctors(tmp_path):
    rota = f"doctor,{WEEK}\nJane Smith,D,D,,,\nJune Smith,,D,D,,\n"
    assert len(sd.read(folder(tmp_path, rota=rota)).rota.doctors) == 2


def test_one_name_twice_in_doctors_csv_is_refused(tmp_path):
    files = {"doctors": "doctor\nJ. Smith\nJ Smith\n", "rota": f"doctor,{WEEK}\nJ Smith,D,,,,\n"}
    with pytest.raises(sd.InputError, match="doctor twice: row 2 has them too"):
        sd.read(folder(tmp_path, **files))
