"""The contracts of other countries: what they hold on which date, and what is data alone."""

import pytest

from sevenday.contracts import contract
from sevenday.limits.rule_table import resolve_rules
from sevenday.limits.rules.spec import RuleContext
from sevenday.model import Settings

ON = "2019-09-02"
RULES = {
    "ewtd": "hours.average_week hours.breaks hours.daily_rest hours.weekly_rest",
    "ireland-nchd": "hours.average_week hours.breaks hours.continuous_duty hours.daily_rest "
    "hours.weekly_rest",
    "scotland": "hours.actual_week hours.average_week hours.breaks hours.consecutive_nights "
    "hours.continuous_duty hours.daily_rest hours.duty_days hours.duty_week hours.long_off "
    "hours.off_between hours.rest_after_nights hours.weekly_rest",
    "acgme": "hours.average_4_weeks hours.continuous_duty hours.free_days hours.rest_after_long "
    "hours.rest_between_shifts oncall.frequency",
    "nz-rda": "hours.consecutive_nights hours.duty_days hours.in_14_days hours.in_168h "
    "hours.rest_between_shifts hours.shift_length hours.weekend_frequency",
    "wales-2026": "",
}


@pytest.mark.parametrize("id", RULES)
def test_a_country_has_these_rules_and_no_branch_of_a_department(id: str) -> None:
    terms = contract(id, "2026-09-01" if id == "wales-2026" else ON)
    rules = resolve_rules(terms, RuleContext(Settings()))
    assert sorted(rule.id for rule in rules) == RULES[id].split()
    assert {rule.term.branch for rule in rules} <= {"general", "full"}


@pytest.mark.parametrize(
    ("id", "term", "on"),
    [
        ("ewtd", "hours.average_week", {"2004-09-01": 58, "2007-09-01": 56, "2009-08-01": 48}),
        ("ireland-nchd", "hours.average_week", {"2007-07-31": 58, "2009-07-31": 56, ON: 48}),
        ("scotland", "hours.duty_days", {"2015-08-05": 13, "2018-08-01": 7}),
        ("scotland", "hours.rest_after_nights_run", {ON: 3, "2021-07-13": 3, "2021-07-14": 1}),
        ("acgme", "define.handover", {"2011-06-30": 6, "2011-07-01": 4, ON: 4}),
        ("acgme", "hours.rest_between_shifts", {"2003-07-01": 10, "2011-07-01": 8, ON: 8}),
    ],
)
def test_a_term_over_the_years(id: str, term: str, on: dict[str, int]) -> None:
    assert {day: contract(id, day).value(term) for day in on} == on


def test_scotland_takes_over_the_new_deal_and_its_bands_but_not_its_scales() -> None:
    terms, parent = contract("scotland", ON), contract("newdeal-2002", ON)
    for pattern in ("full", "partial", "partial-24h", "on-call"):
        assert terms.value("hours.duty_week", pattern) == parent.value("hours.duty_week", pattern)
    assert terms.value("pay.band_supplement") == parent.value("pay.band_supplement")
    assert not terms.has("pay.scale")  # before April 2026 none was read
    assert not contract("scotland", "2026-03-31").has("pay.scale")
    assert not terms.has("pay.london") and not terms.has("pay.unbanded_f1")
    assert terms.value("hours.rest_after_nights") == 46
    assert not contract("scotland", "2019-08-06").has("hours.rest_after_nights")


def test_new_zealands_emergency_departments_are_a_branch() -> None:
    terms = contract("nz-rda", ON)
    branch = "emergency department"
    found = {v.term: v.value for v in terms if v.branch == branch}
    assert found == {
        "hours.in_168h": 60,
        "hours.shift_length": 10,
        "hours.rest_between_shifts": 9,
        "hours.average_4_weeks": 50,
    }


def test_wales_has_pay_by_every_grade() -> None:
    terms = contract("wales-2026", "2026-09-01")
    points = terms.value("pay.nodal")
    assert [points[p] for p in ("F1", "F2", "1", "2", "3", "4", "5")] == [
        41400,
        51750,
        56925,
        64170,
        70380,
        76590,
        80730,
    ]
    assert set(terms.value("pay.point_of_grade").values()) <= set(points)
