"""What changed for a person: a line of their bell."""

from django.conf import settings
from django.db import models

from sevenday.web.hospitals.models import Department


class Notice(models.Model):
    """Something that changed for a person, in a sentence, and where to look at it.

    `kind` and `about` say what it is of, as "published" and a version's key: the page knows its
    address.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.BigIntegerField(null=True, blank=True)
    sentence = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["user", "seen"], name="notices_unseen")]

    def __str__(self) -> str:
        return self.sentence
