"""Dates as Excel writes them when it saves a CSV file again: 07/12/2026 for 2026-12-07."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
MEND = (
    "YYYY-MM-DD. Excel rewrote the dates when it saved: select them, Format Cells, Custom, "
    "yyyy-mm-dd, and save again"
)


def written_date(text: str) -> str:
    """What is expected where a text is no ISO date; of one as Excel writes it, the mend."""
    return MEND if DATE.fullmatch(text) else "YYYY-MM-DD"


def day_first(texts: Sequence[str], in_a_row: bool) -> list[date] | None:
    """Dates of texts such as 07/12/2026, where all of them can only be day first; else None.

    `in_a_row`: each has to be the day after the last, as a rota's headings.
    """
    first, second = _read(texts, day=1, month=2), _read(texts, day=2, month=1)
    if in_a_row:
        first, second = _runs(first), _runs(second)
    return first if second is None else None


def _read(texts: Sequence[str], day: int, month: int) -> list[date] | None:
    """The dates, their day and month in these places; None where one is not there."""
    found = []
    for text in texts:
        match = DATE.fullmatch(text)
        if match is None:
            return None
        try:
            found.append(date(int(match[3]), int(match[month]), int(match[day])))
        except ValueError:
            return None
    return found


def _runs(days: list[date] | None) -> list[date] | None:
    """The dates where each is the day after the last."""
    if not days or any(b - a != timedelta(1) for a, b in pairwise(days)):
        return None
    return days
