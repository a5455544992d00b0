"""Links without persons: made, opened, revoked."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from sevenday.errors import Fault, InputError
from sevenday.web.audit.record import record
from sevenday.web.people.models import User
from sevenday.web.permissions import Workplace
from sevenday.web.rotas.models import Version
from sevenday.web.talks.models import PublicLink

MOST_LINKS = 50
"""That work at one place at a time."""
CALLS_A_MINUTE = 60
"""Of one link, and of one address at which links are tried."""


def links_at(place: Workplace) -> QuerySet[PublicLink]:
    """The links of a department, or of a whole hospital."""
    return PublicLink.objects.filter(hospital=place.hospital, department=place.department)


def make_link(
    actor: User,
    place: Workplace,
    versions: tuple[Version, ...],
    asked: Mapping[str, Any],
    name: str,
    days: int,
) -> str:
    """The path of a new link, which nobody can be shown again.

    Raises InputError where nothing is published, and for too many links.
    """
    if not versions:
        what = "nothing is published here: there is nothing to show"
        raise InputError(Fault(what, expected="a published rota", code="missing-rota"))
    assert place.hospital is not None
    word, now = token_urlsafe(32), timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)
        if links_at(place).filter(revoked=None, expires__gt=now).count() >= MOST_LINKS:
            what, expected = f"{MOST_LINKS} links work here", "that one is revoked first"
            raise InputError(Fault(what, expected=expected, code="out-of-range"))
        link = PublicLink.objects.create(
            hospital=place.hospital,
            department=place.department,
            asked=dict(asked),
            name=name.strip()[:100],
            digest=_digest(word),
            by=actor,
            expires=now + timedelta(days=days),
        )
        link.versions.set(versions)
        after = {"name": link.name, "expires": link.expires}
        record(
            actor,
            "link.made",
            None,
            after,
            about=link,
            department=place.department,
            hospital=place.hospital,
        )
    return reverse("talks_public", kwargs={"word": word})


def find_link(word: str) -> PublicLink | None:
    """The link of a word, unless it is revoked, past, or of somebody who may not sign in."""
    return (
        PublicLink.objects.select_related("hospital", "department")
        .filter(
            digest=_digest(word),
            revoked=None,
            expires__gt=timezone.now(),
            by__is_active=True,
        )
        .first()
    )


def revoke(actor: User, link: PublicLink) -> None:
    """End a link now."""
    with transaction.atomic():
        if PublicLink.objects.filter(pk=link.pk, revoked=None).update(revoked=timezone.now()):
            record(
                actor,
                "link.revoked",
                {"name": link.name},
                None,
                about=link,
                department=link.department,
                hospital=link.hospital,
            )


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()
