"""A ward whose published rota breaks a rule, and those who look at it."""

from datetime import date

from sevenday.web.people.models import Role, User
from sevenday.web.rotas.models import Version
from tests.web.factories import person
from tests.web.people_and_places import MONDAY, with_rota

NIGHTS = 9
ROTA = {
    **{("Doctor 1", day): "N" for day in range(NIGHTS)},
    **{("Doctor 2", day): "D" for day in range(4)},
    ("Doctor 3", 2): "L",
}
"""By doctor and day what a cell holds: nine nights in a row are too many."""
TODAY = MONDAY
MONTH = date(2026, 9, 1)


def a_ward(role: Role = Role.HR) -> tuple[User, Version]:
    """The ward's rota, and somebody with a role at its hospital."""
    version = with_rota(ROTA)
    return person(role, version.period.department.hospital), version


def address(version: Version, rest: str = "") -> str:
    """A page of the ward."""
    department = version.period.department
    return f"/at/{department.hospital.slug}/{department.slug}/{rest}"
