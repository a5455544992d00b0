"""Whose line a page is about, and which rota it is on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sevenday.web.hospitals.models import Doctor
from sevenday.web.pages import PageRequest
from sevenday.web.rotas.current import last_version, period_on
from sevenday.web.rotas.matrix import DraftMatrix, version_matrix
from sevenday.web.rotas.models import Version


@dataclass(frozen=True, eq=False)
class RotaInForce:
    """The rota that a doctor holds on a date: its version, laid out."""

    version: Version
    matrix: DraftMatrix


def my_line(request: PageRequest) -> Doctor | None:
    """The line of the department that is the person's; None where nobody gave them one."""
    return (
        Doctor.objects.select_related("department__hospital")
        .filter(department=request.place.department, user=request.user)
        .first()
    )


def of_my_line(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is given the person's line; who has none is told whom to ask."""

    @wraps(view)
    def given(request: PageRequest, **kwargs: Any) -> HttpResponse:
        doctor = my_line(request)
        if doctor is None:
            return render(request, "mine/no_line.jinja")
        return view(request, doctor, **kwargs)

    return given


def published_on(doctor: Doctor, day: date) -> RotaInForce | None:
    """What a doctor holds of a date, else of the next or the last dates that are out."""
    period = period_on(doctor.department, day)
    version = last_version(period) if period else None
    if version is None or doctor.pk not in (matrix := version_matrix(version)).row:
        return None
    return RotaInForce(version, matrix)
