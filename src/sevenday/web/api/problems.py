"""What went wrong with a call: one shape for all of it, with what, where, why and how to mend."""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sevenday.errors import CODES, Fault, InputError
from sevenday.results import as_json
from sevenday.web.api.rates import TooOftenError
from sevenday.web.rotas.drafts import ChangedMeanwhileError

CONFLICT, REFUSED = 409, 422
NOT_NOW = {"repeated", "no-result"}
"""Codes of faults that are in what is there, and not in what was sent."""
MOST_PROBLEMS = 100
"""Problems of one call: a small body may have a hundred thousand."""
AS_IT_IS = "Look at it as it is now, and call again."


class ProblemJson(Schema):
    """One thing that is wrong. `code` stays the same whatever the words: go by it."""

    what: str
    where: str
    why: str
    mend: str
    code: str


class ProblemsJson(Schema):
    """Why a call was refused: nothing of it was done."""

    status: int
    problems: list[ProblemJson]


def refused(status: int, problems: Iterable[ProblemJson]) -> HttpResponse:
    """The answer to a call that is refused."""
    left = iter(problems)
    first = list(islice(left, MOST_PROBLEMS))
    if next(left, None) is not None:
        first.append(_more())
    found = ProblemsJson(status=status, problems=first).model_dump()
    return HttpResponse(as_json(found), status=status, content_type="application/json")


def _more() -> ProblemJson:
    """That more is wrong than is named."""
    what, why = "more is wrong", f"{MOST_PROBLEMS} problems are told of one call"
    mend = "Mend these, and call again."
    return ProblemJson(what=what, where="the call", why=why, mend=mend, code="more")


def refused_for(status: int, what: str, where: str, why: str, mend: str) -> HttpResponse:
    """The answer where one thing is wrong; its code is the status in words."""
    code = HTTPStatus(status).phrase.lower().replace(" ", "-")
    return refused(status, [ProblemJson(what=what, where=where, why=why, mend=mend, code=code)])


def problem_of(fault: Fault) -> ProblemJson:
    """A fault of an input as a problem of a call."""
    return ProblemJson(
        what=fault.what,
        where=fault.place or "the call",
        why=f"found {fault.found!r}" if fault.found else CODES[fault.code],
        mend=f"Give {fault.expected}." if fault.expected else "Change what the words say.",
        code=fault.code,
    )


def _where(request: HttpRequest) -> str:
    return f"{request.method} {request.path}"


def _input(request: HttpRequest, error: InputError) -> HttpResponse:
    """A fault in what was sent, or in when: what is there already, or not yet, is a conflict."""
    not_now = any(fault.code in NOT_NOW for fault in error.faults)
    return refused(CONFLICT if not_now else REFUSED, map(problem_of, error.faults))


def _meanwhile(request: HttpRequest, error: ChangedMeanwhileError) -> HttpResponse:
    named = [
        ProblemJson(
            what=f"the cell holds {text or '-'}, and not {cell.seen or '-'}",
            where=f"{edit.doctor if edit else 'the cell'} on {cell.day}",
            why=f"{edit.act.by} changed it" if edit else "you saw it otherwise",
            mend=AS_IT_IS,
            code="changed-meanwhile",
        )
        for cell, text, edit in error.cells
    ]
    return refused(CONFLICT, [*named, _more()] if error.more else named)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refused(
        REFUSED,
        (
            ProblemJson(
                what=each["msg"],
                where=".".join(str(part) for part in each["loc"]),
                why=f"it is not as the document of the API has it ({each['type']})",
                mend="Send what the document asks for there.",
                code="not-as-documented",
            )
            for each in error.errors
        ),
    )


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What Django Ninja refuses by itself: a body that is no JSON."""
    why = "the body cannot be read, or is too long"
    return refused_for(error.status_code, f"{error}", "body", why, "Send one JSON value in UTF-8.")


def _too_long(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    why = f"it is over {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 10**6} MB"
    return refused_for(400, "the body is too long", "body", why, "Send it in several calls.")


def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    mend = "Send Authorization: Bearer and a token, made on the page /account/tokens/."
    why = "it is missing, revoked, past, or of nobody who may sign in"
    answer = refused_for(401, "no token that is known", "header Authorization", why, mend)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _barred(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    mend = "Use a token that is for it, of somebody whose roles allow it here."
    return refused_for(403, "not allowed", _where(request), f"{error}", mend)


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    mend = "Look at what there is: the departments, their periods, jobs and requests."
    return refused_for(404, "nothing there", _where(request), f"{error}", mend)


def _too_often(request: HttpRequest, error: TooOftenError) -> HttpResponse:
    mend = f"Wait {error.wait} seconds."
    answer = refused_for(429, "too many calls", _where(request), "a minute has room for few", mend)
    answer["Retry-After"] = f"{error.wait}"
    return answer


def _ours(request: HttpRequest, error: Exception) -> HttpResponse:
    logging.getLogger("django.request").error("%s", _where(request), exc_info=error)
    why, mend = "an error in Sevenday", "Tell whoever runs the server: its log has it."
    return refused_for(500, "it failed", _where(request), why, mend)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    InputError: _input,
    ChangedMeanwhileError: _meanwhile,
    ValidationError: _invalid,
    AuthenticationError: _nobody,
    HttpError: _http,
    RequestDataTooBig: _too_long,
    PermissionDenied: _barred,
    Http404: _missing,
    TooOftenError: _too_often,
    Exception: _ours,
}


def handle(api: NinjaAPI) -> None:
    """Have every error of an API answered in the one shape."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
