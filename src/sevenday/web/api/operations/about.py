"""What an address names: a period, a version, the caller's own line."""

from datetime import date
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404

from sevenday.web.api.routes import CallRequest
from sevenday.web.grid.places import department_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.lines import my_line
from sevenday.web.permissions import SEE_ABSENCE, SEE_DRAFT, SEE_ROTA
from sevenday.web.rotas.current import last_version, latest
from sevenday.web.rotas.discretion import discreet_value
from sevenday.web.rotas.matrix import DraftMatrix, version_matrix
from sevenday.web.rotas.models import Period, Version

Which = Literal["published", "draft"]


def period_from(request: CallRequest, first: date) -> Period:
    """The period that begins on a date. Raises Http404 where none does."""
    department = department_of(request)
    found = department.periods.filter(first=first).first()
    if found is None:
        raise Http404(f"no rota of {department} begins on {first}")
    found.department = department
    return found


def published_from(request: CallRequest, first: date) -> Version:
    """What is published of a period. Raises Http404 where nothing is.

    Who is a doctor and no more sees it where a line of the department is theirs, as on its pages.
    """
    if not SEE_ROTA.allows(request.user, request.place):
        own_line(request)
    version = last_version(period_from(request, first))
    if version is None:
        raise Http404("nothing is published of it yet")
    return version


def rota_from(request: CallRequest, first: date, of: Which) -> DraftMatrix:
    """A period as doctors hold it, or as its co-ordinator has it.

    Raises Http404 for none, and PermissionDenied where a draft is not the caller's to see.
    """
    if of == "published":
        return version_matrix(published_from(request, first))
    if not SEE_DRAFT.allows(request.user, request.place):
        raise PermissionDenied(f"a draft is for those who {SEE_DRAFT.says}")
    now = latest(period_from(request, first))
    if now is None:
        raise Http404("nothing is rostered for it yet")
    return now


def own_line(request: CallRequest) -> Doctor:
    """The caller's own line. Raises Http404 where nobody gave them one."""
    found = my_line(request)
    if found is None:
        raise Http404("no line of this rota is yours: its co-ordinator gives you yours")
    return found


def seen_lines(request: CallRequest, now: DraftMatrix) -> list[tuple[str, list[str]]]:
    """Each doctor with what their cells say to the caller, day by day.

    Why somebody is away is for that doctor and for whoever makes the rota: others see `away`.
    """
    texts = now.cells.texts
    line = my_line(request)
    seen = texts if SEE_ABSENCE.allows(request.user, request.place) else discreet_value(texts)
    own = now.row.get(line.pk) if line else None
    return [
        (name, [(texts if row == own else seen)[code] for code in codes])
        for row, (name, codes) in enumerate(zip(now.rota.doctors, now.codes.tolist(), strict=True))
    ]
