"""Every page's rule is asked here, before its view: what has no rule is closed."""

from collections.abc import Callable
from time import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.pages import has_null
from sevenday.web.people.adapter import authenticated_at
from sevenday.web.people.models import User
from sevenday.web.permissions import BY_TOKEN, DOCUMENT, AccessRule, Workplace

PROOF_LASTS = 12 * 60 * 60
"""Seconds after which a page that asks for a second proof asks again: a working day."""


def place_of(hospital: str | None, department: str | None) -> Workplace:
    """The place that an address names. Raises Http404 where there is none."""
    if hospital is None:
        return Workplace()
    if department is None:
        try:
            return Workplace(Hospital.objects.get(slug=hospital))
        except Hospital.DoesNotExist:
            raise Http404(f"no hospital {hospital}") from None
    try:
        found = Department.objects.select_related("hospital").get(
            hospital__slug=hospital, slug=department
        )
    except Department.DoesNotExist:
        raise Http404(f"no department {department} in {hospital}") from None
    return Workplace(found.hospital, found)


class RulesMiddleware:
    """Lets a request through to its view where the view's rule allows it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request: nothing is decided before its page is known.

        A browser keeps no page unless the page says so: on a ward's machine the next person
        would go back to it after a sign-out.
        """
        answer = self.get_response(request)
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"
        return answer

    def process_view(
        self, request: Any, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Ask the view's rule: None lets the request through.

        Raises
        ------
        PermissionDenied
            Where the rule does not allow it, and where the view has none.
        """
        rule: AccessRule | None = getattr(view, "rule", None)
        if rule is None:
            raise PermissionDenied("a page without a rule is closed")
        is_call = rule in (BY_TOKEN, DOCUMENT)  # which answers in a shape of its own
        if not is_call and has_null(request):
            raise BadRequest("a null character, which no page sends")
        if not rule.signed_in:
            request.place = Workplace()
            return None
        user = request.user
        if not isinstance(user, User):
            return _away(request, redirect_to_login(request.get_full_path()).url)
        request.place = place_of(kwargs.get("hospital"), kwargs.get("department"))
        if not rule.allows(user, request.place):
            raise PermissionDenied(f"this page is for those who {rule.says}")
        if rule.second_factor and not settings.DEMO and (ask := _proof_to_ask(request, user)):
            return _away(request, f"{ask}?{urlencode({'next': _back_to(request)})}")
        return None


class HeadMiddleware:
    """Answers HEAD by the headers alone.

    The server sends what it is given: what followed the headers would be read, by a proxy that
    has one connection for many people, as the answer to the next of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request; of HEAD without a body."""
        answer: Any = self.get_response(request)
        if request.method == "HEAD":
            if answer.streaming:
                answer.streaming_content = ()
            else:
                answer.content = b""
        return answer  # type: ignore[no-any-return]


def _proof_to_ask(request: HttpRequest, user: User) -> str:
    """The page that asks for the second proof, or for a new one where the last is old."""
    if not is_mfa_enabled(user):
        return reverse("second_factor")
    if time() - authenticated_at(request) < PROOF_LASTS:
        return ""
    return str(get_adapter(request).get_reauthentication_methods(user)[0]["url"])


def _back_to(request: HttpRequest) -> str:
    """Where somebody goes on after a proof: the page asked for, or the one whose form was sent."""
    if request.method == "GET":
        return request.get_full_path()
    return urlsplit(request.headers.get("Referer", "/")).path


def _away(request: Any, address: str) -> HttpResponse:
    """Send the whole page elsewhere, also where it asked for a part of itself."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
