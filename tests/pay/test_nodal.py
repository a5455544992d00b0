"""Elements of the 2016 contract's pay, and what each turns on."""

from dataclasses import replace
from datetime import date

import pytest

import sevenday as sd
from sevenday.model import Doctor
from tests.pay.conftest import R8

DEAL = sd.contract("england-2016", on="2026-09-01")
ORDINARY = "DDDDD.."
PENNY = 0.00501  # a line is within half a penny of its formula
LATE = "pay.night_shift_late"


def f1(**more):
    return Doctor("A", grade="F1", tier=1, **more)


@pytest.mark.parametrize(
    ("weeks", "before", "after"),
    [
        (1, 0.10, 0.15),
        (2, 0.10, 0.15),
        (3, 0.075, 0.10),
        (4, 0.075, 0.075),
        (5, 0.06, 0.06),
        (6, 0.04, 0.05),
        (7, 0.04, 0.04),
        (8, 0.03, 0.03),
        (9, 0, 0),
    ],
)
def test_weekend_allowance_at_exactly_one_in_so_many(ward, slip, weeks, before, after):
    hospital = ward((f1(), "DDDDDD. " + ORDINARY * (weeks - 1)))
    for on, share in (("2019-12-03", before), ("2019-12-04", after)):
        amounts = slip(sd.price(hospital, sd.contract("england-2016", on=on)))
        assert amounts.get("weekend", 0) == pytest.approx(27689 * share, abs=PENNY)


@pytest.mark.parametrize(
    ("line", "share"),
    [("DDDDDDD DDDDD..", 0.15), ("DDDD..D DDDDD..", 0.15), ("DDDDN.. DDDDD..", 0)],
)
def test_a_weekend_counts_once_and_by_the_day_its_duty_begins(ward, slip, line, share):
    amounts = slip(sd.price(ward((f1(), line)), DEAL))
    assert amounts.get("weekend", 0) == pytest.approx(41226 * share, abs=PENNY)


def test_exactly_forty_hours_are_basic_alone(ward, slip):
    assert slip(sd.price(ward((f1(), ORDINARY)), DEAL)) == {"basic": 41226}


def test_leave_raises_the_average_and_the_nights(ward, slip):
    result = sd.price(ward((f1(), R8), leave_days=27), DEAL)
    amounts = slip(result)
    assert amounts["additional_hours"] == pytest.approx(41226 / 40 * 5.1609, abs=0.1)
    nights = 41226 / 40 * 0.37 * 10.9375 * 45.1609 / 44.625
    assert amounts["night"] == pytest.approx(nights, abs=0.1)
    certainty = {line.element: line.certainty for line in result.doctors[0].lines}
    assert certainty["night"] == "unconfirmed"
    assert certainty["additional_hours"] == "secondary"


def test_more_leave_than_work_owes_nothing_back(ward, slip):
    hospital = ward((f1(wte=0.5), "D......"), leave_days=120)
    assert slip(sd.price(hospital, DEAL)) == {"basic": 0, "ltft_allowance": 1000}


def test_a_late_shift_makes_the_nights_as_uncertain_as_its_rule(ward):
    doubted = replace(DEAL)  # terms of its own, the rule of late shifts in doubt
    key = next(key for key, value in doubted.values.items() if value.term == LATE)
    doubted.values[key] = replace(doubted.values[key], certainty="unconfirmed")
    for line, certainty in (("TDDDD..", "unconfirmed"), ("NDDDD..", "secondary")):
        (found,) = sd.price(ward((f1(), line)), doubted).doctors
        assert {x.element: x.certainty for x in found.lines}["night"] == certainty


def test_leave_shown_in_a_rota_is_taken_out_of_its_weeks(ward, slip):
    hospital = ward((f1(), "DDDDD.. aaaaa.. LLLL..."), first=date(2026, 9, 7))
    assert slip(sd.price(hospital, DEAL))["additional_hours"] == pytest.approx(
        41226 / 40 * 5, abs=PENNY
    )


def test_pay_goes_by_the_clock_when_the_clocks_change(ward, slip):
    line = "NNNN... " * 4
    slips = [
        slip(sd.price(ward((f1(), line), first=date(2026, month, day)), DEAL))
        for month, day in ((9, 7), (10, 5))  # the second holds the night of 25 October
    ]
    assert slips[0] == slips[1]


