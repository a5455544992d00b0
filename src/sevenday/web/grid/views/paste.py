"""A block of cells pasted from Excel on a page of its own, shown before it is written."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.errors import InputError
from sevenday.web.grid.forms import PasteForm
from sevenday.web.grid.pasted import pasted_cells
from sevenday.web.grid.places import period_of
from sevenday.web.grid.presenters.differences import by_doctor
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.grid.wanted import wanted_change
from sevenday.web.pages import PageRequest
from sevenday.web.rotas.drafts import ChangedMeanwhileError, edit_cells, open_draft
from sevenday.web.rotas.matrix import draft_matrix
from sevenday.web.rotas.models import Act
from sevenday.web.templating import url

REFUSED = 422


def paste(request: PageRequest, period: int) -> HttpResponse:
    """Take a block of text; show what it would change; write it after a yes."""
    found = period_of(request, period)
    draft = open_draft(request.user, found)
    now = draft_matrix(draft)
    names = {key: now.department.hospital.doctors[row].name for key, row in now.row.items()}
    form = PasteForm(request.POST or None, period=found, doctors=names)
    context = {"period": found, "form": form}
    try:
        if "cells" in request.POST:
            sent = {**request.POST.dict(), "kind": Act.Kind.PASTE.value}
            cells = wanted_change(found, sent).cells
            edit_cells(request.user, draft, cells, Act.Kind.PASTE)
            messages.info(request, f"{len(cells)} cells written.")
            return redirect(url("grid_period", request.place, period=found.pk))
        if request.method == "POST" and form.is_valid():
            cells = tuple(pasted_cells(now, **form.cleaned_data))
            rows = [(c.doctor, c.day.isoformat(), c.seen, c.text) for c in cells]
            context["changes"] = by_doctor(rows, names)
            context["cells"] = json.dumps(
                [[c.doctor, now.column(c.day), c.seen, c.text] for c in cells]
            )
    except (InputError, ChangedMeanwhileError) as error:
        context["errors"] = refusal_words(error)
    status = REFUSED if "errors" in context else 200
    return render(request, "grid/paste.jinja", context, status=status)
