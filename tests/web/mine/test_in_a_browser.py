"""The doctor's main path in a real browser: phone and desk, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from sevenday.web.hospitals.models import Hospital
from sevenday.web.people.models import User
from sevenday.web.requests.models import Swap
from sevenday.web.rotas.models import Version
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.mine.doctors import TODAY, address, day, with_a_doctor, works_as

SCREENS = [(DESK, True), (PHONE, True), (PHONE, False)]
PAGES = ("", "team/", "leave/", "swaps/", "pay/", "exceptions/", "calendar/")


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    """It is the second day of the rota."""
    from sevenday.web.mine.views import exceptions, home, leave, pay, swap

    for module in (exceptions, home, leave, pay, swap):
        monkeypatch.setattr(module, "today", lambda: TODAY)


@pytest.fixture
def ward(site) -> tuple[User, User, Version]:
    """A ward of its own on the running server, and the persons of two of its lines."""
    Hospital.objects.filter(slug="general").update(slug=f"general-{Hospital.objects.count()}")
    User.objects.filter(email="robin@example.org").update(
        email=f"robin{User.objects.count()}@example.org"
    )
    User.objects.filter(email="importer-of-ward@example.org").delete()
    user, version = with_a_doctor()
    return user, works_as("Doctor 2", version), version


def then_every_page_is_as_it_should_be(page: Page, version: Version, scripts: bool) -> None:
    for rest in PAGES:
        page.goto(address(version, rest))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        then_the_page_fits_its_width(page)
        name = f"mine-{rest.strip('/') or 'home'}-{page.viewport_size['width']}"
        picture(page, name if scripts else f"{name}-plain")
        if scripts:
            then_the_page_is_accessible(page)


def when_they_ask_for_leave(page: Page, version: Version, number: int) -> None:
    page.goto(address(version, "leave/"))
    page.get_by_label("First day").fill(f"{day(number)}")
    page.get_by_label("Last day").fill(f"{day(number + 1)}")
    page.get_by_role("button", name="See the answer").click()
    expect(page.get_by_role("status")).to_be_visible()
    picture(page, f"mine-leave-answer-{page.viewport_size['width']}")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("owed by")).to_be_visible()


def when_they_offer_a_swap(page: Page, version: Version) -> None:
    page.goto(address(version, "swaps/"))
    page.get_by_role("link", name="Thu 10 Sep 2026").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("With whom may I swap")
    then_the_page_fits_its_width(page)
    picture(page, f"mine-swap-{page.viewport_size['width']}")
    page.get_by_role("link", name="Offer Doctor 2").first.click()
    picture(page, f"mine-offer-{page.viewport_size['width']}")
    page.get_by_role("button", name="Send the offer").click()
    expect(page.get_by_text("To Doctor 2")).to_be_visible()


def when_the_partner_accepts(page: Page, version: Version) -> None:
    page.get_by_role("link", name="1 new").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed for you")
    picture(page, "news")
    page.goto(address(version, "swaps/"))
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted", exact=True)).to_be_visible()


def when_they_report_an_exception(page: Page, version: Version) -> None:
    page.goto(address(version, f"exceptions/?day={day(1)}"))
    page.get_by_label("Until").fill("18:30")
    page.get_by_role("button", name="See what it leads to").click()
    expect(page.get_by_role("status")).to_contain_text("for 2 hours")
    picture(page, f"mine-exception-{page.viewport_size['width']}")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="My reports")).to_be_visible()


def when_they_compare_a_payslip(page: Page, version: Version) -> None:
    page.goto(address(version, "pay/"))
    page.get_by_label("The lines of pay on it").fill("Basic pay 1,000.00\nPAYE tax 300.10")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("status")).to_contain_text("Something differs")
    then_the_page_fits_its_width(page)
    picture(page, f"mine-payslip-{page.viewport_size['width']}")


@pytest.mark.parametrize(("size", "scripts"), SCREENS, ids=["desk", "phone", "phone-no-scripts"])
def test_a_doctor_does_what_they_came_for(open_as, ward, size, scripts):
    user, partner, version = ward
    page = open_as(user, address(version), size, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("What am I doing next?")
    then_every_page_is_as_it_should_be(page, version, scripts)
    when_they_ask_for_leave(page, version, 20)
    when_they_offer_a_swap(page, version)
    when_the_partner_accepts(open_as(partner, address(version), size, scripts), version)
    assert Swap.objects.get(period=version.period).state == Swap.State.ACCEPTED
    when_they_report_an_exception(page, version)
    when_they_compare_a_payslip(page, version)