def test_only_whole_weekends_of_a_rota_count(ward, slip):
    # Sunday to the second Saturday: one whole weekend, not worked; both ends are
    hospital = ward((f1(), "DDDDDD....DDDD"), first=date(2026, 9, 6))
    assert "weekend" not in slip(sd.price(hospital, DEAL))


def test_joined_and_left_bound_the_span(ward, slip):
    doctor = f1(joined=date(2026, 9, 14), left=date(2026, 9, 20))
    hospital = ward((doctor, "....... LLLL... ......."), first=date(2026, 9, 7))
    amounts = slip(sd.price(hospital, DEAL))
    assert amounts["additional_hours"] == pytest.approx(41226 / 40 * 10, abs=PENNY)


def test_on_call_is_paid_for_being_there_and_for_its_work(ward, slip):
    amounts = slip(sd.price(ward((f1(), "DDDDDC. DDDDD..")), DEAL))
    assert amounts["on_call"] == 3298.08
    assert amounts["additional_hours"] == pytest.approx(41226 / 40 * 1.5, abs=PENNY)
    assert amounts["night"] == pytest.approx(41226 / 40 * 0.37, abs=PENNY)
    assert amounts["weekend"] == pytest.approx(41226 * 0.15, abs=PENNY)


FULL = Doctor("B", grade="F1", tier=1, service="medicine", template="full")


def part(**more):
    return f1(wte=0.6, template="part", **more)


def test_part_time_weekends_are_a_share_of_the_full_time_line(ward, slip):
    # full time 1 in 4, on a template of another length: 7.5 %, of which 0.6 by default
    hospital = ward((part(service="medicine"), "DDD..D. DDD...."), (FULL, R8))
    assert slip(sd.price(hospital, DEAL))["weekend"] == pytest.approx(
        41226 * 0.075 * 0.6, abs=PENNY
    )
    stated = ward((part(service="medicine", weekend_share=0.5), "DDD..D. DDD...."), (FULL, R8))
    assert slip(sd.price(stated, DEAL))["weekend"] == pytest.approx(41226 * 0.075 * 0.5, abs=PENNY)


def test_the_full_time_line_is_of_the_same_service_and_tier_where_there_is_one(ward, slip):
    senior = Doctor("C", grade="ST4", tier=2, service="medicine", template="senior")
    other = Doctor("D", grade="F1", tier=1, service="surgery", template="other")
    mine = (part(service="medicine"), "DDD..D.")
    pairs = [(other, "DDDDDD. DDDDD.."), (senior, "DDDDDD." + ORDINARY * 4), (FULL, R8)]
    found = [
        slip(sd.price(ward(mine, *pairs[:n]), DEAL))["weekend"] / 41226 / 0.6 for n in (1, 2, 3)
    ]
    assert found == pytest.approx([0.15, 0.06, 0.075], abs=1e-6)


def test_with_no_full_time_line_a_share_is_scaled_up(ward, slip):
    # 0.6 of the line has 1 weekend in 5, so the line has 1 in 3
    amounts = slip(sd.price(ward((part(), "DDD..D." + "DDD...." * 4)), DEAL))
    assert amounts["weekend"] == pytest.approx(41226 * 0.10 * 0.6, abs=PENNY)


def test_a_line_of_forty_hours_is_the_full_time_line_of_its_sharers(ward, slip):
    result = sd.price(ward((part(), "DDDDDD." + ORDINARY * 3)), DEAL)
    note = "A works less than full time on a line of 42 h a week: paid for them."
    assert note in result.notes
    amounts = slip(result)
    assert amounts["weekend"] == pytest.approx(41226 * 0.075 * 0.6, abs=PENNY)


def test_part_time_and_no_weekends_is_no_allowance(ward, slip):
    hospital = ward((part(service="medicine"), "DDD...."), (FULL, R8))
    assert "weekend" not in slip(sd.price(hospital, DEAL))


