"""Files written whole or not at all: whoever is killed half-way leaves the file that was there."""

import os
from pathlib import Path
from secrets import token_hex

from sevenday.errors import Fault, InputError

WRITABLE = "a file in a folder that is there and can be written"


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write a file at once: its readers see the old content or the new, never a part.

    The content goes to a file beside it, is on the disk before it takes the name, and has the
    permissions of a file that any program writes, or those of the file that it replaces. A link is
    followed; a pipe or a terminal is written to.

    Parameters
    ----------
    path
        The file. Its folder has to be there.
    content
        Text, written as UTF-8, or bytes.

    Raises
    ------
    InputError
        Where the file cannot be written: what the system said, and which file.
    """
    target = Path(os.path.realpath(path))
    made = content.encode() if isinstance(content, str) else content
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(made)
            return
        beside = target.with_name(f".{target.name}.{token_hex(4)}")
        try:
            _written(beside, made)
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o7777)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise InputError(
            Fault(what, str(path), expected=WRITABLE, code="unwritable-file")
        ) from None


def _written(path: Path, made: bytes) -> None:
    """Write a new file, and wait until the disk has it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())


def check_writable(path: Path | None) -> None:
    """Raise InputError now, and not when a long search is over, where a file cannot be written."""
    if path is None:
        return
    if path.is_dir() or not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
        raise InputError(
            Fault("cannot be written", str(path), expected=WRITABLE, code="unwritable-file")
        )
