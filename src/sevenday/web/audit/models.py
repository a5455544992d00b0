"""A change that somebody made: never altered, never deleted."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Unalterable(models.QuerySet["Change"]):
    """Rows that are added and read, and nothing else."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse: what was recorded stays."""
        raise TypeError("a recorded change is never altered")

    def delete(self) -> NoReturn:
        """Refuse: what was recorded stays."""
        raise TypeError("a recorded change is never deleted")


class Change(models.Model):
    """Who did what when, and what was there before and after."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True, db_index=True)
    hospital = models.ForeignKey(
        "hospitals.Hospital", models.PROTECT, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(
        "hospitals.Department", models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    objects: ClassVar[models.Manager["Change"]] = Unalterable.as_manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the change. Raises TypeError where it is already recorded."""
        if self.pk is not None:
            raise TypeError("a recorded change is never altered")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: what was recorded stays."""
        raise TypeError("a recorded change is never deleted")
