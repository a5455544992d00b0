"""The New Deal's pay: scale, less than full time, supplement; and the floor that protects it."""

from dataclasses import replace

import numpy as np
import pytest

import sevenday as sd
from sevenday.model import Doctor
from sevenday.pay.models.banding import BandedPay, ltft_fraction, scale_point

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
