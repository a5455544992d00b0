"""A draft published; versions, what differs between them, and who has heard of them."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sevenday.errors import InputError
from sevenday.model.differ import ChangedCell
from sevenday.web.fields import key_sent
from sevenday.web.grid.places import may_edit, period_of
from sevenday.web.grid.presenters.differences import discreet_changes, of_diff
from sevenday.web.grid.presenters.publish import (
    keys_of,
    publish_page,
    recipients_of,
    version_rows,
)
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.pages import PageRequest
from sevenday.web.permissions import SEE_ABSENCE, SEE_DRAFT
from sevenday.web.rotas.current import open_draft_of, today
from sevenday.web.rotas.drafts import discard
from sevenday.web.rotas.matrix import DraftMatrix, draft_matrix, version_matrix
from sevenday.web.rotas.models import Period, Version
from sevenday.web.rotas.publishing import changes_by_doctor, publish
from sevenday.web.rotas.telling import note_as_informed
from sevenday.web.templating import url

REFUSED = 422


def publishing(request: PageRequest, period: int) -> HttpResponse:
    """Show what publishing does; publish what was shown."""
    found = period_of(request, period)
    draft = open_draft_of(found)
    if draft is None:
        return render(request, "grid/nothing_to_publish.jinja", {"period": found})
    errors: tuple[str, ...] = ()
    given = dict(zip(request.POST.getlist("breach"), request.POST.getlist("reason"), strict=False))
    for_all = request.POST.get("for_all", "").strip()
    given = {sentence: reason.strip() or for_all for sentence, reason in given.items()}
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            version = publish(request.user, draft, key_sent(seen) if seen else -1, given, today())
        except InputError as error:
            errors = tuple(refusal_words(error))
        else:
            messages.info(request, f"Version {version.number} is published.")
            return redirect(
                url("grid_version", request.place, period=period, number=version.number)
            )
    context = {"page": publish_page(draft, today(), given), "errors": errors}
    status = REFUSED if errors else 200
    return render(request, "grid/publish.jinja", context, status=status)


def put_away(request: PageRequest, period: int) -> HttpResponse:
    """Show what a draft that is put away loses; put it away."""
    found = period_of(request, period)
    draft = open_draft_of(found)
    if draft is None:
        return render(request, "grid/nothing_to_publish.jinja", {"period": found})
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            discard(request.user, draft, key_sent(request.POST.get("seen", "")))
        except InputError as error:
            errors = tuple(refusal_words(error))
        else:
            messages.info(request, "The draft is put away.")
            return redirect(url("grid_period", request.place, period=period))
    now = draft_matrix(draft)
    lost = changes_by_doctor(version_matrix(draft.base) if draft.base else None, now)
    context = {
        "period": found,
        "draft": draft,
        "changes": of_diff(lost, keys_of(found.department)),
        "cells": sum(map(len, lost.values())),
        "last_edit": now.last_edit,
        "errors": errors,
    }
    return render(request, "grid/discard.jinja", context, status=REFUSED if errors else 200)


def versions(request: PageRequest, period: int) -> HttpResponse:
    """A period's versions, and a choice of two to compare."""
    found = period_of(request, period)
    context = {
        "period": found,
        "rows": version_rows(found),
        "draft": SEE_DRAFT.allows(request.user, request.place) and open_draft_of(found),
    }
    return render(request, "grid/versions.jinja", context)


def version(request: PageRequest, period: int, number: int) -> HttpResponse:
    """A version: who has to hear of it and who has, its breaches with their reasons."""
    found = version_of(period_of(request, period), number)
    if request.method == "POST" and may_edit(request):
        doctors = [key_sent(key) for key in request.POST.getlist("doctor")]
        many = note_as_informed(request.user, found, doctors)
        messages.info(request, f"{many} noted as told.")
        return redirect(url("grid_version", request.place, period=period, number=number))
    context = {
        "version": found,
        "recipients": recipients_of(found),
        "may_edit": may_edit(request),
    }
    return render(request, "grid/version.jinja", context)


def version_of(period: Period, number: int) -> Version:
    """A version of a period by its number."""
    found: Version = get_object_or_404(
        Version.objects.select_related("period__department", "by"), period=period, number=number
    )
    return found


def compare(request: PageRequest, period: int) -> HttpResponse:
    """What differs between two versions, or a version and the draft, cell by cell."""
    found = period_of(request, period)
    before, after = (request.GET.get(end, "") for end in ("before", "after"))
    if "draft" in (before, after) and not SEE_DRAFT.allows(request.user, request.place):
        raise Http404("no draft")
    changes: Mapping[str, Sequence[ChangedCell]] = changes_by_doctor(
        _rota(found, before), _rota(found, after)
    )
    if not SEE_ABSENCE.allows(request.user, request.place):
        changes = discreet_changes(changes)
    context = {
        "period": found,
        "before": _name(before),
        "after": _name(after),
        "changes": of_diff(changes, keys_of(found.department)),
    }
    return render(request, "grid/compare.jinja", context)


def _rota(period: Period, which: str) -> DraftMatrix:
    if which == "draft":
        draft = open_draft_of(period)
        if draft is None:
            raise Http404("no draft")
        return draft_matrix(draft)
    return version_matrix(version_of(period, key_sent(which)))


def _name(which: str) -> str:
    return "the draft" if which == "draft" else f"version {which}"
