"""The page of changes."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from sevenday.web.audit.presenters import changes_at, row
from sevenday.web.pages import PageRequest

ON_A_PAGE = 50


def changes(request: PageRequest) -> HttpResponse:
    """Who changed what, from what to what, the last first."""
    found = Paginator(changes_at(request.place), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": [row(change) for change in found], "page": found}
    return render(request, "audit/changes.jinja", context)
