"""A walkout as its files hold it: windows, groups and counts, never a person's part in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from sevenday.clock import elapsed_time

HOUR = timedelta(hours=1)
ACTIONS = ("full", "emergency-kept", "christmas-day")
STATES = ("notified", "called-off", "suspended", "going-ahead", "over")
STOPPED = ("called-off", "suspended", "over")
"""States in which nobody is out, and nothing is planned."""
EXEMPTIONS = ("asked", "agreed", "withdrawn")
URGENCIES = ("P1", "P2", "P3", "P4")


@dataclass(frozen=True, slots=True)
class Window:
    """A span of the action, London wall clock: a duty that starts in [start, end) is caught.

    `action`: what is withheld in it; blank: what the walkout says.
    """

    start: datetime
    end: datetime
    action: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A derogation: duties of a service that the union is asked to leave out of its action.

    `shifts`: empty for all. Only one that is agreed holds. `by_start`: it was written by dates or
    by shifts, so that a duty which starts in it is exempt; else one that also ends in it.
    """

    service: str
    shifts: tuple[str, ...]
    start: datetime
    end: datetime
    state: str = "asked"
    by_start: bool = False

    def covers(self, service: str, shift: str, start: datetime, end: datetime) -> bool:
        """Whether a duty of a service is one of those that it speaks of."""
        return (
            self.service == service
            and (not self.shifts or shift in self.shifts)
            and self.start <= start < self.end
            and (self.by_start or end <= self.end)
        )


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

    `services`: those that the union calls out; empty: all. `others`: further actions on the same
    days, of other unions or of this one, each with its own ballot and notice; those that are on
    come before those that have stopped.
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
    services: tuple[str, ...] = ()
    exempt: tuple[Exemption, ...] = ()
    others: tuple["Walkout", ...] = ()

    @property
    def actions(self) -> tuple["Walkout", ...]:
        """This action and the others."""
        return self, *self.others

    @property
    def going(self) -> tuple["Walkout", ...]:
        """The actions that are on; all of them where every one has stopped."""
        on = tuple(action for action in self.actions if action.state not in STOPPED)
        return on or self.actions

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From the first window's start to the last one's end, over all actions."""
        windows = [window for action in self.actions for window in action.windows]
        return min(w.start for w in windows), max(w.end for w in windows)

    @property
    def all_turnout(self) -> tuple[Turnout, ...]:
        """The turnout of every action, one after another."""
        return tuple(entry for action in self.actions for entry in action.turnout)

    def with_turnout(self, turnout: tuple[Turnout, ...]) -> "Walkout":
        """The same with other turnout, in the order of `all_turnout`."""
        left = iter(turnout)
        first, *others = (
            replace(action, turnout=tuple(islice(left, len(action.turnout))))
            for action in self.actions
        )
        return replace(first, others=tuple(others))

    def withheld(self, window: Window) -> str:
        """What is withheld in a window."""
        return window.action or self.action

    def calls_out(self, grade: str, service: str) -> bool:
        """Whether a grade of a service is called out by this action."""
        return grade in self.called_out and (not self.services or service in self.services)

    def is_exempt(self, service: str, shift: str, start: datetime, end: datetime) -> bool:
        """Whether an agreed derogation keeps a duty of a service out of this action."""
        return any(
            each.state == "agreed" and each.covers(service, shift, start, end)
            for each in self.exempt
        )


@dataclass(frozen=True, slots=True)
class Availability:
    """A span in which a substitute may be called, London wall clock, at a rate of pounds an hour.

    A blank start or end is open.
    """

    start: datetime | None
    end: datetime | None
    rate: float

    def overlaps(self, other: "Availability") -> bool:
        """Whether some moment is in both."""
        return (self.start or datetime.min) < (other.end or datetime.max) and (
            other.start or datetime.min
        ) < (self.end or datetime.max)


@dataclass(frozen=True, slots=True)
class Substitute:
    """substitutes.csv: somebody who has agreed to cover, and within what.

    `rate`: pounds an hour in the first span of the file; `more`: further spans, each with its
    rate. `planned_list`: the elective list that they do unless it is withdrawn.
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
    more: tuple[Availability, ...] = ()

    @property
    def spans(self) -> tuple[Availability, ...]:
        """When they may be called and at what rate, in order of time."""
        first = Availability(self.available_from, self.available_to, self.rate)
        return tuple(sorted((first, *self.more), key=lambda span: span.start or datetime.min))

    def pay(self, start: datetime, end: datetime) -> float | None:
        """Pounds for a duty: real hours in each span at its rate.

        None where they are not available throughout: a duty may run on from one span into the
        next that begins when it ends.
        """
        at, pounds = start, 0.0
        for span in self.spans:
            if (span.start or datetime.min) <= at < (span.end or datetime.max) and at < end:
                until = min(end, span.end or end)
                pounds += span.rate * ((elapsed_time(until) - elapsed_time(at)) / HOUR)
                at = until
        return pounds if at >= end else None


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
