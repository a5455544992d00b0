"""What the page of changes shows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from sevenday.web.audit.models import Change
from sevenday.web.permissions import Workplace
from sevenday.web.rotas.discretion import discreet_value

HEAD = ("when", "who", "what", "hospital", "department", "about", "before", "after")
"""The columns of the table to take away."""


@dataclass(frozen=True)
class ChangeRow:
    """A change in words."""

    at: datetime
    actor: str
    what: str
    about: str
    before: str
    after: str


def changes_at(place: Workplace) -> QuerySet[Change]:
    """Every change at a place and its parts, the last first."""
    found = Change.objects.select_related("actor")
    if place.hospital:
        found = found.filter(hospital=place.hospital)
    return found.filter(department=place.department) if place.department else found


def row(change: Change) -> ChangeRow:
    """One change as the page shows it."""
    return ChangeRow(
        change.at,
        str(change.actor),
        kind_words(change.what),
        change.about,
        _text(change.before),
        _text(change.after),
    )


def kind_words(what: str) -> str:
    """A kind of change in words: request.agreed is request: agreed."""
    return what.replace("_", " ").replace(".", ": ")


def change_rows(changes: QuerySet[Change]) -> Iterator[tuple[object, ...]]:
    """The table to take away; see `HEAD`."""
    for change in changes.select_related("actor", "hospital", "department").iterator(500):
        shown = row(change)
        places = (
            change.hospital and change.hospital.name,
            change.department and change.department.name,
        )
        yield (
            f"{timezone.localtime(change.at):%Y-%m-%d %H:%M:%S}",
            shown.actor,
            change.what,
            *(place or "" for place in places),
            change.about,
            shown.before,
            shown.after,
        )


def _text(value: Any) -> str:
    """A value in plain words; nothing where there was none."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(each)}" for key, each in value.items())
    value = discreet_value(value)  # who reads changes need not make rotas
    if value == []:
        return "none"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
