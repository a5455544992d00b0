"""What a person does with a browser, and what every page owes them."""

import os
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from sevenday.web.people.models import User
from tests.web.clients import session_of

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PICTURES = os.environ.get("SEVENDAY_PICTURES")
"""A folder: there `picture` leaves what it sees, for a person to look at."""


def sign_in(context: BrowserContext, address: str, user: User) -> None:
    """Sign somebody in without its pages: those have a test of their own."""
    key = session_of(user).session_key
    assert key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])


def faults_of(page: Page) -> list[str]:
    """What axe finds on a page, in words."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['help']}: " + "; ".join(n["html"][:200] for n in each["nodes"][:3])
        for each in found["violations"]
    ]


def then_the_page_is_accessible(page: Page) -> None:
    found = faults_of(page)
    assert found == [], found


def then_the_page_fits_its_width(page: Page) -> None:
    page.wait_for_load_state()  # between two pages there is no document to measure
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= shown, f"{page.url} is {wide} px wide on a screen of {shown}"


def picture(page: Page, name: str) -> None:
    """Leave a picture of the whole page where somebody asked for one."""
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def watched(page: Page, home: str) -> list[str]:
    """A list to which whatever goes wrong is added: errors, refusals, calls to other hosts."""
    wrong: list[str] = []
    here = urlsplit(home).netloc

    def looked(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.netloc != here:
            wrong.append(f"called out: {address}")

    page.on("request", lambda request: looked(request.url))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on(
        "console",
        lambda said: wrong.append(f"{said.type}: {said.text}") if said.type == "error" else None,
    )
    return wrong
