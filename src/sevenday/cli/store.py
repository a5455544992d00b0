"""`sevenday backup` and `sevenday restore`: the whole store of a server as one file, and back."""

import os
from pathlib import Path
from typing import Annotated

import typer

from sevenday.extras import is_installed, missing

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="the backup, a SQLite file")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="in place of what is there")]


def backup(file: BackupFile, overwrite: Overwrite = False) -> None:
    """Write all that a server's store has to one file, while the server runs."""
    ready("a backup of a server's store")
    from sevenday.web.store.backup import back_up

    found = back_up(file, overwrite)
    typer.echo(f"{file}: {found.rows} rows, {found.bytes / 1e6:.1f} MB. Whoever has it has all")
    typer.echo(f"that is in it: keep it safe. Try it out: sevenday restore {file} --test")


def restore(
    file: BackupFile,
    overwrite: Overwrite = False,
    test: Annotated[
        bool, typer.Option("--test", help="into a store that is then thrown away: does it work?")
    ] = False,
) -> None:
    """Put a backup in place of what a server's store has; every row is compared."""
    ready("a restore of a server's store")
    from sevenday.web.store.restore import restore as run
    from sevenday.web.store.restore import try_out

    if test:
        typer.echo(f"{file}: {try_out(file)} rows restored, each as it is in the file; thrown away")
        return
    typer.echo(f"{file}: {run(file, overwrite)} rows restored, each as it is in the file")


def ready(what: str) -> None:
    """Have Django ready. Raises InputError where the extra is not installed."""
    if not is_installed("django"):
        raise missing("django", what)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sevenday.web.settings")
    from sevenday.web.serving import begin

    begin()
