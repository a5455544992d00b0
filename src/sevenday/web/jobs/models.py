"""Long work: what is to be done, who does it, how far it is, and the best so far."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from sevenday.web.hospitals.models import Department
from sevenday.web.rotas.models import Draft

OF_ROTAS = ("build", "replan", "import")
"""Kinds whose results a co-ordinator takes into a rota."""


class Job(models.Model):
    """A piece of long work.

    Whoever does it holds a lease: `holder` is a token of theirs alone, and only it may write.
    When a lease runs out, its holder is dead, and another may begin again; `attempts` says how
    often it was begun. `best` is what a build had found when it last wrote; `result` is what came
    out; `upload` is a workbook that was sent.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=12)
    department = models.ForeignKey(Department, models.CASCADE, related_name="jobs")
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="jobs")
    wishes = models.JSONField(default=dict)
    upload = models.BinaryField(null=True)
    upload_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    holder = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    progress = models.JSONField(default=dict)
    best = models.JSONField(null=True)
    result = models.JSONField(null=True)
    trouble = models.TextField(blank=True)
    token = models.UUIDField(default=uuid4, editable=False, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in (self.State.WAITING, self.State.RUNNING)


class Worker(models.Model):
    """A worker that is there: when it began, and when it last said so."""

    id = models.UUIDField(primary_key=True)
    began = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField()

    def __str__(self) -> str:
        return f"worker {self.pk}"
