"""Which form a benchmark file has, and its reading."""

from pathlib import Path

from sevenday.errors import Fault, InputError
from sevenday.files.benchmarks.curtois import Curtois
from sevenday.files.benchmarks.curtois_sections import SECTION
from sevenday.files.benchmarks.curtois_text import read_curtois
from sevenday.files.benchmarks.physicians import Physicians, read_physicians
from sevenday.files.benchmarks.rotating import Rotating, read_rotating

FORMS = "a Curtois .txt, a Musliu .txt or a MiniZinc .dzn"


def read_benchmark(path: str | Path) -> Curtois | Rotating | Physicians:
    """Read a benchmark file in whichever of the three forms it has.

    A `.dzn` holds physicians; a text with a line that starts with `SECTION_` is Curtois's form;
    any other text is a rotating workforce. Raises InputError with every fault found: file, line,
    what was found and what was expected.
    """
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise InputError(Fault(what, str(path), expected=FORMS, code="unreadable-file")) from None
    except UnicodeDecodeError as error:
        where = f"byte {error.start}"
        raise InputError(
            Fault("not text", str(path), found=where, expected=FORMS, code="unreadable-file")
        ) from None
    if not text.strip():
        raise InputError(Fault("nothing there", str(path), expected=FORMS, code="missing-value"))
    if file.suffix.lower() == ".dzn":
        return read_physicians(text, file.name)
    if any(line.lstrip().startswith(SECTION) for line in text.splitlines()):
        return read_curtois(text, file.name)
    return read_rotating(text, file.name)
