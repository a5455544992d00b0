"""Jinja: what every template can use."""

from datetime import datetime
from typing import Any

from django.contrib.messages import get_messages
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChainableUndefined, Environment

from sevenday.clock import short_date
from sevenday.web import vendored
from sevenday.web.menus import hospital_address, menu_of
from sevenday.web.notices.presenters import bell_of
from sevenday.web.people.models import User
from sevenday.web.permissions import SET_DEPARTMENT, Workplace
from sevenday.web.rotas.checking import contract_is_named


def environment(**options: Any) -> Environment:
    """Jinja as the NHS's components want it: what is not given is empty."""
    made = Environment(
        **{**options, "undefined": ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals.update(static=static, url=url, choices=choices)
    made.filters.update(short_date=short_date, date_time=date_time)
    return made


def date_time(at: datetime) -> str:
    """A moment in London: Mon 3 Aug 2015 21:00."""
    here = timezone.localtime(at)
    return f"{short_date(here)} {here:%H:%M}"


def choices(bound: BoundField) -> list[dict[str, Any]]:
    """What a field offers, as the NHS's components take it."""
    chosen = bound.value()
    now = {f"{each}" for each in (chosen if isinstance(chosen, list | tuple) else [chosen])}
    field: Any = bound.field
    return [
        {
            "value": f"{value}",
            "text": text,
            "selected": f"{value}" in now,
            "checked": f"{value}" in now,
        }
        for value, text in field.choices
    ]


def url(name: str, place: Workplace | None = None, **kwargs: Any) -> str:
    """A page's address, at a place where it has one."""
    if place and place.hospital:
        kwargs["hospital"] = place.hospital.slug
    if place and place.department:
        kwargs["department"] = place.department.slug
    return reverse(name, kwargs=kwargs)


def contract_to_name(user: Any, place: Workplace) -> str:
    """Where a department's contract is named, for who may name it and where none is yet."""
    if place.department is None or not isinstance(user, User):
        return ""
    if not SET_DEPARTMENT.allows(user, place) or contract_is_named(place.department):
        return ""
    return url("department_settings", place)


def every_page(request: HttpRequest) -> dict[str, Any]:
    """What the layout shows on each page: where, who, what they may open."""
    place = getattr(request, "place", Workplace())
    user = getattr(request, "user", None)
    return {
        "place": place,
        "user": user,
        "bell": bell_of(user) if isinstance(user, User) else None,
        "menu": menu_of(request, place),
        "hospital_address": hospital_address(request, place),
        "name_a_contract": contract_to_name(user, place),
        "messages": get_messages(request),
        "has_styles": vendored.is_there(),
    }
