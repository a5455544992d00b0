"""Can I have it? The answer before sending, and what became of what was sent."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sevenday.errors import InputError
from sevenday.web.hospitals.loading import loaded
from sevenday.web.hospitals.models import Doctor
from sevenday.web.mine.faults import add_faults
from sevenday.web.mine.forms import WishForm
from sevenday.web.mine.lines import of_my_line
from sevenday.web.pages import PageRequest
from sevenday.web.requests.answers import answer
from sevenday.web.requests.asking import ask, withdraw
from sevenday.web.requests.models import Request
from sevenday.web.rotas.current import today
from sevenday.web.templating import url


@of_my_line
def leave(request: PageRequest, doctor: Doctor) -> HttpResponse:
    """Dates first; their answer is shown; a second button sends the request."""
    shifts = list(loaded(doctor.department).hospital.shifts)
    form = WishForm(request.POST or None, shifts=shifts, initial={"what": "leave:AL"})
    context: dict[str, Any] = {"form": form, "answer": None, "today": today()}
    if request.method == "POST" and form.is_valid():
        wish = form.wish(doctor)
        try:
            if "send" in request.POST:
                ask(request.user, wish, today())
                return redirect(url("my_leave", request.place))
            context["answer"] = answer(wish)
        except InputError as error:
            add_faults(form, error, {"from": "first", "to": "last", "shift": "what"})
    context["requests"] = doctor.requests.order_by("-id")[:50]
    return render(request, "mine/leave.jinja", context)


@of_my_line
def take_back(request: PageRequest, doctor: Doctor, key: int) -> HttpResponse:
    """Take a request back that has no answer yet."""
    found = get_object_or_404(Request, pk=key, doctor=doctor)
    if request.method == "POST":
        try:
            withdraw(request.user, found)
        except InputError as error:
            return render(request, "mine/refused.jinja", {"faults": error.faults}, status=409)
    return redirect(url("my_leave", request.place))
