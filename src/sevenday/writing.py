"""Files written whole or not at all: whoever is killed half-way leaves the file that was there."""

import os
from collections.abc import Mapping
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
        raise InputError(unwritable(path, error, WRITABLE)) from None


def write_papers(folder: str | Path, papers: Mapping[str, str | bytes]) -> list[Path]:
    """Write the files of a folder, each whole.

    Parameters
    ----------
    folder
        Where to; made where it is not there.
    papers
        What each file holds, by its name in the folder; a name may have a folder of its own.

    Returns
    -------
    list of Path
        The files written, in the order given.

    Raises
    ------
    InputError
        Where a folder cannot be made or a file not be written: what the system said, and which.
    """
    paths = [Path(folder) / name for name in papers]
    for place in dict.fromkeys([Path(folder), *(path.parent for path in paths)]):
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(unwritable(place, error, "a folder that can be made")) from None
    for path, paper in zip(paths, papers.values(), strict=True):
        write_whole(path, paper)
    return paths


def unwritable(path: str | Path, error: OSError, expected: str = "") -> Fault:
    """The fault of a file or folder that the system does not let us write."""
    what = f"cannot be written: {error.strerror}"
    return Fault(what, str(path), expected=expected, code="unwritable-file")


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