def test_part_time_pay_from_first_principles(ward, slip):
    doctor = part(london="zone", premia=("gp",), oncall_share=0.5)
    amounts = slip(sd.price(ward((doctor, "DDD.C..")), DEAL))
    assert amounts["basic"] == pytest.approx(41226 / 40 * 27, abs=PENNY)
    assert amounts["on_call"] == pytest.approx(41226 * 0.08 * 0.5, abs=PENNY)
    assert amounts["flexible_premium"] == pytest.approx(11507 * 0.6, abs=PENNY)
    assert amounts["london_weighting"] == pytest.approx(2162 * 0.6, abs=PENNY)
    assert amounts["ltft_allowance"] == 1000
    assert "additional_hours" not in amounts


def test_no_part_time_allowance_before_2019(ward, slip):
    early = sd.contract("england-2016", on="2018-12-01")
    assert "ltft_allowance" not in slip(sd.price(ward((part(), "DDD....")), early))


def test_two_premia_and_a_range_where_the_year_was_not_read(ward):
    hospital = ward((f1(premia=("gp", "academia")), ORDINARY))
    (found,) = sd.price(hospital, sd.contract("england-2016", on="2023-09-01")).doctors
    premium = next(x for x in found.lines if x.element == "flexible_premium")
    assert (premium.low, premium.amount, premium.high) == (13605, 14422, 15906)
    assert premium.certainty == "unconfirmed"
    assert {"low", "high"} <= premium.to_dict().keys()


@pytest.mark.parametrize(
    "doctor", [f1(premia=("surgery",)), f1(london="paris"), Doctor("A"), f1(protected_band="3")]
)
def test_what_cannot_be_priced_is_said(ward, doctor):
    with pytest.raises(sd.InputError) as error:
        sd.price(ward((doctor, ORDINARY)), sd.contract("england-2016", on="2019-09-01"))
    assert error.value.faults[0].file == "doctors.csv"


def test_all_faults_are_said_at_once(ward):
    one = Doctor("A", grade="F1", premia=("surgery", "gp", "luck"), template="one")
    two = Doctor("B", grade="F1", london="paris", template="two")
    with pytest.raises(sd.InputError) as error:
        sd.price(ward((one, ORDINARY), (two, ORDINARY)), DEAL)
    assert [fault.found for fault in error.value.faults] == ["surgery", "luck", "paris"]


def test_a_grade_that_the_contract_does_not_pay_is_left_out_and_said(ward):
    boss = Doctor("Z", grade="consultant", template="z")
    result = sd.price(ward((boss, ORDINARY), (f1(), ORDINARY)), DEAL)
    assert [d.doctor for d in result.doctors] == ["A"]
    assert any("consultant" in note for note in result.notes)
    alone = sd.price(ward((boss, ORDINARY)), DEAL)
    assert (alone.doctors, alone.total) == ((), 0)


def test_who_left_before_the_rota_is_not_paid_by_it(ward):
    here, gone = f1(), Doctor("B", grade="F1", left=date(2019, 11, 24))
    hospital = ward((here, "DDDDD.."), (gone, "......."), first=date(2019, 11, 25))
    result = sd.price(hospital, sd.contract("england-2016", on="2019-11-25"))
    assert [doctor.doctor for doctor in result.doctors] == ["A"]
    assert any("B has no day in the rota" in note for note in result.notes)


def test_a_term_that_changes_inside_the_rota_is_named(ward):
    hospital = ward((f1(), ORDINARY * 3), first=date(2019, 11, 25))
    result = sd.price(hospital, sd.contract("england-2016", on="2019-11-25"))
    (note,) = (note for note in result.notes if "2019-12-04" in note)
    assert note.startswith("pay.night_shift_late, pay.weekend change on 2019-12-04, inside the")


def test_every_grade_has_a_basic_on_every_date_and_by_all_that_was_known():
    first = sd.contract("england-2016", on="2016-08-03")
    days = sorted({v.effective_from for v in first.contract.values if v.term.startswith("pay.")})
    said = {v.announced_on for v in first.contract.values if v.term.startswith("pay.")}
    for on in days:
        for known in (None, *said):
            if known and known < on and known.year < on.year:
                continue
            terms = sd.contract("england-2016", on=on, known=known)
            nodal = terms.value("pay.nodal")
            assert set(terms.value("pay.point_of_grade").values()) <= set(nodal), (on, known)
