"""Has everybody their work schedule?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sevenday.web.hr.models import ScheduleOpened
from sevenday.web.rotas.models import Recipient, Version


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A doctor of a version: whether somebody signs in as them, when they were told, and opened."""

    doctor: str
    key: int
    signs_in: bool
    informed: datetime | None
    opened: datetime | None


@dataclass(frozen=True, slots=True)
class Schedules:
    """What the page shows: who has not opened theirs first."""

    sentence: str
    version: Version
    rows: Sequence[ScheduleRow]


def schedules_of(version: Version) -> Schedules:
    """Who has opened their work schedule of a version."""
    opened = dict(ScheduleOpened.objects.filter(version=version).values_list("doctor", "at"))
    informed = dict(Recipient.objects.filter(version=version).values_list("doctor", "informed"))
    doctors = version.period.department.doctors.filter(pk__in=version.doctors)
    rows = [
        ScheduleRow(
            each.name, each.pk, each.user_id is not None, informed.get(each.pk), opened.get(each.pk)
        )
        for each in doctors
    ]
    rows.sort(key=lambda row: row.opened is not None)
    return Schedules(opened_words(version, len(opened), len(rows)), version, rows)


def opened_words(version: Version, opened: int, of: int) -> str:
    """How many have opened theirs, in a sentence."""
    if opened >= of:
        return f"Yes: all {of} have opened their schedule of version {version.number}."
    return f"Not yet: {opened} of {of} have opened their schedule of version {version.number}."
