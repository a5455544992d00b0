"""Leave entitlements, days in lieu, and the old pay of section 2."""

from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.model import Doctor
from sevenday.pay.leave import days_in_lieu, leave_entitlement, leave_request_by
from sevenday.pay.protection_section_two import section_two

TERMS = sd.contract("england-2016", on="2021-09-01")
PSYCHIATRY = Path(__file__).parents[2] / "examples" / "psychiatry-2015"


def test_annual_and_study_leave():
    first = leave_entitlement(Doctor("A", grade="F1"), TERMS)
    assert (first.annual, first.public_holidays, first.study) == (27, 8, 15)
    assert leave_entitlement(Doctor("A", grade="ST5"), TERMS, 4.9).annual == 27
    senior = leave_entitlement(Doctor("A", grade="ST5"), TERMS, 5)
    assert (senior.annual, senior.study, senior.carried_over) == (32, 30, 5)
    part = leave_entitlement(Doctor("A", grade="ST5", wte=0.6), TERMS, 5, months=4)
    assert part.annual == pytest.approx(32 * 0.6 / 3)
    assert part.public_holidays == pytest.approx(1.6)


def test_leave_is_asked_for_six_weeks_ahead():
    assert leave_request_by(date(2021, 12, 13), TERMS) == date(2021, 11, 1)


@pytest.mark.parametrize("months", [0, 13])
def test_a_post_of_no_months_or_too_many_is_refused(months):
    with pytest.raises(sd.InputError, match="months"):
        leave_entitlement(Doctor("A", grade="F1"), TERMS, months=months)


def test_a_contract_without_leave_terms_says_so():
    with pytest.raises(sd.InputError, match="no leave"):
        leave_entitlement(Doctor("A", grade="F1"), sd.contract("newdeal-2002", on="2015-09-01"))


@pytest.mark.parametrize(
    ("cells", "earned"),
    [
        ("-,D,-", 1),  # Monday 30 August 2021 is a bank holiday
        ("-,ZD,-", 1),
        ("-,-,-", 0),
        ("-,AL,-", 0),
        ("N,-,-", 1),  # Sunday night into it
        ("E,-,-", 0),  # until midnight: not after 00:01
        ("-,-,D", 0),
        ("-,M,-", 1),
        ("-,L,-", 0),  # from 23:59 on: the window is over
    ],
)
def test_a_public_holiday_that_is_worked_gives_a_day(tmp_path, cells, earned):
    shifts = "code,start,end\nD,09:00,17:00\nN,20:30,09:00\nE,16:00,00:00\nM,23:58,07:00\n"
    shifts += "L,23:59,07:00\n"
    (tmp_path / "shifts.csv").write_text(shifts)
    days = "2021-08-29,2021-08-30,2021-08-31"
    (tmp_path / "rota.csv").write_text(f"doctor,{days}\nA,{cells}\n")
    found = days_in_lieu(sd.read(tmp_path), TERMS)
    assert (found.days, found.holidays) == ({"A": earned}, (date(2021, 8, 30),))


def test_section_two_is_the_old_scale_and_band_until_it_ends():
    hospital = sd.read(PSYCHIATRY)
    kept = section_two(hospital, sd.contract("england-2016", on="2020-01-01"))
    old = sd.price(hospital, sd.contract("newdeal-2002", on="2020-01-01"), "rota")
    assert kept.total == old.total
    assert {line.element for line in kept.doctors[0].lines} == {"basic", "band_supplement"}
    with pytest.raises(sd.InputError, match="protection ended"):
        section_two(hospital, sd.contract("england-2016", on="2026-08-05"))
    section_two(hospital, sd.contract("england-2016", on="2026-08-04"))


def test_section_two_never_pays_band_3(tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nX,08:00,23:00\n")
    (tmp_path / "doctors.csv").write_text("doctor,grade\nA,ST4\n")
    (tmp_path / "template.csv").write_text("week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n1,X,X,X,X,X,,\n")
    with pytest.raises(sd.InputError, match="band 3"):
        section_two(sd.read(tmp_path), sd.contract("england-2016", on="2020-01-01"))
