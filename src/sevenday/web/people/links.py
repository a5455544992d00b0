"""One-time links: made, looked at, used."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sevenday.web.audit.record import record
from sevenday.web.people.models import OneTimeLink, User

LASTS = timedelta(days=7)
BY_LINK = "came_by_link"
"""What the session of somebody who came by a link has, until they choose how they sign in."""


def make_link(user: User) -> str:
    """The path of a new link that signs a person in once; their unused older ones end."""
    word = token_urlsafe(32)
    now = timezone.now()
    with transaction.atomic():
        OneTimeLink.objects.filter(user=user, used=None, expires__gt=now).update(expires=now)
        OneTimeLink.objects.create(user=user, digest=_digest(word), expires=now + LASTS)
    return reverse("one_time_link", kwargs={"word": word})


def find_link(word: str) -> OneTimeLink | None:
    """The link of a word, unless it is used, past or of nobody who may sign in."""
    return (
        OneTimeLink.objects.select_related("user")
        .filter(digest=_digest(word), used=None, expires__gt=timezone.now(), user__is_active=True)
        .first()
    )


def use_link(word: str) -> User | None:
    """The person whom a link signs in, once: of two uses at the same time one is refused."""
    with transaction.atomic():
        link = find_link(word)
        if link is None:
            return None
        unused = OneTimeLink.objects.filter(pk=link.pk, used=None)
        if not unused.update(used=timezone.now()):
            return None
        record(link.user, "person.came_by_link", None, None, about=link.user)
    return link.user


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()
