"""The menu says where one is, on the pages below its own too."""

import re

import pytest

from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import department, person

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/hospital/st-example/", "Departments"),
        ("/hospital/st-example/people/", "People"),
        ("/at/st-example/medicine/people/{other}/", "People"),
        ("/news/", None),
    ],
)
def test_one_word_of_the_menu_is_where_one_is(path, word):
    here = department("Medicine")
    administrator = person(Role.ADMINISTRATOR, here.hospital)
    other = person(Role.DOCTOR, here).memberships.get().pk
    page = client_of(administrator).get(path.format(other=other)).content.decode()
    assert re.findall(r'aria-current="true">([^<]+)<', page) == ([word] if word else [])
