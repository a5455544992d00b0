"""At the server's shell: people by their address, each change recorded, refusals in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.people import accounts, by_address
from sevenday.web.people.links import find_link
from sevenday.web.people.models import Role
from sevenday.web.people.shell import ADDRESS, shell
from tests.web.clients import client_of
from tests.web.factories import department, person


@pytest.fixture
def here(db):
    return department()


def test_a_person_is_added_with_a_link_and_listed(here):
    path = by_address.add("Bea@Example.org", "Bea", "coordinator", "st-example/medicine")
    assert find_link(path.rstrip("/").rsplit("/", 1)[1]).user.email == "bea@example.org"
    (line,) = by_address.everybody()
    assert line.endswith("Bea, has not signed in: coordinator of st-example/medicine")
    assert Change.objects.get(what="role.given").actor.email == ADDRESS


def test_roles_are_given_and_taken(here):
    user = person(Role.COORDINATOR, here)
    assert by_address.change_roles(user.email, "hr", "", "st-example") == [
        "coordinator of st-example/medicine",
        "hr of st-example",
    ]
    assert by_address.change_roles(user.email, "", "coordinator", "st-example/medicine") == [
        "hr of st-example"
    ]
    with pytest.raises(InputError, match="is not Guardian"):
        by_address.change_roles(user.email, "", "guardian", "st-example")


def test_who_is_disabled_is_out_at_once_and_may_be_let_in_again(here):
    person(Role.ADMINISTRATOR)
    user = person(Role.COORDINATOR, here)
    client = client_of(user)
    assert client.get("/account/").status_code == 200
    by_address.disable(user.email)
    assert client.get("/account/").status_code == 302
    by_address.disable(user.email, enable=True)
    assert client.get("/account/").status_code == 200
    assert [each.what for each in Change.objects.all()] == ["person.opened", "person.closed"]


def test_somebody_is_left_to_give_roles(here):
    last = person(Role.ADMINISTRATOR)
    with pytest.raises(InputError, match="no administrator of everything left"):
        by_address.disable(last.email)
    with pytest.raises(InputError, match="no administrator of everything left"):
        by_address.change_roles(last.email, "", "administrator", "")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("bea", "", "hr", ""), "no e-mail address"),
        (("bea@example.org", "", "boss", ""), "one of doctor, coordinator"),
        (("bea@example.org", "", "hr", "st-example/surgery"), "one of st-example"),
    ],
)
def test_what_is_wrong_is_said(here, given, says):
    with pytest.raises(InputError, match=says):
        by_address.add(*given)
    with pytest.raises(InputError, match="nobody"):
        by_address.new_link("nobody@example.org")


def test_nobody_signs_in_as_the_shell(here):
    assert not shell().has_usable_password() and not shell().memberships.exists()
    with pytest.raises(InputError, match="nobody"):
        by_address.new_link(ADDRESS)
    # the first administrator of a new site is a person
    assert accounts.first_administrator().email != ADDRESS


@pytest.mark.slow
def test_a_store_is_filled_kept_and_restored_at_the_shell(tmp_path: Path):
    file = tmp_path / "all.sqlite3"

    def run(data: str, *words: str) -> "subprocess.CompletedProcess[str]":
        usual = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        env = {**usual, "SEVENDAY_DATA": str(tmp_path / data)}
        command = [sys.executable, "-m", "sevenday", *words]
        return subprocess.run(command, env=env, capture_output=True, text=True)

    assert "no store here yet" in run("one", "backup", str(file)).stderr
    added = run("one", "user", "add", "ada@example.org", "--role", "administrator", "--name", "Ada")
    assert added.stdout.splitlines()[1].startswith("http://localhost:8000/account/link/")
    assert run("one", "backup", str(file)).returncode == 0
    again = run("one", "backup", str(file))
    assert (again.returncode, "there already" in again.stderr) == (2, True)
    assert (
        "each as it is in the file; thrown away"
        in run("one", "restore", str(file), "--test").stdout
    )
    assert run("two", "restore", str(file)).returncode == 0
    listed = run("two", "user", "list").stdout
    assert listed.strip() == "ada@example.org  Ada, has not signed in: administrator of everything"
