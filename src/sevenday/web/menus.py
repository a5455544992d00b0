"""The menu: the pages of a place that a person may open."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, MENU
from sevenday.web.people.models import User
from sevenday.web.permissions import Workplace


@dataclass(frozen=True)
class MenuLink:
    """A word of the menu and where it leads."""

    word: str
    address: str
    is_here: bool


def menu_of(request: HttpRequest, place: Workplace) -> list[MenuLink]:
    """What a person may open from where they are, in order."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    here: dict[str, str] = {}
    slugs: dict[str, dict[str, str]] = {"": {}}
    if place.hospital:
        here = {"hospital": place.hospital.slug}
        slugs[AT_HOSPITAL] = here
    if place.department:
        slugs[AT_DEPARTMENT] = {**here, "department": place.department.slug}
    levels = {"": Workplace(), AT_HOSPITAL: Workplace(place.hospital), AT_DEPARTMENT: place}
    found = []
    for entry in MENU:
        at = slugs.get(entry.scope)
        if at is not None and entry.rule.allows(user, levels[entry.scope]):
            address = reverse(entry.name, kwargs=at)
            found.append(MenuLink(entry.word, address, address == request.path))
    return found
