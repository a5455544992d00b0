"""London time as the law counts it: minutes, clock changes, and bank holidays by statute.

A wall-clock minute of a date becomes elapsed minutes by `elapsed`; rotas are laid out by the wall
clock and rest and hours are real time (READINGS.md, Time).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

LONDON = ZoneInfo("Europe/London")
DAY = 24 * 60
"""Minutes of a day by the clock."""
WEEK = 7
"""Days of a week."""
WEEK_MINUTES = WEEK * DAY
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHANGE_FROM, CHANGE_TO = 60, 120
"""The hour of the morning, 01:00-02:00 by the wall clock, that a clock change loses or repeats."""
LOST_HOUR = CHANGE_TO - CHANGE_FROM
"""Minutes by which a rest in spring is shorter than the clock says."""


def minutes(text: str) -> int:
    """Minutes after midnight of "HH:MM". Raises ValueError for anything else."""
    hours, colon, rest = text.strip().partition(":")
    if not (colon and hours.isdigit() and rest.isdigit() and len(rest) == 2 and len(hours) <= 2):
        raise ValueError(f"{text!r} is not a time; expected HH:MM")
    if int(hours) > 23 or int(rest) > 59:
        raise ValueError(f"{text!r} is not a time of day; expected 00:00 to 23:59")
    return int(hours) * 60 + int(rest)


def hhmm(minute: int) -> str:
    """A minute after midnight as HH:MM, the next day's wrapped."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"


def moment(day: date, minute: int = 0) -> datetime:
    """A date and minutes after its midnight as a date-time by the wall clock.

    `minute` may be 1440 or more, or negative: it is then on a later or an earlier date.
    """
    return datetime.combine(day, time()) + timedelta(minutes=minute)


@lru_cache(maxsize=4096)
def elapsed_time(at: datetime) -> datetime:
    """A London wall-clock time on a clock that never changes: differences are real time."""
    return at.replace(tzinfo=LONDON).astimezone(UTC).replace(tzinfo=None)


def short_date(day: date) -> str:
    """A date in a few words: Mon 3 Aug 2015."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def short_span(first: date, last: date) -> str:
    """Dates in a few words: one, or Mon 3 Aug 2015 to Wed 5 Aug 2015."""
    return short_date(first) + (f" to {short_date(last)}" if last != first else "")


def short_time(moment: datetime) -> str:
    """A date-time in a few words, without its year: Mon 3 Aug 21:00."""
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def week_start(day: date) -> date:
    """The Monday on or before a date."""
    return day - timedelta(days=day.weekday())


def long_date(day: date) -> str:
    """A date in words: Monday 3 August 2015."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def in_window(start: int, end: int, opens: int, closes: int) -> int:
    """Minutes by the clock of [start, end) in a daily window that passes midnight (23:00-06:00)."""
    return sum(
        max(0, min(end, closes + DAY + day) - max(start, opens + day)) for day in (-DAY, 0, DAY)
    )


@lru_cache(maxsize=4096)
def _utc_minutes(day: date) -> int:
    """Minutes since the epoch at London's midnight that begins a date."""
    moment = datetime.combine(day, time(), LONDON).astimezone(UTC)
    return int(moment.timestamp()) // 60


@lru_cache(maxsize=64)
def _midnights(first: date, days: int) -> npt.NDArray[np.int64]:
    zero = _utc_minutes(first)
    made = np.array([_utc_minutes(first + timedelta(n)) - zero for n in range(days + 4)], np.int64)
    made.setflags(write=False)
    return made


def midnights(first: date, days: int) -> npt.NDArray[np.int64]:
    """(days + 3,) elapsed minutes, from `first`'s midnight, at each midnight from it on."""
    return _midnights(first, days)[:-1]


def jumps(first: date, days: int) -> npt.NDArray[np.int16]:
    """(days + 3,) by date: -60 where clocks go forward (an hour is lost), +60 back, else 0."""
    return (np.diff(_midnights(first, days)) - DAY).astype(np.int16)


def elapsed(
    midnight: npt.NDArray[np.int64], jump: npt.NDArray[np.int16], day: int, minute: int
) -> int:
    """Elapsed minutes at a wall-clock minute of a date; minutes of 1440 or more are the next's.

    A time that a change repeats is its first; a time that it skips is the moment of the change.
    """
    day, minute = day + minute // DAY, minute % DAY
    change = int(jump[day])
    if change == 0 or minute <= CHANGE_FROM:
        return int(midnight[day]) + minute
    if minute >= CHANGE_TO:
        return int(midnight[day]) + minute + change
    return int(midnight[day]) + (CHANGE_FROM if change < 0 else minute)


def wall(
    midnight: npt.NDArray[np.int64], jump: npt.NDArray[np.int16], moment: float
) -> tuple[int, int]:
    """The date's index and the wall-clock minute at an elapsed moment (whole minutes)."""
    moment = round(moment)
    day = max(0, int(np.searchsorted(midnight, moment, side="right")) - 1)
    minute = moment - int(midnight[day])
    change = int(jump[day])
    if change < 0 and minute >= CHANGE_FROM:
        minute -= change
    elif change > 0 and minute >= CHANGE_TO:
        minute = max(CHANGE_FROM, minute - change)
    return day, minute


def iso(first: date, day: int, minute: int) -> str:
    """A date's index and a minute as YYYY-MM-DDTHH:MM by the wall clock."""
    return moment(first, day * DAY + minute).strftime("%Y-%m-%dT%H:%M")


NATIONS = ("england", "wales", "scotland", "northern-ireland")
"""The nations whose bank holidays are known here."""
ENGLAND, OTHER = "england", "other"
"""Where nothing is said, and any nation that is none of those."""

