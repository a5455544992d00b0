"""The addresses of the API, and of the page on which a person makes tokens."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, include, path

from sevenday.web.api import views
from sevenday.web.api.problems import HANDLERS, REFUSED, refused_for
from sevenday.web.api.routes import api
from sevenday.web.pages import has_null, page
from sevenday.web.permissions import BY_TOKEN, DOCUMENT, MAKE_TOKENS, AccessRule

OPERATIONS = ("places", "rotas", "drafts", "mine", "requests", "jobs", "exceptions", "changes")
for name in OPERATIONS:
    import_module(f"sevenday.web.api.operations.{name}")


def _answered(view: Callable[..., Any], rule: AccessRule) -> Callable[..., Any]:
    """A view of the API with its rule, and a refusal of a method in the one shape."""

    @wraps(view)
    def ruled(request: HttpRequest, **kwargs: Any) -> Any:
        if has_null(request):
            why = "no name, date or word of ours has one"
            return refused_for(REFUSED, "a null character", request.path, why, "Send it without.")
        try:
            answer = view(request, **kwargs)
        except Http404 as error:
            return HANDLERS[Http404](request, error)
        if answer.status_code != 405:
            answer["Cache-Control"] = "no-store"  # it is one caller's, and of this moment
            return answer
        may = answer["Allow"]
        why = f"it answers {may}, and not {request.method}"
        refusal = refused_for(405, "no such method", request.path, why, f"Call it by {may}.")
        refusal["Allow"] = may
        return refusal

    ruled.rule = rule  # type: ignore[attr-defined]
    return ruled


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below the API's."""
    raise Http404(f"the API has no /{rest}")


nothing_here.csrf_exempt = True  # type: ignore[attr-defined]


def _patterns() -> list[URLPattern]:
    """Ninja's patterns, each with its rule."""
    found, *_ = api.urls
    made = []
    for each in found:
        assert isinstance(each, URLPattern)
        is_document = each.name in ("openapi-json", "api-root")
        each.callback = _answered(each.callback, DOCUMENT if is_document else BY_TOKEN)
        made.append(each)
    return [*made, path("<path:rest>", _answered(nothing_here, DOCUMENT), name="nothing")]


urlpatterns = [
    page("account/tokens/", views.tokens, "tokens", MAKE_TOKENS),
    page("account/tokens/<int:token>/revoke/", views.revoke_token, "revoke_token", MAKE_TOKENS),
    path("api/v1/", include((_patterns(), "ninja"), namespace="api")),
]
