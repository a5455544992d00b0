"""Hours in the premium windows of the week, for many lines at once (contracts.md 7).

One premium an hour, the highest: each minute of the week goes to the window that pays most for it.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sevenday.clock import DAY, SATURDAY, WEEK_MINUTES, in_window, minutes
from sevenday.contracts import Terms
from sevenday.contracts.value import End
from sevenday.contracts.windows import in_days, spans
from sevenday.model import Shift
from sevenday.pay.line_work import Floats, per_week, share_of
from sevenday.pay.linear_pay import Segments
from sevenday.pay.lines import PaidLines

PLAIN = -1
NIGHT_STATED = ("21:00", "07:00")
"""The hours that `work_night` of shifts.csv speaks of, whatever a contract calls night."""
WINDOWS, SATURDAYS = "pay.premium_windows", "pay.saturday_premium"
"""The windows always paid, and those of Saturday paid to who works it often enough."""


class PremiumWindows(NamedTuple):
    """The premium windows of a contract, at one end of their range.

    `labels`, `shares`: by window, the last `often` of them paid only to those who work Saturdays
    often enough; `week`: (2, minutes of a week) the window that pays, without those and with.
    """

    labels: tuple[str, ...]
    shares: Floats
    often: int
    week: npt.NDArray[np.int64]

    @property
    def premia(self) -> Floats:
        """(2, minutes of a week) the share that each minute adds, without the often and with."""
        return np.append(self.shares, 0.0)[self.week]


def lay_windows(terms: Terms, end: End = "value") -> PremiumWindows:
    """Lay the windows over the week."""
    always = terms.get(WINDOWS).at(end)
    often = terms.get(SATURDAYS).at(end) if terms.has(SATURDAYS) else ()
    rows = (*always, *often)
    shares = np.array([share_of(row["share"]) for row in rows])
    week = np.full((2, WEEK_MINUTES), PLAIN, np.int64)
    for k in np.argsort(shares, kind="stable").tolist():  # the highest is laid last
        for start, stop in spans(rows[k]["days"], rows[k]["window"]):
            covered = np.arange(start, stop) % WEEK_MINUTES
            week[1, covered] = k
            if k < len(always):
                week[0, covered] = k
    return PremiumWindows(tuple(in_days(row) for row in rows), shares, len(often), week)


def minutes_in(shift: Shift, weekday: int, windows: PremiumWindows) -> Floats:
    """(2, windows) minutes of work of a part that starts on a weekday, without and with the often.

    On call it is the work expected: spread evenly over the part of the period at night and over
    the rest of it, where the night's is stated, else over the whole.
    """
    at, work = _minutes(shift, weekday)
    size = len(windows.shares) + 1
    return np.array([np.bincount(week[at] + 1, work, size)[1:] for week in windows.week])


def _minutes(shift: Shift, weekday: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """(minutes,) of a part from a weekday on: which of the week each is, how much of it is work."""
    at = (weekday * DAY + shift.start + np.arange(shift.minutes)) % WEEK_MINUTES
    return at, work_by_minute(shift) if shift.on_call else np.ones(shift.minutes)


def work_by_minute(shift: Shift) -> Floats:
    """(minutes,) of an on-call period: how much of each is work."""
    even = np.full(shift.minutes, shift.work / shift.minutes)
    opens, closes = (minutes(text) for text in NIGHT_STATED)
    inside = in_window(shift.start, shift.end, opens, closes)
    if shift.work_night is None or inside in (0, shift.minutes):
        return even
    clock = (shift.start + np.arange(shift.minutes)) % DAY
    night = (clock >= opens) | (clock < closes)
    by_day = (shift.work - shift.work_night) / (shift.minutes - inside)
    return np.where(night, shift.work_night / inside, by_day)


class WindowHours(NamedTuple):
    """Arrays over n lines, hours a week and leave adjusted as the average is.

    `hours`: (n, 2, windows) without the Saturday premium and with; `premium`: (n, 2) the same times
    each window's share; `saturdays`, `on_call`: (n,) Saturdays on which a duty begins / Saturdays,
    on-call periods / days.
    """

    hours: Floats
    premium: Floats
    saturdays: Floats
    on_call: Floats


def hours_in_windows(lines: PaidLines, windows: PremiumWindows) -> WindowHours:
    """Count the hours of each line in each window."""
    measures, cells = lines.measures, lines.hospital.cells
    shape = (2, len(windows.shares))
    hours = _hours(lines, shape, lambda part, weekday: minutes_in(part, weekday, windows))
    duty = np.array([float(bool(parts)) for parts in cells.parts])
    saturday = measures.counts[:, :, SATURDAY].astype(np.float64)
    on_call = np.array([float(any(part.on_call for part in parts)) for parts in cells.parts])
    return WindowHours(
        hours,
        hours @ windows.shares,
        saturday @ duty / np.maximum(saturday.sum(axis=1), 1),
        measures.total(on_call) / np.maximum(measures.days, 1),
    )


def hours_by_segment(lines: PaidLines, segments: Segments) -> Floats:
    """(n, S) hours of work a week in each segment of the week, leave adjusted as the average is."""
    size = len(segments)
    piece = np.searchsorted(segments, np.arange(WEEK_MINUTES), side="right") - 1

    def count(part: Shift, weekday: int) -> Floats:
        at, work = _minutes(part, weekday)
        return np.bincount(piece[at], work, size).astype(np.float64, copy=False)

    return _hours(lines, (size,), count)


def _hours(
    lines: PaidLines, shape: tuple[int, ...], count: Callable[[Shift, int], Floats]
) -> Floats:
    """(n, *shape) hours a week of what `count` finds in minutes of a part on a weekday."""
    measures, cells, work = lines.measures, lines.hospital.cells, lines.work
    table = np.zeros((len(cells.texts), 7, *shape))
    for code, parts in enumerate(cells.parts):
        for part in parts:
            for weekday in range(7):
                table[code, weekday] += count(part, weekday)
    total = np.tensordot(measures.counts.astype(np.float64), table, axes=([1, 2], [0, 1]))
    return per_week(total, measures, work.hours_without_leave, work.hours) / 60
