"""What the pages of one person's data show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sevenday.web.people.models import User
from sevenday.web.people.shell import ADDRESS

MOST = 200
"""People that a page shows: a search finds the others."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who has an account."""

    key: int
    name: str
    email: str
    roles: str
    last_in: datetime | None
    is_open: bool


def people_found(words: str) -> list[PersonLine]:
    """People whose name or address has some words, by name; everybody for none."""
    found = User.objects.exclude(email=ADDRESS)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    found = found.prefetch_related("memberships__hospital", "memberships__department")
    return [
        PersonLine(
            each.pk,
            each.name or each.email,
            each.email,
            "; ".join(role_words(each)) or "none",
            each.last_login,
            each.is_active,
        )
        for each in found.order_by("name", "email")[:MOST]
    ]


def role_words(user: User) -> Iterator[str]:
    """Each role of a person with its place."""
    for each in user.memberships.all():
        yield f"{each.get_role_display()} of {each.department or each.hospital or 'everything'}"
