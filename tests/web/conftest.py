"""What the tests of the browser's rooms run with: a database of their own."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test.utils import setup_databases, teardown_databases

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, and only here


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
