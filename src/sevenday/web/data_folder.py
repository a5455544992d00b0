"""A server's own folder: its database, and the key that signs sessions, for its owner alone."""

import os
import secrets
from pathlib import Path

from platformdirs import user_data_path

FILE = "secret-key"


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
    if folder.is_dir():
        try:
            made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same server was first
            return file.read_text("ascii")
        with os.fdopen(made, "w", encoding="ascii") as out:
            out.write(key)
    return key
