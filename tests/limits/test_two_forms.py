"""The compiled fold and a slow, plain reading of the same clauses find the same breaches."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

import sevenday as sd
from sevenday.model import Doctor, DutyCodes, Hospital, Rota, Settings, Template
from tests.limits import countries, plain
from tests.limits import lines as make

VERSIONS = {
    "2016": ("england-2016", "2016-09-01"),
    "2019": ("england-2016", "2019-09-01"),
    "newdeal": ("newdeal-2002", "2015-08-05"),
    "ewtd": ("ewtd", "2019-09-01"),
    "ireland": ("ireland-nchd", "2019-09-01"),
    "acgme": ("acgme", "2019-09-01"),
    "nz": ("nz-rda", "2019-09-01"),
    "scotland": ("scotland", "2019-09-01"),
    "scotland-2021": ("scotland", "2021-09-01"),
}
PATTERNS = ("full", "partial", "partial-24h", "on-call")
TOGETHER = 25
"""Lines of one hospital: they share dates and settings."""


def hospital_of(rng: random.Random, row_of):
    """A hospital of random lines, and each line in its plain form."""
    template = rng.random() < 0.3
    days = 7 * rng.choice((1, 2, 3, 5, 8, 8, 13, 26, 26, 30))
    first = make.first_date(rng)
    said = make.settings(rng) | {"pattern": rng.choice(PATTERNS)}
    cells = DutyCodes(make.SHIFTS | make.CALL)
    doctors, rows, plains = [], [], []
    for k in range(TOGETHER):
        row = make.parted(row_of(rng, days, template), template)
        joined = left = None
        if not template and rng.random() < 0.15 and days > 40:
            joined = first + timedelta(days=rng.randint(1, 20))
            left = first + timedelta(days=rng.randint(days - 15, days + 5))
            row = [
                cell if joined <= first + timedelta(days=d) <= left else ""
                for d, cell in enumerate(row)
            ]
        doctor = Doctor(
            f"{k}",
            grade="ST4",
            opt_out=rng.random() < 0.3,
            wte=rng.choice((1.0, 1.0, 0.6)),
            leave_days=rng.choice((0.0, 0.0, 27.0, 32.0)),
            joined=joined,
            left=left,
            start_week=1,
            template=f"{k}" if template else "",
        )
        doctors.append(doctor)
        rows.append([cells.code(cell) for cell in row])
        inside = [cell if cell in make.LEAVE else make.parts(cell) if cell else "" for cell in row]
        plains.append(
            plain.PlainLine(
                None if template else first,
                inside,
                doctor.opt_out,
                doctor.leave_days,
                joined,
                left,
                said,
            )
        )
    codes = np.array(rows, np.int16)
    hospital = Hospital(
        cells=cells,
        doctors=tuple(doctors),
        settings=Settings(**said),
        starts=plain.MONDAY if template else first,
        rota=None if template else Rota(tuple(d.name for d in doctors), first, codes),
        templates={f"{k}": Template(row.reshape(-1, 7)) for k, row in enumerate(codes)}
        if template
        else {},
    )
    return hospital, plains


def readings(line: plain.PlainLine, version: str, pattern: str):
    if version in countries.READINGS:
        return list(countries.READINGS[version](line, pattern))
    if version == "newdeal":
        return list(plain.new_deal(line, pattern))
    terms = plain.TERMS_2016 if version == "2016" else plain.TERMS_2019
    return list(plain.england(line, terms))


def wall(moment: datetime, line: plain.PlainLine) -> str:
    if line.first is not None:
        moment = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(plain.LONDON)
    return moment.strftime("%Y-%m-%dT%H:%M")


def compare(seed: int, version: str, seen: Counter, row_of=make.cells) -> int:
    rng = random.Random(seed)
    hospital, plains = hospital_of(rng, row_of)
    contract, on = VERSIONS[version]
    result = sd.check(hospital, sd.contract(contract, on=on))
    for doctor, line, checked in zip(hospital.doctors, plains, result.lines, strict=True):
        pattern = hospital.settings.pattern
        expected = plain.merged(readings(line, version, pattern), line)
        by_clock = (
            plain.merged(readings(replace(line, changes=False), version, pattern), line)
            if line.first
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
        if version == "newdeal":
            assert checked.band == plain.band(line, pattern, doctor.ltft), note
            seen[f"band {checked.band}"] += 1
    return len(plains)


def sweep(count: int, start: int) -> Counter:
    seen: Counter = Counter()
    lines, seed = 0, start
    while lines < count:
        lines += compare(seed, ("2016", "2019", "newdeal")[seed % 3], seen)
        seed += 1
    return seen


def test_a_thousand_lines():
    seen = sweep(1000, 0)
    assert seen["hours.in_168h"] and seen["oncall.day_after"] and seen["hours.long_off"]


def test_six_hundred_lines_abroad():
    seen: Counter = Counter()
    for seed in range(24):
        compare(seed, list(countries.READINGS)[seed % 6], seen, make.abroad)
    seldom = few(seen, ABROAD, 2)
    assert not seldom, f"too seldom broken for the test to mean much: {seldom}"


@pytest.mark.slow
def test_three_thousand_lines_abroad_break_every_rule_alike():
    seen: Counter = Counter()
    for seed in range(200, 320):
        compare(seed, list(countries.READINGS)[seed % 6], seen, make.abroad)
    seldom = few(seen, [*ABROAD, "clock change"])
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
def test_ten_thousand_lines_break_every_rule_alike():
    seen = sweep(10_000, 1000)
    rules = [f"hours.{r}" for r in RULES.split()] + [f"oncall.{r}" for r in ON_CALL.split()]
    seldom = few(seen, [*rules, "clock change"])
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
