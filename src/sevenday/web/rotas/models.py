"""A department's rotas: a period's published versions, and the draft of the next as a log."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from sevenday.web.hospitals.models import Department, Doctor


class Period(models.Model):
    """Dates that are rostered as one, as a placement's: they have versions, and at most a draft."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="periods")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ("first",)
        constraints = [
            models.UniqueConstraint(fields=["department", "first"], name="one_period_per_start"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="a_period_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"

    @property
    def days(self) -> int:
        """How many dates it has."""
        return (self.last - self.first).days + 1


class Version(models.Model):
    """A published rota: never altered. `text` is its rota.csv and `sha` the SHA-256 of that.

    `doctors`: the keys of the doctors of its rows. `last_edit`: the last of the draft's edits that
    is in it, 0 for none. `reasons`: of each breach that was left in it the sentence and why.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    draft = models.OneToOneField("Draft", models.PROTECT, related_name="version")
    last_edit = models.BigIntegerField(default=0)
    text = models.TextField()
    sha = models.CharField(max_length=64)
    doctors = models.JSONField()
    reasons = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("period", "number")
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the version. Raises TypeError where it is there already."""
        if self.pk is not None:
            raise TypeError("a published version is never altered")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: what was published stays."""
        raise TypeError("a published version is never deleted")


class Draft(models.Model):
    """The next version in the making: what `base` says, and then each edit in order."""

    OPEN, PUBLISHED, DISCARDED = "open", "published", "discarded"

    period = models.ForeignKey(Period, models.PROTECT, related_name="drafts")
    base = models.ForeignKey(Version, models.PROTECT, null=True, related_name="later_drafts")
    state = models.CharField(max_length=12, default=OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["period"],
                condition=models.Q(state="open"),
                name="one_open_draft_per_period",
            )
        ]

    def __str__(self) -> str:
        return f"draft after version {self.base.number}" if self.base else "first draft"


class Act(models.Model):
    """One thing that somebody did to a draft: an edit of a cell, a paste, a build taken, an undo.

    `undoes`: the act that it takes back; an act that takes back an undo does it again.
    """

    class Kind(models.TextChoices):
        """What was done."""

        EDIT = "edit"
        PASTE = "paste"
        IMPORT = "import"
        BUILD = "build"
        REPLAN = "replan"
        SWAP = "swap"
        LEAVE = "leave"
        ABSENCE = "absence"
        TEMPLATE = "template"
        GAP = "gap"
        UNDO = "undo"

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=12, choices=Kind)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"


class Edit(models.Model):
    """One cell of a draft changed: what it held, and what it holds."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="edits")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="edits")
    doctor = models.ForeignKey(Doctor, models.PROTECT, related_name="edits")
    day = models.DateField()
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["draft", "id"], name="edits_in_order"),
            models.Index(fields=["draft", "doctor", "day"], name="edits_of_a_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.doctor} {self.day}: {self.before or '-'} to {self.after or '-'}"


class Lock(models.Model):
    """A cell that no edit, build or re-plan changes until it is unlocked."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="locks")
    doctor = models.ForeignKey(Doctor, models.CASCADE, related_name="locks")
    day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "doctor", "day"], name="one_lock_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.doctor} {self.day}"


class Recipient(models.Model):
    """A doctor who has to hear of a version: how many of their cells it changed, from which day.

    `informed`: when they opened it, or when the co-ordinator said that they were told.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="recipients")
    doctor = models.ForeignKey(Doctor, models.PROTECT, related_name="+")
    cells = models.PositiveIntegerField()
    earliest = models.DateField()
    informed = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "doctor"], name="one_word_per_doctor")
        ]

    def __str__(self) -> str:
        return f"{self.doctor}, of {self.version}"
