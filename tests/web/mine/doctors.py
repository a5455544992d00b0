"""A ward with a published rota, and the person of one of its lines."""

from datetime import date, timedelta

from sevenday.web.hospitals.models import Doctor
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.rotas.models import Version
from tests.web.factories import person
from tests.web.people_and_places import MONDAY, with_rota

ROTA = {
    **{("Doctor 1", day): "D" for day in range(5)},
    **{("Doctor 2", day): "D" for day in (1, 2, 7, 8)},
    ("Doctor 1", 8): "L",
    ("Doctor 5", 9): "L",
    ("Doctor 1", 12): "AL",
}
"""By doctor and day what a cell holds."""
TODAY = MONDAY + timedelta(days=1)


def with_a_doctor(name: str = "Doctor 1") -> tuple[User, Version]:
    """The ward's rota, and the person who works one of its lines."""
    version = with_rota(ROTA)
    return works_as(name, version), version


def works_as(name: str, version: Version) -> User:
    """A person with the doctor's role whose line this is."""
    department = version.period.department
    user = person(Role.DOCTOR, department, f"{name} Example", second_factor=False)
    doctor = Doctor.objects.get(department=department, name=name)
    doctor.user = user
    doctor.save(update_fields=["user"])
    assert Membership.objects.filter(user=user).exists()
    return user


def address(version: Version, rest: str = "") -> str:
    """A page of the doctor's in the ward."""
    department = version.period.department
    return f"/at/{department.hospital.slug}/{department.slug}/my/{rest}"


def day(number: int) -> date:
    """A date of the rota."""
    return MONDAY + timedelta(days=number)
