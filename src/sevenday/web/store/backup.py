"""A backup: one SQLite file, whichever the store, of one moment, while the server goes on."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from time import time

from django.conf import settings
from django.db import OperationalError, connections, transaction

from sevenday.errors import Fault, InputError
from sevenday.web.audit.record import record
from sevenday.web.people.shell import shell
from sevenday.web.store.files import FILE, HERE, copied, is_of_now, migrate, opened
from sevenday.web.store.rows import copy_rows, count_rows
from sevenday.writing import unwritable

WAS_BACKED_UP = "store.backed_up"
UNFINISHED = ".unfinished"
"""The end of a file's name while it is written."""
ABANDONED_SECONDS = 3600.0
"""A file that nobody wrote to for so long is nobody's."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written: how many rows, how many bytes."""

    rows: int
    bytes: int


def back_up(path: Path, overwrite: bool = False) -> Backup:
    """Write all that the store has to a file.

    The file is complete when it has its name, and its owner's alone. It holds no key: sessions are
    signed by `secret-key` of the data folder.

    Raises
    ------
    InputError
        Where the file is there already, cannot be written, or the store is of another Sevenday.
    """
    if path.exists() and not overwrite:
        how = "a new name, or --overwrite"
        raise InputError(Fault("it is there already", f"{path}", expected=how, code="repeated"))
    _refuse_none()
    beside = path.with_name(f".{path.name}.{token_hex(4)}{UNFINISHED}")
    try:
        _sweep(path.parent)
        _write(beside)
        with opened(beside):
            many = count_rows(FILE)
        beside.replace(path)
    except OSError as error:
        raise InputError(unwritable(path, error, "a file in a folder that is there")) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    size = path.stat().st_size
    with transaction.atomic():
        record(shell(), WAS_BACKED_UP, None, {"file": path.name, "rows": many, "bytes": size})
    return Backup(many, size)


def _sweep(folder: Path) -> None:
    """Take away what a backup left that was killed: all that the store has is in it too.

    What was written to of late is another's, who still writes it.
    """
    for left in folder.glob(f".*{UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time() - ABANDONED_SECONDS:
                left.unlink()


def _refuse_none() -> None:
    """Raise InputError where there is no store of this Sevenday."""
    here = connections[HERE]
    try:
        name = settings.DATABASES[HERE]["NAME"]
        if here.vendor == "sqlite" and here.settings_dict["NAME"] == name:
            # to look into it would make it, and a new one is empty until its tables are made
            file = Path(f"{name}")
            there = file.is_file() and file.stat().st_size > 0
        else:
            here.ensure_connection()
            there = True
    except OperationalError as error:
        first = f"{error}".strip().splitlines()[0]
        raise InputError(Fault("the store does not answer", found=first, code="no-store")) from None
    if not there or not is_of_now(HERE):
        what = "the store is of another Sevenday" if there else "there is no store here yet"
        how = "`sevenday serve` once: it makes its tables and brings them up to date"
        raise InputError(Fault(what, expected=how, code="no-store"))


def _write(path: Path) -> None:
    """Write the store to a new file: pages as they are of SQLite, else row by row."""
    here = connections[HERE]
    if here.vendor == "sqlite":
        here.ensure_connection()
        assert here.connection is not None
        copied(here.connection, path)
        return
    path.touch(0o600)
    with opened(path):
        migrate(FILE)
        with transaction.atomic(), here.cursor() as cursor:
            # every table as it was at this moment, whatever others write meanwhile
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            copy_rows(HERE, FILE)
