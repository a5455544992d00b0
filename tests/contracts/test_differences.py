"""What differs between two contracts: hours of the week, terms, and the words for both."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevenday.clock import WEEKDAY_NAMES, minutes
from sevenday.contracts import contract, contract_diff, contract_ids
from sevenday.contracts.week import earnings_by_minute
from tests.contracts.forms import GOOD

NOVEMBER, LETTER = contract("offer-2015-11"), contract("letter-2016-01")
MARCH, MAY = contract("imposed-2016-03"), contract("acas-2016-05")


def sentences(a: str, b: str) -> list[str]:
    return list(contract_diff(contract(a), contract(b)).sentences())


@pytest.mark.parametrize(
    "sentence",
    [
        "Saturday 07:00-17:00: plain time under offer-2015-11; 30% premium if 1 in 4 Saturdays or "
        "more, else plain time under imposed-2016-03.",
        "Monday to Friday 21:00-22:00: plain time under offer-2015-11; 50% premium under "
        "imposed-2016-03.",
        "Sunday 07:00-21:00: 1/3 premium under offer-2015-11; 30% premium under imposed-2016-03.",
        "Full-time basic pay of the grades for which a figure was given: F1: £25,500, F2: "
        "£31,600, CT1: £37,400, CT2: £37,400, ST1: £37,400, ST2: £37,400, CT3: £42,500, ST3: "
        "£42,500, ST4: £42,500, ST5: £48,400, ST6: £48,400, ST7: £55,000, ST8: £55,000. Only in "
        "offer-2015-11.",
        "Most night shifts on consecutive days: 4 shifts. Only in imposed-2016-03.",
    ],
)
def test_november_and_march(sentence: str) -> None:
    assert sentence in sentences("offer-2015-11", "imposed-2016-03")


@pytest.mark.parametrize(
    "sentence",
    [
        "Every day 21:00-07:00: 50% premium under imposed-2016-03; 37% premium under acas-2016-05.",
        "Saturday 17:00-21:00: 30% premium under imposed-2016-03; plain time, and the weekend "
        "allowance under acas-2016-05.",
        "Least rest after a run of night shifts: 48 hours under imposed-2016-03; 46 hours under "
        "acas-2016-05.",
        "Fewest night shifts in a row that owe the rest: 4 shifts (unconfirmed) under "
        "imposed-2016-03; 3 shifts under acas-2016-05.",
        "imposed-2016-03 pays at one rate a grade, with premiums on windows of the week; "
        "acas-2016-05 pays at nodal points, with a night premium and a weekend allowance.",
    ],
)
def test_march_and_may(sentence: str) -> None:
    assert sentence in sentences("imposed-2016-03", "acas-2016-05")


def test_under_the_new_deal_the_band_pays_for_what_is_out_of_hours() -> None:
    found = contract_diff(contract("newdeal-2002", "2016-03-31"), MARCH)
    assert "Monday to Friday 19:00-21:00: out of hours, paid by the band under newdeal-2002; " in (
        found.summary()
    )
    assert "pays by band" in found.summary()


def test_one_contract_on_two_dates_names_the_dates() -> None:
    a, b = contract("england-2016", "2019-08-06"), contract("england-2016", "2019-08-07")
    found = list(contract_diff(a, b).sentences())
    assert (
        "Most long shifts on consecutive days: 5 shifts under england-2016 on 2019-08-06; 4 shifts "
        "under england-2016 on 2019-08-07." in found
    )
    assert not any("week" in s and "premium" in s for s in found)


def test_of_a_table_only_what_differs_is_said() -> None:
    a, b = contract("england-2016", "2021-09-30"), contract("england-2016", "2021-10-01")
    (term,) = [t for t in contract_diff(a, b).terms if t.term == "pay.nodal"]
    assert term.sentence("A", "B") == (
        "Full-time basic pay at each nodal point: 5: £53,077 under A; 5: £56,077 under B."
    )


@pytest.mark.parametrize("id", contract_ids())
def test_a_contract_does_not_differ_from_itself(id: str) -> None:
    terms = contract(id)
    terms = terms.at(terms.contract.latest())
    found = contract_diff(terms, terms)
    assert (found.hours, found.terms, found.model) == ((), (), None)


offers = st.sampled_from([NOVEMBER, LETTER, MARCH, MAY, contract("newdeal-2002", "2016-04-01")])


@given(offers, offers)
def test_the_hours_said_are_the_minutes_that_differ(a, b) -> None:
    weeks = earnings_by_minute(a), earnings_by_minute(b)
    left, right = list(weeks[0]), list(weeks[1])
    for hours in contract_diff(a, b).hours:
        start, end = minutes(hours.start), 1440 if hours.end == "24:00" else minutes(hours.end)
        end += 0 if end > start else 1440
        for day, name in enumerate(WEEKDAY_NAMES):
            first, _, last = hours.days.partition(" to ")
            within = last and WEEKDAY_NAMES.index(first) <= day <= WEEKDAY_NAMES.index(last)
            if hours.days == "Every day" or within or name in hours.days.split(" and "):
                for minute in range(day * 1440 + start, day * 1440 + end):
                    at = minute % len(left)
                    assert (weeks[0][at], weeks[1][at]) == (hours.a, hours.b)
                    left[at] = right[at] = "said"
    assert left == right


def test_where_the_saturday_premium_adds_nothing_it_is_not_said() -> None:
    week = earnings_by_minute(LETTER)
    assert week is not None
    assert week[5 * 1440 + 18 * 60] == "1/3 premium"
    assert week[5 * 1440 + 22 * 60] == "50% premium"


def test_a_morning_of_all_days_is_no_night_where_the_evening_is_not_of_all(tmp_path: Path) -> None:
    rows = """[
        { days = "all", window = ["00:00", "07:00"], share = 0.9 },
        { days = "Mon-Fri", window = ["21:00", "24:00"], share = 0.9 }]"""
    term = GOOD[GOOD.index("[hours") :].replace("hours.in_168h", "pay.premium_windows")
    term = term.replace('"hours"', '"premium by window"').replace("72", rows)
    file = tmp_path / "mine.toml"
    file.write_text(GOOD[: GOOD.index("[hours")].replace("nodal", "premium_windows") + term)
    said = [
        h.sentence("A", "B") for h in contract_diff(contract(file, "2020-01-01"), NOVEMBER).hours
    ]
    assert "Every day 00:00-07:00: 90% premium under A; 50% premium under B." in said
    assert "Monday to Friday 22:00-24:00: 90% premium under A; 50% premium under B." in said


def test_the_reverse_says_the_same_the_other_way_round() -> None:
    one, other = contract_diff(MARCH, MAY), contract_diff(MAY, MARCH)
    assert {(t.term, t.branch) for t in one.terms} == {(t.term, t.branch) for t in other.terms}
    assert [(h.a, h.b) for h in one.hours] == [(h.b, h.a) for h in other.hours]


def test_the_document_is_json_with_both_dates() -> None:
    data = json.loads(contract_diff(NOVEMBER, MARCH).to_json())
    assert data["a"] == {"contract": "offer-2015-11", "name": NOVEMBER.name, "on": "2015-11-04"}
    assert data["b"]["on"] == "2016-03-31"
    (row,) = [d for d in data["differences"] if d["term"] == "hours.consecutive_weekends"]
    assert row["a"] is None
    assert row["b"]["value"] is False
    assert {"days": "Sunday", "from": "07:00", "to": "21:00"}.items() <= data["week"][-1].items()


def test_limits_alone_have_no_week(tmp_path: Path) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(GOOD.replace('"nodal"', '"none"'))
    found = contract_diff(contract(file, "2020-01-01"), MARCH)
    assert found.hours == ()
    assert "mine pays not at all: it holds limits alone" in (found.model or "")


def test_the_latest_version_of_a_contract() -> None:
    england = contract("england-2016").contract
    assert england.latest(date(2019, 9, 1)) == date(2019, 8, 7)
    assert england.latest(date(2020, 1, 10)) == date(2019, 12, 4)
    assert england.latest() > date(2026, 1, 1)
