"""Windows of the week and ranges: what a file may say, and what it is told where it may not."""

from pathlib import Path

import pytest

from sevenday.clock import WEEK_MINUTES
from sevenday.contracts import contract, contract_ids, in_words
from sevenday.contracts.ranges import ordered
from sevenday.contracts.units import fits
from sevenday.contracts.windows import spans, weekdays
from sevenday.errors import Fault
from tests.contracts.forms import GOOD, faults


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("all", range(7)),
        ("Mon-Fri", range(5)),
        ("Sat", [5]),
        ("Sat,Sun", [5, 6]),
        ("Mon,Wed-Fri", [0, 2, 3, 4]),
    ],
)
def test_days(text: str, days: list[int]) -> None:
    assert weekdays(text) == tuple(days)


@pytest.mark.parametrize("text", ["", "Saturday", "sat", "Fri-Mon", "Sat,Sat", "Sat Sun", "Mon-"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"no day|backwards|twice"):
        weekdays(text)


def test_a_window_of_all_days_may_pass_midnight() -> None:
    nights = spans("all", ("22:00", "07:00"))
    assert nights[0] == (22 * 60, 31 * 60)
    assert nights[6][1] - WEEK_MINUTES == 7 * 60
    assert spans("Sat", ("00:00", "24:00")) == [(5 * 1440, 6 * 1440)]


BAD = [
    {"days": "Sat", "window": ["22:00", "07:00"], "share": 0.5},
    {"days": "Mon-Fri", "window": ["07:00", "07:00"], "share": 0.5},
    {"days": "Sat", "window": ["07:00", "25:00"], "share": 0.5},
    {"days": "Sat", "window": ["24:00", "07:00"], "share": 0.5},
    {"days": "Sat", "window": ["07:00"], "share": 0.5},
    {"days": "Sat", "window": [7, 17], "share": 0.5},
    {"days": "Sat", "window": "07:00-17:00", "share": 0.5},
    {"days": ["Sat"], "window": ["07:00", "17:00"], "share": 0.5},
    {"days": "Sat", "window": ["07:00", "17:00"]},
    {"days": "Sat", "window": ["07:00", "17:00"], "share": 30},
    {"days": "Sat", "window": ["07:00", "17:00"], "share": 0.3, "pay": 1},
    "Sat 07:00-17:00",
]


@pytest.mark.parametrize("row", BAD, ids=str)
def test_a_window_that_wraps_badly_or_is_of_another_form(row: object) -> None:
    good = {"days": "Sat", "window": ["07:00", "17:00"], "share": 0.3}
    assert fits("premium by window", [good])
    assert not fits("premium by window", [good, row])


def fault_of(folder: Path, unit: str, value: str) -> Fault:
    text = GOOD.replace('unit = "hours"', f'unit = "{unit}"').replace("value = 72", value)
    (fault,) = faults(folder, text)
    return fault


def test_a_bad_window_in_a_file_is_told_with_the_form_expected(tmp_path: Path) -> None:
    row = '{ days = "Sat", window = ["22:00", "07:00"], share = 0.5 }'
    fault = fault_of(tmp_path, "premium by window", f"value = [{row}]")
    assert (fault.column, fault.row) == ("hours.in_168h.value", 1)
    assert "only a window of all days may pass midnight" in fault.expected


@pytest.mark.parametrize(
    ("unit", "value", "what"),
    [
        ("hours", "value = 72\nlow = 73\nhigh = 80", "not a range"),
        ("hours", "value = 72\nlow = 60\nhigh = 71", "not a range"),
        ("hours", "value = 72\nlow = 60", "a range with one end"),
        ("hours", "value = 72\nhigh = 80", "a range with one end"),
        ("share", 'value = "1/3"\nlow = 0.34\nhigh = 0.5', "not a range"),
        ("pounds a year by name", "value = {a = 2}\nlow = {b = 1}\nhigh = {a = 3}", "not a range"),
        (
            "share by frequency",
            'value = [["1/4", 0.1]]\nlow = [["1/4", 0.2]]\nhigh = [["1/4", 0.3]]',
            "not a range",
        ),
    ],
)
def test_a_range_that_its_value_is_not_in(tmp_path: Path, unit: str, value: str, what: str) -> None:
    assert fault_of(tmp_path, unit, value).what == what


@pytest.mark.parametrize(
    ("low", "value", "high", "holds"),
    [
        (1, 1, 1, True),
        (0.3, "1/3", 0.5, True),
        ({"a": 1}, {"a": 2}, {"a": 3}, True),
        (
            [{"days": "Sat", "share": 0.3}],
            [{"days": "Sat", "share": 0.4}],
            [{"days": "Sat", "share": 0.5}],
            True,
        ),
        (
            [{"days": "Sat", "share": 0.3}],
            [{"days": "Sun", "share": 0.4}],
            [{"days": "Sat", "share": 0.5}],
            False,
        ),
        ([1], [1, 2], [1, 2], False),
        (True, True, False, False),
    ],
)
def test_ordered(low: object, value: object, high: object, holds: bool) -> None:
    assert ordered(low, value, high) is holds


def test_every_offer_leaves_no_hour_of_the_week_both_plain_and_premium_or_neither() -> None:
    offers = [id for id in contract_ids() if contract(id).pay_model == "premium_windows"]
    assert len(offers) >= 4
    for id in offers:
        terms = contract(id)
        if not terms.contract.offered:
            continue
        counts = [0] * WEEK_MINUTES
        for term in ("pay.plain_time", "pay.premium_windows"):
            for row in terms.value(term):
                for start, stop in spans(row["days"], row["window"]):
                    for minute in range(start, stop):
                        counts[minute % WEEK_MINUTES] += 1
        assert set(counts) == {1}, id


@pytest.mark.parametrize(
    ("id", "term", "words"),
    [
        ("offer-2015-11", "pay.plain_time", "Mon-Fri 07:00 to 22:00, Sat 07:00 to 19:00"),
        ("offer-2015-11", "pay.on_call", "2%"),
        ("offer-2015-11", "pay.on_call_often", "1 in 4: 6%, 1 in 8: 4%"),
        (
            "imposed-2016-03",
            "pay.on_call_often",
            "1 in 4: between 0% and 10% (best guess 10%, unconfirmed)",
        ),
        (
            "letter-2016-01",
            "pay.saturday_premium",
            "Sat 00:00 to 24:00: between 1/3 and 50% (best guess 1/3, unconfirmed)",
        ),
        (
            "letter-2016-01",
            "pay.premium_windows",
            "every day 21:00 to 07:00: 50%, Sat 17:00 to 21:00: 1/3, Sun 07:00 to 21:00: 1/3",
        ),
    ],
)
def test_words(id: str, term: str, words: str) -> None:
    assert in_words(contract(id).get(term)) == words
