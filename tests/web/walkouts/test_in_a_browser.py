"""A walkout in a real browser: before it, the morning on a bad line, after it."""

import re

import pytest
from playwright.sync_api import Page, expect

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.jobs.models import Job
from sevenday.web.people.models import Role, User
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import person
from tests.web.walkouts.wards import a_walkout, work_it_out

SCREENS = [(DESK, True), (PHONE, True), (PHONE, False)]


@pytest.fixture
def walkout(site, tmp_path) -> tuple[User, Department]:
    """A district hospital of its own in a walkout, and who runs it."""
    Job.objects.all().delete()
    number = Hospital.objects.count()
    Hospital.objects.filter(slug="general").update(slug=f"general-{number}")
    User.objects.filter(email="importer-of-district@example.org").update(
        email=f"importer{number}@example.org"
    )
    department = a_walkout(tmp_path)
    return person(Role.OPERATIONS, department, "Odette Saarinen"), department


def then_it_is_as_it_should_be(page: Page, name: str, scripts: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    then_the_page_fits_its_width(page)
    picture(page, f"walkout-{name}-{page.viewport_size['width']}" + "-plain" * (not scripts))
    if scripts:
        then_the_page_is_accessible(page)


def given_a_plan(page: Page, scripts: bool) -> None:
    page.get_by_role("link", name="Walkout", exact=True).first.click()
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("status")).to_contain_text("Waiting for a worker")
    work_it_out()
    page.reload()
    expect(page.get_by_text("NOT SAFE: 13 life-and-limb places")).to_be_visible()
    then_it_is_as_it_should_be(page, "before", scripts)


def when_nobody_came_to(page: Page, boxes: int) -> None:
    for k in range(boxes):
        page.locator(f"#came-{k}").fill("0")
    page.get_by_role("button", name="Send the count").click()


@pytest.mark.parametrize(("size", "scripts"), SCREENS, ids=["desk", "phone", "phone-no-scripts"])
def test_operations_run_a_walkout(open_as, walkout, size, scripts):
    user, department = walkout
    at = f"/at/{department.hospital.slug}/{department.slug}/"
    page = open_as(user, f"{at}operations/", size, scripts)
    page.on("dialog", lambda dialog: dialog.accept())  # it asks before what was counted is lost
    given_a_plan(page, scripts)
    for word in ("What to withdraw", "Who is called", "Notice and law"):
        page.get_by_role("link", name=word).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(word)
        then_it_is_as_it_should_be(page, word.lower().replace(" ", "-"), scripts)
        page.get_by_role("link", name="Back to what is not safe").click()

    page.get_by_role("link", name="The morning").click()
    then_it_is_as_it_should_be(page, "morning", scripts)
    when_nobody_came_to(page, 37)
    expect(page.get_by_role("group", name=re.compile("Now, "))).not_to_have_count(0)
    then_it_is_as_it_should_be(page, "orders", scripts)
    page.locator(".sd-order input").first.check()
    page.locator("#at").select_option("2025-11-14-1")
    page.get_by_role("button", name="Show these shifts").click()
    expect(page.get_by_text("shifts that begin from noon on").last).to_be_visible()
    expect(page.locator(".sd-order input").first).to_be_checked()
    page.get_by_role("button", name="What was planned").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was planned, and what happened")
    expect(page.get_by_text("Counted:")).to_be_visible()
    then_it_is_as_it_should_be(page, "after", scripts)
    page.get_by_role("button", name="Back to the morning").click()
    expect(page.locator(".sd-order input").first).to_be_checked()


def test_a_count_typed_without_a_line_is_sent_when_there_is_one(open_as, walkout):
    user, department = walkout
    at = f"/at/{department.hospital.slug}/{department.slug}/"
    page = open_as(user, f"{at}operations/", PHONE)
    page.on("dialog", lambda dialog: dialog.accept())
    given_a_plan(page, True)
    page.get_by_role("link", name="The morning").click()
    # as if there were no line; a browser's own word of it would count as an error of the page
    page.evaluate(
        "() => { window.line = window.fetch; window.fetch = async () => { throw Error() } }"
    )
    when_nobody_came_to(page, 37)
    expect(page.get_by_role("status")).to_contain_text("Not sent yet")
    picture(page, "walkout-not-sent-390")
    page.evaluate("() => { window.fetch = window.line; dispatchEvent(new Event('online')) }")
    expect(page.get_by_role("group", name=re.compile("Now, "))).not_to_have_count(0)