MOVED = {
    # The day itself moved by royal proclamation or Act, and days given once. Keyed by the date
    # that the rule below would give (None: an extra day), with the date that it became.
    1995: ((date(1995, 5, 1), date(1995, 5, 8), "Early May bank holiday (VE day)"),),
    1999: ((None, date(1999, 12, 31), "Millennium"),),
    2002: (
        (date(2002, 5, 27), date(2002, 6, 4), "Spring bank holiday"),
        (None, date(2002, 6, 3), "Golden Jubilee"),
    ),
    2011: ((None, date(2011, 4, 29), "Royal wedding"),),
    2012: (
        (date(2012, 5, 28), date(2012, 6, 4), "Spring bank holiday"),
        (None, date(2012, 6, 5), "Diamond Jubilee"),
    ),
    2020: ((date(2020, 5, 4), date(2020, 5, 8), "Early May bank holiday (VE day)"),),
    2022: (
        (date(2022, 5, 30), date(2022, 6, 2), "Spring bank holiday"),
        (None, date(2022, 6, 3), "Platinum Jubilee"),
        (None, date(2022, 9, 19), "State funeral of Queen Elizabeth II"),
    ),
    2023: ((None, date(2023, 5, 8), "Coronation of King Charles III"),),
}
"""Proclamations under section 1 of the Banking and Financial Dealings Act 1971, by year.

For all of the United Kingdom; those of one nation are in `MOVED_IN`.
"""

MOVED_IN = {
    ("scotland", 2026): ((None, date(2026, 6, 15), "World Cup"),),
}
"""The same of one nation: Scotland's by the proclamation of 4 February 2026, section 1(3)."""

ST_ANDREW_FROM = 2007
"""The St Andrew's Day Bank Holiday (Scotland) Act 2007 added 30 November to Schedule 1."""


def _easter(year: int) -> date:
    """Easter Sunday, by the Gregorian computus (Anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _monday(day: date) -> date:
    """The first Monday on or after a date."""
    return day + timedelta(days=-day.weekday() % 7)


def _working_day(day: date, taken: set[date]) -> date:
    """The first weekday on or after a date that is no holiday yet: the substitute day."""
    while day.weekday() >= 5 or day in taken:
        day += timedelta(days=1)
    return day


def _substituted(day: date, days: dict[date, str]) -> date:
    """A holiday's date, or at a weekend the next weekday that is no holiday yet."""
    return day if day.weekday() < SATURDAY else _working_day(day, set(days))


def _of_all(year: int, early: dict[date, str]) -> dict[date, str]:
    """What all nations keep: New Year's Day, Good Friday, early May, spring and Christmas.

    `early`: holidays of the nation that a substitute day may not fall on. New Year's Day (from
    1974) and the first Monday in May (from 1978) stand by yearly proclamation where Schedule 1 of
    the Act of 1971 does not name them; Good Friday and Christmas Day by common law.
    """
    easter = _easter(year)
    days = early | {
        easter - timedelta(days=2): "Good Friday",
        _monday(date(year, 5, 1)): "Early May bank holiday",
        _monday(date(year, 5, 25)): "Spring bank holiday",
    }
    christmas = date(year, 12, 25), "Christmas Day"
    _add_pair(days, christmas, (date(year, 12, 26), "Boxing Day"))
    return days


def _add_pair(days: dict[date, str], *holidays: tuple[date, str]) -> None:
    """Add holidays on days in a row: those of a weekday keep it, then the others find theirs."""
    for at_weekend in (False, True):
        for day, name in holidays:
            if (day.weekday() >= SATURDAY) == at_weekend:
                days[_substituted(day, days)] = name


@lru_cache(maxsize=256)
def _year(year: int, nation: str) -> dict[date, str]:
    """A nation's bank and public holidays of a year, 1978 on; none of a nation not known.

    Schedule 1 of the Banking and Financial Dealings Act 1971. England and Wales: Easter Monday,
    the last Monday in May and in August, 26 December. Scotland: 1 and 2 January, Good Friday, the
    first Monday in May and in August, 30 November, Christmas Day; spring and Boxing Day by
    proclamation. Northern Ireland: as England and Wales, and 17 March; 12 July by proclamation. A
    day that falls at a weekend has the next free weekday in its place.
    """
    if nation not in NATIONS:
        return {}
    new_year = date(year, 1, 1), "New Year's Day"
    early: dict[date, str] = {}
    if nation == "scotland":
        _add_pair(early, new_year, (date(year, 1, 2), "2 January"))
        early[_monday(date(year, 8, 1))] = "Summer bank holiday"
        if year >= ST_ANDREW_FROM:
            early[_substituted(date(year, 11, 30), early)] = "St Andrew's Day"
    else:
        _add_pair(early, new_year)
        early[_easter(year) + timedelta(days=1)] = "Easter Monday"
        early[_monday(date(year, 8, 25))] = "Summer bank holiday"
    if nation == "northern-ireland":
        early[_substituted(date(year, 3, 17), early)] = "St Patrick's Day"
        early[_substituted(date(year, 7, 12), early)] = "Battle of the Boyne"
    days = _of_all(year, early)
    for moved, became, name in (*MOVED.get(year, ()), *MOVED_IN.get((nation, year), ())):
        if moved is not None:
            del days[moved]
        days[became] = name
    return days


def bank_holiday_name(day: date, nation: str = ENGLAND) -> str | None:
    """The name of a bank holiday in a nation, or None where the date is none."""
    return _year(day.year, nation).get(day)


def bank_holidays(first: date, last: date, nation: str = ENGLAND) -> frozenset[date]:
    """A nation's bank holidays from `first` to `last`, both included; none where not known."""
    years = range(first.year, last.year + 1)
    return frozenset(d for year in years for d in _year(year, nation) if first <= d <= last)
