"""A walkout as its files hold it: windows, groups and counts, never a person's part in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

ACTIONS = ("full", "emergency-kept", "christmas-day")
STATES = ("notified", "called-off", "suspended", "going-ahead", "over")
URGENCIES = ("P1", "P2", "P3", "P4")


@dataclass(frozen=True, slots=True)
class Window:
    """A span of the action, London wall clock: a duty that starts in [start, end) is caught."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Ballot:
    """The count of one ballot."""

    entitled: int
    votes: int
    yes: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """The absence share of a group, on average, and the correlation within the group.

    The absence share is the part of those rostered that does not attend. A blank grade, tier or
    service is any.
    """

    absence_share: float
    rho: float
    grade: str = ""
    tier: int | None = None
    service: str = ""


@dataclass(frozen=True, slots=True)
class Walkout:
    """walkout.toml. `called_out`: the grades whose union calls them out.

    `action_began`: the first day of action on this ballot, where that was before these windows.
    """

    union: str
    windows: tuple[Window, ...]
    called_out: tuple[str, ...]
    action: str = "full"
    state: str = "notified"
    ballot_opened: date | None = None
    ballot_closed: date | None = None
    notice_received: date | None = None
    agreed_shorter: bool = False
    ballots: tuple[Ballot, ...] = ()
    turnout: tuple[Turnout, ...] = ()
    action_began: date | None = None


@dataclass(frozen=True, slots=True)
class Substitute:
    """substitutes.csv: somebody who has agreed to cover, and within what.

    `rate`: pounds an hour. `planned_list`: the elective list that they do unless it is withdrawn.
    """

    name: str
    tier: int
    competences: tuple[str, ...]
    available_from: datetime | None
    available_to: datetime | None
    max_hours: float | None
    rate: float
    consent: bool
    planned_list: str = ""


@dataclass(frozen=True, slots=True)
class Elective:
    """electives.csv: a list or clinic that may be withdrawn. `frees`: names of substitutes."""

    name: str
    service: str
    date: date
    start: int
    end: int
    urgency: str
    patients: int
    theatres: int = 0
    beds: int = 0
    frees: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When it runs, London wall clock."""
        midnight = datetime.combine(self.date, datetime.min.time())
        return midnight + timedelta(minutes=self.start), midnight + timedelta(minutes=self.end)


@dataclass(frozen=True, slots=True)
class Count:
    """counts.csv: how many of a group were rostered on a shift, and how many came."""

    service: str
    tier: int
    shift: str
    date: date
    rostered: int
    present: int
