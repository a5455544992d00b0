"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from sevenday.web.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts that administrators make: nobody signs up, nothing is mailed."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This e-mail address and password do not go together.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
    }

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


class DeviceAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys and apps that prove a second time who somebody is."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is not the code of now. Wait for the next one and type that.",
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A first name for a device: its number."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Device {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a device calls this site."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Sevenday"}


def authenticated_at(request: HttpRequest) -> float:
    """When the person last proved who they are, in seconds of the epoch; 0: never."""
    records = get_authentication_records(request, request.user)
    return float(records[-1]["at"]) if records else 0.0
