"""Requests and swaps: agreed and refused, several at once."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sevenday.errors import InputError
from sevenday.web.fields import key_sent
from sevenday.web.grid.places import department_of
from sevenday.web.grid.presenters.asked import asked_rows
from sevenday.web.grid.refusals import refusal_words
from sevenday.web.hospitals.models import Department
from sevenday.web.pages import PageRequest
from sevenday.web.people.models import User
from sevenday.web.requests.asking import agree, refuse
from sevenday.web.requests.models import Request, Swap
from sevenday.web.requests.swapping import agree_swap, refuse_swap
from sevenday.web.rotas.current import today
from sevenday.web.rotas.drafts import ChangedMeanwhileError
from sevenday.web.templating import url

REFUSED = 422


def asked(request: PageRequest) -> HttpResponse:
    """What waits for an answer, in order of the day owed; answer those that are ticked."""
    department = department_of(request)
    errors: list[str] = []
    words = request.POST.get("words", "")
    if request.method == "POST":
        ticked = request.POST.getlist("which")
        yes = "agree" in request.POST
        done = 0
        for key in ticked:
            try:
                answered(request.user, department, key, yes, words)
                done += 1
            except (InputError, ChangedMeanwhileError) as error:
                errors += refusal_words(error)
        if not ticked:
            errors = ["Tick the requests that you want to answer."]
        if done:
            messages.info(request, f"{done} {'agreed' if yes else 'refused'}.")
        if not errors:
            return redirect(url("asked", request.place))
    rows, every = asked_rows(department, today())
    context = {"rows": rows, "every": every, "errors": errors, "words": words}
    return render(request, "grid/asked.jinja", context, status=REFUSED if errors else 200)


def answered(actor: User, department: Department, key: str, yes: bool, words: str) -> None:
    """Answer one; `key` is "request-7" or "swap-7". Raises InputError where it cannot be."""
    kind, _, number = key.partition("-")
    pk = key_sent(number)
    write: Callable[[], object]
    if kind == "swap":
        swap = Swap.objects.filter(pk=pk, period__department=department).first()
        if swap is None:
            raise InputError("this swap is gone", code="repeated")
        write = (
            (lambda: agree_swap(actor, swap)) if yes else (lambda: refuse_swap(actor, swap, words))
        )
    else:
        found = Request.objects.filter(pk=pk, department=department).first()
        if found is None:
            raise InputError("this request is gone", code="repeated")
        write = (
            (lambda: agree(actor, found, words)) if yes else (lambda: refuse(actor, found, words))
        )
    write()
