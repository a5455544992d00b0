"""Dates as Excel writes them when it saves a CSV file again: 07/12/2026 or 07-Dec-26."""

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
NAMED = re.compile(r"(\d{1,2})[ /-]([A-Za-z]{3,9})[ /,-]+(\d{4}|\d{2})")
"""A date with its month's name: it can be read in one way only."""
YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
"""A date with its year first and perhaps midnight after it, as programs write them."""
EPOCH = date(1899, 12, 30)
COUNTED = range(30_000, 60_000)
"""Days that Excel counts from its epoch: 1982 to 2064."""
MONTHS = {
    name.casefold(): k for names in (month_abbr, month_name) for k, name in enumerate(names) if name
} | {"sept": 9}
MEND = (
    "YYYY-MM-DD. Excel rewrote the dates when it saved: select them, Format Cells, Custom, "
    "yyyy-mm-dd, and save again"
)
CENTURY = 2000
"""Of a year in two figures."""


def written_date(text: str) -> str:
    """What is expected where a text is no ISO date; of one as Excel writes it, the mend."""
    if text.isascii() and text.isdigit() and int(text) in COUNTED:
        day = EPOCH + timedelta(days=int(text))
        return f"YYYY-MM-DD: {day}, where {text} is a day as Excel counts them"
    return MEND if DATE.fullmatch(text) or re.match(r"\d{1,2}-[A-Za-z]{3}", text) else "YYYY-MM-DD"


def year_first(text: str) -> date | None:
    """The date of a text such as 2026-12-7 or 2026-12-07 00:00:00, None where it is none."""
    match = YEAR_FIRST.fullmatch(text)
    return _date(match[1], int(match[2]), int(match[3])) if match else None


def named_date(text: str) -> date | None:
    """The date of a text such as 07-Dec-26 or 7 December 2026, None where it is none."""
    match = NAMED.fullmatch(text)
    if match is None or (month := MONTHS.get(match[2].casefold())) is None:
        return None
    return _date(match[3], month, int(match[1]))


def day_first(texts: Sequence[str], in_a_row: bool) -> list[date] | None:
    """Dates of texts such as 07/12/2026, where all of them can only be day first; else None.

    `in_a_row`: each has to be the day after the last, as a rota's headings.
    """
    first, second = both_ways(texts)
    if in_a_row:
        first, second = _runs(first), _runs(second)
    return first if second is None else None


def both_ways(texts: Sequence[str]) -> tuple[list[date] | None, list[date] | None]:
    """Dates of texts such as 07/12/2026, day first and month first; None where one is no date."""
    return _read(texts, day=1, month=2), _read(texts, day=2, month=1)


def _read(texts: Sequence[str], day: int, month: int) -> list[date] | None:
    """The dates, their day and month in these places; None where one is not there."""
    found = []
    for text in texts:
        match = DATE.fullmatch(text)
        read = match and _date(match[3], int(match[month]), int(match[day]))
        if not read:
            return None
        found.append(read)
    return found


def _date(year: str, month: int, day: int) -> date | None:
    """A date; a year of two figures is of this century; None where there is no such day."""
    try:
        return date(int(year) + (CENTURY if len(year) == 2 else 0), month, day)
    except ValueError:
        return None


def _runs(days: list[date] | None) -> list[date] | None:
    """The dates where each is the day after the last."""
    if not days or any(b - a != timedelta(1) for a, b in pairwise(days)):
        return None
    return days
