"""A backup is one file of one moment; restored, every row is as it was, in either store."""

import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from sevenday.errors import InputError
from sevenday.web.audit.models import Change
from sevenday.web.hospitals.models import Department
from sevenday.web.people.models import Role, User
from sevenday.web.store import files
from sevenday.web.store import restore as module
from sevenday.web.store.backup import ABANDONED_SECONDS, WAS_BACKED_UP, back_up
from sevenday.web.store.restore import restore, try_out
from tests.web import stores
from tests.web.factories import person
from tests.web.mine.doctors import with_a_doctor

PAIRS = [(a, b) for a in stores.STORES for b in stores.STORES]


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Makes an empty store of a kind and has it as Django's own."""

    def made(kind: str):
        if kind == "sqlite":
            return stores.used(stores.sqlite(tmp_path_factory.mktemp("store")))
        return stores.used_postgres(request.getfixturevalue("postgres_server"))

    return made


@pytest.fixture
def full(another) -> Iterator[None]:
    with another("sqlite"):
        filled()
        yield


def filled() -> None:
    """A ward with a published rota, its people, proofs and changes."""
    with_a_doctor()
    person(Role.ADMINISTRATOR)


def every_row() -> dict[str, list[tuple[object, ...]]]:
    """All that the store has, asked for in plain SQL: by table its rows in the order of keys."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = connection.introspection.get_table_description(cursor, table)
            names = ", ".join(f'"{name}"' for name in sorted(c.name for c in columns))
            cursor.execute(f'SELECT {names} FROM "{table}"')
            found[table] = sorted(tuple(map(plain, row)) for row in cursor.fetchall())
    # what either store notes of itself, and the line by which a restore is recorded
    for own in ("django_migrations", "audit_change", "people_user"):
        found.pop(own)
    return found


def plain(value: object) -> str:
    """A value as both stores say it."""
    if isinstance(value, memoryview | bytes):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ").removesuffix(".000000")
    if isinstance(value, bool):
        return f"{int(value)}"
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, date):
        return value.isoformat()
    text = f"{value}"
    if text.startswith(("[", "{")):
        return json.dumps(json.loads(text), sort_keys=True)
    return text


def moved(source: str, target: str, another, tmp_path: Path) -> None:
    file = tmp_path / "all.sqlite3"
    with another(source):
        filled()
        before, changes = every_row(), list(Change.objects.values())
        people = list(User.objects.order_by("pk").values())
        found = back_up(file)
    assert found.rows > 200 and file.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob(".*"))
    with another(target):
        assert restore(file) == found.rows
        assert every_row() == before
        restored = list(Change.objects.exclude(what__startswith="store.").values())
        assert restored == changes
        assert list(User.objects.exclude(name="The server's shell").values()) == people
        # and it goes on: a new row follows those that came
        assert person(Role.DOCTOR).pk > max(each["id"] for each in people)
        with pytest.raises(InputError, match=r"^\S+: the store has \d+ people") as refused:
            restore(file)
        assert refused.value.faults[0].code == "repeated"


def test_every_row_comes_through(another, tmp_path):
    moved("sqlite", "sqlite", another, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("source", "target"), PAIRS[1:])
def test_every_row_comes_through_from_either_store_to_either(source, target, another, tmp_path):
    moved(source, target, another, tmp_path)


def test_a_backup_is_of_one_moment_while_others_write(full, tmp_path):
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=1)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE hospitals_hospital SET name = 'half-way'")
    path = tmp_path / "all.sqlite3"
    files.copied(connection.connection, path)  # a writer does not hold it up
    other.rollback()
    other.close()
    copy = sqlite3.connect(path)
    assert copy.execute("SELECT name FROM hospitals_hospital").fetchone() == ("General",)
    copy.close()


def test_nothing_is_overwritten_without_a_word(full, tmp_path):
    file = tmp_path / "all.sqlite3"
    back_up(file)
    with pytest.raises(InputError, match="there already"):
        back_up(file)
    revision = Department.objects.get().revision
    User.objects.filter(name="Robin").update(name="Robin since")
    restore(file, overwrite=True)
    assert User.objects.filter(name="Robin").exists()
    # what a running server has worked out of a department is not taken for what is restored
    assert Department.objects.get().revision != revision
    assert Change.objects.filter(what="store.restored").count() == 1
    assert not Change.objects.filter(what=WAS_BACKED_UP).exists()  # came after the moment
    back_up(file, overwrite=True)


def test_what_a_killed_backup_left_is_taken_away_by_a_later_one_and_no_others(full, tmp_path):
    left = [tmp_path / f".mon.sqlite3.0a{end}" for end in (".unfinished", ".unfinished-journal")]
    another, other = tmp_path / ".tue.sqlite3.0b.unfinished", tmp_path / ".profile"
    for each in (*left, another, other):
        each.write_text("of somebody")
    long_ago = another.stat().st_mtime - ABANDONED_SECONDS - 60
    for each in (*left, other):
        os.utime(each, (long_ago, long_ago))
    back_up(tmp_path / "wed.sqlite3")
    assert sorted(tmp_path.glob(".*")) == [other, another]


def test_a_restore_is_tried_out_and_changes_nothing(full, tmp_path):
    file = tmp_path / "all.sqlite3"
    found = back_up(file)
    before = every_row()
    assert try_out(file) == found.rows
    assert every_row() == before
    assert Change.objects.filter(what="store.restore_tried").exists()


def test_what_is_no_backup_of_ours_is_refused(full, tmp_path):
    file = tmp_path / "other"
    for content in (b"", b"SQLite format 3\x00" + b"\x00" * 100, b"PK"):
        file.write_bytes(content)
        with pytest.raises(InputError, match="no backup"):
            restore(file, overwrite=True)
    with pytest.raises(InputError, match="no such file"):
        restore(tmp_path / "nothing")
    back_up(file, overwrite=True)
    later = sqlite3.connect(file)
    later.execute("INSERT INTO django_migrations(app, name, applied) VALUES ('x', '9', '')")
    later.commit()
    later.close()
    with pytest.raises(InputError, match="later Sevenday"):
        restore(file, overwrite=True)
    assert User.objects.exists()


def crafted(path: Path, *statements: str) -> Path:
    """A backup that somebody changed."""
    back_up(path, overwrite=True)
    file = sqlite3.connect(path)
    for each in statements:
        file.execute(each)
    file.commit()
    file.close()
    return path


ENDLESS = "WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM r) SELECT id FROM r"


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TRIGGER t AFTER INSERT ON audit_change BEGIN DELETE FROM audit_change; END",),
        ("ALTER TABLE people_user RENAME TO of_old", f"CREATE VIEW people_user AS {ENDLESS}"),
    ],
)
def test_a_file_that_acts_by_itself_is_refused_before_it_is_asked_anything(
    statements, full, tmp_path
):
    file = crafted(tmp_path / "all.sqlite3", *statements)
    for tried in (try_out, lambda path: restore(path, overwrite=True)):
        with pytest.raises(InputError, match="which is no table"):
            tried(file)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hospitals_doctor SET department_id = 777",
        "UPDATE people_user SET joined = 'not a date'",
        "UPDATE people_user SET name = x'ff00fe'",
        "UPDATE people_membership SET hospital_id = 'abc'",
    ],
)
def test_rows_that_point_nowhere_or_hold_what_no_column_does_are_refused(statement, full, tmp_path):
    file = crafted(tmp_path / "all.sqlite3", statement)
    before = every_row()
    for tried in (try_out, lambda path: restore(path, overwrite=True)):
        with pytest.raises(InputError):
            tried(file)
    assert every_row() == before


def test_a_table_of_somebody_elses_is_not_taken_into_the_store(full, tmp_path):
    file = crafted(tmp_path / "all.sqlite3", "CREATE TABLE more(x)")
    restore(file, overwrite=True)
    assert "more" not in connection.introspection.table_names()


def test_a_backup_is_tried_out_where_there_is_no_store(another, full, tmp_path):
    file = tmp_path / "all.sqlite3"
    found = back_up(file)
    with another("sqlite"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute(f'DROP TABLE "{table}"')
        assert try_out(file) == found.rows


def test_a_damaged_row_is_told_and_not_restored(full, tmp_path, monkeypatch):
    file = tmp_path / "all.sqlite3"
    back_up(file)
    monkeypatch.setattr(module, "copy_rows", lambda source, target: 0)
    with pytest.raises(InputError, match="did not come through"):
        try_out(file)


def test_a_store_that_is_not_there_is_not_backed_up(another, tmp_path):
    with another("sqlite"):
        Path(connection.settings_dict["NAME"]).rename(tmp_path / "away")
        connection.close()
        with pytest.raises(InputError, match="no store here"):
            back_up(tmp_path / "all.sqlite3")
