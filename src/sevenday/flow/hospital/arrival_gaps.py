"""Hours of the week that arrivals.csv does not speak of: nobody is taken to come then."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from sevenday.clock import WEEKDAYS, short_date
from sevenday.flow.simulation.inputs import Floats
from sevenday.model import ArrivalCount

NAMED = 8
"""Hours that are named before the rest are counted."""


def unsaid_hours(service: str, rows: Sequence[ArrivalCount], patients: Floats) -> list[str]:
    """Which hours of which weekdays a service's rows leave out, or say that nobody comes in.

    `patients`: (7, 24, classes) what was made of the rows. By date a weekday's hour is left out
    where no date of that weekday has a row of it; a weekday without a date has a remark of its own.
    """
    there = np.zeros((7, 24), bool)
    for row in rows:
        day = row.day.weekday() if isinstance(row.day, date) else None
        if day is None and row.day != "all":
            day = WEEKDAYS.index(str(row.day))
        there[slice(None) if day is None else day, row.hour] = True
    if any(isinstance(row.day, date) for row in rows):
        there[~there.any(axis=1)] = True
    found = []
    dates = {row.day for row in rows if isinstance(row.day, date)}
    if dates and (missing := (max(dates) - min(dates)).days + 1 - len(dates)):
        found.append(
            f"{service}: arrivals.csv has no row for {missing} of the dates from "
            f"{short_date(min(dates))} to {short_date(max(dates))}: they are left out of its means."
        )
    if not there.all():
        found.append(
            f"{service}: arrivals.csv has no row for {_named(~there)}: nobody is taken to come "
            "then. A row of 0 says so."
        )
    nobody = [hour for hour in range(24) if there[:, hour].all() and not patients[:, hour].any()]
    if nobody:
        hours = ", ".join(f"{hour:02}:00" for hour in nobody)
        found.append(f"{service}: arrivals.csv has nobody at {hours}; none come then.")
    return found


def _named(missing: npt.NDArray[np.bool_]) -> str:
    """Hours, those of all weekdays first, as 03:00 (Mon, Tue)."""
    words = []
    for hour in np.flatnonzero(missing.any(axis=0)).tolist():
        days = np.flatnonzero(missing[:, hour])
        which = "" if len(days) == 7 else f" ({', '.join(WEEKDAYS[day] for day in days)})"
        words.append(f"{hour:02}:00{which}")
    more = len(words) - NAMED
    return ", ".join(words[:NAMED]) + (f" and {more} hours more" if more > 0 else "")
