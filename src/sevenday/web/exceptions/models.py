"""A report of work beyond the work schedule: a row of exceptions.csv."""

from django.conf import settings
from django.db import models

from sevenday.web.hospitals.models import Department, Doctor


class Report(models.Model):
    """An exception report. Its sender, HR and the guardian see it, and nobody else."""

    KINDS = (
        ("hours", "Hours"),
        ("rest", "Rest"),
        ("breaks", "Breaks"),
        ("education", "Education"),
        ("cover", "Cover"),
    )
    WISHES = (("pay", "Pay"), ("toil", "Time off"))

    department = models.ForeignKey(Department, models.CASCADE, related_name="reports")
    doctor = models.ForeignKey(Doctor, models.PROTECT, related_name="reports")
    number = models.CharField(max_length=40)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=KINDS)
    start = models.CharField(max_length=5, blank=True)
    end = models.CharField(max_length=5, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    wish = models.CharField(max_length=4, choices=WISHES, blank=True, default="pay")
    state = models.CharField(max_length=40, blank=True, default="open")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["department", "number"], name="one_report_per_number")
        ]

    def __str__(self) -> str:
        return f"report {self.number}"
