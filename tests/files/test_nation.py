"""nation in hospital.toml: whose bank holidays are no working days; what is not known is said."""

from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.write import write
from sevenday.limits import Checker
from sevenday.walkout.load import nation_of

FILES = {
    "cover.csv": "service,shift,days,min,ideal,max,tier,competence,rank\n,D,working,1,1,1,,,1\n",
    "doctors.csv": "doctor,grade\nA,ST3\nB,ST3\n",
    "shifts.csv": "code,name,start,end,breaks\nD,Day,09:00,17:00,30\n",
}
TOML = 'name = "Ward"\ncontract = "{}"\nstarts = 2027-01-04\nweeks = 1\n{}'


def folder(path: Path, contract: str, more: str = "") -> Path:
    for name, text in FILES.items():
        (path / name).write_text(text)
    (path / "hospital.toml").write_text(TOML.format(contract, more))
    return path


@pytest.mark.parametrize(
    ("contract", "more", "day", "works"),
    [
        ("scotland", "", date(2027, 1, 4), False),  # the substitute of Saturday 2 January
        ("england-2016", "", date(2027, 1, 4), True),
        ("england-2016", 'nation = "scotland"', date(2027, 1, 4), False),
        ("newdeal-2002", 'nation = "scotland"', date(2026, 11, 30), False),
        ("scotland", 'nation = "england"', date(2027, 1, 4), True),
        ("scotland", "", date(2027, 3, 29), True),  # Easter Monday
        ("wales-2026", "", date(2027, 3, 29), False),
        ("newdeal-2002", 'nation = "northern-ireland"', date(2026, 7, 13), False),
        ("newdeal-2002", 'nation = "northern-ireland"', date(2027, 3, 17), False),
        ("acgme", "", date(2026, 12, 25), True),  # holidays of another country are not known
    ],
)
def test_working_days_go_by_the_nation(tmp_path, contract, more, day, works):
    hospital = sd.read(folder(tmp_path, contract, more))
    nation = sd.contract(contract, on="2026-11-30").contract.nation
    (need,) = hospital.in_nation(nation).cover
    assert need.holds_on(day) is works


def test_a_rota_leaves_a_scottish_holiday_empty(tmp_path):
    hospital = sd.read(folder(tmp_path, "scotland"))
    made = sd.build(hospital, sd.contract("scotland", on="2027-01-04"), seconds=5, steps=1)
    on_duty = (made.hospital.rota.codes > 0).sum(axis=0)
    assert on_duty.tolist() == [0, 1, 1, 1, 1, 0, 0]


def test_out_of_hours_goes_by_the_nation(tmp_path):
    path = folder(tmp_path, "newdeal-2002")
    days = ",".join(f"2027-01-{d:02}" for d in range(4, 11))
    (path / "rota.csv").write_text(f"doctor,{days}\nA,D,D,D,D,D,,\nB,,,,,,,\n")
    terms = sd.contract("newdeal-2002", on="2027-01-04")
    shares = {}
    for nation in ("england", "scotland"):
        (path / "hospital.toml").write_text(TOML.format("newdeal-2002", f'nation = "{nation}"'))
        lines = Checker(sd.read(path), terms).check("rota").lines
        shares[nation] = next(line.out_of_hours for line in lines if line.doctor == "A")
    assert shares == {"england": 0, "scotland": pytest.approx(0.2)}


def test_a_nation_that_is_none_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(sd.InputError) as refused:
        sd.read(folder(tmp_path, "scotland", 'nation = "Albion"'))
    said = str(refused.value)
    assert "hospital.toml" in said and "nation" in said and "Albion" in said
    assert "northern-ireland" in said


def test_holidays_that_are_not_known_are_said(tmp_path):
    hospital = sd.read(folder(tmp_path, "acgme"))
    terms = sd.contract("acgme", on="2027-01-04")
    notes = Checker(hospital, terms).hospital.notes
    assert any("not known here" in note for note in notes)
    assert not any("not known here" in note for note in hospital.notes)


def test_the_nation_is_written_and_read_again(tmp_path):
    (tmp_path / "a").mkdir()
    hospital = sd.read(folder(tmp_path / "a", "newdeal-2002", 'nation = "wales"'))
    write(hospital, tmp_path / "b")
    assert sd.read(tmp_path / "b").nation == "wales"


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("", None),
        ('contract = "wales-2026"', "wales"),
        ('contract = "scotland"', "scotland"),
        ('contract = "acgme"', "other"),
        ('contract = "wales-2026"\nnation = "england"', "england"),
        ('nation = "northern-ireland"', "northern-ireland"),
    ],
)
def test_the_nation_of_a_walkouts_folder(tmp_path, text, nation):
    (tmp_path / "hospital.toml").write_text(text)
    assert nation_of(tmp_path) == nation


def test_a_folder_without_hospital_toml_names_no_nation(tmp_path):
    assert nation_of(tmp_path) is None
