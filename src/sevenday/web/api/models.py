"""The tokens by which programs call."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Token(models.Model):
    """A word that a program sends in its owner's name.

    The database has its digest and not the word: who reads it cannot call. `scopes`: what it may
    be used for, within what its owner's roles allow at that moment. `used`: when it last was, to
    within some minutes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        """Whether it may still be used."""
        return self.revoked is None and self.expires > timezone.now()
