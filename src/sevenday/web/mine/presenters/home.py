"""The doctor's first page: what am I doing next?"""

from dataclasses import dataclass
from datetime import date, timedelta

from sevenday.clock import short_date
from sevenday.model.differ import diff
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.lines import RotaInForce
from sevenday.web.mine.presenters.duties import (
    WEEK,
    DutyDay,
    NextDuty,
    change_words,
    days_of,
    next_duty,
)
from sevenday.web.mine.presenters.shares import Share, shares
from sevenday.web.rotas.matrix import version_matrix

MOST_CHANGES = 12


@dataclass(frozen=True)
class Home:
    """What the page shows; `earlier` and `later` are the Mondays beside the week, or None."""

    next: NextDuty | None
    week: list[DutyDay]
    earlier: date | None
    later: date | None
    published: str
    changes: list[str]
    more_changes: int
    shares: list[Share]
    part_time: bool


def home(doctor: Doctor, rota: RotaInForce, today: date, minute: int, monday: date | None) -> Home:
    """A doctor's home on a day, with the week that they asked for, else that of today."""
    now = rota.matrix
    period = now.period
    near = min(max(monday or today, period.first), period.last)
    start = near - timedelta(days=near.weekday())
    week = days_of(now, doctor.pk, start, WEEK)
    after, before = start + timedelta(days=WEEK), start - timedelta(days=1)
    changes = _changes(doctor, rota)
    return Home(
        next_duty(now, doctor.pk, today, minute),
        week,
        start - timedelta(days=WEEK) if before >= period.first else None,
        after if after <= period.last else None,
        _published(rota),
        changes[:MOST_CHANGES],
        max(0, len(changes) - MOST_CHANGES),
        shares(now, doctor.pk),
        now.hospital.doctors[now.row[doctor.pk]].wte < 1,
    )


def _published(rota: RotaInForce) -> str:
    """Which version this is, and how long before its first day it came out."""
    version, period = rota.version, rota.matrix.period
    ahead = (period.first - version.at.date()).days
    when = f"{ahead // WEEK} weeks ahead" if ahead >= WEEK else short_date(version.at)
    return f"Version {version.number}, published {when}"


def _changes(doctor: Doctor, rota: RotaInForce) -> list[str]:
    """What of this doctor's line is another than in the version before."""
    base = rota.version.draft.base
    if base is None:
        return []
    old = version_matrix(base)
    if doctor.pk not in old.row:
        return []
    found = diff(old.hospital, rota.matrix.hospital).changes
    return [change_words(c.day, c.before, c.after) for c in found if c.doctor == doctor.name]
