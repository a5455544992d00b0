"""The morning in a real browser: counted on a phone, on a bad line, and without scripts."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sevenday.web.hospitals.models import Department
from sevenday.web.people.models import Role, User
from tests.web.browser import (
    DESK,
    PHONE,
    picture,
    sign_in,
    then_the_page_fits_its_width,
    then_the_page_is_accessible,
    watched,
)
from tests.web.factories import person
from tests.web.walkouts.wards import a_walkout, work_it_out

pytestmark = pytest.mark.slow
SLOW = 120_000  # a plan is worked out while the page waits
NO_LINE = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def board(site, tmp_path) -> tuple[User, str]:
    """Somebody of operations and where the board is: the plan is worked out once in a store."""
    here = Department.objects.filter(jobs__kind="walkout").first()
    if here is None:
        here = a_walkout(tmp_path)
    user = person(Role.OPERATIONS, here, "Odette Saarinen")
    at = f"/at/{here.hospital.slug}/{here.slug}/walkout/"
    return user, at


Opened = Callable[[dict[str, int], bool], tuple[BrowserContext, Page]]


@pytest.fixture
def morning(chromium: Browser, site: str, board) -> Iterator[Opened]:
    """Opens the morning; a page without a line may say so in its console, and nothing else."""
    user, at = board
    contexts: list[BrowserContext] = []
    wrong: list[list[str]] = []

    def opened(size: dict[str, int], scripts: bool) -> tuple[BrowserContext, Page]:
        context = chromium.new_context(viewport=size, java_script_enabled=scripts, base_url=site)
        contexts.append(context)
        sign_in(context, site, user)
        page = context.new_page()
        page.set_default_timeout(SLOW)
        wrong.append(watched(page, site))
        page.goto(at)
        if page.get_by_role("button", name="Work it out").count():
            page.get_by_role("button", name="Work it out").click()
            expect(page.get_by_role("button", name="Stop")).to_be_visible()
            work_it_out()
        page.goto(f"{at}morning/")
        return context, page

    yield opened
    for context in contexts:
        context.close()
    assert [each for found in wrong for each in found if NO_LINE not in each] == []


def boxes(page: Page) -> list:
    return page.locator(".sd-came input").all()


def rounds(page: Page) -> list[dict]:
    """What the page holds of its own."""
    return json.loads(page.locator("input[name=rounds]").input_value())


def when_it_is_counted(page: Page, came: str, some: int = 6) -> None:
    for box in boxes(page)[:some]:
        box.fill(came)
    page.get_by_role("button", name="Send the count").click()


def then_it_is_as_it_should_be(page: Page, name: str, scripts: bool = True) -> None:
    then_the_page_fits_its_width(page)
    picture(page, f"walkout-{name}-{page.viewport_size['width']}" + "-plain" * (not scripts))
    if scripts:
        then_the_page_is_accessible(page)


def then_nothing_is_left_in(context: BrowserContext, page: Page) -> None:
    """No count in the browser's stores, in an address, or in what a closed page leaves."""
    assert page.evaluate("[localStorage.length, history.state]") == [0, None]
    assert page.evaluate("Object.keys(sessionStorage)") == ["htmx-current-path-for-history"]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0
    assert "?" not in page.url and "#" not in page.url
    kept = {each["name"] for each in context.cookies()}
    assert kept <= {"sessionid", "csrftoken"}, kept


@pytest.mark.parametrize(
    ("size", "scripts"),
    [(PHONE, True), (PHONE, False)],
    ids=["phone", "phone-no-scripts"],
)
def test_counts_become_orders_that_are_ticked_until_the_page_is_closed(morning, size, scripts):
    context, page = morning(size, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("What do we do now?")
    then_it_is_as_it_should_be(page, "morning", scripts)
    when_it_is_counted(page, "0")
    order = page.locator(".sd-order input").first
    expect(order).to_be_visible(timeout=SLOW)
    then_it_is_as_it_should_be(page, "morning-orders", scripts)
    order.check()
    when_it_is_counted(page, "1")
    expect(page.get_by_text("Earlier counts and their orders")).to_be_visible(timeout=SLOW)
    first, second = rounds(page)
    assert first["done"] == [0] and first["counts"] and second["counts"] != first["counts"]
    then_it_is_as_it_should_be(page, "morning-again", scripts)
    page.get_by_role("button", name="What was planned, and what happened").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was planned, and what happened")
    then_it_is_as_it_should_be(page, "after", scripts)
    page.get_by_role("button", name="Back to the morning").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do we do now?")
    assert [each["counts"] for each in rounds(page)] == [first["counts"], second["counts"]]
    if scripts:
        then_nothing_is_left_in(context, page)
        page.on("dialog", lambda dialog: dialog.accept())
    page.goto(page.url)
    assert rounds(page) == []
    assert [box.input_value() for box in boxes(page)[:6]] == [""] * 6


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_count_without_a_line_is_sent_when_there_is_one(morning, size):
    context, page = morning(size, True)
    when_it_is_counted(page, "0")
    expect(page.locator(".sd-order").first).to_be_visible(timeout=SLOW)
    context.set_offline(True)
    when_it_is_counted(page, "1")
    expect(page.get_by_role("status")).to_contain_text("Not sent yet")
    expect(page.get_by_role("status")).to_be_in_viewport()  # where the button was pressed
    then_it_is_as_it_should_be(page, "morning-no-line")
    then_nothing_is_left_in(context, page)
    page.locator(".sd-order input").first.check()
    boxes(page)[0].fill("0")
    assert len(rounds(page)) == 1
    context.set_offline(False)
    expect(page.get_by_text("Earlier counts and their orders")).to_be_visible(timeout=SLOW)
    first, second = rounds(page)
    # what was ticked and put right while the page waited is sent too
    assert first["done"] == [0]
    assert [count[-1] for count in second["counts"]] == [0, 1, 1, 1, 1, 1]
    assert page.get_by_role("status").count() == 0


def test_what_is_typed_wrong_is_said_where_it_is(morning):
    _, page = morning(PHONE, True)
    boxes(page)[0].fill("9" * 3)
    page.get_by_role("button", name="Send the count").click()
    expect(page.get_by_role("alert")).to_contain_text("a number from 0 to")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(boxes(page)[0]).to_have_value("999")
    then_it_is_as_it_should_be(page, "morning-wrong")
