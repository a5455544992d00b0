"""Who calls: the owner of a token, within its scope and within their roles where the call is."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from ninja.security import HttpBearer

from sevenday.web.api.models import Token
from sevenday.web.api.rates import count_call
from sevenday.web.api.scopes import Scope
from sevenday.web.api.tokens import find_token
from sevenday.web.middleware import place_of
from sevenday.web.permissions import AccessRule

MOST_WRONG = 30
"""Words that are no token, of one address in a minute."""


class TokenAuth(HttpBearer):
    """Asks a call's rule of the owner of its token, as the middleware asks a page's.

    A cookie opens nothing here, so that no other site's form can call. The second proof was asked
    for where the token was made.
    """

    def __init__(self, rule: AccessRule, scope: Scope | None) -> None:
        """Take who may call, and what the token has to be for; None: any token."""
        super().__init__()
        self.rule, self.scope = rule, scope

    def authenticate(self, request: Any, token: str) -> Token | None:
        """The token, with the request's person and place set; None where it is none.

        Raises
        ------
        TooOftenError
            For more calls than a minute has room for.
        PermissionDenied
            Where token or person may not.
        Http404
            For a place that there is not.
        """
        found = find_token(token)
        if found is None:
            count_call(f"wrong:{request.META['REMOTE_ADDR']}", MOST_WRONG)
            return None
        count_call(f"token:{found.pk}", settings.API_CALLS_A_MINUTE)
        if self.scope is not None and self.scope not in found.scopes:
            raise PermissionDenied(f"this token is not for {self.scope.value}")
        names = request.resolver_match.kwargs
        request.user = found.user
        request.place = place_of(names.get("hospital"), names.get("department"))
        if not self.rule.allows(found.user, request.place):
            raise PermissionDenied(f"this call is for those who {self.rule.says}")
        return found
