"""Whether the store answers, its tables are of now, and a worker is there."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from sevenday.web.jobs.models import Worker
from sevenday.web.store.files import HERE, is_of_now

LATE = timedelta(seconds=60)
"""A worker that was not seen for so long is not there: it is seen every few seconds."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the server is, in words; `worker_seconds`: since a worker was last seen, None for never.

    Without a worker pages answer, and long jobs wait.
    """

    store: str
    migrations: str
    worker: str
    worker_seconds: int | None

    @property
    def answers(self) -> bool:
        """Whether pages can be answered."""
        return (self.store, self.migrations) == ("answers", "done")


_migrated = False


def health() -> Health:
    """How the server is now."""
    try:
        migrations = "done" if _is_migrated() else "not done"
        seen = Worker.objects.order_by("-seen").values_list("seen", flat=True).first()
    except DatabaseError:
        return Health("does not answer", "not known", "not known", None)
    if seen is None:
        return Health("answers", migrations, "never seen", None)
    since = timezone.now() - seen
    word = "late" if since > LATE else "there"
    return Health("answers", migrations, word, max(0, int(since.total_seconds())))


def _is_migrated() -> bool:
    """Whether the tables are of now: looked up until they are, since a process undoes none."""
    global _migrated
    _migrated = _migrated or is_of_now(HERE)
    return _migrated
