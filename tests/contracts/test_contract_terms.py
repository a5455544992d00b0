"""The resolver: what holds on a date, by what was known, on which branch, and when it changes."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from sevenday.contracts import contract
from sevenday.errors import InputError

OFFER = """
[contract]
id = "offer"
name = "An offer"
says = "Made for the test."
pay_model = "nodal"
first = 2016-08-03
inherits = "england-2016"

[hours.in_168h]
says = "Most hours of work in any 168 hours in a row."
unit = "hours"

[[hours.in_168h.values]]
value = 60
low = 56
high = 64
effective_from = 2016-08-03
announced_on = 2016-05-18
status = "offered"
certainty = "unconfirmed"
source = { document = "An offer" }
"""


def test_dates_may_be_text_or_dates() -> None:
    a = contract("england-2016", on="2019-08-07", known="2020-01-01")
    b = contract("england-2016", on=date(2019, 8, 7), known=date(2020, 1, 1))
    assert a.on == b.on == date(2019, 8, 7)
    assert list(a) == list(b)


def test_the_default_date_is_today() -> None:
    assert contract("england-2016").on == date.today()


@pytest.mark.parametrize(
    ("id", "before", "first"),
    [("england-2016", "2016-08-02", "2016-08-03"), ("newdeal-2002", "2000-11-30", "2000-12-01")],
)
def test_before_the_first_day(id: str, before: str, first: str) -> None:
    with pytest.raises(InputError, match=f"no terms on {before}: it begins on {first}"):
        contract(id, before)
    assert contract(id, first).on == date.fromisoformat(first)


def test_unknown_contract_names_those_known() -> None:
    with pytest.raises(InputError, match=r"england-2017.*england-2016, .*newdeal-2002"):
        contract("england-2017")


@pytest.mark.parametrize(("on", "known"), [("1st May", None), (None, "2020-02-30")])
def test_not_a_date(on: str | None, known: str | None) -> None:
    with pytest.raises(InputError) as caught:
        contract("england-2016", on, known)
    assert caught.value.faults[0].expected == "YYYY-MM-DD"


def test_a_term_without_a_value_on_the_date() -> None:
    terms = contract("england-2016", "2019-08-06")
    assert not terms.has("pay.ltft_allowance")
    with pytest.raises(InputError, match=r"england-2016 has no pay.ltft_allowance on 2019-08-06"):
        terms.value("pay.ltft_allowance")
    with pytest.raises(InputError, match="on the branch 'agreed'"):
        terms.value("hours.in_168h", "agreed")


def test_known_is_named_where_it_hides_a_term() -> None:
    terms = contract("england-2016", "2020-01-01", "2019-01-01")
    with pytest.raises(InputError, match="by what was known on 2019-01-01"):
        terms.get("pay.ltft_allowance")


def test_branches() -> None:
    terms = contract("england-2016", "2019-08-07")
    expected = ("general", "low-intensity on-call", "eight shifts agreed")
    assert terms.branches("hours.consecutive_shifts") == expected
    assert terms.branches("hours.none") == ()


def test_value_carries_its_source() -> None:
    value = contract("england-2016", "2019-08-07").get("hours.in_168h")
    assert value.value == 72
    assert str(value.source) == "TCS 2016, Schedule 3, paragraph 8"
    assert (value.unit, value.certainty, value.status) == ("hours", "secondary", "in force")


def test_changes_within_a_rota() -> None:
    terms = contract("england-2016", "2019-11-20")
    changes = terms.changes(date(2019, 12, 4))
    assert ("pay.weekend", "general", date(2019, 12, 4)) in changes
    assert {term for term, _, _ in changes} == {"pay.weekend", "pay.night_shift_late"}
    assert terms.changes(date(2019, 12, 3)) == []


def test_a_value_said_anew_is_no_change() -> None:
    changes = contract("england-2016", "2023-03-01").changes(date(2023, 4, 1))
    assert not any(term.startswith("fine.") for term, _, _ in changes)


def test_terms_travel_between_processes() -> None:
    terms = contract("england-2016", "2026-09-01")
    assert pickle.loads(pickle.dumps(terms)).value("pay.nodal") == terms.value("pay.nodal")


def test_an_offer_inherits_what_it_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "offer.toml"
    path.write_text(OFFER)
    terms = contract(str(path), "2016-10-01")
    value = terms.get("hours.in_168h")
    assert (value.value, value.low, value.high, value.status) == (60, 56, 64, "offered")
    assert terms.value("hours.shift_length") == 13


def test_an_edited_file_is_read_anew(tmp_path: Path) -> None:
    import os

    path = tmp_path / "offer.toml"
    path.write_text(OFFER)
    assert contract(str(path), "2016-10-01").value("hours.in_168h") == 60
    path.write_text(OFFER.replace("value = 60", "value = 61"))
    os.utime(path, ns=(1, 1))
    assert contract(str(path), "2016-10-01").value("hours.in_168h") == 61
