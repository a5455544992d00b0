"""The compiled fold and a slow, plain reading of the same clauses find the same breaches."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

import sevenday as sd
from tests.limits import countries, plain
from tests.limits import lines as make
from tests.limits.hospitals import VERSIONS, random_hospital


def readings(line: plain.PlainLine, version: str, pattern: str):
    if version in countries.READINGS:
        return list(countries.READINGS[version](line, pattern))
    if version == "newdeal":
        return list(plain.new_deal(line, pattern))
    terms = plain.TERMS_2016 if version == "2016" else plain.TERMS_2019
    return list(plain.england(line, terms))


def wall(moment: datetime, line: plain.PlainLine) -> datetime:
    if line.first is not None:
        moment = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(plain.LONDON)
    return moment.replace(second=0, microsecond=0, tzinfo=None)


BANDED = ("newdeal", "scotland", "scotland-2021")
"""Where a weekend counts by any duty: the band compares it."""


def compare(seed: int, version: str, seen: Counter, row_of=make.cells) -> int:
    rng = random.Random(seed)
    hospital, plains = random_hospital(rng, row_of)
    contract, on = VERSIONS[version]
    result = sd.check(hospital, sd.contract(contract, on=on))
    for doctor, line, checked in zip(hospital.doctors, plains, result.lines, strict=True):
        pattern = hospital.settings.pattern
        expected = plain.merged(readings(line, version, pattern), line)
        by_clock = (  # what the clocks alone make a breach is asked for where there is one
            plain.merged(readings(replace(line, changes=False), version, pattern), line)
            if line.first and expected
            else {}
        )
        told: dict[str, list] = {}
        for breach in result.breaches:
            if breach.doctor == doctor.name:
                told.setdefault(breach.rule, []).append(breach)
        note = f"seed {seed} {version} doctor {doctor.name}"
        assert sorted(told) == sorted(expected), note
        for rule, items in expected.items():
            seen[rule] += 1
            found = sorted(told[rule], key=lambda b: b.start)
            where = f"{note} {rule}"
            assert len(found) == len(items), f"{where} {items} {found}"
            for breach, (start, end, value, limit) in zip(found, sorted(items), strict=True):
                assert breach.value == pytest.approx(value, abs=1e-5), where
                assert breach.limit == pytest.approx(limit, abs=1e-5), where
                if rule != "hours.weekly_rest" or line.first:
                    assert (breach.start, breach.end) == (wall(start, line), wall(end, line)), where
                if line.first and rule not in by_clock:
                    assert breach.branch == "clock change", where
                    seen["clock change"] += 1
        weeks = {"ewtd": 17, "acgme": 4, "nz": 4}.get(version, 26)
        worked = [touched for _, touched in plain.weekend_days(line, weeks)]
        without, covered = plain.average_week(line, weeks)
        assert checked.average_hours == pytest.approx(covered), note
        assert checked.average_hours_without_leave == pytest.approx(without), note
        if version in BANDED:
            nation = "scotland" if version.startswith("scotland") else "england"
            band = plain.band(line, pattern, doctor.ltft, nation)
            if nation == "scotland" and "hours.duty_days" in expected:
                band = "3"  # a week of duty there, thirteen days in the New Deal
            assert checked.band == band, note
            seen[f"band {checked.band}"] += 1
        else:
            share = sum(worked) / len(worked) if worked else 0.0
            assert checked.weekend_frequency == pytest.approx(share), note
            assert checked.band is None and checked.out_of_hours is None, note
    return len(plains)


def sweep(count: int, start: int) -> Counter:
    seen: Counter = Counter()
    lines, seed = 0, start
    while lines < count:
        lines += compare(seed, ("2016", "2019", "newdeal")[seed % 3], seen)
        seed += 1
    return seen


def test_a_hundred_lines():  # the slow run draws ten thousand
    seen = sweep(100, 0)
    assert seen["hours.in_168h"] and seen["oncall.day_after"], seen


@pytest.mark.parametrize("seed", range(6))  # one hospital a country; the slow run draws 120
def test_lines_abroad(seed):
    seen: Counter = Counter()
    compare(seed, list(countries.READINGS)[seed], seen, make.abroad)
    assert seen


@pytest.mark.slow
@pytest.mark.parametrize("start", [200, 260])
def test_three_thousand_lines_abroad_break_every_rule_alike(start):
    seen: Counter = Counter()
    for seed in range(start, start + 60):
        compare(seed, list(countries.READINGS)[seed % 6], seen, make.abroad)
    seldom = few(seen, [*ABROAD, "clock change"], 10)
    assert not seldom, f"too seldom broken for the test to mean much: {seldom}"


ABROAD = [
    "hours.average_4_weeks",
    "hours.in_14_days",
    "hours.free_days",
    "oncall.frequency",
    "hours.rest_after_long",
    "hours.continuous_duty",
    "hours.rest_between_shifts",
    "hours.weekly_rest",
    "hours.average_week",
    "hours.in_168h",
    "hours.shift_length",
    "hours.duty_days",
    "hours.consecutive_nights",
    "hours.rest_after_nights",
    "hours.breaks",
    "hours.weekend_frequency",
    "hours.daily_rest",
]
RULES = (
    "average_week in_168h shift_length consecutive_long rest_after_long consecutive_long_evening "
    "rest_after_long_evening consecutive_nights rest_after_nights consecutive_shifts "
    "rest_after_shifts weekend_frequency rest_between_shifts breaks duty_week actual_week "
    "continuous_duty off_between long_off duty_days daily_rest weekly_rest"
)
ON_CALL = "length consecutive in_7_days day_after rest"


BANDS = ("3", "2A", "2B", "1A", "1B", "1C", "FA", "FB", "FC", "none")


def few(seen: Counter, names: list[str], least: int = 20) -> dict[str, int]:
    return {name: seen[name] for name in names if seen[name] < least}


@pytest.mark.slow
@pytest.mark.parametrize("start", [1000, 2000])  # five thousand each: two workers share them
def test_ten_thousand_lines_break_every_rule_alike(start):
    seen = sweep(5_000, start)
    rules = [f"hours.{r}" for r in RULES.split()] + [f"oncall.{r}" for r in ON_CALL.split()]
    seldom = few(seen, [*rules, "clock change"], 10)
    assert not seldom, f"too seldom broken for the test to mean much: {seldom}"


@pytest.mark.slow
def test_lines_of_every_band_are_banded_alike():
    seen: Counter = Counter()
    for seed in range(240):
        compare(seed, "newdeal", seen, make.banded)
    seldom = few(seen, [f"band {band}" for band in BANDS])
    assert not seldom, f"too seldom met for the test to mean much: {seldom}"


def test_a_template_says_nothing_of_dates():
    assert plain.MONDAY.weekday() == 0 and isinstance(plain.MONDAY, date)
