"""Who changed what: everywhere, at a hospital, at a department."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Query

from sevenday.web.api.forms_of_json import ChangeJson
from sevenday.web.api.routes import AT_DEPARTMENT, AT_HOSPITAL, CallRequest, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.audit.presenters import changes_at
from sevenday.web.permissions import SEE_CHANGES
from sevenday.web.rotas.discretion import discreet_value

Most = Annotated[int, Query(ge=1, le=1000)]
Before = Annotated[int, Query(ge=1, le=2**31 - 1)]


def _listed(request: CallRequest, most: int, before: int | None) -> HttpResponse:
    """The last changes, the newest first; `before`: older than that one."""
    found = changes_at(request.place).order_by("-id")
    if before is not None:
        found = found.filter(pk__lt=before)
    return as_answer(
        [
            {
                "change": each.pk,
                "at": each.at.isoformat(timespec="seconds"),
                "actor": f"{each.actor}",
                "what": each.what,
                "about": each.about,
                "before": discreet_value(each.before),
                "after": discreet_value(each.after),
            }
            for each in found[:most]
        ]
    )


@call("GET", "/changes", SEE_CHANGES, Scope.AUDIT, list[ChangeJson])
def changes(request: CallRequest, most: Most = 100, before: Before | None = None) -> HttpResponse:
    """Who changed what anywhere, the newest first."""
    return _listed(request, most, before)


@call("GET", f"{AT_HOSPITAL}/changes", SEE_CHANGES, Scope.AUDIT, list[ChangeJson])
def hospital_changes(
    request: CallRequest, most: Most = 100, before: Before | None = None
) -> HttpResponse:
    """Who changed what at a hospital, the newest first."""
    return _listed(request, most, before)


@call("GET", f"{AT_DEPARTMENT}/changes", SEE_CHANGES, Scope.AUDIT, list[ChangeJson])
def department_changes(
    request: CallRequest, most: Most = 100, before: Before | None = None
) -> HttpResponse:
    """Who changed what at a department, the newest first."""
    return _listed(request, most, before)
