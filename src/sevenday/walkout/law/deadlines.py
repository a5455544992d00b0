"""By when each step of a walkout's plan has to be done (walkouts.md 3.3), as data in steps.toml."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.model.walkout import Walkout
from sevenday.results import Result
from sevenday.walkout.law.rules import rules


@dataclass(frozen=True, slots=True)
class Deadline(Result):
    """One step, and the latest date of it; a step at a window's very end or start has its time."""

    step: str
    by: str


def list_deadlines(walkout: Walkout, days_required: int | None) -> tuple[Deadline, ...]:
    """The steps in order of time, counted in days from the first window's date and the last's.

    `days_required`: of notice, None where the law of its date is not known.
    """
    return tuple(sorted(_deadlines(walkout, days_required), key=lambda step: step.by))


def _deadlines(walkout: Walkout, days_required: int | None) -> Iterator[Deadline]:
    opens, closes = walkout.windows[0].start, walkout.windows[-1].end
    first = opens.date()
    if days_required is not None:
        last_day = first - timedelta(days=days_required)
        yield Deadline("Last day for the notice to be received.", last_day.isoformat())
        # a notice that came late leaves no earlier day to begin on
        begin = max(last_day, walkout.notice_received or last_day)
        command = "Command established, the rota frozen, a policy on cancelling agreed."
        yield Deadline(command, begin.isoformat())
    for value in rules("steps", first):
        section = value.term.partition(".")[0]
        if section == "at_start":
            by = opens.isoformat(timespec="minutes")
        elif section == "at_end":
            by = closes.isoformat(timespec="minutes")
        else:
            by = _with_counts(section, first, closes.date(), value.value).isoformat()
        yield Deadline(value.says, by)


def _with_counts(section: str, first: date, last: date, days: int) -> date:
    """So many days before the first window's date, after it, or after the last's."""
    if section == "before":
        return first - timedelta(days=days)
    return (first if section == "daily" else last) + timedelta(days=days)
