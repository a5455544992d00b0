"""An administrator's path in a real browser: in order, who, one person, changes, backups, names."""

import pytest
from playwright.sync_api import Page, expect

from sevenday.web.hospitals.models import Hospital
from sevenday.web.people.models import Role, User
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import department, person


def then_it_is_as_it_should_be(page: Page, name: str, scripts: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    then_the_page_fits_its_width(page)
    name = f"admin-{name}-{page.viewport_size['width']}"
    picture(page, name if scripts else f"{name}-plain")
    if scripts:
        then_the_page_is_accessible(page)


@pytest.mark.parametrize(
    ("size", "scripts"),
    [(DESK, True), (PHONE, True), (PHONE, False)],
    ids=["desk", "phone", "phone-no-scripts"],
)
def test_an_administrator_keeps_order(open_as, site, size, scripts):
    Hospital.objects.filter(slug="st-example").update(slug=f"st-{Hospital.objects.count()}")
    here = department("Surgery")
    person(Role.COORDINATOR, here, name="Cyrus Oyelaran")
    page = open_as(person(Role.ADMINISTRATOR, name="Ada"), "/administration/", size, scripts)
    expect(page.get_by_text("Surgery").first).to_be_visible()
    then_it_is_as_it_should_be(page, "home", scripts)

    page.get_by_role("main").get_by_role("link", name="Everybody").click()
    page.get_by_label("Name or e-mail address").fill("oyelaran")
    page.get_by_role("button", name="Find").click()
    then_it_is_as_it_should_be(page, "everybody", scripts)
    page.get_by_role("link", name="Cyrus Oyelaran").click()
    then_it_is_as_it_should_be(page, "somebody", scripts)
    with page.expect_download() as data:
        page.get_by_role("link", name="Their data").click()
    assert data.value.suggested_filename == "personal-data.zip"
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("They may not sign in")).to_be_visible()
    page.get_by_role("button", name="Erase").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick that you are sure.")
    page.get_by_label("I am sure").check()
    page.get_by_role("button", name="Erase").click()
    expect(page.get_by_role("status")).to_have_text("Erased.")
    assert not User.objects.filter(name__contains="Oyelaran").exists()

    page.goto("/changes/")
    page.get_by_label("What", exact=True).select_option("person: erased")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("cell", name="person: erased")).not_to_have_count(0)
    then_it_is_as_it_should_be(page, "changes", scripts)
    with page.expect_download() as table:
        page.get_by_role("link", name="All of them as a table").click()
    assert table.value.suggested_filename == "changes.csv"

    page.goto("/administration/server/")
    then_it_is_as_it_should_be(page, "server", scripts)
    page.goto(f"/hospital/{here.hospital.slug}/name/")
    page.get_by_label("Name").fill("West Example")
    then_it_is_as_it_should_be(page, "name", scripts)
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Departments of West Example")
