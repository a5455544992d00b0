"""The private calendar link: one a doctor, renewed, and right after each version."""

import re

import pytest

from sevenday.web.mine import calendars
from sevenday.web.mine.models import CalendarLink
from sevenday.web.rotas.drafts import CellEdit, edit_cells, open_draft
from tests.web.clients import client_of
from tests.web.mine.doctors import address, day, with_a_doctor
from tests.web.people_and_places import publish_as_it_is

pytestmark = pytest.mark.usefixtures("db")


def link(client, version) -> str:
    text = client.get(address(version, "calendar/")).content.decode()
    found = re.search(r"/calendar/\d+/\w+/duties\.ics", text)
    assert found
    return found[0]


def test_nobody_has_a_link_until_they_make_one():
    user, version = with_a_doctor()
    client = client_of(user)
    assert b"Make my link" in client.get(address(version, "calendar/")).content
    doctor = version.period.department.doctors.get(name="Doctor 1").pk
    assert client_of().get(f"/calendar/{doctor}/anything/duties.ics").status_code == 404
    assert not CalendarLink.objects.exists()


def test_whoever_has_the_link_reads_the_duties_and_a_new_link_ends_it():
    user, version = with_a_doctor()
    client = client_of(user)
    client.post(address(version, "calendar/"))
    first = link(client, version)
    feed = client_of().get(first)
    assert feed["Content-Type"].startswith("text/calendar")
    assert feed.content.count(b"BEGIN:VEVENT") == 7  # six duties and a day of leave
    client.post(address(version, "calendar/"))
    assert client_of().get(first).status_code == 404
    assert client_of().get(link(client, version)).status_code == 200
    assert first.split("/")[3] not in f"{list(CalendarLink.objects.values())}"


def test_a_duty_that_changes_raises_its_sequence_and_one_that_goes_is_cancelled():
    user, version = with_a_doctor()
    client = client_of(user)
    client.post(address(version, "calendar/"))
    path = link(client, version)
    before = client_of().get(path).content.decode()
    assert client_of().get(path).content.decode() == before
    doctor = version.period.department.doctors.get(name="Doctor 1").pk
    draft = open_draft(version.by, version.period)
    cells = [CellEdit(doctor, day(0), "D", ""), CellEdit(doctor, day(8), "L", "D")]
    edit_cells(version.by, draft, cells)
    publish_as_it_is(version.by, draft)
    after = client_of().get(path).content.decode()
    assert after.count("STATUS:CANCELLED") == 1
    assert after.count("SEQUENCE:1") == 2


def test_a_link_is_of_the_servers_key(settings_key="another"):
    user, version = with_a_doctor()
    client_of(user).post(address(version, "calendar/"))
    found = CalendarLink.objects.get()
    from django.test import override_settings

    word = calendars.word_of(found)
    with override_settings(SECRET_KEY=settings_key):
        assert calendars.word_of(found) != word
