"""A call: its address, its rule, its scope, and every answer that it may give."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path

from sevenday.results import as_json
from sevenday.web.api.access import TokenAuth
from sevenday.web.api.models import Token
from sevenday.web.api.problems import ProblemsJson, handle
from sevenday.web.api.scopes import Scope
from sevenday.web.pages import PageRequest
from sevenday.web.permissions import AccessRule

Slug = Annotated[str, Path(pattern="^[-a-zA-Z0-9_]+$", max_length=50)]
Key = Annotated[int, Path(ge=1, le=2**31 - 1)]
AT_HOSPITAL = "/hospital/{slug:hospital}"
AT_DEPARTMENT = "/at/{slug:hospital}/{slug:department}"
ALWAYS = (401, 403, 404, 405, 422, 429)
"""What any call may be refused with."""

api = NinjaAPI(
    title="Sevenday",
    version="1",
    description="A hospital's rotas, pay, requests and jobs for programs. Each call sends a token "
    "(Authorization: Bearer) and is answered within its scope and its owner's roles. Results are "
    "the JSON of the commands.",
    docs_url=None,  # its page would call another host
    urls_namespace="api",
)
handle(api)


class CallRequest(PageRequest):
    """A call that its rule let through."""

    auth: Token


def call(
    method: str,
    path: str,
    rule: AccessRule,
    scope: Scope | None,
    answer: Any,
    status: int = 200,
    conflicts: bool = False,
    **options: Any,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Make a function answer a call.

    Parameters
    ----------
    method, path
        As HTTP has them. `AT_HOSPITAL` and `AT_DEPARTMENT` begin the address of a place: the
        function gets it as `request.place` and not as arguments.
    rule
        Who may call.
    scope
        What the token has to be for; None: any token.
    answer
        The form of a good answer, as the document has it.
    status
        Of a good answer.
    conflicts
        Whether it may be refused because something is otherwise than its caller thinks.
    options
        As Django Ninja's.
    """
    errors = (*ALWAYS, *((400,) if method != "GET" else ()), *((409,) if conflicts else ()))
    needs = f"Scope: {scope.value}. " if scope else ""

    def made(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        register = api.api_operation(
            [method],
            path,
            auth=TokenAuth(rule, scope),
            response={status: answer, **dict.fromkeys(sorted(errors), ProblemsJson)},
            operation_id=view.__name__,
            description=f"{needs}For those who {rule.says}.",
            summary=(view.__doc__ or "").splitlines()[0],
            **options,
        )
        register(_placed(view, path))
        return view

    return made


def _placed(view: Callable[..., HttpResponse], path: str) -> Callable[..., HttpResponse]:
    """A view that takes the names of its place too: the document lists them."""
    names = [name for name in ("hospital", "department") if f":{name}}}" in path]

    @wraps(view)
    def given(request: HttpRequest, **values: Any) -> HttpResponse:
        return view(request, **{key: values[key] for key in values if key not in names})

    signature = inspect.signature(view)
    kind = inspect.Parameter.KEYWORD_ONLY
    added = [inspect.Parameter(name, kind, annotation=Slug) for name in names]
    parameters = [*signature.parameters.values(), *added]
    given.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return given


def as_answer(found: Any, status: int = 200) -> HttpResponse:
    """A result, or plain values that hold results, as the commands' JSON."""
    return HttpResponse(as_json(found) + "\n", status=status, content_type="application/json")
