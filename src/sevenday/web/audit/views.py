"""The page of changes."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from sevenday.web.audit.filters import ChangeFilter
from sevenday.web.audit.presenters import HEAD, change_rows, changes_at, row
from sevenday.web.csv_files import csv_answer
from sevenday.web.pages import PageRequest

ON_A_PAGE = 50


def changes(request: PageRequest) -> HttpResponse:
    """Who changed what, from what to what, the last first; those looked for alone."""
    form = ChangeFilter(request.GET if _asked(request) else None, changes_at(request.place))
    found = Paginator(form.found(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [row(change) for change in found],
        "page": found,
        "form": form,
        "asked": urlencode(_asked(request)),
    }
    return render(request, "audit/changes.jinja", context)


def changes_csv(request: PageRequest) -> HttpResponse:
    """The changes that are looked for, to take away."""
    form = ChangeFilter(request.GET if _asked(request) else None, changes_at(request.place))
    return csv_answer("changes.csv", HEAD, change_rows(form.found()))


def _asked(request: PageRequest) -> dict[str, str]:
    """What the address asks for, page by page."""
    return {name: request.GET[name] for name in ChangeFilter.base_fields if request.GET.get(name)}
