"""The period that an address names, and what is there of its rota."""

from dataclasses import replace
from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404

from sevenday.web.hospitals.models import Department, Doctor
from sevenday.web.pages import PageRequest
from sevenday.web.permissions import EDIT_ROTA, SEE_ABSENCE, SEE_DRAFT
from sevenday.web.rotas.current import latest, published
from sevenday.web.rotas.matrix import DraftMatrix
from sevenday.web.rotas.models import Period


def department_of(request: PageRequest) -> Department:
    """The department of a page's address."""
    department = request.place.department
    assert department is not None
    return department


def period_of(request: PageRequest, period: int) -> Period:
    """A period of the page's department. Raises Http404 for none of it."""
    found = get_object_or_404(Period, pk=period, department=department_of(request))
    found.department = department_of(request)
    return found


def rota_of(period: Period) -> DraftMatrix:
    """The period as the co-ordinator has it. Raises Http404 where nothing was begun."""
    now = latest(period)
    if now is None:
        raise Http404("nothing is rostered for these dates yet")
    return now


def seen_rota(request: PageRequest, period: Period) -> DraftMatrix | None:
    """The period as the person may see it: what is published, and for its maker the draft.

    None where there is nothing for them.
    """
    user, place = request.user, request.place
    now = latest(period) if SEE_DRAFT.allows(user, place) else published(period)
    if now is None or SEE_ABSENCE.allows(user, place):
        return now
    return replace(now, discreet=True)


def seen_or_404(request: PageRequest, period: Period) -> DraftMatrix:
    """The same. Raises Http404 where there is nothing for them."""
    now = seen_rota(request, period)
    if now is None:
        raise Http404("nothing is published for these dates yet")
    return now


def cell_of(now: DraftMatrix, doctor: int, column: int) -> tuple[Doctor, date]:
    """A doctor and a date of a rota. Raises Http404 for what is not in it."""
    if doctor not in now.row or not 0 <= column < now.period.days:
        raise Http404("no such cell")
    return Doctor.objects.get(pk=doctor), now.period.first + timedelta(days=column)


def may_edit(request: PageRequest) -> bool:
    """Whether the person may change the rota, or only look at it."""
    return EDIT_ROTA.allows(request.user, request.place)
