"""Draw docs/browser.png: what a co-ordinator sees first in `sevenday serve --demo`.

Run by hand in a clone that has Chromium, after the pages have changed: a picture of a browser is
never the same twice, so no test compares it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parent / "browser.png"
SIZE = {"width": 1280, "height": 800}


@contextmanager
def demo() -> Iterator[str]:
    """A demo in a folder of its own. Gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "sevenday", "serve", "--demo", "--port", "0"]
        server = subprocess.Popen(
            command,
            env={**os.environ, "SEVENDAY_DATA": folder, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout
            lines = iter(server.stdout)
            yield next(
                found[0] for line in lines if (found := re.findall(r"http://localhost:\d+", line))
            )
        finally:
            server.terminate()
            server.wait()


def draw() -> None:
    """Sign in as the first co-ordinator of the demo, and take the picture."""
    from sevenday.web.demo.people import PASSWORD, PEOPLE
    from sevenday.web.people.models import Role

    who = next(person for person in PEOPLE if person.role == Role.COORDINATOR)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{address}/")
        page.get_by_label("E-mail address").fill(who.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(f"{address}/at/**")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"
    import django

    django.setup()
    draw()
