"""Which rota holds: what doctors were sent, and what the co-ordinator works on."""

from datetime import date

from django.utils import timezone

from sevenday.web.hospitals.models import Department
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix, version_matrix
from sevenday.web.rotas.models import Draft, Period, Version


def today() -> date:
    """The day in London."""
    return timezone.localdate()


def minute_of_day() -> int:
    """How many minutes of the day have gone by the clock in London."""
    here = timezone.localtime()
    return here.hour * 60 + here.minute


def last_version(period: Period) -> Version | None:
    """What doctors hold of a period; None where nothing is published."""
    return period.versions.order_by("-number").first()


def period_on(department: Department, day: date) -> Period | None:
    """The period of a date, else the next one to begin, else the last; None where there is none."""
    periods = list(department.periods.order_by("first"))
    there = [period for period in periods if period.first <= day <= period.last]
    later = [period for period in periods if period.first > day]
    found = there or later or periods[-1:]
    return found[0] if found else None


def open_draft_of(period: Period) -> Draft | None:
    """A period's open draft, where it has one."""
    return period.drafts.filter(state=Draft.OPEN).first()


def latest(period: Period) -> DraftMatrix | None:
    """A period as the co-ordinator has it: its open draft, else its last version."""
    draft = open_draft_of(period)
    if draft is not None:
        return draft_matrix(draft)
    version = last_version(period)
    return version_matrix(version) if version else None


def published(period: Period) -> DraftMatrix | None:
    """A period as doctors hold it; None where nothing is published."""
    version = last_version(period)
    return version_matrix(version) if version else None
