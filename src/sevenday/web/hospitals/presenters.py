"""What the pages of hospitals show."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from sevenday.web.hospitals.models import Hospital


@dataclass(frozen=True)
class HospitalRow:
    """A hospital or a department: its name, what is in it, where its pages are."""

    name: str
    holds: str
    address: str


def every_hospital() -> list[HospitalRow]:
    """Hospitals by name, with how many departments each has."""
    return [
        HospitalRow(
            each.name,
            _counted(each.departments__count, "department"),
            reverse("hospital", kwargs={"hospital": each.slug}),
        )
        for each in Hospital.objects.annotate(Count("departments")).order_by("name")
    ]


def departments_of(hospital: Hospital) -> list[HospitalRow]:
    """A hospital's departments by name, with how many doctors each has."""
    return [
        HospitalRow(
            each.name,
            _counted(each.doctors__count, "doctor"),
            reverse(
                "people_department", kwargs={"hospital": hospital.slug, "department": each.slug}
            ),
        )
        for each in hospital.departments.annotate(Count("doctors")).order_by("name")
    ]


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
