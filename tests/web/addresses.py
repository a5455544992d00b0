"""Every address of the site, for tests that walk them."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sevenday.web.hospitals.models import Department
from sevenday.web.permissions import BY_TOKEN, DOCUMENT

NOWHERE: dict[str, str | int] = {"int": 0, "slug": "nowhere", "str": "nothing"}
"""For what an address asks beside its place: nothing of ours, so that who is let in finds none."""


def addresses() -> Iterator[URLPattern]:
    """Every address of the site."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns)
            else:
                yield each

    yield from walk(get_resolver().url_patterns)


def is_call(each: URLPattern) -> bool:
    """Whether an address is the API's, which asks for a token and never for a cookie."""
    return each.callback.rule in (BY_TOKEN, DOCUMENT)


PAGES = {str(each.name): each for each in addresses() if not is_call(each)}


def route_of(name: str) -> str:
    """How a page's address is made."""
    return str(PAGES[name].pattern)


def address_of(name: str, at: Department, known: Mapping[str, str | int] | None = None) -> str:
    """A page's address at a department, or at its hospital; `known`: what else it may ask for."""
    given: dict[str, str | int] = {}
    for key, converter in PAGES[name].pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        nothing = NOWHERE["str" if kind == "string" else kind]
        given[key] = (known or {}).get(key, nothing)
    if "hospital" in given:
        given["hospital"] = at.hospital.slug
    if "department" in given:
        given["department"] = at.slug
    return reverse(name, kwargs=given)
