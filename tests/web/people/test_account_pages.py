"""Every page of an account, on a desk and a phone: whole, fitting, read by a screen reader."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from sevenday.web.people.models import Role
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import PASSWORD, department, person

PAGES = {
    "/account/": "How you sign in",
    "/account/password/": "Change your password",
    "/account/passkeys/": "Your passkeys",
    "/account/passkeys/add/": "Make a passkey",
    "/account/app/remove/": "Remove the authenticator app",
    "/account/codes/new/": "New recovery codes",
    "/account/second-factor/": "One more proof that it is you",
    "/account/again/": "Your password again",
    "/account/again/code/": "A code again",
    "/account/inactive/": "This account is closed",
    "/account/link/used-up/": "This link is used up",
}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_of_an_account_is_whole(open_as, size):
    user = person(Role.COORDINATOR, department(f"Ward {size['width']}"))
    page = open_as(user, "/account/", size=size)
    for path, heading in PAGES.items():
        if path.startswith("/account/link/"):
            page = open_as(size=size)
            page.request.get(path)  # a browser notes a page that is gone as an error
            page.route(re.compile("/account/link/"), lambda route: as_if_found(route))
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        then_the_page_fits_its_width(page)
        then_the_page_is_accessible(page)
        picture(page, f"account{path.removeprefix('/account').replace('/', '-')}{size['width']}")


def as_if_found(route):
    """The page as it came, with a status at which a browser notes no error."""
    route.fulfill(response=route.fetch(), status=200)


def test_who_lost_their_phone_comes_in_by_a_recovery_code_once(open_as):
    user = person(Role.COORDINATOR, department("Lost"), name="Gus")
    page = open_as(user, "/account/codes/new/")
    page.get_by_role("button", name="Make new codes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    code = page.get_by_role("listitem").filter(has_text=re.compile(r"^\d+$")).first.inner_text()
    assert Authenticator.objects.filter(user=user).count() == 2
    for opens in (True, False):
        page = open_as(path="/account/sign-in/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The second proof")
        then_the_page_is_accessible(page)
        picture(page, "second-proof")
        page.get_by_label(re.compile("or a recovery code")).fill(code)
        page.get_by_role("button", name="Sign in", exact=True).click()
        if opens:
            page.wait_for_url("**/at/**")
        else:
            expect(page.get_by_role("alert")).to_contain_text("not the code of now")


def test_a_page_that_is_anothers_says_whom_to_ask(open_as):
    here = department("Closed")
    page = open_as(person(Role.DOCTOR, here, name="Hal"))
    page.route(re.compile("/people/"), as_if_found)
    page.goto(f"/at/{here.hospital.slug}/{here.slug}/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not open this page")
    expect(page.get_by_text("Hal", exact=True)).to_be_visible()
    then_the_page_is_accessible(page)
    picture(page, "closed")
