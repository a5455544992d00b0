"""The links by which others read what offers do, without an account."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.rotas.models import Version


class PublicLink(models.Model):
    """A link that shows offers on published rotas, and no persons, to whoever has it.

    The database has the digest of the link's word and not the word: who reads it has no link.
    `versions`: the rotas that it shows, which later ones do not replace. `asked`: what its maker
    had chosen on the page, as the page's form has it. No `department`: a whole hospital.
    """

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, null=True, related_name="+")
    versions = models.ManyToManyField(Version, related_name="+")
    asked = models.JSONField(default=dict)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        """Whether it may still be opened."""
        return self.revoked is None and self.expires > timezone.now()
