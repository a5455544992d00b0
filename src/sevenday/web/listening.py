"""What keeps a server from starting, in a sentence: no place to write, no store, no port."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from waitress import create_server

from sevenday.errors import Fault, InputError
from sevenday.web.data_folder import STORE, data_folder


def make_folder() -> None:
    """Make the server's folder, for its owner alone. Raises InputError where it cannot be."""
    folder = data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # a folder that was there may be open to others: SQLite's other files take this one's mode
        if not os.environ.get("DATABASE_URL"):
            (folder / STORE).touch(0o600)
        (folder / ".writable").touch()
        (folder / ".writable").unlink()
    except OSError as error:
        raise InputError(
            Fault(
                "the server's folder cannot be written",
                found=f"{folder}: {error.strerror}",
                expected="another, by SEVENDAY_DATA",
                code="unreadable-file",
            )
        ) from None


def no_store(error: DatabaseError | ImproperlyConfigured) -> InputError:
    """The error where the database cannot be used. Its address may hold a password: not shown."""
    found = str(error).strip().splitlines()[0]
    how = "a database that runs and may be written, by DATABASE_URL"
    return InputError(
        Fault("the database cannot be used", found=found, expected=how, code="no-store")
    )


def listen(application: Any, host: str, port: int, **options: Any) -> Any:
    """A server at a place and port. Raises InputError where nothing can listen there."""
    try:
        return create_server(application, host=host, port=port, **options)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        how = "another --port, or stop what listens there"
        raise InputError(
            Fault(f"cannot listen at {host}:{port}", found=f"{why}", expected=how, code="no-port")
        ) from None
