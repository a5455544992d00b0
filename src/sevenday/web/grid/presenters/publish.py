"""Publishing: who has to be told of what and by when, and what is wrong that stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from sevenday.clock import short_date
from sevenday.limits.notice import PublicationDeadline
from sevenday.web.grid.presenters.differences import DoctorChanges, of_diff
from sevenday.web.hospitals.models import Department
from sevenday.web.rotas.models import Draft, Period, Recipient, Version
from sevenday.web.rotas.publishing import publication


@dataclass(frozen=True, slots=True)
class ReasonAsked:
    """A breach that stays, and the reason that was given so far."""

    sentence: str
    reason: str


@dataclass(frozen=True)
class PublishPage:
    """What publishing would do. `notice`: days until the first change; below 0 it is past."""

    period: Period
    draft: Draft
    changes: Sequence[DoctorChanges]
    notice: int | None
    deadlines: Sequence[tuple[str, bool]]
    breaches: Sequence[ReasonAsked]
    last_edit: int

    @property
    def cells(self) -> int:
        """How many cells differ from what doctors hold."""
        return sum(len(each.cells) for each in self.changes)


def keys_of(department: Department) -> dict[str, int]:
    """The keys of a department's doctors by their names."""
    return dict(department.doctors.values_list("name", "pk"))


def publish_page(draft: Draft, day: date, given: dict[str, str]) -> PublishPage:
    """What the page before publishing shows; `given`: reasons so far, by the breach's sentence."""
    found = publication(draft, day)
    changes = of_diff(found.changes, keys_of(draft.period.department))
    out = draft.period.versions.order_by("number").first()
    earliest = min((cell[0] for each in changes for cell in each.cells), default=None)
    return PublishPage(
        draft.period,
        draft,
        changes,
        (earliest - day).days if earliest else None,
        [deadline_words(each, out) for each in found.deadlines],
        [ReasonAsked(each.sentence, given.get(each.sentence, "")) for each in found.breaches],
        found.last_edit,
    )


def deadline_words(deadline: PublicationDeadline, out: Version | None) -> tuple[str, bool]:
    """What is owed by when, and whether that is missed; `out`: the version that went out first."""
    what = deadline.what[0].upper() + deadline.what[1:]
    owed = f"{what} was owed by {short_date(deadline.due)} ({deadline.clause})"
    if out is not None:
        on = localtime(out.at).date()
        late = (on - deadline.due).days
        when = f"{days_words(late)} late" if late > 0 else "in time"
        return f"{owed}: {out} went out on {short_date(on)}, {when}.", False
    if deadline.late:
        return f"{owed}: already past by {days_words(-deadline.days_left)}. Tell them now.", True
    return deadline.sentence, False


def days_words(many: int) -> str:
    """A number of days."""
    return f"{many} day" if many == 1 else f"{many} days"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version: how many cells it changed, and how many have not heard of it."""

    version: Version
    cells: int
    to_tell: int
    waiting: int


def version_rows(period: Period) -> list[VersionRow]:
    """A period's versions, the latest first."""
    rows = []
    versions = period.versions.order_by("-number").select_related("by")
    for version in versions.prefetch_related("recipients"):
        heard = list(version.recipients.all())
        waiting = sum(each.informed is None for each in heard)
        rows.append(VersionRow(version, sum(each.cells for each in heard), len(heard), waiting))
    return rows


def recipients_of(version: Version) -> list[Recipient]:
    """Who has to hear of a version: those who have not first, the earliest change first."""
    found = version.recipients.select_related("doctor")
    return sorted(found, key=lambda each: (each.informed is not None, each.earliest))
