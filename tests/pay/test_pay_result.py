"""What pricing gives back, the pennies, and the estimates beside it."""

import json
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sevenday as sd
from sevenday.model import Doctor
from sevenday.pay import gp_practice, oncall_estimate, uplift
from sevenday.pay.rounding import penny, pounds_up, to_the_penny, to_the_pound
from tests.pay.conftest import R8

DEAL = sd.contract("england-2016", on="2026-09-01")


@pytest.fixture
def result(ward):
    first = Doctor("A", grade="F1", template="one")
    return sd.price(ward((first, R8), (Doctor("B", grade="F2", template="two"), "DDDDD..")), DEAL)


def test_json_is_as_the_forms_say(result):
    data = json.loads(result.to_json())
    assert (data["contract"], data["on"]) == ("england-2016", "2026-09-01")
    slip = data["doctors"][0]
    assert list(slip) == ["doctor", "grade", "lines", "total"]
    assert [line["element"] for line in slip["lines"]] == [
        "basic",
        "additional_hours",
        "night",
        "weekend",
    ]
    for line in slip["lines"]:
        assert list(line) == ["element", "amount", "working", "clause", "certainty"]
    assert data["total"] == 53255.62 + 47610
    assert data == result.to_dict()


def test_workings_have_the_numbers(result):
    workings = {line.element: line.working for line in result.doctors[0].lines}
    assert "£41,226 / 40 x (44.625 - 40) h" in workings["additional_hours"]
    assert "37% x 10.9375 h" in workings["night"]
    assert "£41,226 x 7.5% for 1 in 4" in workings["weekend"]


def test_a_frame_has_a_row_a_line(result):
    frame = result.to_frame()
    assert frame.height == 5
    assert frame["amount"].sum() == pytest.approx(result.total)


def test_summary_names_each_grade(result):
    text = result.summary()
    assert "F1: 1 at £53,255.62" in text
    assert "F2: 1 at £47,610.00" in text


@pytest.mark.parametrize(
    ("amount", "pennies"),
    [(0.005, 0.01), (1.005, 1.01), (2.675, 2.68), (2076.675, 2076.68), (0.0049999, 0.0)],
)
def test_half_a_penny_rounds_up(amount, pennies):
    assert penny(amount) == pennies


def test_binary_dust_does_not_round_a_pound_up():
    assert pounds_up(30000 * 0.1 + 1e-9) == 3000
    assert pounds_up(1997.0001) == 1998


def test_circular_rounding_is_up_only_where_the_circular_rounds_up(ward):
    hospital = ward((Doctor("A", grade="F1"), R8))
    (slip,) = sd.price(hospital, DEAL, rounding="circular").doctors
    assert {x.element: x.amount for x in slip.lines} == {
        "basic": 41226,
        "additional_hours": 4767,
        "night": 4171,
        "weekend": 3092,
    }
    with pytest.raises(sd.InputError, match="penny or circular"):
        sd.price(hospital, DEAL, rounding="pound")


@given(st.decimals(0, 200_000, places=4))
def test_a_penny_is_never_more_than_half_a_penny_off(amount: Decimal):
    assert abs(Decimal(repr(penny(float(amount)))) - amount) <= Decimal("0.005")
    one = np.array([float(amount)])
    assert to_the_penny(one)[0] == penny(float(amount))
    assert to_the_pound(one, np.ones(1, bool))[0] == pounds_up(float(amount)) >= float(amount)
    nearest = Decimal(to_the_pound(one, np.zeros(1, bool))[0])
    assert nearest == amount.quantize(Decimal(1), ROUND_HALF_UP)


def test_estimates_refuse_what_makes_no_sense():
    with pytest.raises(sd.InputError):
        oncall_estimate(-1, 0)
    with pytest.raises(sd.InputError):
        gp_practice(3, 10, months=5)
    with pytest.raises(sd.InputError):
        uplift(30000, 0.05, rounding="down")
