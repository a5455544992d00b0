"""Changes that somebody looks for, on the page and to take away."""

import csv
import io

import pytest

from sevenday.web.audit.record import record
from sevenday.web.people.models import Role
from tests.web.clients import client_of
from tests.web.factories import department, person

HERE = "/at/st-example/medicine/changes"


@pytest.fixture
def client(db):
    here, ada, bo = department(), person(name="Ada"), person(name="Bo")
    record(ada, "rota.published", None, {"version": 1}, department=here)
    record(bo, "doctors.csv changed", {"wte": "1"}, {"wte": "=0.8"}, department=here)
    return client_of(person(Role.ADMINISTRATOR, here))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"Ada", "Bo"}),
        ("who=ad", {"Ada"}),
        ("what=rota.published", {"Ada"}),
        ("since=2020-01-01&who=b", {"Bo"}),
        ("until=2020-01-01", set()),
        ("since=yesterday", {"Ada", "Bo"}),
        ("what=never", {"Ada", "Bo"}),
    ],
)
def test_what_is_looked_for_is_found(client, asked, shown):
    page = client.get(f"{HERE}/?{asked}").content.decode().split("<main")[1]
    assert {
        name for name in ("Ada", "Bo") if f">{name}<" in page.replace("\n", "").replace("  ", "")
    } == shown
    table = client.get(f"{HERE}.csv?{asked}").content.decode("utf-8-sig")
    assert {row["who"] for row in csv.DictReader(io.StringIO(table))} == shown


def test_what_is_taken_away_is_no_formula(client):
    rows = list(csv.DictReader(io.StringIO(client.get(f"{HERE}.csv").content.decode("utf-8-sig"))))
    assert rows[0]["after"] == "wte: =0.8" and rows[0]["before"] == "wte: 1"
    assert rows[0]["hospital"] == "St Example" and rows[0]["department"] == "Medicine"
