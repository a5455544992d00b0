"""Random lines under the offers, priced by arrays and again minute by minute by a plain reading."""

from datetime import datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.model import Doctor
from tests.pay.conftest import SHIFTS

KINDS = {shift.code: shift for shift in SHIFTS}
MONDAY = datetime(2015, 11, 2)
lines = st.integers(1, 6).flatmap(
    lambda weeks: st.text("DDLNTC...a", min_size=7 * weeks, max_size=7 * weeks)
)


def november(at: datetime, often: bool) -> Fraction:
    if at.hour >= 22 or at.hour < 7:
        return Fraction(1, 2)
    if at.weekday() == 6 or (at.weekday() == 5 and at.hour >= 19):
        return Fraction(1, 3)
    return Fraction(0)


def letter(at: datetime, often: bool) -> Fraction:
    if at.hour >= 21 or at.hour < 7:
        return Fraction(1, 2)
    if at.weekday() == 6 or (at.weekday() == 5 and (often or at.hour >= 17)):
        return Fraction(1, 3)
    return Fraction(0)


def march(at: datetime, often: bool) -> Fraction:
    if at.hour >= 21 or at.hour < 7:
        return Fraction(1, 2)
    if at.weekday() == 6 or (at.weekday() == 5 and (often or at.hour >= 17)):
        return Fraction(3, 10)
    return Fraction(0)


OFFERS = {
    "offer-2015-11": (november, None, Fraction(25500)),
    "letter-2016-01": (letter, Fraction(1, 3), Fraction(25500)),
    "imposed-2016-03": (march, Fraction(1, 4), Fraction(22636) * Fraction(1135, 1000)),
}


def plain_reading(offer: str, line: str) -> tuple[Fraction, Fraction] | None:
    """Premium hours and on-call, in pounds a year, of a full-time F1; None who has no time left."""
    share, least, basic = OFFERS[offer]
    days = [MONDAY + timedelta(days=k) for k in range(len(line))]
    saturdays = [letter for day, letter in zip(days, line, strict=True) if day.weekday() == 5]
    worked = sum(letter not in ".a" for letter in saturdays)
    often = least is not None and Fraction(worked, len(saturdays)) >= least
    weeks = Fraction(len(line), 7) - Fraction(line.count("a"), 5)
    if weeks <= 0:
        return None
    minutes = Fraction(0)
    for day, code in zip(days, line, strict=True):
        if code in ".a":
            continue
        shift = KINDS[code]
        for minute in range(shift.start, shift.end):
            at = datetime.combine(day, time()) + timedelta(minutes=minute)
            # C, on call: 2 h of work over its 10 h from 21:00 to 07:00, 1 h over its other 6
            part = Fraction(1)
            if shift.on_call:
                part = Fraction(2, 10) if at.hour >= 21 or at.hour < 7 else Fraction(1, 6)
            minutes += part * share(at, often)
    called = Fraction(line.count("C"), len(line))
    rate = Fraction(0)
    if called:
        often, seldom = called >= Fraction(1, 4), called < Fraction(1, 8)
        rate = Fraction(6 if often else 2 if seldom else 4, 100)
        if offer == "imposed-2016-03":
            rate = Fraction(10 if often else 5, 100)
    return basic / 40 * minutes / 60 / weeks, basic * rate


@settings(max_examples=60)
@given(lines, st.sampled_from(sorted(OFFERS)))
def test_arrays_and_a_plain_reading_agree(ward, slip, line, offer):
    doctor = Doctor("A", grade="F1")
    found = slip(sd.price(ward((doctor, line), first=MONDAY.date()), sd.contract(offer)))
    expected = plain_reading(offer, line)
    if expected is not None:
        assert found.get("premium_hours", 0) == pytest.approx(float(expected[0]), abs=0.0051)
        assert found.get("on_call", 0) == pytest.approx(float(expected[1]), abs=0.0051)


doctors = st.builds(
    Doctor,
    name=st.just("A"),
    grade=st.sampled_from(("F1", "F2", "CT1", "ST3", "ST8")),
    wte=st.sampled_from((0.5, 0.6, 0.8, 1.0)),
    premia=st.sampled_from(((), ("gp",), ("psychiatry-core",))),
    london=st.sampled_from(("", "zone")),
    weekend_share=st.sampled_from((None, 0.5)),
)
every_offer = st.sampled_from((*sorted(OFFERS), "bma-2016-02", "acas-2016-05"))


@settings(max_examples=80)
@given(doctors, lines, every_offer, st.integers(0, 40))
def test_an_amount_lies_between_its_ends_and_so_does_the_total(ward, doctor, line, offer, leave):
    result = sd.price(ward((doctor, line), leave_days=leave), sd.contract(offer))
    (found,) = result.doctors
    for pay in found.lines:
        assert (pay.low is None) == (pay.high is None)
        if pay.low is not None:
            assert 0 <= pay.low <= pay.amount <= pay.high
    if found.bounds:
        assert found.bounds[0] <= found.total <= found.bounds[1]
        assert any(f"Not all of {offer} is known" in note for note in result.notes)
    assert result.bounds == found.bounds


@settings(max_examples=30)
@given(st.lists(st.tuples(doctors, lines), min_size=2, max_size=4), every_offer)
def test_full_time_doctors_are_priced_alike_alone_and_together(ward, slip, pairs, offer):
    terms = sd.contract(offer)
    named = [
        (Doctor(f"{k}", grade=doctor.grade, template=f"{k}", start_week=1), line)
        for k, (doctor, line) in enumerate(pairs)
    ]
    together = sd.price(ward(*named), terms)
    for doctor, line in named:
        alone = sd.price(ward((doctor, line)), terms)
        assert slip(alone, doctor.name) == slip(together, doctor.name)
