"""Safe from the first page: policy, cookies, forged forms, tries, old proofs."""

from time import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from sevenday.web.middleware import PROOF_LASTS
from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import PASSWORD, department, person

pytestmark = pytest.mark.usefixtures("db")
SIGN_IN = "/account/sign-in/"


def directives(answer) -> dict[str, set[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {name: set(sources) for name, *sources in parts}


def test_the_policy_lets_nothing_but_our_own_and_each_page_has_a_nonce_of_its_own():
    first, second = client_of().get(SIGN_IN), client_of().get(SIGN_IN)
    found = directives(first)
    assert found["default-src"] == {"'none'"} and found["style-src"] == {"'self'"}
    assert "'unsafe-inline'" not in first["Content-Security-Policy"]
    nonces = [each for each in found["script-src"] if each.startswith("'nonce-")]
    assert len(nonces) == 1 and nonces[0] not in directives(second)["script-src"]
    assert nonces[0].removeprefix("'nonce-").rstrip("'") in first.content.decode()


def test_what_a_browser_is_told():
    answer = client_of().get(SIGN_IN)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer.cookies["csrftoken"]["httponly"] and answer.cookies["csrftoken"]["samesite"]


def test_a_form_of_another_site_changes_nothing():
    user = person(Role.COORDINATOR, here := department())
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    client.cookies = client_of(user).cookies
    given = {"name": "Eve", "email": "eve@example.org", "role": "doctor"}
    answer = client.post(f"/at/{here.hospital.slug}/{here.slug}/people/", given)
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_another_name_of_the_server_is_refused():
    assert Client(SERVER_NAME="elsewhere.example").get(SIGN_IN).status_code == 400


def test_passwords_cannot_be_tried_for_long():
    user = person(second_factor=False)
    client = client_of()
    for _ in range(8):
        client.post(SIGN_IN, {"login": user.email, "password": "wrong"})
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 200 and "Too many tries" in answer.content.decode()
    cache.clear()
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_a_proof_of_yesterday_is_asked_for_again_but_not_for_ones_own_account():
    here = department()
    client = client_of(person(Role.COORDINATOR, here))
    people = f"/at/{here.hospital.slug}/{here.slug}/people/"
    assert client.get(people).status_code == 200
    session = client.session
    session[RECORDS] = [{"method": "password", "at": time() - PROOF_LASTS - 1}]
    session.save()
    answer = client.get(people)
    assert answer.status_code == 302 and answer["Location"].startswith("/account/again/?next=")
    assert client.get("/account/").status_code == 200


def test_a_part_of_a_page_that_asks_for_a_sign_in_sends_the_whole_page_there():
    answer = client_of().get("/people/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/account/sign-in/")


def test_who_has_left_is_out_at_once():
    user = person(Role.DOCTOR, department())
    client = client_of(user)
    assert client.get("/account/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("address", [SIGN_IN, "/health", "/nothing-here/", "/"])
def test_a_head_is_answered_without_a_body(address):
    # as the server asks: Django's test client would take the body away by itself
    environ = RequestFactory(SERVER_NAME="localhost").head(address).environ
    body = b"".join(get_wsgi_application()(environ, lambda status, headers: None))
    assert body == b""


def test_a_browser_keeps_no_page_of_a_person():
    here = department()
    client = client_of(person(Role.COORDINATOR, here))
    for address in ("/account/", f"/at/{here.hospital.slug}/{here.slug}/people/", "/"):
        assert "no-store" in client.get(address)["Cache-Control"]
    assert "no-store" in client_of().get("/account/")["Cache-Control"]
