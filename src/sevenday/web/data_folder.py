"""A server's own folder: its database, and the key that signs sessions, for its owner alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

FILE, STORE = "secret-key", "sevenday.sqlite3"


def data_folder() -> Path:
    """Where it is: SEVENDAY_DATA, else where this system keeps a user's data."""
    return Path(os.environ.get("SEVENDAY_DATA") or user_data_path("sevenday", appauthor=False))


def secret_key(folder: Path) -> str:
    """The key of a data folder, made where there is none.

    Where there is no such folder yet the key is new each time: nothing is written for tools that
    only read the settings.
    """
    file = folder / FILE
    if file.exists():
        return file.read_text("ascii")
    key = secrets.token_urlsafe(64)
    if not folder.is_dir():
        return key
    beside = folder / f".{FILE}.{secrets.token_hex(4)}"
    made = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "w", encoding="ascii") as out:
        out.write(key)
    # it has its name when it is whole: of two processes that begin at once both use the first's
    with suppress(FileExistsError):
        os.link(beside, file)
    beside.unlink()
    return file.read_text("ascii")
