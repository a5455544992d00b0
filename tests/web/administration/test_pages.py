"""The administrator's first page answers; names change, addresses stay; no secret is shown."""

import pytest
from django.db import transaction

from sevenday.web.administration.presenters import backup_words
from sevenday.web.audit.models import Change
from sevenday.web.audit.record import record
from sevenday.web.people.models import Role
from sevenday.web.people.shell import shell
from sevenday.web.store.backup import WAS_BACKED_UP
from sevenday.web.store.restore import WAS_TRIED
from tests.web.clients import client_of
from tests.web.factories import department, person
from tests.web.people_and_places import with_folder


@pytest.fixture
def client(db):
    return client_of(person(Role.ADMINISTRATOR, name="Ada"))


def test_the_first_page_says_what_is_not_in_order(client):
    department("Surgery")
    with_folder("ward")
    page = client.get("/administration/").content.decode()
    assert "One names no contract, so nothing there is judged" in page
    assert '/at/st-example/surgery/settings/">St Example: Surgery<' in page
    assert "2 hospitals, 2 departments." in page
    assert "nothing was ever backed up" in page
    assert "Administration: is everything in order?" in client.get("/").content.decode()


def test_backups_and_the_last_that_was_tried_out(client):
    with transaction.atomic():
        record(shell(), WAS_BACKED_UP, None, {"file": "a.sqlite3", "rows": 7, "bytes": 9})
    assert "none was ever tried out" in backup_words()
    with transaction.atomic():
        record(shell(), WAS_TRIED, None, {"file": "a.sqlite3", "rows": 7})
    assert "one was last tried out on" in backup_words()
    page = client.get("/administration/server/").content.decode()
    assert "file: a.sqlite3; rows: 7" in page and "SEVENDAY_HOSTS" in page


def test_no_secret_is_shown(client, settings_with_password):
    page = client.get("/administration/server/").content.decode()
    assert "correct-horse" not in page


@pytest.fixture
def settings_with_password(monkeypatch):
    from django.conf import settings

    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "correct-horse")
    monkeypatch.setattr(settings, "SECRET_KEY", "correct-horse")


def test_a_hospital_is_renamed_and_its_address_stays(client):
    here = department("Medicine").hospital
    answer = client.post("/hospital/st-example/name/", {"name": "St Example's"})
    assert answer.status_code == 302
    here.refresh_from_db()
    assert (here.name, here.slug) == ("St Example's", "st-example")
    found = Change.objects.get(what="hospital.renamed")
    assert (found.before, found.after) == ("St Example", "St Example's")
    answer = client.post("/hospital/st-example/name/", {"name": ""})
    assert "This field is required." in answer.content.decode()


def test_a_departments_administrator_begins_with_its_people(db):
    here = department()
    client = client_of(person(Role.ADMINISTRATOR, here))
    assert client.get("/at/st-example/medicine/").headers["Location"].endswith("/people/")
    assert client.get("/administration/").status_code == 403
