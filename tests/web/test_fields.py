"""What people are called is what is read: nobody passes for another by signs without a shape."""

import pytest

from sevenday.errors import InputError
from sevenday.web.fields import NameField
from sevenday.web.grid.wanted import wanted_change
from sevenday.web.hospitals.models import Hospital
from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import department, person


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("  Dr  A\r\nSet-Cookie: b ", "Dr A Set-Cookie: b"),
        ("\u202egnp.exe", "gnp.exe"),
        ("Dr\u200b A\ufeff\u2066", "Dr A"),
        ("Dr\u2028A\u00a0Khan", "Dr A Khan"),
        ("\x1b[31mred", "[31mred"),
        ("Zoe\u0308 O\u2019Brien-Nu\u00f1ez", "Zo\u00eb O\u2019Brien-Nu\u00f1ez"),
        ("\u6797 \u05d3\u05e0\u05d4", "\u6797 \u05d3\u05e0\u05d4"),
    ],
)
def test_a_name_is_one_line_of_letters_that_are_seen(sent, name):
    assert NameField().clean(sent) == name


def test_a_name_without_a_letter_that_is_seen_is_none(db):
    client = client_of(person(Role.ADMINISTRATOR))
    home = Hospital.objects.create(name="General", slug="general")
    answer = client.post("/hospital/general/name/", {"name": "\u200b\u202e"})
    assert answer.status_code == 200 and "This field is required" in answer.content.decode()
    home.refresh_from_db()
    assert home.name == "General"


def test_a_name_that_is_too_long_or_holds_a_null_is_refused():
    field = NameField(max_length=150)
    for sent in ("A" * 151, "Dr\x00A" + "B" * 150):
        with pytest.raises(Exception, match="at most 150 characters"):
            field.clean(sent)


@pytest.mark.parametrize("until", ["9999-12-31", "0001-01-01", "2200-01-01"])
def test_a_date_of_no_rota_is_told_and_no_error_of_ours(until, db):
    answer = client_of(person(Role.ADMINISTRATOR)).get("/changes/", {"until": until})
    assert answer.status_code == 200 and "Enter a valid date" in answer.content.decode()


@pytest.mark.parametrize("key", ["9" * 5000, "9" * 30])
def test_a_key_of_more_digits_than_any_is_nobodys(key, db):
    here = department()
    client = client_of(person(Role.HR, here))
    for page in ("rules", "schedules"):
        address = f"/at/{here.hospital.slug}/{here.slug}/hr/{page}/"
        assert client.get(address, {"period": key}).status_code == 404


def test_a_null_character_is_refused_before_a_store_is_asked(db):
    client = client_of(person(Role.ADMINISTRATOR))
    assert client.get("/everybody/", {"find": "a\0"}).status_code == 400
    assert client.get("/changes/", {"a\0": "b"}).status_code == 400
    assert client.post("/hospitals/", {"name": "a\0b"}).status_code == 400
    assert (
        client_of().post("/account/sign-in/", {"login": "\0", "password": "x"}).status_code == 400
    )


@pytest.mark.parametrize("cells", ["[" * 100_000, "[" * 100_000 + "]" * 100_000])
def test_cells_that_go_too_deep_are_no_change(cells):
    with pytest.raises(InputError, match="not a change of cells"):
        wanted_change(None, {"cells": cells, "kind": "edit"})
