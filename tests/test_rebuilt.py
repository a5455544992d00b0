"""examples/psychiatry-rebuilt restates the real rota's cover and hours, and nothing else of it."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

import sevenday as sd
from sevenday.clock import bank_holiday_name

EXAMPLES = Path(__file__).parents[1] / "examples"
ON_CALL = ("L1", "L2", "L3", "N1", "N2")


def test_the_cover_is_that_of_the_real_rota():
    real, anew = sd.read(EXAMPLES / "psychiatry-2015"), sd.read(EXAMPLES / "psychiatry-rebuilt")
    texts = np.array(real.cells.texts)[real.rota.codes]
    days = [real.rota.first + timedelta(days=k) for k in range(real.rota.days)]
    working = np.array([d.weekday() < 5 and bank_holiday_name(d) is None for d in days])
    for shift in ON_CALL:
        assert ((texts == shift).sum(0) == 1).all()
    by_day = (texts == "D").sum(0)
    assert by_day[working].min() == 16 and by_day[~working].max() == 0
    asked = {(need.shift, need.days): (need.min, need.max) for need in anew.cover}
    assert asked == {(shift, "all"): (1, 1) for shift in ON_CALL} | {
        ("D", "working"): (16, None),
        ("D", "Sat,Sun"): (0, 0),
    }
    assert {code: anew.shifts[code] for code in (*ON_CALL, "D")} == {
        code: real.shifts[code] for code in (*ON_CALL, "D")
    }


def test_as_many_working_days_of_as_many_weeks():
    real, anew = sd.read(EXAMPLES / "psychiatry-2015"), sd.read(EXAMPLES / "psychiatry-rebuilt")
    assert anew.weeks * 7 == real.rota.days and anew.starts.weekday() == real.rota.first.weekday()

    def working(first):
        days = [first + timedelta(days=k) for k in range(real.rota.days)]
        return sum(d.weekday() < 5 and bank_holiday_name(d) is None for d in days)

    assert working(anew.starts) == working(real.rota.first)


def test_each_posts_hours_are_within_one_of_its_real_average():
    real, anew = sd.read(EXAMPLES / "psychiatry-2015"), sd.read(EXAMPLES / "psychiatry-rebuilt")
    lines = sd.check(real, sd.contract("england-2016", on="2026-09-01")).lines
    for line, post, was in zip(lines, anew.doctors, real.doctors, strict=True):
        assert (line.doctor, was.grade, was.leave_days) == (post.name, post.grade, post.leave_days)
        hours = line.average_hours_without_leave
        assert post.weekly_hours_min == pytest.approx(hours - 1, abs=6e-4)
        assert post.weekly_hours_max == pytest.approx(hours + 1, abs=6e-4)
