"""What the pages of accounts show."""

from dataclasses import dataclass

from django.urls import reverse

from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.menus import menu_of
from sevenday.web.pages import PageRequest
from sevenday.web.people.accounts import may_give
from sevenday.web.people.models import Membership, Role, User
from sevenday.web.permissions import MEMBER, Workplace


@dataclass(frozen=True)
class OpenPlace:
    """A department that a person may open."""

    words: str
    address: str


@dataclass(frozen=True)
class PersonRow:
    """A person's role, and where it may be changed."""

    name: str
    email: str
    role: str
    has_signed_in: bool
    address: str


def places_of(user: User) -> list[OpenPlace]:
    """Every department that a person may open."""
    departments = Department.objects.select_related("hospital").order_by("hospital__name", "name")
    return [
        OpenPlace(f"{each.hospital.name}: {each.name}", department_address(each))
        for each in departments
        if MEMBER.allows(user, Workplace(each.hospital, each))
    ]


def department_address(department: Department) -> str:
    """Where a department's pages begin."""
    slugs = {"hospital": department.hospital.slug, "department": department.slug}
    return reverse("department", kwargs=slugs)


def first_page(request: PageRequest) -> str:
    """The first page of a department in a person's menu."""
    links = menu_of(request, request.place)
    return links[0].address if links else ""


def people_address(place: Workplace) -> str:
    """The page of people of a department, a hospital or everything."""
    if place.department and place.hospital:
        slugs = {"hospital": place.hospital.slug, "department": place.department.slug}
        return reverse("people_department", kwargs=slugs)
    if place.hospital:
        return reverse("people_hospital", kwargs={"hospital": place.hospital.slug})
    return reverse("people_everywhere")


def people_at(actor: User, place: Workplace) -> list[PersonRow]:
    """Everybody with a role at just this place, by name."""
    rows = Membership.objects.filter(hospital=place.hospital, department=place.department)
    home = people_address(place)
    found = Doctor.objects.filter(department=place.department).exclude(user=None)
    lines: dict[int | None, str] = dict(found.values_list("user", "name"))
    return [
        PersonRow(
            row.user.name,
            row.user.email,
            _role_words(row, lines),
            row.user.last_login is not None,
            f"{home}{row.pk}/" if may_give(actor, Role(row.role), place) else "",
        )
        for row in rows.select_related("user").order_by("user__name", "role")
    ]


def _role_words(row: Membership, lines: dict[int | None, str]) -> str:
    """A role; of a department's doctor with the line that is theirs."""
    label = Role(row.role).label
    if row.role != Role.DOCTOR or row.department_id is None:
        return label
    return f"{label}, {lines.get(row.user_id, 'no line of the rota yet')}"
