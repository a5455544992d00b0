"""The pages of one person's data."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sevenday.errors import InputError
from sevenday.web.audit.record import record
from sevenday.web.pages import PageRequest
from sevenday.web.people.accounts import close_account, open_account
from sevenday.web.people.models import User
from sevenday.web.people.shell import ADDRESS
from sevenday.web.personal.collected import personal_zip
from sevenday.web.personal.erasing import erase, hindrance, lines_of
from sevenday.web.personal.presenters import people_found, role_words
from sevenday.web.rotas.current import today
from sevenday.web.templating import url


def everybody(request: PageRequest) -> HttpResponse:
    """Everybody who has an account, or those whom a search finds."""
    words = request.GET.get("find", "").strip()
    rows = people_found(words)
    return render(request, "personal/everybody.jinja", {"rows": rows, "words": words})


def somebody(request: PageRequest, person: int) -> HttpResponse:
    """One person: their roles, their data to take away, their account closed, opened or erased."""
    user = _person(person)
    context: dict[str, Any] = {
        "person": user,
        "roles": list(role_words(user)),
        "lines": lines_of(user),
        "hindrance": hindrance(request.user, user, today()),
    }
    if request.method == "POST":
        try:
            if "close" in request.POST:
                close_account(request.user, user)
            elif "open" in request.POST:
                open_account(request.user, user)
            elif request.POST.get("sure"):
                erase(request.user, user, today())
                messages.info(request, "Erased.")
                return redirect(url("everybody"))
            else:
                context["error"] = "Tick that you are sure."
            if "error" not in context:
                return redirect(url("somebody", person=user.pk))
        except InputError as refused:
            context["error"] = f"{refused.faults[0].what}."
        except ValidationError as refused:
            context["error"] = refused.messages[0]
        except PermissionDenied as refused:
            context["error"] = f"{refused}."
    return render(request, "personal/somebody.jinja", context)


def their_data(request: PageRequest, person: int) -> HttpResponse:
    """All that is kept of a person, to be given to them; that it was taken is recorded."""
    user = _person(person)
    with transaction.atomic():
        record(request.user, "person.data_taken", None, None, about=user)
    return _as_file(user)


def my_data(request: PageRequest) -> HttpResponse:
    """All that is kept of oneself."""
    return _as_file(request.user)


def _as_file(user: User) -> HttpResponse:
    answer = HttpResponse(personal_zip(user), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="personal-data.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


def _person(key: int) -> User:
    found: User = get_object_or_404(User.objects.exclude(email=ADDRESS), pk=key)
    return found
