"""A sheet on paper: landscape A4, headings on every page, a rota's pages of whole weeks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sevenday.clock import WEEKDAYS
from sevenday.reports.files.formats import Look

ACROSS = 95
"""Letters across a landscape A4 page, in the widest font that stands in for Excel's own."""
WEEKS = (28, 21, 14, 7)
"""Days that a page of a rota may have, the most first."""
LEAST, MOST = 60, 95
"""Scales in % to print a rota at: below the least it cannot be read at arm's length."""


def on_paper(sheet: Any, look: Look, breaks: Sequence[int] = (), scale: int = 0) -> None:
    """Landscape A4, headings on every page; one page wide but for a rota's breaks."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.7, 0.5)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_header(f"&L{look.title}&R{look.terms}")
    sheet.set_footer("&L&A&RPage &P of &N")
    if scale:
        sheet.set_print_scale(scale)
        sheet.set_v_pagebreaks(breaks)
    else:
        sheet.fit_to_pages(1, 0)


def pages(headings: list[str], name: int, wide: float) -> tuple[list[int], int]:
    """Columns that a page begins at, on a Monday where it can, and the scale to print at, in %.

    `name`, `wide`: letters across in the first column and in each of the others.
    """
    scales = {days: int(100 * ACROSS / (days * wide + name)) for days in WEEKS}
    days = next((days for days in WEEKS if scales[days] >= LEAST), WEEKS[-1])
    mondays = [k for k, text in enumerate(headings) if weekday(text) == "Mon"]
    breaks, start = [], 1
    while len(headings) - start > days:
        start = max((k for k in mondays if start < k <= start + days), default=start + days)
        breaks.append(start)
    return breaks, MOST if len(headings) <= WEEKS[-1] else min(MOST, scales[days])


def weekday(heading: str) -> str:
    """The day of the week of a column, blank where it is none's."""
    try:
        return f"{date.fromisoformat(heading):%a}"
    except ValueError:
        return heading if heading in WEEKDAYS else ""
