"""Which days are looked at: the action in them, and how far the rota reaches."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sevenday.clock import short_date
from sevenday.errors import Fault, InputError
from sevenday.flow.hospital.days_run import DaysRun
from sevenday.model import Hospital
from sevenday.model.walkout import Walkout

WEEK = 7
AFTER, AFTER_ACTION = 2, 14
"""Days that run after those looked at: for patients to be finished, or a queue to clear."""


def days_of(
    hospital: Hospital, walkout: Walkout | None, on: date | str | None, after: int | None
) -> DaysRun:
    """The days of the action; without one a week, from the day named or the rota's first Monday."""
    if walkout is not None and on is None:
        first, last = walkout.span
        until = (last - timedelta(minutes=1)).date()
        days = DaysRun(first.date(), (until - first.date()).days + 1, AFTER_ACTION)
    else:
        days = DaysRun(first_day(hospital, on), WEEK, AFTER if walkout is None else AFTER_ACTION)
    return days if after is None else DaysRun(days.first, days.looked_at, after)


def first_day(hospital: Hospital, on: date | str | None) -> date:
    """The day named, else the rota's first Monday. Raises InputError for a text that is no date."""
    if on is not None:
        try:
            return date.fromisoformat(f"{on}")
        except ValueError:
            raise InputError(
                Fault("not a date", "", None, "--on", f"{on}", "YYYY-MM-DD", code="not-a-date")
            ) from None
    starts = hospital.rota.first if hospital.rota else hospital.starts or date.today()
    return starts + timedelta(days=-starts.weekday() % WEEK)


def days_of_action(walkout: Walkout, days: DaysRun) -> int:
    """How many of the days looked at have an hour of the action in them."""
    windows = [window for action in walkout.going for window in action.windows]
    found = 0
    for k in range(days.looked_at):
        midnight = datetime.combine(days.first, datetime.min.time()) + timedelta(days=k)
        after = midnight + timedelta(days=1)
        found += any(window.start < after and window.end > midnight for window in windows)
    return found


def no_action(walkout: Walkout, days: DaysRun) -> str:
    """That the days looked at have none of the action."""
    first, last = walkout.span
    until = days.first + timedelta(days=days.looked_at - 1)
    return (
        f"The walkout is from {short_date(first.date())} to "
        f"{short_date((last - timedelta(minutes=1)).date())}: the days looked at, "
        f"{short_date(days.first)} to {short_date(until)}, have none of it. Usual days alone."
    )


def rota_remarks(hospital: Hospital, days: DaysRun) -> Iterator[str]:
    """Days looked at for which no rota says who is on duty."""
    until = days.first + timedelta(days=days.looked_at - 1)
    if (rota := hospital.rota) is not None:
        last = rota.first + timedelta(days=rota.days - 1)
        missing = sum(
            not rota.first <= days.first + timedelta(days=k) <= last for k in range(days.looked_at)
        )
        if missing:
            yield (
                f"rota.csv is of {short_date(rota.first)} to {short_date(last)}: {missing} of the "
                f"{days.looked_at} days looked at ({short_date(days.first)} to "
                f"{short_date(until)}) are outside it, and are taken as the same weekdays of its "
                "first week."
            )
    elif hospital.templates and hospital.starts is not None and days.first < hospital.starts:
        yield (
            f"The templates begin on {short_date(hospital.starts)}: the days before it are taken "
            "as the same weekdays of their first week."
        )
