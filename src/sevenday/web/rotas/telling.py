"""Who has heard of a version: they opened it, or the co-ordinator told them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sevenday.web.audit.record import record
from sevenday.web.people.models import User
from sevenday.web.rotas.models import Period, Recipient, Version


def note_as_informed(actor: User, version: Version, doctors: Iterable[int]) -> int:
    """Note that doctors, by their keys, were told of a version; say how many had not been."""
    with transaction.atomic():
        waiting = Recipient.objects.filter(version=version, doctor__in=set(doctors), informed=None)
        new = list(waiting.values_list("doctor_id", flat=True))
        waiting.update(informed=timezone.now())
        if new:
            record(
                actor,
                "doctors.told",
                None,
                {"version": version.number, "doctors": new},
                about=version,
                department=version.period.department,
            )
        return len(new)


def not_informed(period: Period) -> QuerySet[Recipient]:
    """Whose cells a version of a period changed, and who has not heard, the soonest first."""
    return (
        Recipient.objects.filter(version__period=period, informed=None)
        .select_related("doctor", "version")
        .order_by("earliest", "doctor__position")
    )


def opened(user: User, version: Version) -> int:
    """Somebody has opened a version: their own lines are told, of those before it too."""
    return Recipient.objects.filter(
        version__period=version.period,
        version__number__lte=version.number,
        doctor__user=user,
        informed=None,
    ).update(informed=timezone.now())
