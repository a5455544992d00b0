"""From a one-time link to the front page: password and app, passkey, recovery code."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from sevenday.web.audit.models import Change
from sevenday.web.people.accounts import first_administrator
from sevenday.web.people.links import make_link
from sevenday.web.people.models import Role, User
from tests.web.browser import (
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import PASSWORD, department, person


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def given_a_new_person(name: str, role: Role = Role.COORDINATOR) -> User:
    user = person(role, department(f"Ward of {name}"), name, second_factor=False)
    user.set_unusable_password()
    user.save()
    return user


def when_they_press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def when_they_use_their_link(page: Page, user: User) -> None:
    page.goto(make_link(user))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    then_the_page_is_accessible(page)
    picture(page, "link")
    when_they_press(page, "Sign in")


def when_they_choose_a_password(page: Page, password: str = PASSWORD) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose how you sign in")
    then_the_page_is_accessible(page)
    picture(page, "welcome")
    page.get_by_label("A new password", exact=True).fill(password)
    when_they_press(page, "Save and go on")


def when_they_add_an_app(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Add an authenticator app")
    secret = page.locator("#authenticator_secret").inner_text().strip()
    then_the_page_is_accessible(page)
    picture(page, "app")
    page.get_by_label("The code that the app shows").fill(code_of(secret))
    when_they_press(page, "Add the app")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    then_the_page_is_accessible(page)
    picture(page, "codes")
    return secret


def test_the_first_administrator_comes_by_the_link_that_serve_prints(open_as):
    administrator = first_administrator()
    assert administrator
    page = open_as()
    when_they_use_their_link(page, administrator)
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    when_they_choose_a_password(page)
    page.goto("/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more proof that it is you")
    then_the_page_is_accessible(page)
    picture(page, "second_factor")
    page.get_by_role("link", name="an authenticator app").click()
    when_they_add_an_app(page)
    page.goto("/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("People of every hospital")
    then_the_page_is_accessible(page)
    picture(page, "people")
    what = set(Change.objects.filter(actor=administrator).values_list("what", flat=True))
    assert {"person.came_by_link", "person.chose_password", "second_factor.added"} <= what
    assert first_administrator() is None


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (PHONE, False)])
def test_a_co_ordinator_signs_in_with_password_and_app(open_as, size, scripts):
    user = given_a_new_person(f"Bea {scripts}")
    page = open_as(size=size, scripts=scripts)
    page.goto(make_link(user))
    then_the_page_fits_its_width(page)
    when_they_press(page, "Sign in")
    page.get_by_label("A new password", exact=True).fill(PASSWORD)
    when_they_press(page, "Save and go on")
    page.goto("/account/app/")
    secret = page.locator("#authenticator_secret").inner_text().strip()
    page.get_by_label("The code that the app shows").fill(code_of(secret))
    when_they_press(page, "Add the app")
    when_they_press(page, "Sign out")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    then_the_page_fits_its_width(page)
    picture(page, f"sign-in-phone-{scripts}")

    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill("not this one")
    when_they_press(page, "Sign in")
    expect(page.get_by_role("alert").first).to_contain_text("There is a problem")
    picture(page, f"sign-in-wrong-{scripts}")
    assert page.get_by_label("E-mail address").input_value() == user.email

    page.get_by_label("Password", exact=True).fill(PASSWORD)
    when_they_press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("The second proof")
    then_the_page_fits_its_width(page)
    page.get_by_label(re.compile("The code of your authenticator app")).fill(code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text(user.name).first).to_be_visible()
    assert "/account/" not in page.url


def test_a_link_works_once(open_as):
    user = given_a_new_person("Cy")
    path = make_link(user)
    page = open_as(path=path)
    when_they_press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose how you sign in")


def with_a_virtual_authenticator(page: Page) -> None:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_then_signs_in_alone(open_as):
    user = given_a_new_person("Dee")
    page = open_as()
    with_a_virtual_authenticator(page)
    when_they_use_their_link(page, user)
    page.get_by_role("link", name="make a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Make a passkey")
    then_the_page_is_accessible(page)
    picture(page, "passkey")
    when_they_press(page, "Make the passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    when_they_press(page, "Sign out")
    when_they_press(page, "Use a passkey")
    page.wait_for_url("**/at/**")
    expect(page.get_by_text(user.name).first).to_be_visible()
    page.goto("/at/st-example/ward-of-dee/people/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("People of Ward of Dee")
