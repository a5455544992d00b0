"""The offers are contracts that were never in force: their own dates, values and limits."""

from datetime import date

import pytest

from sevenday.contracts import contract

OFFERS = {
    "offer-2015-11": date(2015, 11, 4),
    "letter-2016-01": date(2016, 1, 16),
    "bma-2016-02": date(2016, 2, 10),
    "imposed-2016-03": date(2016, 3, 31),
    "acas-2016-05": date(2016, 5, 18),
}


@pytest.mark.parametrize(("id", "day"), OFFERS.items())
def test_an_offer_stands_on_its_own_date_though_it_never_was_in_force(id: str, day: date) -> None:
    terms = contract(id)
    assert terms.on == terms.contract.offered == terms.contract.latest() == day
    assert terms.has("pay.basic_hours")
    assert {value.status for value in terms} <= {"offered", "rejected", "superseded"}


@pytest.mark.parametrize("id", OFFERS)
def test_an_offer_resolves_later_too(id: str) -> None:
    values = {key: v.value for key, v in contract(id).values.items()}
    assert {key: v.value for key, v in contract(id, "2026-09-01").values.items()} == values


def test_the_letter_holds_only_what_it_changes_of_november() -> None:
    letter, november = contract("letter-2016-01"), contract("offer-2015-11")
    assert letter.value("pay.basic_known") == november.value("pay.basic_known")
    assert november.value("pay.basic_known")["ST7"] == 55000
    assert letter.value("pay.plain_time") != november.value("pay.plain_time")
    assert letter.value("pay.saturday_frequency") == "1/3"
    assert not november.has("pay.saturday_frequency")


def test_the_bma_does_not_keep_the_governments_figure_for_f1() -> None:
    assert not contract("bma-2016-02").has("pay.basic_known")


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        ("average_week", 48),
        ("in_168h", 72),
        ("consecutive_nights", 4),
        ("consecutive_long", 5),
        ("consecutive_long_evening", 4),
        ("consecutive_shifts", 8),
        ("rest_after_nights", 48),
        ("rest_after_long", 48),
        ("rest_after_long_evening", 48),
        ("rest_after_shifts", 48),
        ("rest_between_shifts", 11),
        ("consecutive_weekends", False),
    ],
)
def test_the_limits_of_march_2016(rule: str, limit: object) -> None:
    assert contract("imposed-2016-03").value(f"hours.{rule}") == limit


def test_the_agreement_of_may_2016_is_the_contract_as_it_began() -> None:
    agreed, began = contract("acas-2016-05"), contract("england-2016", "2016-08-03")
    for key, value in began.values.items():
        assert agreed.values[key].value == value.value, key
    later = contract("acas-2016-05", "2020-01-01")
    assert later.value("hours.consecutive_long") == 5
    assert later.value("pay.nodal")["1"] == 26350


def test_what_no_page_says_is_unconfirmed() -> None:
    for id in OFFERS:
        for value in contract(id):
            if value.low is not None and value.term != "pay.basic_uplift":
                assert value.certainty == "unconfirmed", (id, value.term)
