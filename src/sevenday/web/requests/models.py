"""What doctors ask for, and what became of it."""

from django.conf import settings
from django.db import models

from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.rotas.models import Period


class State(models.TextChoices):
    """How far a request has come."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Request(models.Model):
    """Leave, or a wish to work or not to work, on some dates: a row of requests.csv.

    `owed`: the day by which an answer is due. `words`: what the answer says to the doctor.
    """

    WANTS = (("leave", "Leave"), ("off", "Off"), ("on", "On"))

    department = models.ForeignKey(Department, models.CASCADE, related_name="requests")
    doctor = models.ForeignKey(Doctor, models.CASCADE, related_name="requests")
    first = models.DateField()
    last = models.DateField()
    shift = models.CharField(max_length=40, blank=True)
    want = models.CharField(max_length=5, choices=WANTS)
    weight = models.FloatField(default=1.0)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    owed = models.DateField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("owed", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="a_request_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"{self.doctor}: {self.want} {self.first} to {self.last}"


class Swap(models.Model):
    """A duty that its doctor would swap for a partner's, or give away: `partner_day` is None then.

    `mine` and `theirs` are what the two cells held when it was offered.
    """

    class State(models.TextChoices):
        """How far it has come: the partner accepts, the co-ordinator agrees."""

        OFFERED = "offered"
        ACCEPTED = "accepted"
        AGREED = "agreed"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    period = models.ForeignKey(Period, models.CASCADE, related_name="swaps")
    doctor = models.ForeignKey(Doctor, models.CASCADE, related_name="swaps_offered")
    day = models.DateField()
    mine = models.CharField(max_length=80)
    partner = models.ForeignKey(Doctor, models.CASCADE, related_name="swaps_received")
    partner_day = models.DateField(null=True, blank=True)
    theirs = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    owed = models.DateField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("owed", "id")

    def __str__(self) -> str:
        return f"{self.doctor} {self.day} with {self.partner}"


class GapOffer(models.Model):
    """A place that nobody fills, offered to several doctors: the first lawful yes has it."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="gap_offers")
    day = models.DateField()
    shift = models.CharField(max_length=40)
    row = models.PositiveIntegerField("row of cover.csv")
    doctors = models.ManyToManyField(Doctor, related_name="gap_offers")
    filled_by = models.ForeignKey(
        Doctor, models.SET_NULL, null=True, blank=True, related_name="gaps_filled"
    )
    closed = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.shift} on {self.day}"
