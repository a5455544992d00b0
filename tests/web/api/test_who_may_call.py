"""Every call, as every role, here and elsewhere, with and without the scope: exactly the permitted
ones answer; and whatever they refuse has one shape.
"""

import pytest
from django.conf import settings
from django.test import Client

from sevenday.web.api import rates
from sevenday.web.api.access import TokenAuth
from sevenday.web.api.routes import api
from sevenday.web.api.scopes import Scope
from sevenday.web.people.models import Role
from tests.web.api.calls import HOME, Call, Caller, every_call
from tests.web.clients import client_of
from tests.web.factories import department, hospital, person
from tests.web.test_who_may_open import TABLE

pytestmark = pytest.mark.usefixtures("db")
WHO = {name: set(who.split()) for name, who in TABLE["calls"].items()}
CALLS = {each.name: each for each in every_call()}
SCOPES = {
    operation.view_func.__name__: operation.auth_callbacks[0].scope
    for router in api._get_bound_routers()
    for view in router.path_operations.values()
    for operation in view.operations
}


@pytest.fixture
def one_minute(monkeypatch) -> None:
    """A minute that does not end while a test counts its calls."""
    monkeypatch.setattr(rates, "time", lambda: 60_030.0)


def in_shape(answer) -> bool:
    found = answer.json()
    keys = {"what", "where", "why", "mend", "code"}
    return found["status"] == answer.status_code and all(
        set(each) == keys and all(each[key] for key in keys) for each in found["problems"]
    )


def lets_in(caller: Caller, call: Call, address: str) -> bool:
    """Whether a call answers somebody: what it finds or refuses of its own is an answer."""
    answer = caller(call.method, address)
    assert answer.status_code < 500, (call.name, answer.content)
    if answer.status_code >= 400:
        assert in_shape(answer), answer.content
    return answer.status_code not in (401, 403)


def test_every_call_has_a_rule_a_scope_and_a_row():
    assert set(CALLS) == set(WHO) == set(SCOPES)
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                (auth,) = operation.auth_callbacks
                assert isinstance(auth, TokenAuth) and auth.rule.roles
    assert {name for name, scope in SCOPES.items() if scope is None} == {"departments"}
    assert set(filter(None, SCOPES.values())) == set(Scope)


@pytest.mark.parametrize("name", CALLS)
def test_nobody_calls_without_a_token_and_a_cookie_is_none(name):
    here = department()
    call = CALLS[name]
    for client in (client_of(), client_of(person(Role.ADMINISTRATOR))):
        answer = client.generic(call.method, call.address(here))
        assert answer.status_code == 401 and in_shape(answer)


@pytest.mark.parametrize("role", Role)
def test_exactly_the_permitted_calls_answer(role, monkeypatch):
    monkeypatch.setattr(settings, "API_CALLS_A_MINUTE", 1000)
    here = department("Medicine")
    beside = department("Surgery", here.hospital)
    far = department("Medicine", hospital("Far Example"))
    places = {
        "department": here,
        "beside": beside,
        "hospital": here.hospital,
        "far department": far,
        "far hospital": far.hospital,
        "everywhere": None,
    }
    people = {at: Caller(person(role, place)) for at, place in places.items()}
    wrong = []
    for name, call in CALLS.items():
        who = WHO[name]
        if role not in who:
            may = set()
        elif "{department}" in call.path:
            may = {"department", "hospital", "everywhere"}
        elif "{hospital}" in call.path:
            may = {"hospital", "everywhere"}
        else:
            may = {"everywhere"} if "whole" in who else set(people)
        for at, caller in people.items():
            if lets_in(caller, call, call.address(here)) != (at in may):
                wrong.append((name, role.value, at, "closed" if at in may else "open"))
    assert wrong == []


def test_a_token_without_the_scope_opens_nothing_of_it():
    here = department()
    users = {role: person(role, here) for role in Role}
    for name, scope in SCOPES.items():
        if scope is None:
            continue
        role = next(each for each in Role if each in WHO[name])
        if "{department}" not in CALLS[name].path:
            continue
        caller = Caller(users[role], [each for each in Scope if each != scope])
        answer = caller(CALLS[name].method, CALLS[name].address(here))
        assert answer.status_code == 403 and scope.value in answer.content.decode(), name
        caller.token.delete()


def test_a_role_that_is_taken_is_gone_from_its_tokens_at_once():
    here = department()
    user = person(Role.COORDINATOR, here)
    caller, call = Caller(user), CALLS["requests"]
    assert caller("GET", call.address(here)).status_code == 200
    user.memberships.all().delete()
    assert caller("GET", call.address(here)).status_code == 403
    user.is_active = False
    user.save()
    assert caller("GET", call.address(here)).status_code == 401


def test_who_calls_too_often_waits(monkeypatch, one_minute):
    monkeypatch.setattr(settings, "API_CALLS_A_MINUTE", 3)
    caller, other = Caller(person(Role.DOCTOR, department())), Caller(person(Role.DOCTOR))
    assert [caller("GET", f"{HOME}departments").status_code for _ in range(3)] == [200] * 3
    answer = caller("GET", f"{HOME}departments")
    assert answer.status_code == 429 and in_shape(answer) and answer["Retry-After"] == "30"
    assert other("GET", f"{HOME}departments").status_code == 200


def test_words_that_are_no_token_cannot_be_tried_for_long(one_minute):
    client, wrong = Client(SERVER_NAME="localhost"), {"Authorization": "Bearer sevenday_no"}
    found = [client.get(f"{HOME}departments", headers=wrong).status_code for _ in range(31)]
    assert found == [401] * 30 + [429]
