"""Somebody who is signed in, without a browser."""

from time import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from sevenday.web.people.models import User


def session_of(user: User) -> SessionStore:
    """A session as it is after signing in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[WHOSE] = str(user.pk)
    session[RECORDS] = [{"method": "password", "at": time(), "reauthenticated": True}]
    session.create()
    return session


def client_of(user: User | None = None) -> Client:
    """What asks the site for pages as somebody, or as nobody."""
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    if user:
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user).session_key or ""
    return client
