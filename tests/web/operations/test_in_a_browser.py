"""Operations' path in a real browser: phone and desk, with and without scripts."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from sevenday.web.hospitals.models import Department, Hospital
from sevenday.web.jobs.kinds import KINDS
from sevenday.web.jobs.models import Job
from sevenday.web.jobs.queue import claim, finish
from sevenday.web.operations import working
from sevenday.web.people.models import Role, User
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
)
from tests.web.factories import person
from tests.web.operations.district import a_district

SCREENS = [(DESK, True), (PHONE, True), (PHONE, False)]


@pytest.fixture
def district(site, monkeypatch, tmp_path) -> tuple[User, Department]:
    """A district hospital of its own on the running server, and who runs it."""
    monkeypatch.setattr(working, "HALF_WIDTH", 0.2)
    monkeypatch.setattr(working, "REPLICATIONS", 1)
    Job.objects.all().delete()  # a scan is one for all departments
    number = Hospital.objects.count()
    Hospital.objects.filter(slug="general").update(slug=f"general-{number}")
    User.objects.filter(email="importer-of-district@example.org").update(
        email=f"importer{number}@example.org"
    )
    department = a_district(tmp_path)
    return person(Role.OPERATIONS, department, "Odette Saarinen"), department


def then_it_is_as_it_should_be(page: Page, name: str, scripts: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    then_the_page_fits_its_width(page)
    picture(page, f"operations-{name}-{page.viewport_size['width']}" + "-plain" * (not scripts))
    if scripts:
        then_the_page_is_accessible(page)


def when_it_is_asked_for(page: Page) -> None:
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("status")).to_contain_text("Waiting for a worker")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()


def when_it_is_stopped(page: Page) -> None:
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Work it out")).to_be_visible()


def when_a_worker_does_it(page: Page) -> None:
    holder = uuid4()
    job = claim(holder)
    assert job is not None
    assert finish(job.pk, holder, KINDS[job.kind](job, lambda *given: None))
    page.reload()


@pytest.mark.slow
@pytest.mark.parametrize(("size", "scripts"), SCREENS, ids=["desk", "phone", "phone-no-scripts"])
def test_operations_ask_about_flow_and_trusts(open_as, district, size, scripts):
    user, department = district
    at = f"/at/{department.hospital.slug}/{department.slug}/"
    page = open_as(user, at, size, scripts)
    expect(page.get_by_role("heading", name="What is not safe?")).to_be_visible()
    then_it_is_as_it_should_be(page, "home", scripts)
    for name, heading in (("flow", "Doctors against demand"), ("scan", "Who is most at risk")):
        page.goto(f"{at}{name}/")
        when_it_is_asked_for(page)
        then_it_is_as_it_should_be(page, f"{name}-waits", scripts)
        when_it_is_stopped(page)
        when_it_is_asked_for(page)
        when_a_worker_does_it(page)
        expect(page.get_by_text(heading).first).to_be_visible()
        then_it_is_as_it_should_be(page, name, scripts)
        first = page.locator("main p.nhsuk-body-l").first.inner_text()
        if scripts and size == DESK:
            page.emulate_media(media="print")
            then_the_page_fits_its_width(page)
            page.emulate_media(media="screen")
        page.goto(f"{at}operations/")
        expect(page.get_by_text(first).first).to_be_visible()
