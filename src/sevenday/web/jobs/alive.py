"""A worker says that it is there, so that somebody can see when none is."""

from datetime import timedelta
from time import monotonic
from uuid import UUID, uuid4

from django.db import Error, connection, transaction
from django.utils import timezone

from sevenday.web.jobs.models import Worker

EVERY_SECONDS = 10.0
FORGOTTEN = timedelta(days=1)


class Heartbeat:
    """Says now and then that a worker is there."""

    def __init__(self) -> None:
        """Begin: it has not said anything yet."""
        self.worker: UUID = uuid4()
        self._next = 0.0

    def beat(self) -> None:
        """Write that the worker is there, where it is time to; a store that is away is left."""
        if monotonic() < self._next:
            return
        self._next = monotonic() + EVERY_SECONDS
        now = timezone.now()
        try:
            with transaction.atomic():
                if not Worker.objects.filter(pk=self.worker).update(seen=now):
                    Worker.objects.filter(seen__lt=now - FORGOTTEN).delete()
                    Worker.objects.create(pk=self.worker, seen=now)
        except Error:
            connection.close()
