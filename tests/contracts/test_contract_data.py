"""Every value of every contract that comes with Sevenday is dated, cited and of its unit."""

from datetime import date
from itertools import pairwise

import pytest

from sevenday.contracts import Terms, Value, contract, contract_ids, in_words
from sevenday.contracts.units import UNITS

VALUES = [value for id in contract_ids() for value in contract(id).contract.values]

HOURS_2016 = [
    "average_week",
    "in_168h",
    "shift_length",
    "consecutive_long",
    "rest_after_long",
    "consecutive_long_evening",
    "rest_after_long_evening",
    "consecutive_nights",
    "rest_after_nights",
    "rest_after_nights_run",
    "consecutive_shifts",
    "rest_after_shifts",
    "weekend_frequency",
    "rest_between_shifts",
    "breaks",
]
ONCALL = [
    "length",
    "consecutive",
    "weekend_pair",
    "in_7_days",
    "day_after",
    "rest",
    "rest_continuous",
]
HOURS_NEW_DEAL = [
    "actual_week",
    "long_off",
    "duty_days",
    "daily_rest",
    "weekly_rest",
    "weekly_rest_fortnight",
    "average_week",
    "continuous_duty_wtr",
]


def test_a_term_is_counted_in_one_unit_by_every_contract() -> None:
    units: dict[str, set[str]] = {}
    for value in VALUES:
        units.setdefault(value.term, set()).add(value.unit)
    assert not {term: found for term, found in units.items() if len(found) > 1}


def shown(value: Value) -> str:
    return f"{value.term}-{value.branch}-{value.effective_from}-{value.announced_on}"


@pytest.mark.parametrize("value", VALUES, ids=shown)
def test_value_is_dated_and_cited(value: Value) -> None:
    assert date(2000, 1, 1) <= value.effective_from <= date(2027, 1, 1)
    assert date(2000, 1, 1) <= value.announced_on <= date(2027, 1, 1)
    assert value.unit in UNITS
    assert value.source.document
    assert value.source.read_in
    assert value.says.endswith(".")
    assert in_words(value)


@pytest.mark.parametrize("value", VALUES, ids=shown)
def test_date_not_read_is_said_to_be_so(value: Value) -> None:
    if value.source.announced:
        assert value.announced_on == value.effective_from
    elif value.announced_on > value.effective_from:  # an award that was backdated
        document = value.source.document.lower()
        assert "circular" in document or value.announced_on >= date(2024, 1, 1)


PRIMARY = ("circular", "booklet")
"""Documents that were read themselves, or in a faithful image."""


@pytest.mark.parametrize("value", VALUES, ids=shown)
def test_knowledge_that_no_page_backs_is_unconfirmed(value: Value) -> None:
    read = value.source.read_in
    if read.startswith(("the compiler's own", "estimated", "not read", "derived from")):
        assert value.certainty == "unconfirmed"
    if value.certainty == "confirmed":
        assert any(word in value.source.document.lower() + read.lower() for word in PRIMARY)


@pytest.mark.parametrize(
    ("id", "on", "terms"),
    [
        (
            "england-2016",
            "2016-08-03",
            [f"hours.{t}" for t in HOURS_2016] + [f"oncall.{t}" for t in ONCALL],
        ),
        ("newdeal-2002", "2015-08-05", [f"hours.{t}" for t in HOURS_NEW_DEAL]),
    ],
)
def test_terms_that_the_checker_reads_are_there(id: str, on: str, terms: list[str]) -> None:
    resolved = contract(id, on)
    assert [t for t in terms if not resolved.has(t)] == []


@pytest.mark.parametrize(
    ("term", "full", "partial", "partial_24h", "on_call"),
    [
        ("hours.duty_week", 56, 64, 64, 72),
        ("hours.continuous_duty", 14, 16, 24, 32),
        ("hours.off_between", 8, 8, 8, 12),
        ("define.long_off_days", 28, 28, 28, 21),
    ],
)
def test_new_deal_by_pattern(
    term: str, full: int, partial: int, partial_24h: int, on_call: int
) -> None:
    terms = contract("newdeal-2002", "2015-08-05")
    found = [terms.value(term, b) for b in ("full", "partial", "partial-24h", "on-call")]
    assert found == [full, partial, partial_24h, on_call]


@pytest.mark.parametrize(
    ("term", "branch", "before", "after"),
    [
        ("hours.consecutive_long", "general", 5, 4),
        ("hours.rest_after_nights_run", "general", 3, 1),
        ("hours.consecutive_shifts", "general", 8, 7),
        ("hours.consecutive_shifts", "eight shifts agreed", None, 8),
        ("hours.consecutive_shifts", "low-intensity on-call", 12, 12),
        ("hours.weekend_frequency", "general", "1/2", "1/3"),
        ("hours.weekend_frequency", "1 in 2 agreed", None, "1/2"),
        ("hours.average_week", "opt-out", 56, 56),
        ("oncall.consecutive", "run agreed", None, 7),
        ("fine.rest_under", "general", 8, 11),
        ("pay.ltft_allowance", "general", None, 1000),
    ],
)
def test_the_2019_agreement(term: str, branch: str, before: object, after: object) -> None:
    def on(day: str) -> object:
        terms = contract("england-2016", day)
        return terms.value(term, branch) if terms.has(term, branch) else None

    assert (on("2019-08-06"), on("2019-08-07")) == (before, after)


def edges(terms: Terms) -> list[date]:
    values = terms.contract.values
    return sorted({d for v in values for d in (v.effective_from, v.announced_on)})


def test_every_grade_has_pay_on_every_day_by_all_that_was_known() -> None:
    start = contract("england-2016", "2016-08-03")
    days = edges(start)
    for on in (d for d in days if d >= start.on):
        for known in (d for d in days if d >= date(2016, 5, 18)):
            terms = Terms(start.contract, on, known)
            points = set(terms.value("pay.point_of_grade").values())
            assert points <= set(terms.value("pay.nodal")), (on, known)


def test_fines_have_each_point_that_they_print() -> None:
    for day in ("2022-09-01", "2024-09-01", "2026-03-31", "2026-09-01"):
        terms = contract("england-2016", day)
        for term in ("fine.total_basic", "fine.doctor_enhanced", "fine.guardian_basic"):
            assert set(terms.value(term)) == set(terms.value("pay.nodal"))


def test_full_time_scales_begin_at_their_minimum_and_rise() -> None:
    scales = [v for v in VALUES if v.term == "pay.scale"]
    for value in scales:
        for points in value.value.values():
            assert all(a < b for a, b in pairwise(points))
