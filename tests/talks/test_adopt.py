"""An accepted offer becomes a dated version of the contract, and back pay is counted by days."""

from datetime import date
from pathlib import Path

import pytest

import sevenday as sd
from sevenday.talks.adopt import adopt, back_pay

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


def test_an_offer_of_another_pay_model_or_of_nothing_new_is_refused():
    with pytest.raises(sd.InputError, match="pays by premium_windows"):
        imposed = sd.contract("imposed-2016-03")
        adopt("england-2016", imposed, date(2027, 1, 1), date(2027, 1, 1))
    with pytest.raises(sd.InputError, match="changes nothing"):
        adopt("england-2016", NOW, date(2026, 9, 30), date(2026, 9, 30))
    with pytest.raises(sd.InputError, match="no such contract"):
        adopt("nobody", NOW, date(2026, 9, 30), date(2026, 9, 30))
