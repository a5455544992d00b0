"""A doctor's private calendar link."""

from django.db import models

from sevenday.web.hospitals.models import Doctor


class CalendarLink(models.Model):
    """The link by which a phone asks for a doctor's duties.

    `number`: how often it was renewed; the word of the link is made of it and the server's secret
    key, so that who reads the database has no link. `feed`: what phones were last given, and
    `versions` the published rotas that it was made of: a duty that changes raises its sequence.
    """

    doctor = models.OneToOneField(Doctor, models.CASCADE, related_name="calendar_link")
    number = models.PositiveIntegerField(default=1)
    feed = models.TextField(blank=True)
    versions = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"the calendar link of {self.doctor}"
