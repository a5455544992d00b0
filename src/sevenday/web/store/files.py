"""A SQLite file as a second store: opened beside the site's own, looked at, brought up to date."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from sevenday.errors import Fault, InputError

HERE = DEFAULT_DB_ALIAS
"""The site's own store."""
FILE = "file"
"""The name of the second store, while it is open."""
ACTS = "coalesce(rootpage, 0) = 0"
"""What is no table and no index: triggers, views and virtual tables, of which we write none."""
NOT_OURS = "a file that `sevenday backup` wrote"


@contextmanager
def opened(path: Path, store: str = FILE) -> Iterator[None]:
    """Have a SQLite file as another store, of a name."""
    plain = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    settings = connections.configure_settings({HERE: plain})
    connections.settings[store] = settings[HERE]
    try:
        yield
    finally:
        connections[store].close()
        del connections[store], connections.settings[store]


def copied(source: sqlite3.Connection, path: Path) -> None:
    """Write a database as it is at this moment to a file, while others write to it.

    SQLite's own way: one step, so that it is of one moment. The copy is one file, for its owner
    alone, and is on the disk when this ends.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    target = sqlite3.connect(path)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()


def migrate(store: str) -> None:
    """Bring a store's tables to what this Sevenday has."""
    call_command("migrate", database=store, verbosity=0, interactive=False)


def is_of_now(store: str) -> bool:
    """Whether a store's tables are just those that this Sevenday has."""
    executor = MigrationExecutor(connections[store])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not plan and not _unknown(executor)


def refuse_later(path: Path) -> None:
    """Raise InputError where the open file is of a later Sevenday than this."""
    if unknown := _unknown(MigrationExecutor(connections[FILE])):
        what = f"it is of a later Sevenday: {unknown[0]} is not known here"
        how = "a Sevenday as new as the one that wrote it"
        raise InputError(Fault(what, f"{path}", expected=how, code="unreadable-file"))


def _unknown(executor: MigrationExecutor) -> list[str]:
    """Changes of tables that a store has had and this Sevenday does not know."""
    there, known = executor.loader.applied_migrations, executor.loader.disk_migrations or {}
    return sorted(f"{app} {name}" for app, name in there if (app, name) not in known)


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A backup, opened to be read alone. Raises InputError for what is none, or is damaged."""
    if not path.is_file():
        raise InputError(Fault("no such file", f"{path}", expected=NOT_OURS, code="missing-file"))
    found = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if made := found.execute(f"SELECT name FROM sqlite_schema WHERE {ACTS}").fetchone():
            # nothing is asked of such a file: a table may be a view that never ends
            raise DatabaseError(f"{made[0]}, which is no table")
        sound = found.execute("PRAGMA integrity_check").fetchone()[0]
        users = found.execute("SELECT count(*) FROM people_user").fetchone()[0]
        if sound != "ok" or not users:
            raise DatabaseError(sound if sound != "ok" else "nobody is in it")
        yield found
    except InputError:
        raise
    except (sqlite3.DatabaseError, DatabaseError, ValueError) as error:
        fault = Fault(
            "no backup", f"{path}", None, "", f"{error}", NOT_OURS, code="unreadable-file"
        )
        raise InputError(fault) from None
    finally:
        found.close()
