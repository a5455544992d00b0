"""Somebody is away: it goes into the draft, and the page says which places are open then."""

from django.http import HttpResponse
from django.shortcuts import render

from sevenday.errors import InputError
from sevenday.web.grid.forms import AwayForm
from sevenday.web.grid.places import department_of, period_of
from sevenday.web.grid.presenters.away import away_page, duties_on
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.pages import PageRequest
from sevenday.web.rotas.current import today
from sevenday.web.rotas.drafts import ChangedMeanwhileError, open_draft
from sevenday.web.rotas.filling import report_absence
from sevenday.web.rotas.matrix import draft_matrix


def away(request: PageRequest, period: int) -> HttpResponse:
    """Report an absence; what was not covered before it is not told again."""
    found, doctors = period_of(request, period), department_of(request).doctors.all()
    form = AwayForm(request.POST or None, period=found, doctors=doctors, day=today())
    context = {"form": form, "period": found}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        draft = open_draft(request.user, found)
        before = duties_on(draft_matrix(draft), given["doctor"], given["first"], given["last"])
        try:
            done = report_absence(request.user, draft, **given)
        except (InputError, ChangedMeanwhileError) as error:
            form.add_error(None, refusal_words(error))
        else:
            context["page"] = away_page(done.matrix, given["doctor"], given["first"], before)
    return render(request, "grid/away.jinja", context)
