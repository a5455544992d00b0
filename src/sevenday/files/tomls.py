"""A TOML file as checked tables: what cannot be read, and what a form does not allow."""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sevenday.files.spelling import nearest
from sevenday.files.table import Faults
from sevenday.form_words import NO_SUCH_KEY, troubles

if TYPE_CHECKING:
    from pydantic import ValidationError


def load_toml(path: Path, faults: Faults) -> dict[str, Any] | None:
    """The file's tables; None, and a fault, where it cannot be read."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        faults.add(
            f"cannot be read: {error.strerror}",
            path.name,
            expected="a file",
            code="unreadable-file",
        )
    except UnicodeDecodeError as error:
        faults.add(
            "not in the encoding expected",
            path.name,
            found=repr(error.object[error.start : error.start + 8]),
            expected="UTF-8",
            code="not-in-encoding",
        )
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        row = int(line[1]) if line else None
        curled = set("“”‘’") & set(path.read_text("utf-8-sig"))
        how = 'key = "value", in straight marks (")' if curled else "key = value"
        faults.add(f"not TOML: {error}", path.name, row, expected=how, code="not-toml")
    return None


def form_faults(
    error: "ValidationError",
    file: str,
    faults: Faults,
    unknown: tuple[str, str],
    silent: bool = False,
    known: Collection[str] = (),
) -> None:
    """A form's errors as faults: the table's number as the row, its key as the column.

    `unknown`: what to say of a key that the form does not have, and what was expected; `silent`:
    its value is not printed; `known`: keys of which the nearest to an unknown one is told.
    """
    for each in troubles(error.errors()):
        key = ".".join(part for part in each.place if isinstance(part, str))
        row = next((part + 1 for part in each.place if isinstance(part, int)), None)
        what, found, expected = each.what, each.found, each.expected
        if what == NO_SUCH_KEY:
            (what, expected), found = unknown, "" if silent else found
            if near := nearest(key.rpartition(".")[2], known):
                expected = f"{near!r}? It has to be {expected}"
        faults.add(what, file, row, key, found, expected, code=each.code)
