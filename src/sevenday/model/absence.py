"""Cells without a duty: leave, other absence and days off, whole or half; and the weeks they take.

A calendar week (Monday to Sunday) takes out its cells of absence over the days a week that the
doctor works, one week at most (READINGS.md, Leave).
"""

import numpy as np
import numpy.typing as npt

from sevenday.clock import WEEK

Floats = npt.NDArray[np.float64]

LEAVE = {"AL": "annual leave", "SL": "study leave", "BH": "bank holiday in lieu"}
"""Leave that `leave_days` counts."""
ABSENCE = {
    **LEAVE,
    "SICK": "sick leave",
    "PAR": "parental leave",
    "COMP": "compassionate leave",
}
"""What takes a doctor out of the weeks that an average counts."""
DAYS_OFF = {"ZD": "zero day", "TOIL": "time off in lieu", "NWD": "non-working day"}
"""Days off by a name: they take nothing out."""
NO_DUTY = {**ABSENCE, **DAYS_OFF}
RESERVED = ("", *LEAVE, "ZD", "SICK", "PAR", "COMP", "TOIL", "NWD")
"""Cells that are no duty, in the order of their codes."""
HALF = "/2"
SELF_DEVELOPMENT = "SDT"
"""Self-development time: a normal working day, unless shifts.csv gives it times of its own."""


def canonical(text: str) -> str:
    """A cell's text in its one form: half a day of leave first, as AL/2+PM; off is "".

    `½AL` and `AL½` are AL/2. What is joined with a duty is half a day: AL+PM is AL/2+PM.
    """
    parts = [_half(part.strip()) for part in text.split("+")]
    apart = [part for part in parts if part.removesuffix(HALF) in NO_DUTY]
    if len(parts) > 1:
        apart = [part.removesuffix(HALF) + HALF for part in apart]
    duties = [part for part in parts if part.removesuffix(HALF) not in NO_DUTY]
    if not duties and len(apart) == 2 and apart[0] == apart[1]:
        apart = [apart[0].removesuffix(HALF)]
    whole = "+".join((*apart, *duties))
    return "" if whole == "-" else whole


def _half(part: str) -> str:
    """A part of a cell, its half sign written as /2 where it is one of these cells."""
    bare = part.strip("½").strip()
    return bare + HALF if bare != part and bare in NO_DUTY else part


def apart(text: str) -> list[str]:
    """The parts of a canonical text that are no duty, as AL/2."""
    return [part for part in text.split("+") if part.removesuffix(HALF) in NO_DUTY]


def days_absent(text: str) -> float:
    """How much of a day a canonical text takes out of a week: 0, a half or 1."""
    return _days(text, ABSENCE)


def days_on_leave(text: str) -> float:
    """How much of a day of a canonical text is leave that `leave_days` counts."""
    return _days(text, LEAVE)


def _days(text: str, kinds: dict[str, str]) -> float:
    found = [part for part in apart(text) if part.removesuffix(HALF) in kinds]
    return sum(0.5 if part.endswith(HALF) else 1.0 for part in found)


def without_duty(text: str) -> str:
    """What a canonical text without a duty is, in words; "" for a duty, and for a day off."""
    parts = text.split("+")
    if parts != apart(text):
        return ""
    return " and ".join(
        f"half a day of {NO_DUTY[part.removesuffix(HALF)]}"
        if part.endswith(HALF)
        else NO_DUTY[part]
        for part in parts
    )


def count_away(
    codes: npt.NDArray[np.int16],
    weekday: int,
    span: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    days_a_week: Floats,
    shares: tuple[Floats, Floats],
) -> tuple[Floats, Floats]:
    """(n,) weeks that lines are absent, and (n,) that they are on leave.

    `codes`: (n, days); `weekday`: of the first day (Monday 0); `span`: (n,) the days from and up to
    which each line counts; `days_a_week`: (n,) that each works; `shares`: (codes,) `days_absent`
    and `days_on_leave` of the cells.
    """
    absent, on_leave = np.zeros(len(codes)), np.zeros(len(codes))
    rows = np.flatnonzero((shares[0] > 0)[codes].any(axis=1))
    if len(rows):
        days = np.arange(codes.shape[1])
        counted = (days >= span[0][rows, None]) & (days < span[1][rows, None])
        for weeks, share in zip((absent, on_leave), shares, strict=True):
            weeks[rows] = weeks_away(share[codes[rows]] * counted, weekday, days_a_week[rows])
    return absent, on_leave


def weeks_away(days: Floats, weekday: int, days_a_week: Floats) -> Floats:
    """(n,) weeks that lines are away for.

    `days`: (n, D) how much of each day they are away; `weekday`: of the first (Monday 0);
    `days_a_week`: (n,) days that each works.
    """
    n, span = days.shape
    padded = np.zeros((n, -(-(weekday + span) // WEEK) * WEEK))
    padded[:, weekday : weekday + span] = days
    by_week = padded.reshape(n, -1, WEEK).sum(axis=2) / days_a_week[:, None]
    weeks: Floats = np.minimum(by_week, 1.0).sum(axis=1)
    return weeks
