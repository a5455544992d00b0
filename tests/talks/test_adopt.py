"""An accepted offer becomes a dated version of the contract, and back pay is counted by days."""

from datetime import date
from difflib import ndiff
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.contracts.read import contract_text
from sevenday.model import Doctor
from sevenday.talks.adopt import adopt
from sevenday.talks.back_pay import back_pay

OFFER = """
[contract]
id = "offer-2027"
name = "An offer"
says = "Five per cent on basic pay, and a longer rest after nights."
pay_model = "nodal"
first = 2026-10-01
offered = 2026-10-01
inherits = "england-2016"

[pay.nodal]
says = "Basic pay a year at each nodal point."
unit = "pounds a year by point"

[[pay.nodal.values]]
value = {nodal}
effective_from = 2026-10-01
announced_on = 2026-10-01
status = "offered"
certainty = "unconfirmed"
source = {{ document = "The offer", clause = "1" }}

[hours.rest_after_nights]
says = "Least rest after nights."
unit = "hours"

[[hours.rest_after_nights.values]]
value = 48
effective_from = 2026-10-01
announced_on = 2026-10-01
status = "offered"
certainty = "unconfirmed"
source = {{ document = "The offer", clause = "2" }}
"""
EIGHT = sd.read(Path(__file__).parents[2] / "examples" / "eight-weeks")
NOW = sd.contract("england-2016", on="2026-09-30")


@pytest.fixture
def offer(tmp_path: Path):
    raised = {point: round(1.05 * pay) for point, pay in NOW.value("pay.nodal").items()}
    nodal = "{ " + ", ".join(f'"{k}" = {v}' for k, v in raised.items()) + " }"
    file = tmp_path / "offer.toml"
    file.write_text(OFFER.format(nodal=nodal))
    return sd.contract(str(file))


def test_the_new_version_holds_from_its_date_and_the_old_before(offer, tmp_path):
    made = adopt("england-2016", offer, date(2027, 2, 1), date(2026, 12, 2))
    assert set(made.changed) == {"pay.nodal", "hours.rest_after_nights"}
    file = tmp_path / "england-2016.toml"
    file.write_text(made.text)
    after = sd.contract(str(file), on="2026-12-02")
    assert after.value("pay.nodal")["1"] == round(1.05 * NOW.value("pay.nodal")["1"])
    assert after.value("hours.rest_after_nights") == 48
    assert after.get("pay.nodal").status == "in force"
    assert after.get("pay.nodal").announced_on == date(2027, 2, 1)
    before = sd.contract(str(file), on="2026-12-01")
    assert before.value("pay.nodal") == NOW.value("pay.nodal")
    unknown = sd.contract(str(file), on="2026-12-02", known="2027-01-31")
    assert unknown.value("pay.nodal") == NOW.value("pay.nodal")
    assert len(after.contract.values) == len(NOW.contract.values) + 2


TERM = """
[{term}]
says = "As offered."
unit = "{unit}"

[[{term}.values]]
value = {value}
effective_from = 2016-05-01
announced_on = 2016-05-01
status = "offered"
certainty = "unconfirmed"
source = {{ document = "The offer" }}
"""


@pytest.mark.parametrize(
    ("base", "old", "unit"),
    [
        ("england-2016", "hours.consecutive_long", "shifts"),
        ("newdeal-2002", "hours.duty_days", "days"),  # its terms of hours stand in several places
        ("scotland", "hours.consecutive_nights", "shifts"),
    ],
)
def test_a_file_is_edited_where_it_stands(base, old, unit, tmp_path):
    """Each line that stood there stands there still, comments too; new values follow the old."""
    file = tmp_path / "offer.toml"
    file.write_text(
        '[contract]\nid = "o"\nname = "O"\nsays = "An offer."\nfirst = 2016-05-01\n'
        f'offered = 2016-05-01\npay_model = "{sd.contract(base).pay_model}"\n'
        + TERM.format(term=old, unit=unit, value=3)
        + TERM.format(term="hours.in_14_days", unit="hours", value=99)
    )
    made = adopt(base, sd.contract(str(file)), date(2027, 2, 1), date(2026, 12, 2))
    assert set(made.changed) == {old, "hours.in_14_days"}
    before, after = contract_text(base).splitlines(), made.text.splitlines()
    assert not [line for line in ndiff(before, after) if line.startswith("- ")]
    adopted = tmp_path / "adopted.toml"
    adopted.write_text(made.text)
    terms = sd.contract(str(adopted), on="2026-12-02")
    assert (terms.value(old), terms.value("hours.in_14_days")) == (3, 99)
    heads = [k for k, line in enumerate(after) if line == f"[[{old}.values]]"]
    between = [line for line in after[heads[0] : heads[-1]] if line.startswith("[")]
    assert len(heads) > 1 and set(between) == {f"[[{old}.values]]"}
    assert after[heads[-1] + 1].startswith("# o, adopted: announced on 2027-02-01")


