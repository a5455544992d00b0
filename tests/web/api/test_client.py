"""The Python client: each call of the document by its name, as the document has it, and against a
server that runs.
"""

import inspect
import io
import json
import re
import zipfile
from datetime import timedelta

import httpx
import pytest
from django.core.cache import cache
from django.test import Client as Browser

from sevenday.client import ApiError, Client, DepartmentClient
from sevenday.web.api.scopes import Scope
from sevenday.web.api.tokens import make_token
from sevenday.web.people.models import Membership, Role
from tests.web.api.calls import HOME
from tests.web.factories import person
from tests.web.people_and_places import MONDAY, with_rota

GIVEN = {
    "hospital": "st-example",
    "first": MONDAY,
    "last": MONDAY,
    "key": 7,
    "most": 5,
    "before": 9,
    "of": "draft",
    "state": "all",
    "agree": False,
    "words": "no",
    "want": "on",
    "shift": "D",
    "kind": "replan",
    "seconds": 9.0,
    "seed": 3,
    "since": MONDAY,
    "day": MONDAY,
    "start": "17:00",
    "end": "18:00",
    "minutes": 60,
    "wish": "toil",
    "cells": [{"doctor": "Ana", "date": MONDAY, "expected": "", "text": "D"}],
}
"""For each parameter of the client's methods a value."""
OTHER = {"close", "at", "call"}


def sent_by(name: str) -> httpx.Request:
    """What a method sends when all of its parameters are given."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    client = Client("http://server", "word", transport=httpx.MockTransport(answer))
    home = client if hasattr(client, name) else client.at("st-example", "medicine")
    method = getattr(home, name)
    method(**{key: GIVEN[key] for key in inspect.signature(method).parameters})
    return sent[0]


def document() -> dict:
    return Browser(SERVER_NAME="localhost").get(f"{HOME}openapi.json").json()


def keys_of(schema: dict, whole: dict) -> set[str]:
    if "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return set(schema["properties"])


def test_each_call_of_the_document_has_a_method_that_makes_it_and_there_is_no_other(db):
    whole = document()
    names = {
        name
        for home in (Client, DepartmentClient)
        for name, _ in inspect.getmembers(home, inspect.isfunction)
        if not name.startswith("_")
    } - OTHER
    calls = {
        details["operationId"]: (path, method.upper(), details)
        for path, methods in whole["paths"].items()
        for method, details in methods.items()
    }
    assert names == set(calls)
    for name, (path, method, details) in calls.items():
        request = sent_by(name)
        shape = re.sub(r"\{\w+\}", "[^/]+", path)
        assert request.method == method and re.fullmatch(shape, request.url.path), name
        assert request.headers["Authorization"] == "Bearer word"
        asked = {each["name"] for each in details["parameters"] if each["in"] == "query"}
        assert set(request.url.params) == asked, name
        if "requestBody" in details:
            schema = details["requestBody"]["content"]["application/json"]["schema"]
            assert set(json.loads(request.content)) == keys_of(schema, whole), name
        else:
            assert request.content in (b"", b"null"), name


def test_what_a_proxy_says_is_an_error_too():
    down = httpx.MockTransport(lambda _: httpx.Response(502, html="<h1>Bad gateway</h1>"))
    with Client("http://server", "word", transport=down) as client, pytest.raises(ApiError) as told:
        client.departments()
    assert (told.value.status, told.value.problems, told.value.wait) == (502, [], None)
    assert "502" in str(told.value)


def test_a_server_is_asked_changed_and_refuses_in_words(site):
    cache.clear()
    here = with_rota({}).period.department
    user, name = person(Role.COORDINATOR, here), here.doctors.first().name
    Membership.objects.create(user=user, role=Role.HR, hospital=here.hospital, department=here)
    _, word = make_token(user, "a client", list(Scope), 1)
    with Client(site, word) as client:
        assert [each["department"] for each in client.departments()] == [here.slug]
        ward = client.at(here.hospital.slug, here.slug)
        assert ward.rotas()[0]["first"] == f"{MONDAY}"
        cell = {"doctor": name, "date": MONDAY, "expected": "", "text": "D"}
        assert ward.change_draft(MONDAY, [cell])["written"] == 1
        assert ward.draft(MONDAY)["rota"][name] == {f"{MONDAY}": "D"}
        with pytest.raises(ApiError) as told:
            ward.change_draft(MONDAY, [{**cell, "text": "L"}])
        assert told.value.status == 409 and "holds D, and not -" in str(told.value)
        assert ward.check(MONDAY, of="draft")["contract"] == "england-2016"
        assert ward.pay(MONDAY)["total"] > 0
        assert ward.rota_csv(MONDAY).startswith("doctor,2026-09-07")
        assert "rota.csv" in zipfile.ZipFile(io.BytesIO(ward.folder(MONDAY))).namelist()
        job = ward.begin_job("build", MONDAY, seconds=1)
        assert ward.cancel_job(job["job"])["state"] == "cancelled"
        for call in (ward.my_calendar, lambda: ward.rota(MONDAY + timedelta(days=1))):
            with pytest.raises(ApiError) as told:
                call()
            assert told.value.status in (403, 404) and told.value.problems[0]["mend"]
    with Client(site, "sevenday_none") as nobody, pytest.raises(ApiError) as told:
        nobody.departments()
    assert told.value.status == 401
