"""Requests: asked for by doctors, answered by their co-ordinator."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query

from sevenday.web.api.forms_of_json import AnswerBeforeJson, DecisionJson, RequestJson, WishJson
from sevenday.web.api.operations.about import own_line
from sevenday.web.api.routes import AT_DEPARTMENT, CallRequest, Key, as_answer, call
from sevenday.web.api.scopes import Scope
from sevenday.web.grid.places import department_of
from sevenday.web.hospitals.models import Doctor
from sevenday.web.permissions import DECIDE_REQUESTS, OWN_PAGES
from sevenday.web.requests.answers import Wish, answer
from sevenday.web.requests.asking import agree, ask, check_wish, refuse, withdraw
from sevenday.web.requests.models import Request
from sevenday.web.rotas.current import today

ALL, MINE = f"{AT_DEPARTMENT}/requests", f"{AT_DEPARTMENT}/my/requests"
States = Literal["asked", "agreed", "refused", "withdrawn", "all"]


def _json(request: Request) -> dict[str, Any]:
    return {
        "request": request.pk,
        "doctor": request.doctor.name,
        "from": request.first,
        "to": request.last,
        "shift": request.shift,
        "want": request.want,
        "state": f"{request.state}",
        "owed": request.owed,
        "words": request.words,
    }


def _listed(found: Any, state: str) -> HttpResponse:
    if state != "all":
        found = found.filter(state=state)
    return as_answer([_json(each) for each in found.select_related("doctor")])


def _wish(doctor: Doctor, sent: WishJson) -> Wish:
    return Wish(doctor, sent.first, sent.last, sent.want, sent.shift)


@call("GET", ALL, DECIDE_REQUESTS, Scope.REQUESTS, list[RequestJson])
def requests(request: CallRequest, state: States = "asked") -> HttpResponse:
    """Requests of a department, those that are owed an answer first."""
    return _listed(department_of(request).requests, state)


@call(
    "POST",
    f"{ALL}/{{key}}/answer",
    DECIDE_REQUESTS,
    Scope.REQUESTS,
    RequestJson,
    conflicts=True,
)
def answer_request(request: CallRequest, key: Key, sent: DecisionJson) -> HttpResponse:
    """Agree to a request, or refuse it with why; leave then goes into the draft."""
    found = get_object_or_404(Request, pk=key, department=department_of(request))
    decide = agree if sent.agree else refuse
    return as_answer(_json(decide(request.user, found, sent.words)))


@call("GET", MINE, OWN_PAGES, Scope.REQUESTS, list[RequestJson])
def my_requests(request: CallRequest, state: States = "all") -> HttpResponse:
    """What the caller asked for, and what became of it."""
    return _listed(own_line(request).requests, state)


@call("POST", MINE, OWN_PAGES, Scope.REQUESTS, RequestJson, status=201, conflicts=True)
def ask_for(request: CallRequest, sent: WishJson) -> HttpResponse:
    """Ask for leave, for a day off, or to work a shift."""
    return as_answer(_json(ask(request.user, _wish(own_line(request), sent), today())), 201)


@call("GET", f"{MINE}/likely", OWN_PAGES, Scope.REQUESTS, AnswerBeforeJson)
def likely_answer(request: CallRequest, sent: Annotated[WishJson, Query()]) -> HttpResponse:
    """The answer that a request is likely to have, before it is sent."""
    wish = _wish(own_line(request), sent)
    check_wish(wish, today())
    found = answer(wish)
    return as_answer({"verdict": found.verdict, "sentences": found.sentences})


@call(
    "POST",
    f"{MINE}/{{key}}/withdraw",
    OWN_PAGES,
    Scope.REQUESTS,
    RequestJson,
    conflicts=True,
)
def withdraw_request(request: CallRequest, key: Key) -> HttpResponse:
    """Take a request back before it has an answer."""
    found = get_object_or_404(Request, pk=key, doctor=own_line(request))
    return as_answer(_json(withdraw(request.user, found)))
