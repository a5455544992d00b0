"""What the heading of a column of dates says: a date, a day of the month, a weekday, a month."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

MONTHS = {
    **{f"{date(2000, k, 1):%B}".lower()[:3]: k for k in range(1, 13)},
    **{f"{date(2000, k, 1):%B}".lower(): k for k in range(1, 13)},
    "sept": 9,
}
WEEKDAYS = {
    name: k
    for k, names in enumerate(
        (
            "mo mon monday",
            "tu tue tues tuesday",
            "we wed weds wednesday",
            "th thu thur thurs thursday",
            "fr fri friday",
            "sa sat saturday",
            "su sun sunday",
        )
    )
    for name in names.split()
}
SERIALS = range(35000, 60000)
"""Excel's own numbers of the dates from 1995 to 2064, where a cell shows the bare number."""
WEEK_FROM = re.compile(
    r"^\s*(?:we?e?k\s*\d{1,2}\b[\s:,(–-]*)?"
    r"(?:(?:w\s*/?\s*[cb]\b|we?e?k\s+(?:commencing|beginning|starting|of)|commencing|from)"
    r"[\s.:–-]*)?",
    re.IGNORECASE,
)
"""What may stand before a week's first date: Week 1, w/c, week commencing."""
HOLIDAY = re.compile(
    r"\s*[(\[]?\s*(?:(?:public|uk|bank)[ -]?(?:holiday|hol)s?\.?|b\.?/?h\.?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
"""What may stand after a date: that it is a bank holiday, which the calendar knows."""
Option = tuple[int | None, int | None, int]
"""Year, month and day, as far as they are said."""


@dataclass(frozen=True, slots=True)
class DateHeading:
    """A heading. `options` has two where day and month may stand either way round."""

    text: str
    weekday: int | None
    options: tuple[Option, ...]

    @property
    def dated(self) -> bool:
        """Whether it says at least a day and a month."""
        return any(month is not None for _, month, _ in self.options)

    def fits(self, day: date, order: int, weekday: bool = True) -> bool:
        """Whether a date is what it says; `order` picks an option where there are two."""
        if weekday and self.weekday is not None and self.weekday != day.weekday():
            return False
        if not self.options:
            return True  # a weekday in a week that its label dates
        year, month, number = self.option(order)
        return number == day.day and month in (None, day.month) and year in (None, day.year)

    def option(self, order: int) -> Option:
        """What it says, day first (0) or month first (1)."""
        return self.options[min(order, len(self.options) - 1)]

    def with_month(self, month: int, year: int | None) -> "DateHeading":
        """The heading with a month and year from a label over it, where it has none that differ."""
        first, *_ = self.options
        if len(self.options) > 1 or first[1] not in (None, month) or first[0] not in (None, year):
            return self
        return replace(self, options=((first[0] or year, month, first[2]),))


def parse_heading(value: Any, since_1904: bool = False) -> DateHeading | None:
    """What a cell says as a heading, None where it is no date, day or weekday."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return (
            DateHeading(f"{value}", None, ((value.year, value.month, value.day),))
            if (value.year > 1990)
            else None
        )
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value, since_1904)
    if not isinstance(value, str) or len(value) > 40:
        return None
    return _from_text(HOLIDAY.sub("", value))


def _from_number(value: float, since_1904: bool) -> DateHeading | None:
    if value != int(value):
        return None
    if 1 <= value <= 31:
        return DateHeading(f"{int(value)}", None, ((None, None, int(value)),))
    if int(value) in SERIALS:
        day = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        day += timedelta(days=int(value))
        return DateHeading(f"{int(value)}", None, ((day.year, day.month, day.day),))
    return None


def _from_text(text: str) -> DateHeading | None:
    words = text.casefold()
    if re.sub(r"[a-z0-9\s,./'()-]", "", words):
        return None
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", " ", words)
    # M3, T 4: the letter may be one of two weekdays, so the number alone counts
    words = re.sub(r"^[mtwfs](?=\s?\d{1,2}$)", " ", words)
    tokens = re.findall(r"[a-z]+|\d+", words)
    numbers = [int(token) for token in tokens if token.isdigit()]
    names = [token for token in tokens if not token.isdigit()]
    weekdays = [WEEKDAYS[name] for name in names if name in WEEKDAYS]
    months = [MONTHS[name] for name in names if name in MONTHS]
    if len(weekdays) + len(months) != len(names) or len(weekdays) > 1 or len(months) > 1:
        return None
    options = _options(numbers, months[0] if months else None)
    options = tuple(dict.fromkeys(o for o in options if _may_be(o)))
    if not options and (numbers or months or not weekdays):
        return None
    return DateHeading(" ".join(text.split()), weekdays[0] if weekdays else None, options)


def _options(numbers: list[int], month: int | None) -> tuple[Option, ...]:
    """The ways to read a heading's numbers beside a month's name, or beside none."""
    match numbers, month:
        case [day], _:
            return ((None, month, day),)
        case [a, b], int():
            return ((_year(a), month, b),) if a > 31 else ((_year(b), month, a),)
        case [a, b], None:
            return (None, b, a), (None, a, b)
        case [a, b, c], None if a > 31:
            return ((_year(a), b, c),)
        case [a, b, c], None:
            return (_year(c), b, a), (_year(c), a, b)
        case _:
            return ()


def _year(number: int) -> int:
    return number + 2000 if number < 100 else number


def _may_be(option: Option) -> bool:
    year, month, day = option
    if month is not None and not 1 <= month <= 12:
        return False
    if year is not None and not 1990 <= year <= 2100:
        return False
    # a leap year where none is said: 29 February may be right
    try:
        date(year or 2000, month or 1, day)
    except (ValueError, OverflowError):
        return False
    return True


def parse_week_start(value: Any, since_1904: bool = False) -> DateHeading | None:
    """The date from which a cell says that a week goes ("w/c 3 Aug", or a date), None for none."""
    text = WEEK_FROM.sub("", value) if isinstance(value, str) else value
    heading = parse_heading(text, since_1904)
    return heading if heading and heading.dated else None


def parse_month(value: Any) -> tuple[int, int | None] | None:
    """The month, and year, that a cell is the title of, None where it says anything else."""
    if isinstance(value, datetime):
        return (value.month, value.year) if value.day == 1 and value.year > 1990 else None
    if not isinstance(value, str):
        return None
    match = re.fullmatch(r"([a-z]+)[\s,./-]*'?(\d{4}|\d{2})?", value.strip().casefold())
    if match is None or match[1] not in MONTHS:
        return None
    return MONTHS[match[1]], _year(int(match[2])) if match[2] else None


def mentions(text: str) -> tuple[list[tuple[int, int | None]], list[int]]:
    """The months that a title names, with their years, and every year that it names."""
    words = text.casefold()
    found = re.findall(r"\b([a-z]{3,9})\b(?:[\s,'./-]*(\d{4}))?", words)
    months = [(MONTHS[name], int(year) if year else None) for name, year in found if name in MONTHS]
    years = [int(year) for year in re.findall(r"(?<!\d)(20\d\d|199\d)(?!\d)", words)]
    # the second of "2015/16" and "2015-16"
    spans = re.findall(r"(?<!\d)20\d\d[/-](\d{2})(?!\d)", words)
    years += [_year(int(short)) for short in spans]
    return months, sorted(set(years))
