"""A hospital and its departments."""

from django.db import models


class Hospital(models.Model):
    """A hospital: departments share its people, contract and nation."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department: one rota, one folder of files."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="departments")
    name = models.CharField(max_length=200)
    slug = models.SlugField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hospital", "slug"], name="one_department_per_slug")
        ]

    def __str__(self) -> str:
        return self.name
