"""Offers side by side: against `sd.price` doctor by doctor, and the real rota's own figures."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.model import Doctor, Rota
from sevenday.pay.arrays import pay_arrays
from sevenday.reports.pages.comparison import compared_page
from sevenday.reports.render.page import Table
from sevenday.talks.gainers import APART, surely, who_gains
from tests.talks.wards import NEW_DEAL, wards

ROOT = Path(__file__).parents[2]
IDS = ("offer-2015-11", "letter-2016-01", "bma-2016-02", "imposed-2016-03", "acas-2016-05")
OFFERS = [sd.contract(id) for id in IDS]


def total(slip, end):
    return slip.total if end is None or slip.bounds is None else slip.bounds[end]


@settings(max_examples=40)
@given(wards(), st.sampled_from([*OFFERS, NEW_DEAL]), st.booleans())
def test_arrays_pay_what_payslips_do(ward, pairs, terms, rolling):
    hospital = ward(*pairs, **({} if rolling else {"first": date(2015, 11, 2)}))
    found, slips = pay_arrays(hospital, terms), sd.price(hospital, terms).doctors
    assert [d.name for d in found.doctors] == [slip.doctor for slip in slips]
    for end, place in (("low", 0), ("value", None), ("high", 1)):
        assert found.total(end).tolist() == [total(slip, place) for slip in slips]
    for element, amounts in found.amounts["value"].items():
        lines = [[x.amount for x in slip.lines if x.element == element] for slip in slips]
        assert amounts.tolist() == [sum(line) for line in lines]


@settings(max_examples=25)
@given(wards())
def test_winners_losers_and_quantiles_doctor_by_doctor(ward, pairs):
    hospital = ward(*pairs)
    found = sd.compare(hospital, OFFERS, NEW_DEAL)
    before = {slip.doctor: slip.total for slip in sd.price(hospital, NEW_DEAL).doctors}
    for terms, offer in zip(OFFERS, found.offers, strict=True):
        after = sd.price(hospital, terms).doctors
        for place, end in ((0, "low"), (None, "value"), (1, "high")):
            moved = [round(total(slip, place) - before[slip.doctor], 2) for slip in after]
            assert offer.everyone.gain[end] == sum(x > 0 for x in moved)
            assert offer.everyone.lose[end] == sum(x < 0 for x in moved)
            assert offer.everyone.change[end] == pytest.approx(sum(moved), abs=0.001)
            held = -sum(min(x, 0) for x in moved)
            assert offer.everyone.protection_cost[end] == pytest.approx(held, abs=0.001)
        moved = [round(slip.total - before[slip.doctor], 2) for slip in after]
        assert offer.everyone.quantiles["median"] == pytest.approx(np.median(moved), abs=0.001)
        assert offer.everyone.quantiles["least"] == pytest.approx(min(moved), abs=0.001)
        held = -sum(min(x, 0) for x in moved)
        assert offer.everyone.protection_cost["value"] == pytest.approx(held, abs=0.001)
        assert sum(grade.doctors for grade in offer.grades) == len(moved)
        worst = {}
        for slip, change in zip(after, moved, strict=True):
            doctor = next(d for d, _ in pairs if d.name == slip.doctor)
            key = doctor.grade, doctor.service, doctor.ltft
            worst.setdefault(key, []).append(change / before[slip.doctor])
        least = min(np.median(group) for group in worst.values())
        grade, service, ltft = next(k for k, g in worst.items() if np.median(g) == least)
        tied = [k for k, g in worst.items() if np.median(g) == pytest.approx(least, abs=1e-12)]
        if len(tied) == 1:
            part = "less than full time" if ltft else ""
            assert offer.worst.group == ", ".join(p for p in (grade, service, part) if p)


@settings(max_examples=15)
@given(wards())
def test_lines_with_a_breach_are_those_of_check(ward, pairs):
    hospital = ward(*pairs, first=date(2015, 11, 2))
    found = sd.compare(hospital, OFFERS, NEW_DEAL)
    for terms, one in zip([NEW_DEAL, *OFFERS], (found.baseline, *found.offers), strict=True):
        checked = sd.check(hospital, terms)
        assert one.limits.lines == len(checked.lines)
        assert one.limits.broken == len({b.doctor for b in checked.breaches})
        by_rule = {(b.rule, b.doctor) for b in checked.breaches}
        assert sum(one.limits.breaches.values()) == len(by_rule)
        rows = [(row["doctor"], rule) for row in found.rows(one) for rule in row["breaks"]]
        assert sorted(rows) == sorted((doctor, rule) for rule, doctor in by_rule)
        hours = {line.doctor: line.average_hours for line in checked.lines}
        assert one.limits.most_hours == max(hours.values())
        told = {row["doctor"]: row["average_hours"] for row in found.rows(one)}
        assert told == {doctor: round(x, 4) for doctor, x in hours.items()}


@pytest.fixture(scope="module")
def real():
    return sd.compare(sd.read(ROOT / "examples/psychiatry-2015"), OFFERS, NEW_DEAL)


def test_the_real_rota_under_each_offer_of_the_government(real):
    cost = {one.terms.id: round(one.everyone.change["value"]) for one in real.offers}
    assert cost == {
        "offer-2015-11": 44759,
        "letter-2016-01": 55323,
        "bma-2016-02": -113810,
        "imposed-2016-03": -28147,
        "acas-2016-05": 98786,
    }
    for one in real.offers[:2]:  # the points of November 2015 are the booklet's: no range
        assert not one.everyone.ranged
    for one in real.offers[2:4]:  # not known well enough to say that it costs more or less
        assert one.everyone.change["low"] < 0 < one.everyone.change["high"]
        assert one.everyone.gain["low"] == 0 and one.everyone.gain["high"] == 26
    acas = real.offers[4]
    assert {g.group: round(g.basic_share, 3) for g in acas.grades} == {"CT1": 0.191, "ST4": 0.26}
    # band 1B is 40%; what the agreement pays is worth half the old basic: band 1A's supplement
    assert acas.neutral_supplement == pytest.approx(0.515, abs=0.001)


def test_the_page_says_what_is_found(real):
    page = (ROOT / "docs/commands/talks.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    told = {row[0].strip("`"): row[1:] for row in rows if len(row) == 5}
    assert set(told) == set(IDS)
    for one in real.offers:
        changes = [group.change["value"] for group in (*one.grades, one.everyone)]
        assert told[one.terms.id][:3] == [f"{x:+,.0f}" for x in changes]
        if one.everyone.ranged:
            ends = [one.everyone.change[end] for end in ("low", "high")]
            assert told[one.terms.id][3] == " to ".join(f"{x:+,.0f}" for x in ends)


def test_the_ends_are_the_worst_of_both_where_the_baseline_is_not_known(ward):
    hospital = ward((Doctor("A", grade="F2"), "DDDDLLL ..DDD.. DDDDD.. NNNN..."))
    march, acas = OFFERS[3], OFFERS[4]
    (offer,) = sd.compare(hospital, [acas], march).offers
    low, high = sd.price(hospital, march).bounds
    pay = sd.price(hospital, acas).total
    assert offer.everyone.change["low"] == pytest.approx(pay - high)
    assert offer.everyone.change["high"] == pytest.approx(pay - low)


def test_the_agreement_gives_4_to_32_per_cent_of_basic_by_grade(real):
    rises = real.offers[4].rises["value"]
    assert (round(min(rises.values()), 2), round(max(rises.values()), 2)) == (0.04, 0.32)


def test_what_a_grade_gets_of_an_offer_of_an_average_lies_between_its_ends(real):
    march = real.offers[3].rises
    # on 2016/17, the scale that the rise of 4% to 39% on 2015/16 is held against, 1% higher
    assert min(march["low"].values()) == pytest.approx(1.04 / 1.01 - 1, abs=1e-4)
    assert max(march["high"].values()) == pytest.approx(1.39 / 1.01 - 1, abs=1e-4)
    assert all(march["low"][g] < march["value"][g] < march["high"][g] for g in march["value"])


def test_the_agreement_is_neutral_on_a_hospital_of_every_grade():
    district = sd.read(ROOT / "examples/district-2016")
    found = sd.compare(district, [OFFERS[4]], NEW_DEAL)
    (offer,) = found.offers
    assert abs(offer.everyone.share) < 0.005
    assert (offer.everyone.gain["value"], offer.everyone.lose["value"]) == (155, 153)
    # a rota in band 1B, as the real one is, gains; one in 1A pays for it
    lines = sd.check(district, NEW_DEAL, use="template").lines
    bands = {line.doctor: line.band for line in lines}
    share = {}
    for band in ("1A", "1B"):
        of = [k for k, (_, doctor) in enumerate(found.doctors) if bands[doctor.name] == band]
        moved, before = offer.pays.change["value"][of], offer.pays.before[of]
        share[band] = float(moved.sum() / before.sum())
    assert share == {"1A": pytest.approx(-0.0034, abs=1e-4), "1B": pytest.approx(0.0396, abs=1e-4)}


def test_pay_hours_and_limits_are_read_from_one_source():
    eight_weeks = sd.read(ROOT / "examples/eight-weeks")
    names = tuple(doctor.name for doctor in eight_weeks.doctors)
    nobody = Rota(names, date(2016, 8, 1), np.zeros((len(names), 56), np.int16))
    both = replace(eight_weeks, rota=nobody)
    found = sd.compare(both, OFFERS[4:], NEW_DEAL)
    alone = sd.compare(eight_weeks, OFFERS[4:], NEW_DEAL)
    assert found.to_dict()["offers"] == alone.to_dict()["offers"]
    assert found.offers[0].limits.average_hours > 40
    read = (
        f"{both.name} has a template and a rota: pay, hours and limits are read from the template; "
        "--use rota reads the rota."
    )
    assert read in set(found.notes) - set(alone.notes)
    other = sd.compare(both, OFFERS[4:], NEW_DEAL, use="rota")
    assert other.offers[0].limits.average_hours == 0
    assert "additional_hours" not in other.offers[0].everyone.after_by
    assert any("are read from the rota; --use template" in note for note in other.notes)


def test_several_hospitals_are_one_comparison(real, ward):
    psychiatry = sd.read(ROOT / "examples/psychiatry-2015")
    other = ward((Doctor("01-SpR", grade="F1"), "DDDDD.."), name="Other")
    both = sd.compare([psychiatry, other], OFFERS, NEW_DEAL)
    alone = sd.compare(other, OFFERS, NEW_DEAL)
    for a, b, c in zip(both.offers, real.offers, alone.offers, strict=True):
        assert a.cost == pytest.approx(b.cost + c.cost)
    assert len(both.doctors) == 27 and both.doctors[-1][0] == "Other"


def test_a_doctor_whom_one_contract_does_not_pay_is_left_out_of_all(ward):
    hospital = ward(
        (Doctor("A", grade="F1", template="A"), "DDDDD.."),
        (Doctor("B", grade="SAS", template="B"), "DDDDD.."),
    )
    found = sd.compare(hospital, [OFFERS[4]], NEW_DEAL)
    assert [doctor.name for _, doctor in found.doctors] == ["A"]
    assert any("no pay for SAS" in note for note in found.notes)


def test_an_envelope_and_what_is_over_it(real):
    psychiatry = sd.read(ROOT / "examples/psychiatry-2015")
    found = sd.compare(psychiatry, OFFERS[3:], NEW_DEAL, envelope=1_200_000)
    assert [one.over > 0 for one in found.offers] == [False, True]
    assert found.offers[1].over == pytest.approx(102_746.92)
    assert real.offers[4].over is None
    said = found.to_dict()["offers"][0]
    assert said["over_envelope_low"] == pytest.approx(said["low"] - 1_200_000)
    assert said["over_envelope_high"] == pytest.approx(said["high"] - 1_200_000)


def test_what_is_not_known_is_never_one_figure(real):
    """Of an offer known only on average, the page gives both ends of each thing it concludes."""
    page = compared_page(real, [], [], "The real rota")
    words = [block for block in page.blocks if isinstance(block, str)]
    march = words.index("imposed-2016-03 (as on Thu 31 Mar 2016): " + OFFERS[3].name)
    said = words[march : march + 8]
    assert any("Here: -2.3% at the best guess, anywhere from -10.5% to +19.6%" in x for x in said)
    assert any("Here: 4% at the best guess, anywhere from 0% to 100%" in x for x in said)
    assert any("36.7% of the old basic pay would at the best guess, anywhere" in x for x in said)
    assert not any("so here it is" in x for x in said)
    assert any("so here it is dearer" in x for x in words[march + 8 :])
    costs = next(block for block in page.blocks if isinstance(block, Table))
    assert costs.rows[3][6] == "28,575\n0 to 126,563"


def test_the_first_line_says_who_gains_and_loses_by_how_much_and_how_surely(real):
    page = compared_page(real, [], [], "The real rota")
    assert list(page.blocks[: len(IDS)]) == [who_gains(one) for one in real.offers]
    known = who_gains(real.offers[4])
    assert "all 26 gain" in known and known.endswith("Every figure that decides it is known.")
    for one in real.offers:
        ends = [one.pays.change[end] for end in ("low", "value", "high")]
        always = [sum(all(x[i] > 0 for x in ends) for i in range(26))]
        always.append(sum(all(x[i] < 0 for x in ends) for i in range(26)))
        assert list(surely(one)) == always
    guessed = who_gains(real.offers[3])
    assert "1 of 26 gains" in guessed and "25 of 26 lose" in guessed
    assert guessed.endswith("could turn each one's change round.")


def test_summary_frame_and_json(real):
    assert "worst off: CT1" in real.summary() and "26 gain, 0 lose" in real.summary()
    table = real.to_frame()
    assert table.shape[0] == 26 * 6
    data = json.loads(real.to_json())
    assert [one["contract"] for one in data["offers"]] == list(IDS)
    last = data["offers"][4]
    rows = [row for row in data["doctors"] if row["contract"] == "acas-2016-05"]
    assert sum(row["total"] for row in rows) == pytest.approx(last["cost"])
    assert sum(row["change"] for row in rows) == pytest.approx(last["all"]["change"])


@pytest.mark.parametrize(
    ("hospitals", "offers", "said"),
    [
        ((), OFFERS[:1], "no hospital"),
        (None, (), "no offer"),
        (None, (OFFERS[0], OFFERS[0]), "twice"),
    ],
)
def test_nothing_to_compare_is_a_fault(ward, hospitals, offers, said):
    given = ward((Doctor("A", grade="F1"), "DDDDD..")) if hospitals is None else hospitals
    with pytest.raises(sd.InputError, match=said):
        sd.compare(given, offers, NEW_DEAL)


def test_two_hospitals_of_one_name_are_a_fault(ward):
    hospital = ward((Doctor("A", grade="F1"), "DDDDD.."), name="North")
    with pytest.raises(sd.InputError, match="'North': two hospitals of one name"):
        sd.compare([hospital, hospital], OFFERS[:1], NEW_DEAL)


def test_nobody_paid_by_all_is_a_fault(ward):
    with pytest.raises(sd.InputError, match="no doctor here"):
        sd.compare(ward((Doctor("A", grade="SAS"), "DDDDD..")), OFFERS[:1], NEW_DEAL)


def test_pay_of_days_years_apart_is_said_before_anything_else():
    eight_weeks = sd.read(ROOT / "examples/eight-weeks")
    offer, late = OFFERS[4], sd.contract("newdeal-2002", "2026-11-30")
    found = sd.compare(eight_weeks, [offer], late)
    assert (
        found.notes[0].startswith(f"{offer.id} is at the pay of") and "pay awards" in found.notes[0]
    )
    assert f"--on {offer.on}" in found.notes[0]
    page = compared_page(found, (), found.notes, "x")
    assert page.blocks[0] == found.notes[0]
    assert "known" not in page.blocks[1] and page.blocks[1].endswith(APART)
    assert not sd.compare(eight_weeks, [offer], NEW_DEAL).years_apart
    early = sd.compare(eight_weeks, [offer], sd.contract("newdeal-2002", "2013-08-07"))
    assert f"--on {offer.on}" in early.notes[0]  # an offer's own day cannot be moved
    later = sd.compare(eight_weeks, [offer], sd.contract("england-2016", "2026-09-01"))
    assert "pay awards" in later.notes[0] and "--on" not in later.notes[0]  # it begins after it
