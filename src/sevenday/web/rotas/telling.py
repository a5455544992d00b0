"""Who has heard of a version: they opened it, or the co-ordinator told them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from sevenday.web.audit.record import record
from sevenday.web.people.models import User
from sevenday.web.rotas.models import Recipient, Version


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
