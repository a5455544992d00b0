"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts that administrators make: nobody signs up, nothing is mailed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody adds themselves."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of its own: the page that follows shows what was done."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether somebody has to prove again who they are.

        Who came by a one-time link has nothing to prove it with: their first password or passkey
        is made without.
        """
        if not self.get_reauthentication_methods(self.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


def authenticated_at(request: HttpRequest) -> float:
    """When the person last proved who they are, in seconds of the epoch; 0: never."""
    records = get_authentication_records(request)
    return float(records[-1]["at"]) if records else 0.0
