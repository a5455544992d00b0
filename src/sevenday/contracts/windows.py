"""Windows of the week: days and clock times, as minutes from Monday's midnight."""

import re
from collections.abc import Sequence
from typing import Any

from sevenday.clock import DAY, WEEKDAYS, minutes

ALL, MIDNIGHT = "all", "24:00"
"""Every day of the week, and the end of one."""

FORM = (
    'days = "Mon-Fri" (or "Sat", "Sat,Sun", "all") and window = ["07:00", "22:00"], two times '
    'of one day, its end "24:00"; only a window of all days may pass midnight'
)
SPAN = re.compile(r"([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))?")


def weekdays(text: str) -> tuple[int, ...]:
    """The weekdays (Monday 0) of "all", "Mon-Fri" or "Sat,Sun". Raises ValueError for another."""
    if text == ALL:
        return tuple(range(7))
    found: list[int] = []
    for part in text.split(","):
        match = SPAN.fullmatch(part.strip())
        names = [name for name in match.groups() if name] if match else [part]
        if any(name not in WEEKDAYS for name in names):
            raise ValueError(f"{part.strip()!r} is no day of {', '.join(WEEKDAYS)}")
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        if last < first:
            raise ValueError(f"{part.strip()!r} runs backwards")
        found += range(first, last + 1)
    if len(set(found)) != len(found):
        raise ValueError(f"{text!r} names a day twice")
    return tuple(found)


def spans(days: str, window: Sequence[str]) -> list[tuple[int, int]]:
    """The window on each of its days, as minutes of the week from and to; some pass its end.

    Raises ValueError for a time that is none, and for a window that passes midnight though it is
    not of all days: whose hours after midnight would be is not said.
    """
    opens, closes = window
    start, end = minutes(opens), DAY if closes == MIDNIGHT else minutes(closes)
    if start == end:
        raise ValueError(f"{opens} to {closes} is no time at all, or all day: say 00:00 to 24:00")
    if end < start:
        if days != ALL:
            raise ValueError(f"{opens} to {closes} passes midnight, which only all days may")
        end += DAY
    return [(day * DAY + start, day * DAY + end) for day in weekdays(days)]


def is_window(row: Any, *others: str) -> bool:
    """Whether a row of a file is a window, with keys of exactly these names beside its own."""
    if not isinstance(row, dict) or set(row) != {"days", "window", *others}:
        return False
    days, window = row["days"], row["window"]
    texts = [days, *window] if isinstance(window, list) else []
    if len(texts) != 3 or not all(isinstance(text, str) for text in texts):
        return False
    try:
        spans(days, window)
    except ValueError:
        return False
    return True


def in_days(row: Any) -> str:
    """A window in words: Mon-Fri 07:00 to 22:00, every day 22:00 to 07:00."""
    days = "every day" if row["days"] == ALL else row["days"]
    return f"{days} {row['window'][0]} to {row['window'][1]}"
