"""Side branches of what a check says of a line: bands, weekends, free days, slack, figures."""

from datetime import date

import numpy as np
import pytest

import sevenday as sd
from sevenday.limits.band import Figures, pay_band
from sevenday.limits.replacements import explain_duty
from sevenday.limits.slack import RuleSlack
from sevenday.limits.verdict import amount
from sevenday.model import Doctor, DutyCodes, Hospital, Requirement, Rota, Shift

MONDAY = date(2026, 9, 7)
SHIFTS = {"D": Shift("D", 540, 1020), "N": Shift("N", 1230, 1920)}


def hospital(line: str, **more) -> Hospital:
    """One doctor from a Monday on: a letter a day, "." off, "A" annual leave."""
    cells = DutyCodes(SHIFTS)
    codes = [cells.code({".": "", "A": "AL"}.get(letter, letter)) for letter in line]
    rota = Rota(("A",), MONDAY, np.array([codes], np.int16))
    return Hospital(cells=cells, doctors=(Doctor("A", "F1"),), rota=rota, **more)


@pytest.mark.parametrize(
    ("on_call", "criterion_r", "band"),
    [(0.25, True, "2A"), (0.25, False, "2B"), (0.1, True, "2B"), (0.1, False, "2B")],
)
def test_an_on_call_post_over_48_hours_needs_both_for_2a(on_call, criterion_r, band):
    figures = Figures(
        ltft=False,
        on_call_pattern=True,
        any_out_of_hours=True,
        hours=50,
        out_of_hours=0.5,
        weekends=0,
        on_call=on_call,
        on_call_plain=on_call,
        resident=True,
        criterion_r=criterion_r,
    )
    assert pay_band(figures, sd.contract("newdeal-2002", on="2015-08-05")) == band


def test_a_friday_night_is_work_at_the_weekend():
    (line,) = sd.check(hospital("....N.." * 2), sd.contract("england-2016", on=MONDAY)).lines
    assert line.weekend_frequency == 1.0
    (line,) = sd.check(hospital("....D.." * 2), sd.contract("england-2016", on=MONDAY)).lines
    assert line.weekend_frequency == 0.0


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("DDD.DDDDDD.DDDDDD.DDDAAAAAAA", False),  # 21 days count: 3 free are owed
        ("DDD.DDDDDDDDDDDDD.DDDAAAAAAA", True),
    ],
)
def test_leave_counts_neither_as_free_nor_as_a_day(line, broken):
    result = sd.check(hospital(line), sd.contract("acgme", on=MONDAY))
    assert ("hours.free_days" in {breach.rule for breach in result.breaches}) == broken


def test_a_line_is_nearer_to_a_limit_where_its_slack_is_less():
    def nearer(slack: float, before: float | None) -> bool:
        return RuleSlack("A", "hours.in_168h", slack, "hours", "", before).nearer

    assert nearer(10.0, 10.5) and nearer(10.0, None)
    assert not nearer(10.0, 10.0) and not nearer(10.0, 10.0 + 1e-9) and not nearer(10.5, 10.0)


def test_slack_of_a_frequency_is_a_share():
    slack = RuleSlack("A", "hours.weekend_frequency", 0.26923, "frequency", "", 1 / 3)
    assert slack.sentence == "A: hours.weekend_frequency has 26.9% to spare, 33.3% before"
    assert "has 2 shifts to spare" in RuleSlack("A", "r", 2.0, "shifts", "").sentence


def test_a_row_with_no_least_is_not_filled():
    def fills(least: int) -> int:
        need = Requirement("ward", "D", "all", least, 1)
        one = hospital("D......", cover=(need,))
        return len(explain_duty(one, sd.contract("england-2016", on=MONDAY), "A", MONDAY).fills)

    assert (fills(0), fills(1)) == (0, 1)


def test_hours_of_no_whole_minutes_are_decimal():
    assert amount(11.5, "hours") == "11 h 30 min" and amount(48, "hours") == "48 h"
    assert amount(10.123, "hours") == "10.12 h"
