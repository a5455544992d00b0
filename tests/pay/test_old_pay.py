"""The New Deal's pay: scale, less than full time, supplement; and the floor that protects it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.model import Doctor
from sevenday.pay.arrays import pay_arrays
from sevenday.pay.models.banding import BandedPay, ltft_fraction, scale_point
from tests.pay.conftest import SHIFTS

YEAR = sd.contract("newdeal-2002", on="2015-08-05")
R8 = "DDDDLLL ..DDD.. DDDDD.. NNNN... DDDDD.. DDDDNNN ..DDD.. DDDDD.."


@pytest.mark.parametrize(
    ("grade", "point", "basic"),
    [
        ("F1", None, 22636),
        ("F2", 2, 31748),
        ("CT1", None, 30002),
        ("ST1", None, 30002),
        ("CT2", None, 31838),
        ("ST3", None, 34402),
        ("ST4", None, 35952),
        ("ST8", None, 43434),
        ("ST4", 9, 47175),
        ("ST4", 0, 30002),
    ],
)
def test_a_place_on_the_scale_is_of_the_grade_or_as_said(grade, point, basic):
    assert scale_point(Doctor("A", grade=grade, point=point), YEAR)[2] == basic


def test_a_point_that_is_not_known_is_said():
    with pytest.raises(sd.InputError) as error:
        scale_point(Doctor("A", grade="F1", point=3), YEAR)
    (fault,) = error.value.faults
    assert (fault.file, fault.column, fault.found) == ("doctors.csv", "point", "3")
    assert "0 (the minimum) to 2" in fault.expected


@pytest.mark.parametrize(
    ("hours", "share"),
    [
        (12, 0.5),
        (20, 0.5),
        (23.99, 0.5),
        (24, 0.6),
        (28, 0.7),
        (32, 0.8),
        (36, 0.9),
        (39.99, 0.9),
        (40, 1.0),
        (47, 1.0),
    ],
)
def test_part_time_share_of_basic_by_average_hours(hours, share):
    assert ltft_fraction(hours, YEAR)[1] == share


@pytest.mark.parametrize(
    ("grade", "band", "supplement"),
    [
        ("F1", "none", 1131.80),
        ("F2", "none", 0),
        ("F1", "1C", 4527.20),
        ("F1", "1B", 9054.40),
        ("F1", "1A", 11318),
        ("F1", "2B", 11318),
        ("F1", "2A", 18108.80),
        ("F1", "3", 22636),
    ],
)
def test_supplement_by_band(grade, band, supplement):
    pay = BandedPay(YEAR).banded((Doctor("A", grade=grade),), np.array([45.0]), [band])
    assert pay.by_end["value"]["band_supplement"][0] == pytest.approx(supplement)
    assert [item.element for item in pay.working(0)] == ["basic", "band_supplement"]


def test_price_takes_the_band_from_the_limits_and_adds_london(ward, slip):
    amounts = slip(sd.price(ward((Doctor("A", grade="F1", london="zone"), R8)), YEAR))
    assert amounts == {"basic": 22636, "band_supplement": 11318, "london_weighting": 2162}


LTFT = ((36, 0.9), (32, 0.8), (28, 0.7), (24, 0.6), (0, 0.5))
"""Hours a week, and the share of basic that they earn (F9 to F5)."""
SUPPLEMENTS = {"1A": 0.5, "1B": 0.4, "1C": 0.2, "2A": 0.8, "2B": 0.5, "3": 1.0, "none": 0.0}
OF_BASIC = {"FA": 0.5, "FB": 0.4, "FC": 0.2}
BASICS = {"F1": 22636, "F2": 28076, "ST3": 34402}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(BASICS)),
    st.sampled_from((0.5, 0.7, 1.0)),
    st.integers(1, 5).flatmap(lambda n: st.text("DDLNTC...", min_size=7 * n, max_size=7 * n)),
)
def test_arrays_and_a_plain_reading_agree(ward, grade, wte, line):
    """The pay of a banded line, by hand: the scale, the share of it, and what the band adds."""
    hospital = ward((Doctor("A", grade=grade, wte=wte), line))
    (checked,) = sd.check(hospital, YEAR).lines
    hours = (
        sum(
            next(s.work if s.on_call else s.minutes for s in SHIFTS if s.code == c)
            for c in line
            if c != "."
        )
        / 60
        / (len(line) / 7)
    )
    share = 1.0
    if wte < 1 and hours < 40:
        share = next(s for least, s in LTFT if hours >= least)
    basic = round(BASICS[grade] * share, 2)
    extra = (SUPPLEMENTS | OF_BASIC)[checked.band]
    if checked.band == "none" and grade == "F1":
        extra = 0.05
    found = pay_arrays(hospital, YEAR)
    assert found.average_hours[0] == pytest.approx(hours)
    assert found.amounts["value"]["basic"][0] == pytest.approx(basic, abs=0.005)
    assert found.amounts["value"]["band_supplement"][0] == pytest.approx(basic * extra, abs=0.011)
    (slip,) = sd.price(hospital, YEAR).doctors
    assert slip.total == found.total()[0]


def test_part_time_rounds_up_twice_in_a_circular(ward, slip):
    hospital = ward((Doctor("A", grade="F1", wte=0.7), "DDL.... DDL...."))
    assert slip(sd.price(hospital, YEAR, rounding="circular")) == {
        "basic": 15846,
        "band_supplement": 6339,
    }
    assert slip(sd.price(hospital, YEAR)) == {"basic": 15845.2, "band_supplement": 6338.08}


def test_a_date_before_any_pay_is_said(ward):
    with pytest.raises(sd.InputError, match="2008-04-01"):
        sd.price(ward((Doctor("A", grade="F1"), R8)), sd.contract("newdeal-2002", on="2005-01-01"))


PROTECTED = Doctor("A", grade="F1", protected_band="2A")


def test_protection_is_the_old_basic_and_the_band_at_its_value_of_october_2015(ward, slip):
    result = sd.price(ward((PROTECTED, R8)), sd.contract("england-2016", on="2016-12-07"))
    assert result.total == pytest.approx(22862 + 0.8 * 22636)
    assert slip(result)["protection"] == pytest.approx(22862 + 0.8 * 22636 - 34038.85)


def test_a_doctor_of_less_than_full_time_is_protected_by_their_share(ward, slip):
    half = replace(PROTECTED, wte=0.5)
    terms = sd.contract("england-2016", on="2016-12-07")
    result = slip(sd.price(ward((half, "DD.....")), terms))
    new = 26350 / 40 * 16
    assert result == {
        "basic": new,
        "protection": pytest.approx((22862 + 0.8 * 22636) / 2 - new, abs=0.005),
    }


@pytest.mark.parametrize(
    ("on", "known", "protected"),
    [
        ("2022-08-31", "2018-01-01", True),
        ("2022-09-01", "2018-01-01", False),
        ("2023-02-01", None, True),
        ("2026-01-01", "2022-01-01", False),
        ("2026-08-04", None, False),
    ],
)
def test_protection_ends_when_it_was_known_to_end(ward, slip, on, known, protected):
    # on the last day of all the new pay is over the floor
    terms = sd.contract("england-2016", on=on, known=known)
    assert ("protection" in slip(sd.price(ward((PROTECTED, R8)), terms))) is protected