def test_back_pay_is_a_365th_of_the_difference_a_day(offer, tmp_path):
    made = adopt("england-2016", offer, date(2027, 2, 1), date(2026, 12, 2))
    file = tmp_path / "england-2016.toml"
    file.write_text(made.text)
    after = sd.contract(str(file), on="2026-12-02")
    owed = back_pay(EIGHT, NOW, after, date(2027, 2, 1), date(2026, 12, 2))
    assert (owed.first, owed.last) == (date(2026, 12, 2), date(2027, 1, 31))
    old, new = (sd.price(EIGHT, terms).doctors[0].total for terms in (NOW, after))
    assert owed.owed["Post 1"] == pytest.approx((new - old) * 61 / 365, abs=0.006)
    assert owed.total == pytest.approx(sum(owed.owed.values()))
    late = back_pay(EIGHT, NOW, after, date(2026, 12, 2), date(2026, 12, 2))
    assert late.total == 0


def test_back_pay_goes_by_the_terms_of_each_day_and_by_who_was_here(ward, tmp_path):
    """Over a change of the contract itself, the difference is that of each stretch of days."""
    raised = {point: pay + 3650 for point, pay in NOW.value("pay.nodal").items()}
    nodal = "{ " + ", ".join(f'"{k}" = {v}' for k, v in raised.items()) + " }"
    file = tmp_path / "offer.toml"
    file.write_text(OFFER.format(nodal=nodal))
    # from 1 April 2026 the contract has another scale: before it, more is owed
    first, told = date(2026, 3, 2), date(2026, 8, 1)
    made = adopt("england-2016", sd.contract(str(file)), told, first)
    (tmp_path / "england-2016.toml").write_text(made.text)
    after = sd.contract(str(tmp_path / "england-2016.toml"), on=first)
    hospital = ward(
        (Doctor("A", grade="F1"), "DDDDD.."),
        (Doctor("B", grade="F1", joined=date(2026, 4, 1)), "DDDDD.."),
        (Doctor("C", grade="F1", left=date(2026, 3, 4)), "DDDDD.."),
    )
    owed = back_pay(hospital, sd.contract("england-2016", on=first), after, told, first).owed
    before = {
        day: sd.contract("england-2016", on=day).value("pay.nodal")["1"]
        for day in (date(2026, 3, 2), date(2026, 4, 1))
    }
    march, april = (raised["1"] - basic for basic in before.values())
    assert march > april
    assert owed["A"] == pytest.approx((30 * march + 122 * april) / 365, abs=0.006)
    assert owed["B"] == pytest.approx(122 * april / 365, abs=0.006)
    assert owed["C"] == pytest.approx(3 * march / 365, abs=0.006)


def test_an_offer_that_pays_by_another_model_takes_the_contracts_place(tmp_path):
    march = sd.contract("imposed-2016-03")
    made = adopt("newdeal-2002", march, date(2016, 10, 5), date(2016, 8, 3))
    file = tmp_path / "adopted.toml"
    file.write_text(made.text)
    after = sd.contract(str(file), on="2016-08-03")
    assert {v.status for v in after} == {"in force"} and after.contract.first == date(2016, 8, 3)
    assert sd.price(EIGHT, after).total == sd.price(EIGHT, march).total
    assert len(sd.check(EIGHT, after).breaches) == len(sd.check(EIGHT, march).breaches)
    before = sd.contract("newdeal-2002", on="2016-08-03")
    owed = back_pay(EIGHT, before, after, date(2016, 10, 5), date(2016, 8, 3))
    old, new = (sd.price(EIGHT, terms).doctors[0].total for terms in (before, after))
    assert owed.owed["Post 1"] == pytest.approx(max(0, new - old) * 63 / 365, abs=0.006)
    # of an average rise alone is known: what is owed has two ends
    low, high = sd.price(EIGHT, after).doctors[0].bounds
    assert owed.low["Post 1"] == pytest.approx(max(0, low - old) * 63 / 365, abs=0.006)
    assert owed.high["Post 1"] == pytest.approx(max(0, high - old) * 63 / 365, abs=0.006)
    assert owed.ends[0] <= owed.total < owed.ends[1]


def test_a_contract_that_inherits_keeps_what_it_inherited_of_a_term(offer, tmp_path):
    base = tmp_path / "trust.toml"
    base.write_text(
        '[contract]\nid = "trust"\nname = "Trust"\nsays = "Local terms."\npay_model = "nodal"\n'
        'first = 2016-08-03\ninherits = "england-2016"\n'
    )
    made = adopt(str(base), offer, date(2027, 2, 1), date(2026, 12, 2))
    file = tmp_path / "new.toml"
    file.write_text(made.text)
    before = sd.contract(str(file), on="2026-12-01")
    assert before.value("pay.nodal") == NOW.value("pay.nodal")
    assert sd.contract(str(file), on="2026-12-02").value("hours.rest_after_nights") == 48


def test_an_offer_of_nothing_new_and_a_contract_that_is_not_are_refused():
    with pytest.raises(sd.InputError, match="changes nothing"):
        adopt("england-2016", NOW, date(2026, 9, 30), date(2026, 9, 30))
    with pytest.raises(sd.InputError, match="no such contract"):
        adopt("nobody", NOW, date(2026, 9, 30), date(2026, 9, 30))
