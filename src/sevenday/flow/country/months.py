"""Months as whole numbers: twelve times the year and the month counted from 0."""

import re

_ISO = re.compile(r"(\d{4})-(\d{2})")
_NAMED = re.compile(r"(?:MSitAE-)?([A-Za-z]+)[- ](\d{4})", re.IGNORECASE)
NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def month_number(text: str) -> int | None:
    """A month as a number: `2025-07`, or `MSitAE-JULY-2025` as NHS England writes it; else None."""
    if found := _ISO.fullmatch(text):
        year, month = int(found[1]), int(found[2])
        return 12 * year + month - 1 if 1 <= month <= 12 else None
    if (found := _NAMED.fullmatch(text)) and found[1].lower() in NAMES:
        return 12 * int(found[2]) + NAMES.index(found[1].lower())
    return None


def month_text(month: int) -> str:
    """A month as YYYY-MM."""
    return f"{month // 12}-{month % 12 + 1:02d}"
