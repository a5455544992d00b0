"""The menu: the pages of a place that a person may open."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL, MenuEntry
from sevenday.web.people.models import User
from sevenday.web.permissions import MANAGE_PEOPLE, Workplace


@dataclass(frozen=True)
class MenuLink:
    """A word of the menu and where it leads."""

    word: str
    address: str
    is_here: bool


@cache
def menu_entries() -> tuple[MenuEntry, ...]:
    """Every word of the menu, in the order of the addresses in `urls.py`."""
    return tuple(_entries_below(get_resolver()))


def _entries_below(place: URLResolver) -> Iterator[MenuEntry]:
    for each in place.url_patterns:
        if isinstance(each, URLResolver):
            yield from _entries_below(each)
        elif isinstance(each, URLPattern) and hasattr(each.callback, "menu"):
            yield each.callback.menu


def menu_of(request: HttpRequest, place: Workplace) -> list[MenuLink]:
    """What a person may open where they are, in order."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    scope, slugs = "", {}
    if place.hospital:
        scope, slugs = AT_HOSPITAL, {"hospital": place.hospital.slug}
    if place.department:
        scope, slugs = AT_DEPARTMENT, {**slugs, "department": place.department.slug}
    words = {
        reverse(entry.name, kwargs=slugs): entry.word
        for entry in menu_entries()
        if entry.scope == scope and entry.rule.allows(user, place)
    }
    # a page that no word leads to is one of the page's above it
    here = max((each for each in words if request.path.startswith(each)), key=len, default="")
    return [MenuLink(word, address, address == here) for address, word in words.items()]


def hospital_address(request: HttpRequest, place: Workplace) -> str:
    """The hospital's own page, for those who may open it."""
    user = getattr(request, "user", None)
    may = isinstance(user, User) and MANAGE_PEOPLE.allows(user, Workplace(place.hospital))
    if not may or not place.hospital:
        return ""
    return reverse("hospital", kwargs={"hospital": place.hospital.slug})
