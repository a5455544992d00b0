"""What the store says of itself, worked out when a monitor asks."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from django.utils import timezone
from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sevenday import __version__
from sevenday.web.audit.models import Change
from sevenday.web.jobs.models import Job
from sevenday.web.store.backup import WAS_BACKED_UP
from sevenday.web.watch.counting import REGISTRY
from sevenday.web.watch.health import health

BY_STATE = ("kind", "state")


class StoreCollector(Collector):
    """Figures of the store: how it is, the jobs in it, its size, its last backup."""

    def collect(self) -> Iterator[Metric]:
        """Each figure; where the store does not answer, that alone."""
        version = GaugeMetricFamily("sevenday_version", "This Sevenday.", labels=("version",))
        version.add_metric((__version__,), 1)
        yield version
        now = health()
        yield GaugeMetricFamily(
            "sevenday_store_up", "Whether the store answers with its tables of now.", now.answers
        )
        if now.worker_seconds is not None:
            says = "Seconds since a worker was last seen."
            yield GaugeMetricFamily("sevenday_worker_seen_seconds", says, now.worker_seconds)
        if now.answers:
            try:
                yield from _of_store()
            except DatabaseError:
                return


def _of_store() -> Iterator[Metric]:
    jobs = GaugeMetricFamily("sevenday_jobs", "Jobs by kind and state.", labels=BY_STATE)
    for row in Job.objects.order_by().values("kind", "state").annotate(many=Count("pk")):
        jobs.add_metric((row["kind"], row["state"]), row["many"])
    yield jobs
    first = Job.objects.filter(state=Job.State.WAITING).order_by("id").first()
    waits = (timezone.now() - first.at).total_seconds() if first else 0.0
    yield GaugeMetricFamily(
        "sevenday_job_waits_seconds", "How long the first job in the queue has waited.", waits
    )
    backup = Change.objects.filter(what=WAS_BACKED_UP).order_by("-id").first()
    if backup is not None:
        says = "Seconds since the last backup."
        since = (timezone.now() - backup.at).total_seconds()
        yield GaugeMetricFamily("sevenday_backup_seconds", says, since)
    if connection.vendor == "sqlite":
        name = settings.DATABASES["default"]["NAME"]
        files = (Path(f"{name}"), Path(f"{name}-wal"))  # what is written goes to the second first
        size = sum(file.stat().st_size for file in files if file.is_file())
        yield GaugeMetricFamily("sevenday_store_bytes", "The store's files.", size)


REGISTRY.register(StoreCollector())


def figures() -> bytes:
    """Every figure, in Prometheus's text form."""
    return generate_latest(REGISTRY)
