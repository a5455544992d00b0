"""Cells looked at and changed: one, many at once, taken back, locked."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sevenday.errors import InputError
from sevenday.web.grid.places import cell_of, may_edit, period_of, rota_of, seen_or_404
from sevenday.web.grid.presenters.cell import cell_page
from sevenday.web.grid.presenters.page import Counts
from sevenday.web.grid.presenters.repaint import Repaint, repaint
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.grid.wanted import wanted_change
from sevenday.web.pages import PageRequest
from sevenday.web.rotas.drafts import (
    CellEdit,
    ChangedMeanwhileError,
    edit_cells,
    last_act,
    last_undo,
    open_draft,
    undo,
)
from sevenday.web.rotas.locks import lock, unlock
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Period
from sevenday.web.templating import url

CONFLICT, REFUSED = 409, 422


def cell(request: PageRequest, period: int, doctor: int, column: int) -> HttpResponse:
    """A cell: what it is, what is wrong there, and a choice of what it may hold."""
    now = seen_or_404(request, period_of(request, period))
    who, day = cell_of(now, doctor, column)
    page = cell_page(now, who, day, brief=bool(request.htmx))
    context = {"page": page, "may_edit": may_edit(request)}
    name = "grid/about.jinja" if request.htmx else "grid/cell.jinja"
    return render(request, name, context)


@require_POST
def change(request: PageRequest, period: int, doctor: int, column: int) -> HttpResponse:
    """Change one cell by its page's form, or lock it."""
    found = period_of(request, period)
    now = rota_of(found)
    who, day = cell_of(now, doctor, column)
    try:
        if "lock" in request.POST:
            lock(request.user, now, [(doctor, day)])
        elif "unlock" in request.POST:
            unlock(request.user, found, [(doctor, day)])
        else:
            sent = CellEdit(doctor, day, request.POST.get("seen", ""), request.POST.get("text", ""))
            edit_cells(request.user, open_draft(request.user, found), [sent])
    except (InputError, ChangedMeanwhileError) as error:
        context = {
            "page": cell_page(rota_of(found), who, day),
            "may_edit": True,
            "errors": refusal_words(error),
        }
        status = REFUSED if isinstance(error, InputError) else CONFLICT
        return render(request, "grid/cell.jinja", context, status=status)
    return back_to(request, found, f"?from={day}#r{doctor}")


@require_POST
def edit(request: PageRequest, period: int) -> HttpResponse:
    """Change cells from the grid, all or none, and paint again what that changed."""
    found = period_of(request, period)
    draft = open_draft(request.user, found)
    try:
        asked = wanted_change(found, request.POST)
    except InputError as error:
        return _word_alone(request, refusal_words(error))
    try:
        done = edit_cells(request.user, draft, asked.cells, asked.kind)
    except (InputError, ChangedMeanwhileError) as error:
        words = " ".join([*refusal_words(error), "Nothing was written."])
        now = draft_matrix(draft)
        known = [c for c in asked.cells if c.doctor in now.row]
        return _painted(request, repaint(draft, now, asked, words, True, known))
    many = len(asked.cells)
    words = f"{many} cells written." if many > 1 else "Written."
    return _painted(request, repaint(draft, done.matrix, asked, words, cells=asked.cells))


@require_POST
def take_back(request: PageRequest, period: int) -> HttpResponse:
    """Take the person's last change back, or do again what they took back last."""
    found = period_of(request, period)
    draft = open_draft(request.user, found)
    again = "again" in request.POST
    act = (last_undo if again else last_act)(draft, request.user)
    words, trouble = "There is nothing of yours to take back.", act is None
    if act is not None:
        try:
            undo(request.user, draft, act)
            words = "Done again." if again else f"Taken back: {act.get_kind_display()}."
        except (InputError, ChangedMeanwhileError) as error:
            words, trouble = " ".join([*refusal_words(error), "Nothing was written."]), True
    if not request.htmx:
        messages.info(request, words)
        day = request.POST.get("from", "")
        return back_to(request, found, f"?{urlencode({'from': day})}" if day else "")
    asked = wanted_change(found, {**request.POST.dict(), "cells": "[]", "kind": "edit"})
    return _painted(request, repaint(draft, draft_matrix(draft), asked, words, trouble))


@require_POST
def bolt(request: PageRequest, period: int) -> HttpResponse:
    """Lock cells from the grid; those that are all locked are unlocked."""
    found = period_of(request, period)
    draft = open_draft(request.user, found)
    now = draft_matrix(draft)
    try:
        asked = wanted_change(found, {**request.POST.dict(), "kind": "edit"})
        wanted = [(each.doctor, each.day) for each in asked.cells]
        there = set(found.locks.values_list("doctor_id", "day"))
        if set(wanted) <= there:
            unlock(request.user, found, wanted)
            words = "Unlocked."
        else:
            lock(request.user, now, wanted)
            words = "Locked: no edit, build or re-plan changes it."
    except InputError as error:
        return _word_alone(request, refusal_words(error))
    return _painted(request, repaint(draft, now, asked, words, cells=asked.cells))


def back_to(request: PageRequest, period: Period, where: str = "") -> HttpResponse:
    """The grid again."""
    return redirect(url("grid_period", request.place, period=period.pk) + where)


def _painted(request: PageRequest, found: Repaint) -> HttpResponse:
    return render(request, "grid/repaint.jinja", {"repaint": found})


def _word_alone(request: PageRequest, words: Iterable[str]) -> HttpResponse:
    """A word alone: nothing is painted."""
    return _painted(request, Repaint([], [], Counts(0, 0, 0, -1), " ".join(words), True))
