"""Arrears of a backdated award: months of twelfths, elements, doctors who come and go."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.model import Doctor

EIGHT = sd.read(Path(__file__).parents[2] / "examples" / "eight-weeks")
NOW = sd.contract("england-2016", on="2026-09-01")
APRIL = date(2026, 4, 1)


def yearly(on, known, doctor="Post 1"):
    """A doctor's elements in pounds a year, as they were known on a date."""
    terms = sd.contract("england-2016", on=on, known=known)
    (slip,) = (s for s in sd.price(EIGHT, terms).doctors if s.doctor == doctor)
    return {line.element: line.amount for line in slip.lines}


def test_each_month_of_each_element_is_a_twelfth_to_the_penny():
    found = sd.arrears(EIGHT, NOW, APRIL)
    assert (found.first, found.last) == (APRIL, date(2026, 8, 31))
    was, now = yearly("2026-04-01", "2026-03-31"), yearly("2026-09-01", None)
    lines = {(x.month, x.doctor, x.element): x for x in found.lines}
    for element, pounds in now.items():
        line = lines["2026-06", "Post 1", element]
        assert (line.paid, line.due) == (round(was[element] / 12, 2), round(pounds / 12, 2))
    assert [*found.months] == [f"2026-0{month}" for month in range(4, 9)]
    assert found.total == pytest.approx(sum(found.months.values()))
    assert found.total == pytest.approx(sum(found.doctors.values()))
    assert found.total == pytest.approx(sum(found.elements.values()))
    assert lines["2026-04", "Post 1", "basic"].owed == 199.58  # 41,226 and 38,831 a year


def test_what_was_known_when_it_was_paid_can_be_told():
    found = sd.arrears(EIGHT, NOW, APRIL, date(2026, 7, 23))
    basic = next(x for x in found.lines if x.element == "basic")
    assert (basic.paid, basic.due) == (3349.17, 3435.5)  # the award of June, 40,190, was paid


def test_a_part_of_a_month_goes_by_its_days_and_by_who_was_here(ward):
    hospital = ward(
        (Doctor("A", grade="F1"), "DDDDD.."),
        (Doctor("B", grade="F1", joined=date(2026, 6, 16)), "DDDDD.."),
        (Doctor("C", grade="F2", left=date(2026, 4, 10)), "DDDDD.."),
    )
    found = sd.arrears(hospital, NOW.at(date(2026, 7, 11)), date(2026, 4, 16))
    owed = {(x.month, x.doctor): x.owed for x in found.lines if x.element == "basic"}
    month = (41226 - 38831) / 12
    assert owed["2026-04", "A"] == pytest.approx(month * 15 / 30, abs=0.011)
    assert owed["2026-07", "A"] == pytest.approx(month * 10 / 31, abs=0.011)
    assert owed["2026-06", "B"] == pytest.approx(month * 15 / 30, abs=0.011)
    assert {doctor for _, doctor in owed} == {"A", "B"}


def test_a_change_that_was_known_within_the_months_is_no_arrears():
    """Point 5 from October 2020 was known: only what an award adds is owed."""
    (post,) = (replace(d, grade="ST6") for d in EIGHT.doctors[:1])
    hospital = replace(EIGHT, doctors=(post,))
    terms = sd.contract("england-2016", on="2021-01-01")
    found = sd.arrears(hospital, terms, date(2020, 8, 1), date(2020, 12, 31))
    assert found.total == 0 and "Nothing announced after 2020-12-31" in found.notes[-1]
    due = {x.month: x.due for x in found.lines if x.element == "basic"}
    assert due["2020-09"] < due["2020-10"]


def test_no_day_before_the_new_pay_is_refused():
    with pytest.raises(sd.InputError, match="a day before 2026-09-01"):
        sd.arrears(EIGHT, NOW, date(2026, 9, 1))


def test_its_json_has_every_line_and_the_sums():
    found = json.loads(sd.arrears(EIGHT, NOW, APRIL).to_json())
    keys = "contract from to paid_as_known lines months doctors elements total notes"
    assert list(found) == keys.split()
    assert len(found["lines"]) == 5 * 3 * 4 and found["paid_as_known"] == "2026-03-31"
