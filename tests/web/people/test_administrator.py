"""An administrator sets a site up: hospital, department, co-ordinator; who changed what."""

from playwright.sync_api import expect

from sevenday.web.people.models import Role
from tests.web.browser import (
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import department, person


def test_a_site_is_set_up_from_nothing(open_as):
    page = open_as(person(Role.ADMINISTRATOR, name="Ada"))
    expect(page.get_by_text("There is no department yet.")).to_be_visible()
    then_the_page_is_accessible(page)
    picture(page, "front-empty")
    page.get_by_role("link", name="Add a hospital and its departments").click()
    then_the_page_is_accessible(page)

    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("alert")).to_contain_text("This field is required.")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_label("Name").fill("West Example")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Departments of West Example")
    then_the_page_is_accessible(page)
    picture(page, "hospital")
    page.get_by_label("Name").fill("Acute medicine")
    page.get_by_role("button", name="Add").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("People of Acute medicine")
    page.get_by_label("Name").fill("Bea")
    page.get_by_label("E-mail address").fill("bea@example.org")
    page.get_by_label("Role").select_option("Rota co-ordinator")
    page.get_by_role("button", name="Invite").click()
    link = page.locator(".sd-once").inner_text()
    then_the_page_is_accessible(page)
    picture(page, "invited")

    page.goto("/changes/")
    for words in ("hospital: added", "department: added", "role: given"):
        expect(page.get_by_role("cell", name=words)).to_be_visible()
    then_the_page_is_accessible(page)
    picture(page, "changes")

    theirs = open_as(path=link, size=PHONE)
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Hello Bea")
    theirs.get_by_role("button", name="Sign in").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Choose how you sign in")


def test_a_role_is_taken_without_scripts_on_a_phone(open_as):
    here = department("Medicine")
    gone = person(Role.COORDINATOR, here, name="Cy")
    page = open_as(
        person(Role.ADMINISTRATOR, here.hospital),
        "/at/st-example/medicine/people/",
        size=PHONE,
        scripts=False,
    )
    then_the_page_fits_its_width(page)
    picture(page, "people-phone")
    page.get_by_role("link", name="Change Cy").click()
    then_the_page_fits_its_width(page)
    picture(page, "person-phone")
    page.get_by_role("button", name="Make a new link").click()
    expect(page.locator(".sd-once")).to_contain_text("/account/link/")
    page.get_by_role("button", name="Take the role").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People of Medicine")
    assert not gone.memberships.exists()
