"""Files and endings that every kind of `sevenday build` has."""

import os
import tempfile
from pathlib import Path
from typing import NoReturn

import typer

from sevenday.errors import Fault, InputError

STOPPED = 130


def stopped_early(what: str) -> NoReturn:
    """End where Ctrl-C came before anything was found."""
    typer.echo(f"sevenday: stopped before any {what} was found", err=True)
    raise typer.Exit(STOPPED) from None


def writable(out: Path | None) -> None:
    """Raise InputError now, and not when the search is over, where a file cannot be written."""
    if out is None:
        return
    if out.is_dir() or not (out.parent.is_dir() and os.access(out.parent, os.W_OK)):
        where = "a file in a folder that is there and can be written"
        raise InputError(Fault("cannot be written", str(out), expected=where))


def keep(text: str, out: Path) -> None:
    """Write a file whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(out)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise InputError(Fault(what, str(out), expected="a file that can be")) from None
