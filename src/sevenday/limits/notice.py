"""How long before its start a rota has to be sent, counted to a day: is it in time, or late?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from sevenday.clock import long_date
from sevenday.contracts import Terms
from sevenday.errors import InputError
from sevenday.model import Hospital
from sevenday.results import Result

SENT = (("notice.work_schedule", "the work schedule"), ("notice.duty_roster", "the duty roster"))


@dataclass(frozen=True, slots=True)
class PublicationDeadline(Result):
    """One thing to be sent: by when, and how many days are left (negative: days late)."""

    KEYS: ClassVar[str] = (
        "what=item weeks starts due counted_from days_left late clause certainty sentence"
    )

    what: str
    weeks: int
    starts: date
    due: date
    counted_from: date
    clause: str
    certainty: str

    @property
    def item(self) -> str:
        """What is due, without its article."""
        return self.what.removeprefix("the ")

    @property
    def days_left(self) -> int:
        """Days from the day counted from to the last day; 0 is still in time."""
        return (self.due - self.counted_from).days

    @property
    def late(self) -> bool:
        """Whether the last day has gone by."""
        return self.days_left < 0

    @property
    def sentence(self) -> str:
        """The deadline in words."""
        days = abs(self.days_left)
        left = f"{days} {'day' if days == 1 else 'days'}"
        state = f"{left} ago: late if it is not out yet" if self.late else f"{left} left"
        if not days:
            state = "today"
        return (
            f"{self.what[0].upper() + self.what[1:]} is due {self.weeks} weeks before "
            f"{long_date(self.starts)}, by {long_date(self.due)}: {state} ({self.clause})."
        )


def publication_deadlines(
    hospital: Hospital, terms: Terms, counted_from: date | None = None
) -> tuple[PublicationDeadline, ...]:
    """When the work schedule and the duty roster of a hospital's rota have to be out.

    Days are counted from `counted_from`, today where it is None. A contract without such terms has
    none. Raises InputError where nothing says when the rota
    starts. Source: contracts.md 4.5.
    """
    starts = hospital.rota.first if hospital.rota else hospital.starts
    if starts is None:
        what = (
            "nothing says when the rota starts: rota.csv, or starts = YYYY-MM-DD in hospital.toml"
        )
        raise InputError(what, code="missing-argument")
    return tuple(_deadlines(starts, terms, counted_from or date.today()))


def _deadlines(starts: date, terms: Terms, counted_from: date) -> Iterator[PublicationDeadline]:
    for term, what in SENT:
        if terms.has(term):
            value = terms.get(term)
            due = starts - timedelta(weeks=value.value)
            clause = f"{value.source.document}, {value.source.clause}"
            yield PublicationDeadline(
                what, value.value, starts, due, counted_from, clause, value.certainty
            )
