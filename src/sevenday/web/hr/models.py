"""What HR has sent to payroll, and who has opened their work schedule."""

from django.conf import settings
from django.db import models

from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.rotas.models import Version


class PaySent(models.Model):
    """What payroll was sent for a month: by the doctor's key each element, in pounds a year."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="pay_sent")
    month = models.DateField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    lines = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"pay of {self.month:%B %Y}"


class ScheduleOpened(models.Model):
    """A doctor opened their work schedule of a version, first then."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="schedules_opened")
    doctor = models.ForeignKey(Doctor, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "doctor"], name="opened_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.doctor}, {self.version}"
