"""One term at a time: against a plain reading minute by minute, and each variant priced anew."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sevenday as sd
from sevenday.contracts import contract_ids
from sevenday.model import Doctor
from sevenday.talks import sweep_lines
from sevenday.talks.sweep import sweep
from sevenday.talks.variant import (
    AS_OFFERED,
    TERMS,
    NoSuchTermError,
    Variant,
    apply_variant,
    offers_with,
)
from tests.pay.conftest import R8, SHIFTS
from tests.talks.wards import NEW_DEAL, wards

KINDS = {shift.code: shift for shift in SHIFTS}
MONDAY = datetime(2015, 11, 2)
OLD = {"F1": 22636, "F2": 28076, "CT1": 30002, "ST3": 34402, "ST8": 43434}
MARCH = sd.contract("imposed-2016-03")
ACAS = sd.contract("acas-2016-05")
shares = st.integers(0, 12).map(lambda n: n / 20)
variants = st.builds(
    Variant,
    saturday=st.none() | shares,
    saturday_from=st.none() | st.integers(0, 41).map(lambda n: n / 2),
    saturday_often=st.none() | st.integers(1, 6),
    night=st.none() | shares,
    basic=st.none() | st.integers(0, 20).map(lambda n: n / 100),
)


def minutes_of_kinds(line: str, days: list, begins: float, often: bool) -> Counter:
    """Each minute of work is looked at; minutes are counted by what they may be paid for."""
    found: Counter = Counter()
    for day, code in zip(days, line, strict=True):
        if code == ".":
            continue
        shift = KINDS[code]
        for minute in range(shift.start, shift.end):
            weekday, clock = (day.weekday() + minute // 1440) % 7, minute % 1440
            late = clock >= 21 * 60 or clock < 7 * 60
            rated = ("night",) if late else ()
            if weekday == 5 and begins <= clock < 21 * 60:
                rated += ("saturday",)
            if weekday == 5 and often and 7 * 60 <= clock < begins:
                rated += ("saturday",)
            if weekday == 6 and 7 * 60 <= clock < 21 * 60:
                rated += ("sunday",)
            found[shift.on_call, late, rated] += 1
    return found


def plain_reading(line: str, grade: str, variant: Variant) -> float:
    """A full-time doctor's pay in March 2016's windows, as varied; minute by minute."""
    saturday = Fraction(3, 10) if variant.saturday is None else Fraction(str(variant.saturday))
    night = Fraction(1, 2) if variant.night is None else Fraction(str(variant.night))
    begins = 60 * (17 if variant.saturday_from is None else variant.saturday_from)
    one_in = 4 if variant.saturday_often is None else variant.saturday_often
    rise = Fraction("0.135") if variant.basic is None else Fraction(str(variant.basic))
    basic = OLD[grade] * (1 + rise)
    days = [MONDAY + timedelta(days=k) for k in range(len(line))]
    worked = [code for day, code in zip(days, line, strict=True) if day.weekday() == 5]
    often = Fraction(sum(c != "." for c in worked), len(worked)) >= Fraction(1, one_in)
    weeks = Fraction(len(line), 7)
    minutes = premium = Fraction(0)
    for (on_call, late, rated), many in minutes_of_kinds(line, days, begins, often).items():
        part = (Fraction(1, 5) if late else Fraction(1, 6)) if on_call else Fraction(1)
        rates = {"night": night, "saturday": saturday, "sunday": Fraction(3, 10)}
        minutes += many * part
        premium += many * part * max([Fraction(0), *(rates[name] for name in rated)])
    called = Fraction(line.count("C"), len(line))
    on_call = Fraction(1, 10) if called >= Fraction(1, 4) else Fraction(1, 20)
    over = max(minutes / 60 / weeks - 40, Fraction(0))
    extra = (over + premium / 60 / weeks) / 40 + (on_call if called else 0)
    return float(basic * (1 + extra))


lines = st.integers(1, 5).flatmap(
    lambda weeks: st.text("DDLNTC...", min_size=7 * weeks, max_size=7 * weeks)
)
staff = st.lists(st.tuples(st.sampled_from(sorted(OLD)), lines), min_size=1, max_size=4)


@settings(max_examples=20)
@given(staff, st.lists(variants, min_size=1, max_size=4))
def test_arrays_and_a_plain_reading_agree(ward, staff, variants):
    pairs = [(Doctor(f"{k}", grade=g, template=f"{k}"), text) for k, (g, text) in enumerate(staff)]
    hospital = ward(*pairs)
    found = sweep(hospital, MARCH, NEW_DEAL, variants)
    before = {slip.doctor: slip.total for slip in sd.price(hospital, NEW_DEAL).doctors}
    sign_at_first: list[int] = []
    turned = [-1] * len(pairs)
    for v, variant in enumerate(variants):
        pay = [plain_reading(text, doctor.grade, variant) for doctor, text in pairs]
        change = [after - before[d.name] for after, (d, _) in zip(pay, pairs, strict=True)]
        assert found.cost[v, 1] == pytest.approx(sum(pay), abs=0.001)
        assert found.gain[v, 1] == sum(x >= 0.005 for x in change)
        assert found.lose[v, 1] == sum(x <= -0.005 for x in change)
        assert found.quantiles[v, 3] == pytest.approx(np.median(change), abs=0.001)
        for g, grade in enumerate(found.grades):
            of = [k for k, (d, _) in enumerate(pairs) if d.grade == grade]
            assert found.by_grade[v, 0, g] == pytest.approx(sum(pay[k] for k in of), abs=0.001)
            assert found.by_grade[v, 1, g] == sum(change[k] >= 0.005 for k in of)
            assert found.by_grade[v, 2, g] == sum(change[k] <= -0.005 for k in of)
        signs = [(x >= 0.005) - (x <= -0.005) for x in change]
        if v == 0:
            sign_at_first = signs
        for k, sign in enumerate(signs):
            if turned[k] < 0 and sign * sign_at_first[k] < 0:
                turned[k] = v
    ours = {d.name: int(t) for (_, d), t in zip(found.doctors, found.turned, strict=True)}
    assert ours == {doctor.name: t for (doctor, _), t in zip(pairs, turned, strict=True)}
    assert sum(map(len, found.turns().values())) == sum(t >= 0 for t in turned)


@settings(max_examples=20)
@given(
    wards(),
    st.sampled_from(["imposed-2016-03", "letter-2016-01", "acas-2016-05"]),
    variants,
    st.none() | st.integers(0, 6).map(lambda n: n / 4),
    st.booleans(),
)
def test_a_sweep_costs_what_each_variant_priced_anew_does(ward, pairs, id, variant, times, rolling):
    offer = sd.contract(id)
    if id == "acas-2016-05":
        variant = Variant(night=variant.night, basic=variant.basic, weekend=times)
    hospital = ward(*pairs, **({} if rolling else {"first": date(2015, 11, 2)}))
    found = sweep(hospital, offer, NEW_DEAL, [variant])
    result = sd.price(hospital, apply_variant(offer, variant))
    ends = result.bounds or (result.total, result.total)
    # the payslips round each element to the penny, the sweep does not
    pennies = 0.005 * 8 * len(pairs)
    assert found.cost[0].tolist() == pytest.approx([ends[0], result.total, ends[1]], abs=pennies)


def test_break_even_is_what_a_rise_of_that_size_costs(ward):
    hospital = ward((Doctor("A", grade="F1"), R8), leave_days=27)
    none, half = Variant(saturday=0.0), Variant(saturday=0.5)
    found = sweep(hospital, MARCH, NEW_DEAL, [half], none)
    rise = 0.135 + float(found.worth[0, 1])
    same = sweep(hospital, MARCH, NEW_DEAL, [Variant(saturday=0.0, basic=rise)], none)
    assert same.cost[0, 1] == pytest.approx(found.cost[0, 1], abs=0.01)


def test_who_turns_and_where(ward):
    hospital = ward((Doctor("A", grade="F1", service="surgery"), R8))
    rises = [Variant(basic=x) for x in (0.1, 0.15, 0.2, 0.25)]
    found = sweep(hospital, MARCH, NEW_DEAL, rises)
    before = found.before
    v = next(v for v in range(4) if found.cost[v, 1] > before)
    assert found.lost.all() and found.turns() == {(v, "gain", "F1", "surgery"): ["A"]}
    back = sweep(hospital, MARCH, NEW_DEAL, rises[::-1])
    assert list(back.turns()) == [(4 - v, "lose", "F1", "surgery")]


def test_several_hospitals_are_one_sweep_and_who_turns_names_the_hospital(ward):
    a, b = (ward((Doctor("A", grade="F1"), R8), name=name) for name in ("North", "South"))
    rises = [Variant(basic=x) for x in (0.1, 0.25)]
    both = sweep([a, b], MARCH, NEW_DEAL, rises)
    alone = sweep(a, MARCH, NEW_DEAL, rises)
    assert both.cost == pytest.approx(2 * alone.cost)
    assert set(both.turns()) == {(1, "gain", "F1", "North"), (1, "gain", "F1", "South")}


def test_summary_frame_and_json(ward):
    hospital = ward((Doctor("A", grade="F1"), R8))
    found = sweep(hospital, MARCH, NEW_DEAL, [Variant(saturday=s) for s in (0.0, 0.3)])
    assert "saturday 0.3: £32,195, 0 gain, 1 lose" in found.summary()
    assert found.to_frame().shape[0] == 2
    data = json.loads(found.to_json())
    assert [row["saturday"] for row in data["variants"]] == [0.0, 0.3]
    assert data["variants"][1]["cost_low"] < data["variants"][1]["cost"]
    assert data["variants"][1]["grades"]["F1"]["lose"] == 1


@pytest.mark.parametrize(
    ("offer", "variant", "said"),
    [
        (MARCH, Variant(saturday=30), "share of basic pay an hour, 0 to 1"),
        (MARCH, Variant(saturday_from=21), "empty or run backwards"),
        (MARCH, Variant(saturday_from=24), "an hour of Saturday"),
        (MARCH, Variant(saturday_often=0.5), "1 Saturday in so many"),
        (MARCH, Variant(basic=-1), "over -1"),
        (MARCH, Variant(night=float("nan")), "0 to 1"),
        (ACAS, Variant(saturday=0.3), "no premium on hours of those days alone"),
        (ACAS, Variant(weekend=11), "1 is as offered"),
        (ACAS, Variant(weekend=-1), "1 is as offered"),
        (MARCH, Variant(weekend=2), "no allowance by how often"),
        (ACAS, Variant(saturday_from=17), "no premium by windows"),
        (sd.contract("offer-2015-11"), Variant(saturday_often=4), "no Saturday premium by freq"),
        (NEW_DEAL, Variant(basic=0.1), "its basic pay is a scale"),
    ],
)
def test_a_variant_that_does_not_fit_is_a_fault(offer, variant, said):
    with pytest.raises(sd.InputError, match=said):
        apply_variant(offer, variant)


@pytest.mark.parametrize("term", list(TERMS))
def test_a_term_that_an_offer_lacks_is_told_where_it_is(term):
    able = offers_with(term)
    change = Variant(**{term: AS_OFFERED[term]})
    for id in contract_ids():
        if id in able:
            apply_variant(sd.contract(id), change)
            continue
        with pytest.raises(NoSuchTermError) as error:
            apply_variant(sd.contract(id), change)
        assert able and all(one in error.value.faults[0].expected for one in able)


def test_that_an_offer_has_no_such_term_is_told_apart():
    with pytest.raises(NoSuchTermError):
        apply_variant(ACAS, Variant(saturday=0.3))
    with pytest.raises(sd.InputError) as error:
        apply_variant(MARCH, Variant(saturday=30))
    assert not isinstance(error.value, NoSuchTermError)


def test_nothing_to_sweep_is_a_fault(ward):
    hospital = ward((Doctor("A", grade="F1"), R8))
    with pytest.raises(sd.InputError, match="no variant"):
        sweep(hospital, MARCH, NEW_DEAL, [])
    with pytest.raises(sd.InputError, match="pays by bands"):
        sweep(hospital, NEW_DEAL, NEW_DEAL, [Variant()])
    with pytest.raises(sd.InputError, match="no doctor here"):
        sweep(ward((Doctor("A", grade="SAS"), R8)), MARCH, NEW_DEAL, [Variant()])


def test_hospitals_swept_by_processes_are_those_swept_here(ward):
    many = [ward((Doctor("A", grade="F1"), R8), name=name) for name in ("North", "South")]
    rises = [Variant(basic=x) for x in (0.1, 0.25)]
    here = sweep(many, MARCH, NEW_DEAL, rises)
    there = sweep(many, MARCH, NEW_DEAL, rises, engine=sd.Engine(workers=2))
    assert there.to_json() == here.to_json()


@pytest.mark.slow
def test_hospitals_swept_on_a_cluster_are_those_swept_here(ward):
    distributed = pytest.importorskip("distributed")
    many = [ward((Doctor("A", grade="F1"), R8), name=name) for name in ("North", "South")]
    rises = [Variant(basic=x) for x in (0.1, 0.25)]
    here = sweep(many, MARCH, NEW_DEAL, rises)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        engine = sd.Engine("dask", cluster.scheduler_address)
        there = sweep(many, MARCH, NEW_DEAL, rises, engine=engine)
    assert there.to_json() == here.to_json()


def test_a_hospital_that_an_engine_cannot_read_is_named(ward, monkeypatch):
    def fails(hospital, *_):
        raise MemoryError("too large")

    monkeypatch.setattr(sweep_lines, "_of_hospital", fails)
    with pytest.raises(sd.InputError, match=r"North \(1\): MemoryError: too large") as caught:
        one = ward((Doctor("A", grade="F1"), R8), name="North")
        sweep(one, MARCH, NEW_DEAL, [Variant(basic=0.1)], engine=sd.Engine("serial"))
    assert caught.value.faults[0].code == "lost-task"
