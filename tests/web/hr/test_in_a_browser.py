"""HR's and the guardian's paths in a real browser: phone and desk, with and without scripts."""

import io
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from sevenday.web.exceptions.models import Report
from sevenday.web.exceptions.reporting import send
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
from tests.web.hr.wards import TODAY, a_ward, address

SCREENS = [(DESK, True), (PHONE, True), (PHONE, False)]
BY_SCREEN = pytest.mark.parametrize(
    ("size", "scripts"), SCREENS, ids=["desk", "phone", "phone-no-scripts"]
)
LATER = date(2026, 10, 5)
"""In the quarter after the rota's."""


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    from sevenday.web.guardian import views as guardian
    from sevenday.web.hr import views as hr

    monkeypatch.setattr(hr, "today", lambda: TODAY)
    monkeypatch.setattr(guardian, "today", lambda: LATER)


@pytest.fixture
def ward(site) -> tuple[User, Version]:
    """A ward of its own on the running server."""
    Hospital.objects.filter(slug="general").update(slug=f"general-{Hospital.objects.count()}")
    User.objects.filter(email="robin@example.org").update(
        email=f"robin{User.objects.count()}@example.org"
    )
    return a_ward()


@pytest.fixture
def reported(ward) -> Version:
    """Six of its doctors stayed late."""
    user, version = ward
    for number, doctor in enumerate(version.period.department.doctors.all()[:6]):
        report = Report(
            department=version.period.department,
            doctor=doctor,
            day=TODAY + timedelta(days=number),
            kind="hours",
            minutes=60 + 90 * number,
        )
        send(user, report)
    return version


def then_it_is_as_it_should_be(page: Page, name: str, scripts: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    then_the_page_fits_its_width(page)
    name = f"{name}-{page.viewport_size['width']}"
    picture(page, name if scripts else f"{name}-plain")
    if scripts:
        then_the_page_is_accessible(page)


def then_it_prints_on(sheets: int, page: Page, name: str) -> None:
    page.emulate_media(media="print")
    picture(page, f"{name}-print")
    assert len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) <= sheets
    page.emulate_media(media="screen")


@BY_SCREEN
def test_hr_sees_what_is_wrong_and_sends_pay(open_as, ward, size, scripts):
    user, version = ward
    page = open_as(user, address(version), size, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("What is there to put right?")
    expect(page.get_by_text("No: 1 of 9 lines breaks a rule")).to_be_visible()
    then_it_is_as_it_should_be(page, "hr-home", scripts)

    page.get_by_role("main").get_by_role("link", name="Rules").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does every line keep the rules?")
    then_it_is_as_it_should_be(page, "hr-rules", scripts)
    with page.expect_download() as table:
        page.get_by_role("link", name="Every breach as a table").click()
    assert table.value.suggested_filename == "breaches-2026-09-07-version-1.csv"
    if scripts and size == DESK:
        then_it_prints_on(2, page, "hr-rules")

    page.goto(address(version, "hr/schedules/"))
    then_it_is_as_it_should_be(page, "hr-schedules", scripts)
    with page.expect_download() as papers:
        page.get_by_role("link", name="All 9 work schedules").click()
    assert papers.value.suggested_filename.endswith(".zip")

    page.goto(address(version, "hr/payroll/?month=2026-09"))
    then_it_is_as_it_should_be(page, "hr-payroll", scripts)
    page.get_by_role("button", name="Note as sent").click()
    expect(page.get_by_role("status")).to_have_text("Noted: payroll was sent September 2026.")
    expect(page.get_by_text("Nothing changed since")).to_be_visible()


@BY_SCREEN
def test_a_guardian_answers_a_report_and_tells_the_board(open_as, reported, size, scripts):
    version = reported
    hospital = version.period.department.hospital
    page = open_as(person(Role.GUARDIAN, hospital), address(version), size, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Are the hours safe?")
    expect(page.get_by_text("6 reports wait for an answer")).to_be_visible()
    then_it_is_as_it_should_be(page, "guardian-home", scripts)

    page.get_by_role("main").get_by_role("link", name="Exception reports").click()
    then_it_is_as_it_should_be(page, "guardian-reports", scripts)
    page.get_by_role("link", name="1 of Doctor 1").click()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what becomes of it.")
    then_it_is_as_it_should_be(page, "guardian-report", scripts)
    page.get_by_label("Agreed").check()
    page.get_by_label("Words for the doctor").fill("Thank you.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("5 reports wait for an answer")).to_be_visible()

    page.goto(address(version, "guardian/fines/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What is fined, and who gets it?")
    then_it_is_as_it_should_be(page, "guardian-fines", scripts)

    page.goto(address(version, "guardian/"))
    page.get_by_role("link", name="report to the board").click()
    expect(page.get_by_text("6 reports of")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Doctor \d"))).to_have_count(0)
    then_it_is_as_it_should_be(page, "guardian-board", scripts)
    if scripts and size == DESK:
        then_it_prints_on(1, page, "guardian-board")
