"""Times of day in the many ways that people write them: 0830, 9am, 20.30, 0900-1700."""

import re
from datetime import datetime, time
from typing import Any

from sevenday.clock import DAY

_CLOCK = r"(?:\d{1,2}[:.]\d{2}|\d{3,4}|\d{1,2}(?=\s*[ap]\.?m))\s*(?:[ap]\.?m\.?|hrs?\b|h\b)?"
_TIME = rf"(?:{_CLOCK}|midnight|noon|midday)"
RANGE = re.compile(
    rf"(?<![\d/.:-])({_TIME})\s*(?:-|–|—|to|until|till)\s*({_TIME})(?![\d/:-])", re.IGNORECASE
)
"""Two times of day with minutes, am or pm, or four figures; bare hours (9-5) are not read."""
ALONE = re.compile(
    r"(?:\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}(?=\s*[ap]\.?m))\s*(?:[ap]\.?m\.?|hrs?|h)?|midnight|noon|midday",
    re.IGNORECASE,
)
"""One time of day, alone in its cell."""

SHORTEST = 60
"""Minutes: "2015-2016" in a title is two years, not a minute of the evening."""


def parse_minute(text: str) -> int | None:
    """Minutes after midnight of one time of day as RANGE matches it; 24:00 is 0."""
    words = text.casefold().strip()
    if words in ("midnight", "noon", "midday"):
        return 0 if words == "midnight" else 720
    figures = re.match(r"(\d{1,2})[:.](\d{2})|(\d{1,2}?)(\d{2})(?!\d)|(\d{1,2})", words)
    if figures is None:
        return None
    half = re.search(r"([ap])\.?m", words)
    if half and figures[3] is not None and not figures[3]:
        hours, minutes = int(figures[4]), 0
    else:
        hours = int(figures[1] or figures[3] or figures[5] or 0)
        minutes = int(figures[2] or figures[4] or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half[1] == "p" else 0)
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        return None
    return hours % 24 * 60 + minutes


def minute_in(value: Any) -> int | None:
    """Minutes after midnight of a cell that is one time of day and nothing else."""
    if isinstance(value, datetime):
        # 24:00 as Excel has it: a day after its zero
        return 0 if value.year <= 1900 and value.time() == time() else None
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, str) and ALONE.fullmatch(value.strip()):
        return parse_minute(value)
    return None


def bare_minute(value: Any) -> int | None:
    """The same of a bare number: a part of a day as Excel keeps it (0.375), or 900 for 09:00.

    A number may be anything: read it so only where a code in use stands beside it.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return minute_in(value)
    minutes = value * DAY
    if 0 < value < 1:
        return round(minutes) if abs(minutes - round(minutes)) < 1e-4 else None
    if value == 0 or (100 <= value <= 2400 and value == int(value)):
        return parse_minute(f"{int(value):04d}")
    return None


def times_in(text: str) -> tuple[int, int, str, str] | None:
    """Start and end in minutes, and the words before and after; None where no times stand."""
    match = RANGE.search(text)
    if match is None:
        return None
    start, end = parse_minute(match[1]), parse_minute(match[2])
    if start is None or end is None or 0 < end - start < SHORTEST:
        return None
    return start, end, text[: match.start()], text[match.end() :]
