"""What the tests of the browser's rooms run with: Django set up, and a database of their own."""

import os
import tempfile
from collections.abc import Iterator

import pytest

DATA = tempfile.TemporaryDirectory(prefix="sevenday-web-")
os.environ["SEVENDAY_DATA"] = DATA.name
os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, and only here
django.setup()


@pytest.fixture(scope="session")
def store() -> Iterator[None]:
    """A migrated database, made once and only where a test asks for one."""
    from django.test.utils import setup_databases, teardown_databases

    old = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(old, verbosity=0)


@pytest.fixture
def db(store: None) -> Iterator[None]:
    """The database as it was made; what a test writes is undone."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)
