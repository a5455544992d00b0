"""What the tests of the API call with: a token of somebody's, and every call of the document."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client

from sevenday.web.api.routes import api
from sevenday.web.api.scopes import Scope
from sevenday.web.api.tokens import make_token
from sevenday.web.hospitals.models import Department
from sevenday.web.people.models import User

HOME = "/api/v1/"


@dataclass(frozen=True)
class Call:
    """One call of the document."""

    name: str
    method: str
    path: str

    def address(self, at: Department, **more: str) -> str:
        given = {"hospital": at.hospital.slug, "department": at.slug, "first": "2026-09-07"}
        return self.path.format(**{**given, "key": "1", **more})


def every_call() -> Iterator[Call]:
    """Each call that the API has, as its document tells."""
    for path, methods in api.get_openapi_schema(path_prefix=HOME)["paths"].items():
        for method, details in methods.items():
            yield Call(details["operationId"], method.upper(), path)


class Caller:
    """Calls as somebody, by a token."""

    def __init__(self, user: User, scopes: Iterable[str] = tuple(Scope)) -> None:
        self.token, self.word = make_token(user, "a test", scopes, 1)

    def __call__(self, method: str, address: str, body: Any = None) -> Any:
        """The answer to a call; a body is sent as JSON, a text as it is."""
        client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        sent = body if isinstance(body, str) else json.dumps(body)
        return client.generic(
            method,
            address,
            "" if body is None else sent,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.word}"},
        )


def at(department: Department) -> str:
    """How the addresses of a department's calls begin."""
    return f"{HOME}at/{department.hospital.slug}/{department.slug}"
