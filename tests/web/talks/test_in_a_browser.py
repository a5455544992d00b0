"""A negotiator's path in a real browser: phone and desk, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sevenday.web.hospitals.models import Hospital
from sevenday.web.people.models import Role, User
from sevenday.web.rotas.models import Version
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import person
from tests.web.talks.wards import a_ward, talks_address

SCREENS = [(DESK, True), (PHONE, True), (PHONE, False)]


@pytest.fixture
def ward(site) -> tuple[User, Version]:
    """A ward of its own on the running server, and its negotiator."""
    Hospital.objects.filter(slug="general").update(slug=f"general-{Hospital.objects.count()}")
    for kind in ("robin", "importer-of-ward"):
        User.objects.filter(email=f"{kind}@example.org").update(
            email=f"{kind}{User.objects.count()}@example.org"
        )
    version = a_ward()
    return person(Role.NEGOTIATOR, version.period.department, "Nadir Castellan"), version


def then_it_is_as_it_should_be(page: Page, name: str, scripts: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    then_the_page_fits_its_width(page)
    picture(page, f"talks-{name}-{page.viewport_size['width']}" + "-plain" * (not scripts))
    if scripts:
        then_the_page_is_accessible(page)


def when_a_slider_moves(page: Page, scripts: bool) -> None:
    slider = page.get_by_label("Saturday premium, % of basic pay an hour")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    if not scripts:
        page.get_by_role("button", name="Show what this does").click()
    expect(page.locator("#moved")).to_contain_text("35% (offered: 30%)")
    expect(page.locator("#moved")).to_contain_text("against the offer as it was made")


def when_another_offer_is_moved(page: Page) -> None:
    page.get_by_label("Offer whose terms are moved").select_option("acas-2016-05")
    page.get_by_label("Envelope").fill("500000")
    page.get_by_role("button", name="Hold these side by side").click()
    expect(page.get_by_label("Weekend allowance")).to_be_visible()
    expect(page.locator("#moved")).to_contain_text("the envelope of £500,000")


def when_a_link_is_made(page: Page) -> str:
    page.get_by_role("link", name="Share this, without persons").click()
    page.get_by_label("What the link is for").fill("both sides")
    page.get_by_role("button", name="Make the link").click()
    shown = page.locator(".sd-once").inner_text()
    assert "/shared/" in shown
    return shown


def then_anybody_reads_it(open_as: Callable[..., Page], link: str, size, scripts: bool) -> Page:
    page = open_as(None, link, size, scripts)
    expect(page.get_by_text("Posts by their numbers and no persons")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Post 1", exact=True).first).to_be_visible()
    then_it_is_as_it_should_be(page, "public", scripts)
    return page


def when_the_link_is_revoked(page: Page) -> None:
    page.get_by_role("button", name="Revoke both sides").click()
    expect(page.get_by_text("revoked")).to_be_visible()


@pytest.mark.parametrize(("size", "scripts"), SCREENS, ids=["desk", "phone", "phone-no-scripts"])
def test_a_negotiator_moves_terms_and_shares_them(open_as, ward, size, scripts):
    user, version = ward
    page = open_as(user, talks_address(version), size, scripts)
    then_it_is_as_it_should_be(page, "page", scripts)
    when_a_slider_moves(page, scripts)
    when_another_offer_is_moved(page)
    link = when_a_link_is_made(page)
    then_it_is_as_it_should_be(page, "links", scripts)
    then_anybody_reads_it(open_as, link, size, scripts)
    when_the_link_is_revoked(page)
    gone = page.request.get(link)
    assert gone.status == 410
