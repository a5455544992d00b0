"""A backup restored into either store, or tried out: every row is compared before it counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from sevenday.errors import Fault, InputError
from sevenday.web.audit.record import record
from sevenday.web.hospitals.models import Department
from sevenday.web.people.models import User
from sevenday.web.people.shell import ADDRESS, shell
from sevenday.web.store.files import (
    FILE,
    HERE,
    copied,
    is_of_now,
    migrate,
    opened,
    read_only,
    refuse_later,
)
from sevenday.web.store.rows import copy_rows, differences, next_keys

WAS_RESTORED = "store.restored"
WAS_TRIED = "store.restore_tried"
TRIED = "tried"
"""The name of the store that is thrown away."""


def restore(path: Path, overwrite: bool = False) -> int:
    """Put a backup in place of what the store has, and say how many rows that is.

    The server may run: what it has worked out of a department is not taken for what is restored.

    Raises
    ------
    InputError
        For what is no backup of this Sevenday or an earlier one, where the store has people and
        nobody said to overwrite them, and where a row did not come through.
    """
    with _brought_forward(path):
        migrate(HERE)
        there = User.objects.exclude(email=ADDRESS).count()
        if there and not overwrite:
            what = f"the store has {there} people: nothing is overwritten"
            how = "an empty store, or --overwrite: all that it has is then gone"
            raise InputError(Fault(what, f"{path}", expected=how, code="repeated"))
        # row by row, and no page: a file's triggers, views and tables of its own stay in it
        with transaction.atomic():
            many = copy_rows(FILE, HERE)
            next_keys(HERE)
            _refuse_other(path, HERE)
    with transaction.atomic():
        for department in Department.objects.all() if there else ():
            department.change()  # a server that runs begins anew with each
        record(shell(), WAS_RESTORED, None, {"file": path.name, "rows": many})
    return many


def try_out(path: Path) -> int:
    """Restore a backup into a store that is then thrown away, and say how many rows it has.

    Raises InputError as `restore` does.
    """
    with (
        _brought_forward(path),
        TemporaryDirectory() as folder,
        opened(Path(folder) / "tried.sqlite3", TRIED),
    ):
        migrate(TRIED)
        many = copy_rows(FILE, TRIED)
        _refuse_other(path, TRIED)
    if is_of_now(HERE):  # it may be tried where there is no store
        with transaction.atomic():
            record(shell(), WAS_TRIED, None, {"file": path.name, "rows": many})
    return many


@contextmanager
def _brought_forward(path: Path) -> Iterator[None]:
    """A copy of a backup as the store `FILE`, with the tables of this Sevenday."""
    with read_only(path) as source, TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.sqlite3"
        copied(source, copy)
        with opened(copy):
            refuse_later(path)
            migrate(FILE)
            yield


def _refuse_other(path: Path, store: str) -> None:
    """Raise InputError where a row of a store is not as the backup has it."""
    if found := differences(FILE, store):
        what = f"{len(found)} rows did not come through, the first {found[0]}"
        raise InputError(Fault(what, f"{path}", expected="another backup", code="unreadable-file"))
