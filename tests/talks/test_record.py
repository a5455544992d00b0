"""The record of talks: what it counts, what it only repeats, and what is wrong in one."""

from pathlib import Path

import pytest

import sevenday as sd
from sevenday.files.talks import read_talks
from sevenday.talks.ratify import ratification, waiting_costs
from sevenday.talks.record import talks_record
from sevenday.talks.settle import settle
from sevenday.talks.sides import read_sides
from sevenday.talks.term_weights import weigh_terms

SHIPPED = Path(__file__).parents[2] / "examples" / "talks-2016"


def test_the_record_of_2016_has_saturday_pay_left():
    state = talks_record(read_talks(SHIPPED / "talks.toml"))
    assert [term.id for term in state.open] == ["saturday"]
    assert state.share_of_terms == 0.9 and state.share_of_money is None
    assert "75" in state.talks.claims["meetings_said"] and "73" in state.summary()
    dates = [event.date for event in state.timeline]
    assert dates == sorted(dates) and all(event.source for event in state.timeline)
    assert state.conceded["government"] > state.conceded["BMA"]


def test_a_term_conceded_twice_is_one_concession():
    state = talks_record(read_talks(SHIPPED / "talks.toml"))
    named = state.conceded_terms["government"]
    assert sorted(named) == ["guardian", "hours", "protection", "saturday"]
    assert state.conceded["government"] == 4
    assert state.conceded_terms["BMA"] == ("neutral",)
    assert "conceded by BMA: 1 (neutral)" in state.summary()


def test_the_example_sides_can_be_settled_and_say_whose_numbers_they_are():
    found = settle(read_sides(SHIPPED / "sides.toml"))
    assert 0 < found.zone < 1 and found.nash is not None
    assert "is ours, not theirs" in (SHIPPED / "sides.toml").read_text("utf-8")


RECORD = """
name = "T"
began = 2013-02-01
[[meeting]]
date = 2015-01-01
source = "S"
[[event]]
date = 2015-02-01
party = "A"
kind = "concession"
text = "x"
source = "S"
[[term]]
id = "a"
status = "agreed"
weight = 3
[[term]]
id = "b"
status = "open"
weight = 1
"""


def test_what_each_offer_said_of_saturday_and_how_little_money_was_left():
    talks = read_talks(SHIPPED / "talks.toml")
    said = talks_record(talks).offer_wording["saturday"]
    assert said["offer-2015-11"] == "Sat 19:00 to 22:00: 1/3"
    assert "saturday frequency: 1 in 4" in said["imposed-2016-03"]
    assert said["acas-2016-05"].startswith("weekend: 1 in 2: 10%")
    rota = sd.read(SHIPPED.parent / "psychiatry-2015")
    state = talks_record(weigh_terms(talks, rota))
    money = {term.id: term.weight for term in state.talks.terms}
    pay = sd.price(rota, sd.contract("imposed-2016-03"))
    assert sum(money.values()) == pytest.approx(pay.total, abs=1)
    assert money["saturday"] == pytest.approx(3386.67, abs=0.01)
    assert state.share_of_money == pytest.approx(1 - money["saturday"] / sum(money.values()))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('money = ["saturday"]', 'money = ["saturdays"]', "no such pay"),
        ('money_by = "imposed-2016-03"', "", "nothing to weigh"),
        ('"pay.saturday_premium"', '"pay.saturdays"', "no offer has such a term"),
        ('"letter-2016-01"', '"letter"', "no such contract"),
    ],
)
def test_terms_that_no_contract_has_are_refused(tmp_path, old, new, named):
    text = (SHIPPED / "talks.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "talks.toml").write_text(text.replace(old, new), "utf-8")
    rota = sd.read(SHIPPED.parent / "eight-weeks")
    with pytest.raises(sd.InputError, match=named):
        talks_record(weigh_terms(read_talks(tmp_path / "talks.toml"), rota))


def test_shares_in_terms_and_in_money(tmp_path):
    (tmp_path / "talks.toml").write_text(RECORD)
    state = talks_record(read_talks(tmp_path / "talks.toml"))
    assert (state.share_of_terms, state.share_of_money) == (0.5, 0.75)
    assert state.conceded == {"A": 1}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("date = 2015-01-01", "date = 2012-12-31", "before the talks began"),
        ("date = 2015-02-01", 'date = "soon"', "not a date"),
        ('kind = "concession"', 'kind = "gossip"', "no such kind"),
        ('text = "x"\nsource = "S"', 'text = "x"', "nothing there"),
        ('status = "open"', 'status = "maybe"', "no such status"),
        ('id = "b"', 'id = "a"', "a term twice"),
        ('party = "A"', 'party = "A"\nmood = "bad"', "no such key"),
        ('name = "T"', 'name = "T"\nwinner = "A"', "no such key"),
        ('name = "T"', "name = 3", "not a text"),
        ('party = "A"', "party = 3", "not a text"),
        ("date = 2015-01-01", "date = 2015-01-01T10:00:00", "not a date"),
        ("began = 2013-02-01", "began = 2013-02-01T10:00:00", "not a date"),
        ("weight = 3", 'weight = "three"', "not a weight"),
        ("weight = 3", "weight = -1", "not a weight"),
        (RECORD, "", "nothing in it"),
        ('name = "T"', 'name = "T"\noffers = "A"', "not a list of texts"),
        ("weight = 3", "weight = 3\nmoney = 3", "not a list of texts"),
    ],
)
def test_a_record_that_cannot_be_is_refused(tmp_path, old, new, named):
    assert old in RECORD
    (tmp_path / "talks.toml").write_text(RECORD.replace(old, new))
    with pytest.raises(sd.InputError, match=named):
        read_talks(tmp_path / "talks.toml")


def test_ten_votes_leave_a_wide_band():
    chance = ratification()
    assert (chance.carried, chance.votes, chance.unconfirmed) == (7, 10, 2)
    assert chance.mean == pytest.approx(7.5 / 11)  # Beta(7.5, 3.5)
    assert chance.low == pytest.approx(0.3942, abs=2e-3)
    assert chance.high == pytest.approx(0.9073, abs=2e-3)
    assert "2 of these votes unconfirmed" in chance.sentence
    costs = {each.side: each for each in waiting_costs()}
    assert costs["employer"].low > costs["members"].high
    assert all(each.certainty == "unconfirmed" for each in costs.values())
