"""What changed for me since I last looked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.web.notices.notify import look
from sevenday.web.notices.presenters import rows_of
from sevenday.web.pages import PageRequest


def news(request: PageRequest) -> HttpResponse:
    """Every line of news; a button takes the new ones as seen."""
    if request.method == "POST":
        look(request.user)
        return redirect("news")
    return render(request, "notices/news.jinja", {"rows": rows_of(request.user)})
