"""The law by date: worked cases on both sides of every change, and what travels with a doubt."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sevenday as sd
from sevenday.model.walkout import Ballot, Walkout, Window
from sevenday.walkout.law.ballot import last_day
from sevenday.walkout.law.lawful_cover import changes_within, may_cover
from sevenday.walkout.law.notice import judge_notice
from sevenday.walkout.law.rules import HERE, rules

BOOK = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "walkout-law.toml").read_text(encoding="utf-8")
)
SETS = sorted(path.stem for path in HERE.glob("*.toml"))
VALUES = [value for name in SETS for value in rules(name, date(2026, 9, 1)).contract.values]


def walkout(starts: date, **said) -> Walkout:
    start = datetime.combine(starts, datetime.min.time()) + timedelta(hours=7)
    return Walkout("BMA", (Window(start, start + timedelta(days=1)),), ("F1",), **said)


def of_case(case: dict) -> Walkout:
    keys = (
        "ballot_opened",
        "ballot_closed",
        "notice_received",
        "agreed_shorter",
    )
    said = {key: case[key] for key in keys if key in case}
    if "ballot" in case:
        said["ballots"] = (Ballot(**case["ballot"]),)
    if "earlier" in case:
        said["others"] = (walkout(case["earlier"], **said, state=case["earlier_state"]),)
    return walkout(case["starts"], **said)


@pytest.mark.parametrize("case", BOOK["case"], ids=lambda case: case["name"])
def test_the_worked_cases(case):
    notice = judge_notice(of_case(case), case.get("nation", "england"))
    found = notice.to_dict()
    assert set(found) == {
        "valid",
        "days_required",
        "days_given",
        "mandate_from",
        "mandate_to",
        "ballot_valid",
        "rules",
        "deadlines",
    }
    for key in ("valid", "days_required", "days_given", "ballot_valid"):
        assert found[key] == case.get(key), key
    for key in ("mandate_from", "mandate_to"):
        assert found[key] == (case[key].isoformat() if key in case else None), key
    assert case.get("says", "") in notice.summary()


@pytest.mark.parametrize("row", BOOK["rule"], ids=lambda row: f"{row['term']} {row['after'][0]}")
def test_each_rule_changes_on_its_day(row):
    for on, expected in (row["before"], row["after"]):
        found = rules("law", on).value(row["term"])
        assert found == expected and type(found) is type(expected)
    assert row["after"][0] - row["before"][0] == timedelta(days=1)


@pytest.mark.parametrize("row", BOOK["agency"], ids=lambda r: f"{r['on']} {r.get('nation', '')}")
def test_agency_workers_by_date(row):
    nation = row.get("nation", "england")
    agency = next(kind for kind in may_cover(row["on"], nation) if kind.kind == "agency")
    assert agency.lawful is row["lawful"]
    assert agency.certainty == row.get("certainty", "secondary")
    assert agency.certainty in agency.sentence
    said = [
        rule.rule
        for rule in judge_notice(walkout(row["on"]), nation).rules
        if "agency" in rule.rule.lower()
    ]
    assert bool(said) is not row["lawful"]


def test_own_staff_may_always_cover_and_the_source_is_said():
    kinds = {kind.kind: kind for kind in may_cover(date(2026, 4, 7))}
    for kind in ("own_staff", "acting_down", "bank", "extra_contractual", "mutual_aid"):
        assert kinds[kind].lawful and kinds[kind].certainty == "unconfirmed"
        assert "unconfirmed" in kinds[kind].sentence


def test_cover_that_becomes_unlawful_inside_a_walkout_is_found():
    august = Walkout("BMA", (Window(datetime(2023, 8, 9, 7), datetime(2023, 8, 12, 7)),), ("F1",))
    assert changes_within(august) == (("agency", date(2023, 8, 10)),)
    assert changes_within(walkout(date(2023, 8, 11))) == ()


@pytest.mark.parametrize("value", VALUES, ids=lambda v: f"{v.term}-{v.branch}-{v.effective_from}")
def test_every_rule_is_dated_cited_and_as_sure_as_its_source(value):
    assert value.says.endswith(".") and value.source.document and value.source.read_in
    if value.source.read_in.startswith(("the compiler's own", "derived from")):
        assert value.certainty == "unconfirmed"
    if value.certainty == "confirmed":
        assert "legislation.gov.uk" in value.source.read_in
    assert bool(value.source.announced) == (value.announced_on == value.effective_from) or (
        value.effective_from == date(2025, 12, 18)
    )


def test_rules_name_act_source_and_certainty_and_only_those_of_the_day():
    case = next(case for case in BOOK["case"] if "December 2025" in case["name"])
    said = judge_notice(of_case(case)).to_dict()["rules"]
    assert all(set(rule) == {"act", "rule", "source", "certainty"} for rule in said)
    assert all(all(rule.values()) for rule in said)
    acts = {rule["rule"]: rule["act"] for rule in said}
    assert "Employment Rights Act 2025" in next(a for r, a in acts.items() if "10 days" in r)
    assert "Trade Union Act 2016" in next(a for r, a in acts.items() if r.endswith(": 6 months."))
    assert not any("in the protected weeks" in rule or ": 12 weeks" in rule for rule in acts)


def test_deadlines_count_from_the_first_window_and_stand_in_order():
    found = judge_notice(of_case(BOOK["case"][7])).to_dict()["deadlines"]  # 18 February, 10 days
    by = {row["step"].split(" ")[0]: row["by"] for row in found}
    assert by["Command"] == "2026-02-18" == by["Last"]
    assert by["The"] == by["Pledges"] == "2026-02-22"
    assert (by["First"], by["Pre-action"], by["Skeleton"]) == (
        "2026-02-23",
        "2026-02-25",
        "2026-02-27",
    )
    assert (by["Those"], by["Sitrep"]) == ("2026-02-28T07:00", "2026-03-01")
    assert by["Reverse"] == "2026-03-01T07:00"
    assert [row["by"] for row in found] == sorted(row["by"] for row in found)


def test_a_late_notice_leaves_no_step_before_it():
    found = judge_notice(of_case(BOOK["case"][5])).to_dict()["deadlines"]
    by = {row["step"].split(" ")[0]: row["by"] for row in found}
    assert by["Last"] == "2026-02-14" and by["Command"] == "2026-02-17"


def test_two_ballots_must_both_carry():
    good, bad = Ballot(1000, 600, 500), Ballot(1000, 400, 390)
    for ballots, expected in (((good, good), True), ((good, bad), False)):
        opened = {"ballot_opened": date(2025, 5, 27), "ballot_closed": date(2025, 7, 7)}
        found = judge_notice(walkout(date(2025, 7, 25), ballots=ballots, **opened))
        assert found.ballot_valid is expected


def test_a_mandate_too_short_says_what_an_agreement_would_make_of_it():
    case = next(case for case in BOOK["case"] if case["name"] == "a window after the mandate")
    assert "9 months, to Sunday 1 November 2026" in judge_notice(of_case(case)).summary()
    late = walkout(date(2027, 9, 1), ballot_opened=date(2026, 3, 1), ballot_closed=date(2026, 4, 1))
    assert "with an agreement" not in judge_notice(late).summary()


@pytest.mark.parametrize(
    ("left_out", "in_all"),
    [
        ({}, "Notice, ballot and mandate stand on these dates."),
        ({"ballot_closed": None}, "Notice and ballot stand on these dates; the mandate is not"),
        ({"ballots": ()}, "Notice and mandate stand on these dates; the ballot is not judged."),
        (
            {"ballots": (), "ballot_closed": None},
            "Notice stands on these dates; the ballot and mandate are not judged.",
        ),
    ],
)
def test_what_may_be_signed_says_no_more_than_was_judged(left_out, in_all):
    said = {
        "notice_received": date(2025, 7, 8),
        "ballots": (Ballot(1000, 600, 500),),
        "ballot_opened": date(2025, 5, 27),
        "ballot_closed": date(2025, 7, 7),
    }
    found = judge_notice(walkout(date(2025, 7, 25), **(said | left_out)))
    assert found.valid and found.in_all.startswith(in_all)
    assert found.sentences[-1] == f"In all: {in_all[0].lower()}{found.in_all[1:]}"


def test_a_mandate_that_hangs_on_an_agreement_is_signed_as_such():
    opened = {"ballot_opened": date(2015, 11, 5), "ballot_closed": date(2015, 11, 18)}
    opened["notice_received"] = date(2015, 11, 19)
    for first, hangs in ((date(2015, 12, 16), False), (date(2015, 12, 17), True)):
        found = judge_notice(walkout(first, ballots=(Ballot(1000, 600, 500),), **opened))
        assert found.valid and found.mandate.by_agreement is hangs
        assert ("only if union and employer agreed" in found.in_all) is hangs


def test_a_date_before_the_rules_that_are_known_is_refused():
    with pytest.raises(sd.InputError, match="2005-10-01"):
        judge_notice(walkout(date(2005, 9, 1)))


@given(st.dates(date(2016, 1, 1), date(2027, 1, 1)), st.integers(-20, 40), st.booleans())
def test_one_more_day_of_notice_never_hurts(received, gap, agreed):
    starts = received + timedelta(days=gap)
    given_, more = (
        judge_notice(walkout(day, notice_received=received, agreed_shorter=agreed)).valid
        for day in (starts, starts + timedelta(days=1))
    )
    assert more >= given_


@given(st.dates(date(2016, 1, 1), date(2030, 1, 1)), st.sampled_from([6, 9, 12]))
@example(date(2023, 8, 31), 6)
@example(date(2023, 8, 29), 6)
@example(date(2024, 8, 30), 6)
@example(date(2026, 3, 1), 12)
def test_a_mandate_ends_the_day_before_its_day_comes_round(first, months):
    last = last_day(first, months)
    after = last + timedelta(days=1)

    def months_to(day: date) -> int:
        return (day.year - first.year) * 12 + day.month - first.month

    if after.day == first.day:
        assert months_to(after) == months
    else:  # the month has no such day: its last day is the mandate's
        assert months_to(last) == months and after.day == 1 and last.day < first.day
