"""People and places for tests. All names are made up."""

from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import Membership, Role, User

PASSWORD = "three random words"
NUMBERS = count(1)


def hospital(name: str = "St Example") -> Hospital:
    return Hospital.objects.create(name=name, slug=name.lower().replace(" ", "-"))


def department(name: str = "Medicine", of: Hospital | None = None) -> Department:
    of = of or Hospital.objects.filter(slug="st-example").first() or hospital()
    return Department.objects.create(hospital=of, name=name, slug=name.lower().replace(" ", "-"))


def person(
    role: Role | None = None,
    at: Department | Hospital | None = None,
    name: str = "",
    second_factor: bool = True,
) -> User:
    """A person with a role at a department, a hospital or everywhere."""
    number = next(NUMBERS)
    user = User.objects.create_user(
        f"person{number}@example.org", name or f"Person {number}", PASSWORD
    )
    if role:
        of = at.hospital if isinstance(at, Department) else at
        within = at if isinstance(at, Department) else None
        Membership.objects.create(user=user, role=role, hospital=of, department=within)
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
    assert Authenticator.objects.filter(user=user).exists() == second_factor
    return user
