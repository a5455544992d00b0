"""London time against zoneinfo, bank holidays against the `holidays` package."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevenday import clock

LONDON = ZoneInfo("Europe/London")
DATES = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@given(DATES, st.integers(0, 40), st.integers(0, 2879))
def test_elapsed_is_real_time(first, day, minute):
    midnight, jump = clock.midnights(first, 42), clock.jumps(first, 42)
    zero = datetime.combine(first, datetime.min.time(), LONDON).astimezone(UTC)
    wall = datetime.combine(first, datetime.min.time()) + timedelta(days=day, minutes=minute)
    real = wall.replace(tzinfo=LONDON).astimezone(UTC)
    if real.astimezone(LONDON).replace(tzinfo=None) != wall:
        real = datetime(wall.year, wall.month, wall.day, 1, tzinfo=UTC)  # skipped: the change
    assert clock.elapsed(midnight, jump, day, minute) == (real - zero) // timedelta(minutes=1)


@given(DATES, st.integers(0, 30 * 1440))
def test_wall_is_the_clock_at_that_moment(first, moment):
    midnight, jump = clock.midnights(first, 42), clock.jumps(first, 42)
    zero = datetime.combine(first, datetime.min.time(), LONDON).astimezone(UTC)
    there = (zero + timedelta(minutes=moment)).astimezone(LONDON)
    day, minute = clock.wall(midnight, jump, moment)
    assert clock.iso(first, day, minute) == there.strftime("%Y-%m-%dT%H:%M")


def test_the_clocks_change_twice_a_year():
    jump = clock.jumps(date(2026, 1, 1), 365)
    changed = {date(2026, 1, 1) + timedelta(days=k): int(j) for k, j in enumerate(jump) if j}
    assert changed == {date(2026, 3, 29): -60, date(2026, 10, 25): 60}


SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


@pytest.mark.parametrize("nation", clock.NATIONS)
@pytest.mark.parametrize("year", range(1990, 2031))
def test_bank_holidays_are_those_of_the_package(year, nation):
    ours = clock.bank_holidays(date(year, 1, 1), date(year, 12, 31), nation)
    subdivision = SUBDIVISIONS[nation]
    listed = holidays.country_holidays("GB", subdiv=subdivision, years=year, observed=True)
    theirs = {day for day in listed if day.weekday() < 5}
    if year == 1995:  # the package misses that VE day's fiftieth year moved early May to the 8th
        theirs = theirs - {date(1995, 5, 1)} | {date(1995, 5, 8)}
    if nation == "scotland":  # the package has St Andrew's Day a year before the Act of 2007
        theirs -= {date(2006, 11, 30)}
    assert ours == theirs


def test_bank_holidays_have_names_and_substitutes():
    assert clock.bank_holiday_name(date(2026, 12, 28)) == "Boxing Day"
    assert clock.bank_holiday_name(date(2022, 6, 3)) == "Platinum Jubilee"
    assert clock.bank_holiday_name(date(2026, 12, 26)) is None


@pytest.mark.parametrize(
    ("nation", "day", "name"),
    [
        ("scotland", date(2027, 1, 4), "2 January"),
        ("scotland", date(2022, 1, 3), "New Year's Day"),
        ("scotland", date(2022, 1, 4), "2 January"),
        ("scotland", date(2024, 12, 2), "St Andrew's Day"),
        ("scotland", date(2026, 6, 15), "World Cup"),
        ("scotland", date(2027, 3, 29), None),  # Easter Monday
        ("scotland", date(2027, 8, 2), "Summer bank holiday"),
        ("scotland", date(2027, 8, 30), None),
        ("northern-ireland", date(2024, 3, 18), "St Patrick's Day"),
        ("northern-ireland", date(2026, 7, 13), "Battle of the Boyne"),
        ("wales", date(2027, 1, 4), None),
        ("england", date(2026, 6, 15), None),
        ("other", date(2026, 12, 25), None),
    ],
)
def test_bank_holidays_by_nation(nation, day, name):
    assert clock.bank_holiday_name(day, nation) == name


@pytest.mark.parametrize("text", ["9", "9.00", "24:00", "12:60", "", "ab:cd", "1:2", "-1:00"])
def test_a_time_that_is_none(text):
    with pytest.raises(ValueError, match="time"):
        clock.minutes(text)


@given(st.integers(0, 1439))
def test_times_go_out_and_in(minute):
    assert clock.minutes(clock.hhmm(minute)) == minute


def test_a_date_and_minutes_are_a_moment_of_that_or_another_date():
    day = date(2026, 2, 28)
    assert clock.moment(day) == datetime(2026, 2, 28)
    assert clock.moment(day, 21 * 60 + 5) == datetime(2026, 2, 28, 21, 5)
    assert clock.moment(day, clock.DAY + 60) == datetime(2026, 3, 1, 1)
    assert clock.moment(day, -1) == datetime(2026, 2, 27, 23, 59)


def test_dates_in_words():
    at = datetime(2015, 8, 3, 21, 30)
    assert clock.long_date(at) == "Monday 3 August 2015"
    assert clock.short_date(at) == "Mon 3 Aug 2015"
    assert clock.short_time(at) == "Mon 3 Aug 21:30"
