"""Tokens: made, found, revoked."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from sevenday.errors import Fault, InputError
from sevenday.web.api.models import Token
from sevenday.web.api.scopes import Scope
from sevenday.web.audit.record import record
from sevenday.web.people.models import User

PREFIX = "sevenday_"
"""How each begins, so that a scan for lost secrets knows it."""
MOST_DAYS, MOST_TOKENS = 366, 50
NOTED = timedelta(minutes=5)
"""How often it is noted that a token is used: a row is not written at each call."""


def make_token(user: User, name: str, scopes: Iterable[str], days: int) -> tuple[Token, str]:
    """A new token of a person's, and its word, which nobody can be shown again.

    Raises InputError for a scope that there is not, a time that is too long, or too many tokens.
    """
    wanted = [scope.value for scope in Scope if scope in set(scopes)]
    if not wanted:
        what = "a token without a scope opens nothing"
        raise InputError(
            Fault(what, "", None, "scopes", expected="one or more", code="missing-value")
        )
    if not 1 <= days <= MOST_DAYS:
        expected = f"1 to {MOST_DAYS} days"
        raise InputError(
            Fault("lasts too long", "", None, "days", f"{days}", expected, code="out-of-range")
        )
    word, now = f"{PREFIX}{token_urlsafe(32)}", timezone.now()
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if user.tokens.filter(revoked=None, expires__gt=now).count() >= MOST_TOKENS:
            what, expected = f"you have {MOST_TOKENS} tokens", "that you revoke one first"
            raise InputError(Fault(what, expected=expected, code="out-of-range"))
        token = Token.objects.create(
            user=user,
            name=name.strip()[:100],
            digest=_digest(word),
            scopes=wanted,
            expires=now + timedelta(days=days),
        )
        after = {"name": token.name, "scopes": wanted, "expires": token.expires}
        record(user, "token.made", None, after, about=token)
    return token, word


def find_token(word: str) -> Token | None:
    """The token of a word, unless it is revoked, past, or of somebody who may not sign in."""
    now = timezone.now()
    token = (
        Token.objects.select_related("user")
        .filter(digest=_digest(word), revoked=None, expires__gt=now, user__is_active=True)
        .first()
    )
    if token and (token.used is None or now - token.used > NOTED):
        Token.objects.filter(pk=token.pk).update(used=now)
    return token


def revoke(actor: User, token: Token) -> None:
    """End a token now."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now()):
            record(actor, "token.revoked", {"name": token.name}, None, about=token)


def revoke_all(actor: User) -> None:
    """End all of a person's own tokens: whoever learned their password may have made one."""
    for token in actor.tokens.filter(revoked=None):
        revoke(actor, token)


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()
