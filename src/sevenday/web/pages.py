"""A page: its address, its view, its rule, and its word in the menu."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django_htmx.middleware import HtmxDetails

from sevenday.web.fields import EARLIEST, LATEST
from sevenday.web.people.models import User
from sevenday.web.permissions import AccessRule, Workplace

View = Callable[..., HttpResponseBase]
AT_HOSPITAL = "hospital/<slug:hospital>/"
AT_DEPARTMENT = "at/<slug:hospital>/<slug:department>/"
"""How the addresses of pages of a hospital and of a department begin."""


class PageRequest(HttpRequest):
    """A request that the middleware let through: who asks, and where."""

    user: User
    place: Workplace
    htmx: HtmxDetails


def asked_date(request: HttpRequest, key: str, rest: str = "") -> date | None:
    """A date in an address, which may leave its `rest` out; None where it is none of a rota's."""
    with suppress(ValueError):
        found = date.fromisoformat(request.GET.get(key, "") + rest)
        return found if EARLIEST <= found < LATEST else None
    return None


def has_null(request: HttpRequest) -> bool:
    """Whether a text that was sent holds a null character, which PostgreSQL cannot store."""
    sent = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
    return any(
        "\0" in text for form in sent for key, texts in form.lists() for text in (key, *texts)
    )


@dataclass(frozen=True)
class MenuEntry:
    """A page that the menu offers to those who may open it."""

    name: str
    word: str
    rule: AccessRule
    scope: str


def page(route: str, view: View, name: str, rule: AccessRule, menu: str = "") -> URLPattern:
    """An address of the site.

    Parameters
    ----------
    route
        As Django's; `AT_HOSPITAL` and `AT_DEPARTMENT` begin those of a place. The view then gets
        the place as `request.place` and not as arguments.
    view
        What answers. It may trust that the rule was asked.
    rule
        Who may open it.
    menu
        Its word in the menu; a page without one is reached from others.
    """

    @wraps(view)
    def ruled(request: PageRequest, **kwargs: Any) -> HttpResponseBase:
        kwargs.pop("hospital", None)
        kwargs.pop("department", None)
        return view(request, **kwargs)

    ruled.rule = rule  # type: ignore[attr-defined]
    if menu:
        scope = next((s for s in (AT_DEPARTMENT, AT_HOSPITAL) if route.startswith(s)), "")
        ruled.menu = MenuEntry(name, menu, rule, scope)  # type: ignore[attr-defined]
    return path(route, ruled, name=name)
