"""Every address, as every role, here and elsewhere: exactly the permitted ones answer."""

import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from sevenday.web.middleware import RulesMiddleware
from sevenday.web.pages import AT_DEPARTMENT, AT_HOSPITAL
from sevenday.web.people.models import Role
from tests.web.addresses import PAGES, address_of, addresses, is_call, route_of
from tests.web.clients import client_of
from tests.web.factories import department, hospital, person

pytestmark = pytest.mark.usefixtures("db")
TABLE = tomllib.loads(Path(__file__).with_name("who_may_open.toml").read_text("utf-8"))
WHO: dict[str, set[str]] = {
    name: {"anyone"}
    if who == "anyone"
    else {"signed in"}
    if who == "signed in"
    else set(who.split())
    for part, rows in TABLE.items()
    for name, who in rows.items()
    if part != "calls"  # of the API: tests/web/api/test_who_may_call.py
}


def lets_in(client: Client, address: str) -> bool:
    """Whether a page answers somebody: what it finds or refuses of its own is an answer."""
    answer = client.get(address)
    assert answer.status_code < 500, address
    if answer.status_code == 302:
        to = answer["Location"]
        again = to.startswith("/account/again/?next=") and "next=%2Faccount" not in to
        if again or to.startswith(("/account/sign-in/?next=", "/account/second-factor/?")):
            return False
    return answer.status_code != 403


def test_every_address_has_a_name_of_its_own_a_rule_and_a_row():
    assert all(hasattr(each.callback, "rule") for each in addresses())
    names = [each.name for each in addresses() if not is_call(each)]
    assert len(names) == len(set(names)) and None not in names
    assert set(names) == set(WHO)
    roles = {*Role.values, "whole", "anyone", "signed in"}
    assert set().union(*WHO.values()) <= roles


def test_a_page_without_a_rule_is_closed():
    middleware = RulesMiddleware(lambda request: None)
    with pytest.raises(PermissionDenied, match="without a rule"):
        middleware.process_view(RequestFactory().get("/"), lambda request: None, (), {})


@pytest.mark.parametrize("name", PAGES)
def test_nobody_opens_what_asks_who_they_are(name):
    assert lets_in(client_of(), address_of(name, department())) == (WHO[name] == {"anyone"})


def test_whoever_is_signed_in_opens_their_own_account():
    client = client_of(person(second_factor=False))
    for name, who in WHO.items():
        assert lets_in(client, address_of(name, department(name))) == (not who & set(Role)), name


@pytest.mark.parametrize("role", Role)
def test_exactly_the_permitted_pages_answer(role):
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
    people = {at: client_of(person(role, place)) for at, place in places.items()}
    wrong = []
    for name, who in WHO.items():
        route = route_of(name)
        if who & {"anyone", "signed in"}:
            continue
        if role not in who:
            may = set()
        elif route.startswith(AT_DEPARTMENT):
            may = {"department", "hospital", "everywhere"}
        elif route.startswith(AT_HOSPITAL):
            may = {"hospital", "everywhere"} | ({"department", "beside"} - who_whole(who, people))
        else:
            may = {"everywhere"} | (set(people) - who_whole(who, people))
        for at, client in people.items():
            if lets_in(client, address_of(name, here)) != (at in may):
                wrong.append((name, role.value, at, "closed" if at in may else "open"))
    assert wrong == []


def who_whole(who: set[str], people: dict[str, Client]) -> set[str]:
    """Whom a page of a whole hospital (or of everything) leaves out."""
    return set(people) if "whole" in who else set()


def test_a_role_without_a_second_proof_opens_only_what_asks_for_none():
    here = department()
    user = person(Role.COORDINATOR, here, second_factor=False)
    client = client_of(user)
    answer = client.get(f"/at/{here.hospital.slug}/{here.slug}/people/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/second-factor/?next=")


def test_a_place_that_there_is_not_is_no_page():
    user = person(Role.ADMINISTRATOR)
    client = client_of(user)
    assert client.get("/at/nowhere/medicine/people/").status_code == 404
    assert client.get("/hospital/nowhere/people/").status_code == 404
