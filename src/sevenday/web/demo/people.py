"""The people of the demo, one of each role: nobody's names."""

from typing import NamedTuple

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.people.models import Membership, Role, User

PASSWORD = "seven-days-a-week"
"""Everybody's, and public: a demo is served to its own machine alone."""


class DemoPerson(NamedTuple):
    """Who signs in: `department` and the line of the rota that is theirs, where they have one."""

    name: str
    role: Role
    department: str = ""
    line: str = ""

    @property
    def email(self) -> str:
        """Their address: of a domain that no mail reaches."""
        return f"{self.name.split()[0].lower()}@example.org"


PEOPLE = (
    DemoPerson("Amara Lindqvist", Role.DOCTOR, "psychiatry", "02-SpR"),
    DemoPerson("Tomas Achterberg", Role.DOCTOR, "emergency", "Synthetic-SHO-03"),
    DemoPerson("Ingrid Okonjo", Role.DOCTOR, "psychiatry", "24-SHO"),
    DemoPerson("Bashir Fenwick", Role.COORDINATOR, "psychiatry"),
    DemoPerson("Rosalind Tamayo", Role.COORDINATOR, "emergency"),
    DemoPerson("Hilde Marchetti", Role.HR),
    DemoPerson("Gideon Araujo", Role.GUARDIAN),
    DemoPerson("Odette Saarinen", Role.OPERATIONS),
    DemoPerson("Nadir Castellan", Role.NEGOTIATOR),
    DemoPerson("Abelard Nkemelu", Role.ADMINISTRATOR),
)


def add_people(hospital: Hospital) -> dict[str, User]:
    """Everybody, by the first name: doctors at their department, the others at the hospital."""
    made = {}
    departments = {each.slug: each for each in Department.objects.filter(hospital=hospital)}
    for person in PEOPLE:
        user = User.objects.create_user(person.email, person.name, PASSWORD)
        everywhere = person.role == Role.ADMINISTRATOR
        Membership.objects.create(
            user=user,
            role=person.role,
            hospital=None if everywhere else hospital,
            department=departments.get(person.department),
        )
        if person.line:
            line = departments[person.department].doctors.get(name=person.line)
            line.user = user
            line.save(update_fields=["user"])
        made[person.name.split()[0]] = user
    return made


def sign_in_lines() -> list[str]:
    """Who may sign in, with what, a line each."""
    width = max(len(person.email) for person in PEOPLE)
    return [
        f"{person.email:{width}}  {person.role.label}"
        + (f", {person.department}" if person.department else "")
        for person in PEOPLE
    ] + [f"each with the password {PASSWORD}"]
