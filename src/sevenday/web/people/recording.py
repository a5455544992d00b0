"""What allauth changes of an account is recorded too; a new password ends its tokens."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from django.db import transaction
from django.http import HttpRequest

from sevenday.web.api.tokens import revoke_all
from sevenday.web.audit.record import record
from sevenday.web.people.links import BY_LINK
from sevenday.web.people.models import User

CHANGES = (
    (mfa.authenticator_added, "second_factor.added"),
    (mfa.authenticator_removed, "second_factor.removed"),
    (mfa.authenticator_reset, "second_factor.made_anew"),
    (account.password_changed, "person.changed_password"),
    (account.password_set, "person.chose_password"),
)


def connect() -> None:
    """Listen to allauth, once, when Django is ready."""
    mfa.authenticator_added.connect(has_proved, weak=False, dispatch_uid="has proved")
    for signal, what in CHANGES:
        signal.connect(_recorder(what), weak=False, dispatch_uid=f"recorded {what}")


def _recorder(what: str) -> Any:
    def on_change(user: User, **given: Any) -> None:
        authenticator = given.get("authenticator")
        kind = {"kind": str(authenticator.type)} if authenticator else None
        gone = what.endswith("removed")
        with transaction.atomic():
            record(user, what, kind if gone else None, None if gone else kind, about=user)
            if what.endswith("password"):
                revoke_all(user)

    return on_change


def has_proved(request: HttpRequest, user: User, **_: Any) -> None:
    """Who makes a passkey or adds an app has proved who they are by it, and needs no link now."""
    request.session.pop(BY_LINK, None)
    record_authentication(request, user, method="mfa", reauthenticated=True)
