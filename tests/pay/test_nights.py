"""Which minutes of a duty the night rate enhances: facts 3.3, N1 to N3, each minute once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevenday.clock import DAY, minutes
from sevenday.contracts import contract
from sevenday.model import Shift
from sevenday.pay.nights import night_minutes

BEFORE = contract("england-2016", "2019-12-03")
AFTER = contract("england-2016", "2019-12-04")


def shift(start: str, end: str, **more: object) -> Shift:
    begins, ends = minutes(start), minutes(end)
    return Shift("X", begins, ends if ends > begins else ends + DAY, **more)


@pytest.mark.parametrize(
    ("start", "end", "before", "after"),
    [
        ("09:00", "17:00", 0, 0),
        ("08:30", "21:00", 0, 0),
        ("08:30", "21:30", 0.5, 0.5),
        ("20:30", "09:00", 12.5, 12.5),
        ("20:00", "08:00", 12, 12),
        ("19:59", "08:00", 10, 10),
        ("23:59", "07:59", 8, 8),
        ("00:00", "08:00", 7, 7),
        ("20:00", "04:00", 8, 8),
        ("20:01", "04:00", 7, 7 + 59 / 60),
        ("20:00", "10:00", 14, 14),
        ("21:00", "10:30", 13, 13),
        ("22:00", "22:00", 13, 13),
        ("16:00", "00:00", 3, 3),
        ("16:00", "00:01", 3 + 1 / 60, 8 + 1 / 60),
        ("16:00", "00:30", 3.5, 8.5),
        ("16:00", "04:00", 7, 12),
        ("16:00", "04:01", 7 + 1 / 60, 7 + 1 / 60),
        ("05:00", "22:00", 3, 3),
    ],
)
def test_hours_rated_before_and_after_december_2019(start, end, before, after):
    assert night_minutes(shift(start, end), BEFORE) == pytest.approx(60 * before)
    assert night_minutes(shift(start, end), AFTER) == pytest.approx(60 * after)


def test_on_call_is_rated_by_its_work_alone():
    assert night_minutes(shift("20:00", "08:00", kind="on-call", work=0.0), AFTER) == 0
    stated = shift("20:00", "08:00", kind="on-call", work=240.0, work_night=60.0)
    assert night_minutes(stated, AFTER) == 60
    spread = shift("17:00", "09:00", kind="on-call", work=240.0)
    assert night_minutes(spread, AFTER) == pytest.approx(240 * 10 / 16)


@given(st.integers(0, DAY - 1), st.integers(1, DAY), st.booleans())
def test_each_minute_is_rated_once(start, length, late_rule):
    """The clauses read minute by minute."""
    end = start + length
    whole = start >= 20 * 60 and length >= 8 * 60
    late = late_rule and 0 < end - DAY <= 4 * 60
    rated = [
        minute % DAY >= 21 * 60 or minute % DAY < 7 * 60 or (whole and minute < DAY + 600) or late
        for minute in range(start, end)
    ]
    terms = AFTER if late_rule else BEFORE
    assert night_minutes(Shift("X", start, end), terms) == sum(rated)
