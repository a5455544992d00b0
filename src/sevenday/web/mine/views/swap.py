"""With whom may I swap, or who would take it? Only lawful partners are listed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sevenday.clock import short_date
from sevenday.errors import InputError
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.lines import RotaInForce, of_my_line, published_on
from sevenday.web.mine.presenters.duties import duties_from, has_begun
from sevenday.web.mine.presenters.partners import partner_rows
from sevenday.web.mine.presenters.pay import pay_change
from sevenday.web.pages import PageRequest
from sevenday.web.requests.gap_offers import take_gap
from sevenday.web.requests.models import GapOffer, Swap
from sevenday.web.requests.swapping import (
    accept,
    offer,
    partners,
    refuse_swap,
    takers,
    withdraw_swap,
)
from sevenday.web.rotas.current import minute_of_day, today
from sevenday.web.rotas.discretion import discreet_reason
from sevenday.web.templating import url

SHOWN = 40
"""Duties and swaps that a page lists."""


@of_my_line
def swaps(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """My duties, each of which may be swapped; what I was offered; what I offered."""
    rota = published_on(doctor, today())
    duties = duties_from(rota.matrix, doctor.pk, today()) if rota else []
    context = {
        "duties": [each for each in duties if not _begun(rota, doctor.pk, each.day)][:SHOWN],
        "gaps": GapOffer.objects.filter(doctors=doctor, closed=None, day__gte=today()),
        "received": doctor.swaps_received.select_related("doctor").order_by("-id")[:SHOWN],
        "offered": doctor.swaps_offered.select_related("partner").order_by("-id")[:SHOWN],
    }
    return render(request, "mine/swaps.jinja", context)


@of_my_line
def take(request: PageRequest, doctor: Doctor, key: int) -> HttpResponse:
    """Say yes to an uncovered duty that was offered to me: the first lawful yes has it."""
    found = get_object_or_404(GapOffer, pk=key, doctors=doctor)
    if request.method == "POST":
        try:
            take_gap(request.user, found, doctor)
        except InputError as error:
            return render(request, "mine/refused.jinja", {"faults": error.faults}, status=409)
        messages.success(request, f"{found.shift} on {short_date(found.day)} is yours.")
    return redirect(url("my_swaps", request.place))


@of_my_line
def duty(request: PageRequest, doctor: Doctor, day: str) -> HttpResponse:
    """One duty: with whom it may be swapped, and who could take it for nothing."""
    rota, when = _published(doctor, day)
    context: dict[str, Any] = {"day": when, "faults": ()}
    try:
        found = partners(doctor, rota.matrix.period, when)
        rows = partner_rows(rota.matrix, doctor, when, found)
        context["rows"] = [row for row in rows if not _begun(rota, row.key, row.day)]
        texts = rota.matrix.cells.texts
        context["barred"] = [
            (each.partner, discreet_reason(each.reasons[0], texts)) for each in found.barred
        ]
        context["holds"] = duties_from(rota.matrix, doctor.pk, when)[0]
        others = takers(doctor, rota.matrix.period, when).replacements
        names = {each.name: key for key, each in _doctors(rota).items()}
        context["takers"] = [(names[r.candidate.doctor], r) for r in others if r.candidate.could]
    except InputError as error:
        context["faults"] = error.faults
    return render(request, "mine/duty.jinja", context)


@of_my_line
def offer_swap(
    request: PageRequest, doctor: Doctor, day: str, partner: int, theirs: str
) -> HttpResponse:
    """What a swap would do to me, and a button that offers it; `theirs` is "none" to give away."""
    rota, when = _published(doctor, day)
    other = get_object_or_404(Doctor, pk=partner, department=doctor.department)
    back = None if theirs == "none" else _day(theirs)
    context: dict[str, Any] = {"day": when, "partner": other, "back": back, "faults": ()}
    try:
        if request.method == "POST":
            offer(request.user, doctor, rota.matrix.period, when, other, back, today())
            return redirect(url("my_swaps", request.place))
        context["mine"] = rota.matrix.text_at(doctor.pk, when)
        context["theirs"] = rota.matrix.text_at(other.pk, back) if back else ""
        context["pay"] = pay_change(rota.matrix, doctor, when, other, back)
    except InputError as error:
        context["faults"] = error.faults
    return render(request, "mine/offer.jinja", context)


@of_my_line
def answer_swap(request: PageRequest, doctor: Doctor, key: int, word: str) -> HttpResponse:
    """Accept or refuse what I was offered, or take back what I offered."""
    steps = {"accept": accept, "refuse": refuse_swap, "take-back": withdraw_swap}
    if word not in steps:
        raise Http404(f"no step {word}")
    mine = {"doctor": doctor} if word == "take-back" else {"partner": doctor}
    found = get_object_or_404(Swap, pk=key, **mine)
    if request.method == "POST":
        try:
            steps[word](request.user, found)
        except InputError as error:
            return render(request, "mine/refused.jinja", {"faults": error.faults}, status=409)
    return redirect(url("my_swaps", request.place))


def _begun(rota: RotaInForce | None, doctor: int, day: date) -> bool:
    """Whether it is too late to swap what somebody holds on a day."""
    return rota is not None and has_begun(rota.matrix, doctor, day, today(), minute_of_day())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404(f"{text} is no date") from None


def _published(doctor: Doctor, day: str) -> tuple[RotaInForce, date]:
    when = _day(day)
    rota = published_on(doctor, when)
    if rota is None or not rota.matrix.period.first <= when <= rota.matrix.period.last:
        raise Http404("nothing is published of this date")
    return rota, when


def _doctors(rota: RotaInForce) -> dict[int, Any]:
    doctors = rota.matrix.department.hospital.doctors
    return {key: doctors[row] for key, row in rota.matrix.row.items()}
