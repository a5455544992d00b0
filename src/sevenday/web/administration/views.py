"""The administrator's own pages."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday import __version__
from sevenday.web.administration import presenters
from sevenday.web.audit.presenters import row
from sevenday.web.hospitals.forms import NameForm
from sevenday.web.hospitals.renaming import rename_hospital
from sevenday.web.pages import PageRequest
from sevenday.web.templating import url


def home(request: PageRequest) -> HttpResponse:
    """Is everything in order? A sentence each of places, people, backups and changes."""
    context = {"rows": list(presenters.home_rows()), "bare": presenters.without_contract()}
    return render(request, "administration/home.jinja", context)


def server(request: PageRequest) -> HttpResponse:
    """Backups with the last that was tried out, and the server's settings."""
    context = {
        "kept": presenters.backup_words(),
        "store": [row(change) for change in presenters.store_rows()],
        "settings": presenters.server_settings(),
        "version": __version__,
    }
    return render(request, "administration/server.jinja", context)


def hospital_name(request: PageRequest) -> HttpResponse:
    """Another name for a hospital."""
    hospital = request.place.hospital
    assert hospital is not None
    form = NameForm(request.POST or None, initial={"name": hospital.name})
    if request.method == "POST" and form.is_valid():
        rename_hospital(request.user, hospital, form.cleaned_data["name"])
        return redirect(url("hospital", request.place))
    return render(request, "administration/hospital_name.jinja", {"form": form})
