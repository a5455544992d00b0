"""Random lines, priced by arrays, and priced again by a plain reading written for the test."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.model import Doctor
from sevenday.pay.arrays import pay_arrays
from sevenday.pay.nights import night_minutes

GRADES = ("F1", "F2", "CT1", "ST3", "ST6")
days = st.dates(sd.contract("england-2016", "2016-08-03").on, date(2026, 12, 31))
lines = st.integers(2, 10).flatmap(
    lambda weeks: st.text("DDLNTC..a", min_size=7 * weeks, max_size=7 * weeks)
)
doctors = st.builds(
    Doctor,
    name=st.just("A"),
    grade=st.sampled_from(GRADES),
    wte=st.sampled_from((0.5, 0.6, 0.8, 1.0)),
    london=st.sampled_from(("", "zone", "fringe")),
    premia=st.sampled_from(((), ("gp",), ("academia", "psychiatry-core"))),
    weekend_share=st.sampled_from((None, 0.25, 0.7)),
)


def plain_reading(doctor, line, first, leave_days, terms, shifts):
    """The elements of a full-time doctor's pay, date by date, without an array."""
    worked = nights = Fraction(0)
    away, begun, whole, on_call = {}, set(), set(), False
    dates = [first + timedelta(days=k) for k in range(len(line))]
    for day, letter in zip(dates, line, strict=True):
        week = day - timedelta(days=day.weekday())
        away[week] = away.get(week, 0) + (letter == "a")
        if day.weekday() == 6 and day - timedelta(days=1) in dates:
            whole.add(day)
        if letter not in ".a":
            shift = shifts[letter]
            worked += Fraction(shift.work) if shift.on_call else shift.minutes
            nights += Fraction(night_minutes(shift, terms))
            on_call |= shift.on_call
            if day.weekday() >= 5:
                begun.add(day + timedelta(days=6 - day.weekday()))
    shown = sum(min(Fraction(cells, 5), 1) for cells in away.values())
    weeks = Fraction(len(line), 7) - shown
    if weeks <= 0:
        return None
    plain = worked / 60 / weeks
    taken = max(Fraction(leave_days * len(line), 7 * 52) - 5 * shown, Fraction(0))
    if shown and taken < 1:  # a rest of under a day is rounding
        taken = Fraction(0)
    left = weeks - taken / 5
    hours = plain
    if leave_days:
        hours = max((worked / 60 - taken * 8) / left, 0) if left > 0 else Fraction(0)
    at_night = nights / 60 / weeks * (hours / plain if plain else 1)
    often = Fraction(len(begun & whole), max(len(whole), 1))
    rate = next((r for least, r in terms.value("pay.weekend") if often >= Fraction(least)), 0)
    basic = terms.value("pay.nodal")[terms.value("pay.point_of_grade")[doctor.grade]]
    premia = sum(terms.value("pay.premia")[p] for p in doctor.premia)
    london = terms.value("pay.london")[doctor.london] if doctor.london else 0
    return {
        "basic": basic,
        "additional_hours": basic * max(hours - 40, 0) / 40,
        "night": basic * Fraction("0.37") * at_night / 40,
        "weekend": basic * Fraction(str(rate)),
        "on_call": basic * Fraction("0.08") * on_call,
        "flexible_premium": premia,
        "london_weighting": london,
    }


@settings(max_examples=200)
@given(doctors, lines, days, st.sampled_from((0, 27, 32)))
def test_a_payslip_is_its_arrays_and_its_total_their_sum(ward, slip, doctor, line, on, leave):
    terms = sd.contract("england-2016", on=on)
    hospital = ward((doctor, line), first=on, leave_days=leave)
    result = sd.price(hospital, terms)
    found = slip(result)
    amounts = pay_arrays(hospital, terms).amounts["value"]
    assert {name: a[0] for name, a in amounts.items() if a[0] or name == "basic"} == found
    assert result.total == pytest.approx(sum(found.values()), abs=1e-6)
    assert min(found.values()) >= 0
    if not doctor.ltft and (said := plain_reading(doctor, line, on, leave, terms, hospital.shifts)):
        for name, amount in said.items():
            assert found.get(name, 0) == pytest.approx(float(amount), abs=0.0051), name


@settings(max_examples=60)
@given(lines, st.sampled_from((0.6, 1.0)))
def test_a_higher_point_never_earns_less(ward, slip, line, wte):
    terms = sd.contract("england-2016", on="2025-09-01")
    found = [
        slip(sd.price(ward((Doctor("A", grade=grade, wte=wte), line)), terms)) for grade in GRADES
    ]
    for lower, higher in pairwise(found):
        assert all(higher[name] >= lower[name] for name in lower)


@settings(max_examples=60)
@given(st.lists(st.tuples(doctors, lines), min_size=1, max_size=4))
def test_full_time_doctors_are_priced_alike_alone_and_together(ward, slip, pairs):
    terms = sd.contract("england-2016", on="2026-09-01")
    named = [
        (Doctor(f"{k}", grade=doctor.grade, template=f"{k}"), line)
        for k, (doctor, line) in enumerate(pairs)
    ]
    together = sd.price(ward(*named), terms)
    for doctor, line in named:
        alone = sd.price(ward((doctor, line)), terms)
        # in a hospital of templates a doctor starts at the week of their place in the file
        assert slip(alone, doctor.name) == slip(together, doctor.name)
