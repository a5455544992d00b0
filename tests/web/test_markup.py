"""What every page's markup owes a browser."""

from html.parser import HTMLParser

import pytest

from sevenday.web.people.models import Membership, Role
from tests.web.addresses import PAGES, address_of
from tests.web.clients import client_of
from tests.web.factories import person
from tests.web.people_and_places import with_rota

pytestmark = pytest.mark.usefixtures("db")


class Elements(HTMLParser):
    """The tags that say an attribute twice: a browser takes the first and drops the second."""

    def __init__(self) -> None:
        super().__init__()
        self.twice: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.twice.append(self.get_starttag_text() or tag)


def test_no_element_says_an_attribute_twice():
    # the button that makes a passkey was `type="submit" … type="button"`: it sent its form twice
    department = with_rota({}).period.department
    user = person(Role.ADMINISTRATOR)
    Membership.objects.bulk_create(
        Membership(user=user, role=role, hospital=department.hospital, department=department)
        for role in Role
        if role != Role.ADMINISTRATOR
    )
    client, found = client_of(user), Elements()
    opened = 0
    for name in PAGES:
        answer = client.get(address_of(name, department))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            opened += 1
            found.feed(answer.content.decode())
    assert opened > 40
    assert found.twice == []
