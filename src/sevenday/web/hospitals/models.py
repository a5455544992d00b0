"""Hospitals, their departments, and the files of each department's folder as tables."""

from typing import ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models


class Hospital(models.Model):
    """A hospital: departments share its people, contract and nation."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department: one rota, one folder of files.

    `revision` is another at each change of its folder, and never one that was before: what is
    worked out of the folder is kept by it.

    `swaps_pass`: whether a lawful swap that its partner accepts needs nobody else's yes.
    `leave_weeks`: how many weeks before its first day leave is to be asked for. `answer_days`: in
    how many days an answer is owed.
    """

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="departments")
    name = models.CharField(max_length=200)
    slug = models.SlugField()
    revision = models.UUIDField(default=uuid4, editable=False)
    swaps_pass = models.BooleanField(default=False)
    leave_weeks = models.PositiveSmallIntegerField(default=0)
    answer_days = models.PositiveSmallIntegerField(default=14)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hospital", "slug"], name="one_department_per_slug")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> tuple[int, UUID]:
        """What names its folder as it is: its key and its revision."""
        return self.pk, self.revision

    def change(self) -> None:
        """Begin another revision: whoever changes the folder does so, in their transaction."""
        self.revision = uuid4()
        self.save(update_fields=["revision"])


class FolderRow(models.Model):
    """A row of a file: what its cells say, by column, as the file has them; blank ones left out."""

    FILE: ClassVar[str]
    KEY: ClassVar[str] = ""

    department = models.ForeignKey(Department, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ("position",)


class Doctor(FolderRow):
    """A row of doctors.csv: a doctor, or a post; `user` is who signs in as them."""

    FILE = "doctors.csv"
    KEY = "doctor"

    name = models.CharField(max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="doctors"
    )

    class Meta(FolderRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="one_doctor_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Shift(FolderRow):
    """A row of shifts.csv: a kind of duty."""

    FILE = "shifts.csv"
    KEY = "code"

    name = models.CharField("code", max_length=40)

    class Meta(FolderRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="one_shift_per_code")
        ]

    def __str__(self) -> str:
        return self.name


class CoverRow(FolderRow):
    """A row of cover.csv: how many a service needs on a shift."""

    FILE = "cover.csv"

    def __str__(self) -> str:
        return " ".join(self.cells.values())


class Paper(models.Model):
    """A file of a department's folder as it came.

    The tables above go before it: it is given back where they still say the same.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="one_paper_per_name")
        ]

    def __str__(self) -> str:
        return self.name
