"""Put a line in somebody's bell, and take it as seen."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.notices.models import Notice
from sevenday.web.people.models import User

MOST_LETTERS = 300
"""Letters of a line: names in it may be long."""


def notify(doctor: Doctor, kind: str, sentence: str, about: int | None = None) -> Notice | None:
    """Tell a doctor what changed, in the transaction that changes it; nobody signs in as a post."""
    if doctor.user_id is None:
        return None
    return Notice.objects.create(
        user_id=doctor.user_id,
        department_id=doctor.department_id,
        kind=kind,
        about=about,
        sentence=sentence[:MOST_LETTERS],
    )


def notify_users(
    users: Iterable[User],
    department: Department,
    kind: str,
    sentence: str,
    about: int | None = None,
) -> None:
    """Tell several people, as the co-ordinators of a department."""
    Notice.objects.bulk_create(
        [
            Notice(
                user=user,
                department=department,
                kind=kind,
                about=about,
                sentence=sentence[:MOST_LETTERS],
            )
            for user in users
        ]
    )


def unseen(user: User) -> QuerySet[Notice]:
    """What changed for somebody since they last looked, the latest first."""
    return Notice.objects.filter(user=user, seen=None)


def look(user: User) -> int:
    """Take everything as seen, and say how many lines were new."""
    return unseen(user).update(seen=timezone.now())
