"""When the work schedule and the duty roster have to be out."""

from datetime import date

import pytest

import sevenday as sd
from sevenday.limits.notice import publication_deadlines
from sevenday.model import Hospital

TERMS = sd.contract("england-2016", on="2026-12-02")
FROM = Hospital(starts=date(2026, 12, 2))


def test_eight_and_six_weeks_to_the_day():
    schedule, roster = publication_deadlines(FROM, TERMS, date(2026, 10, 7))
    assert (schedule.due, roster.due) == (date(2026, 10, 7), date(2026, 10, 21))
    assert (schedule.days_left, schedule.late) == (0, False)
    assert (roster.days_left, roster.late) == (14, False)
    late = publication_deadlines(FROM, TERMS, date(2026, 10, 22))
    assert [(n.days_left, n.late) for n in late] == [(-15, True), (-1, True)]
    assert "1 day ago" in late[1].sentence and "Wednesday 21 October 2026" in late[1].sentence


def test_a_rota_without_a_start_or_a_contract_without_notice():
    with pytest.raises(sd.InputError, match="starts"):
        publication_deadlines(Hospital(), TERMS, date(2026, 10, 7))
    assert (
        publication_deadlines(FROM, sd.contract("newdeal-2002", on="2015-09-01"), date(2026, 10, 7))
        == ()
    )
