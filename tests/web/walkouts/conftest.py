"""What the tests of the walkout board begin with."""

import pytest

from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.walkouts.wards import a_walkout, work_it_out


@pytest.fixture
def at_work(db, tmp_path):
    """Somebody of operations, and where the board is, its plan worked out."""
    here = a_walkout(tmp_path)
    client = client_of(person(Role.OPERATIONS, here))
    at = f"/at/{here.hospital.slug}/{here.slug}/walkout/"
    client.post(at)
    work_it_out()
    return client, at
