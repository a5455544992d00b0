"""Read a hospital: a folder, or the workbook that stands for one."""

from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.folder import assemble
from sevenday.files.settings import read_settings
from sevenday.files.table import Faults
from sevenday.model import Hospital

EXCEL = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods"}
"""What people call a workbook; `files.safe` tells those that cannot be read, and why."""


def read(path: str | Path) -> Hospital:
    """Read a hospital's folder, or the workbook that stands for one (FORMS.md).

    Raises InputError with every fault that it has.
    """
    folder = Path(path)
    if not folder.exists():
        raise InputError(
            Fault("not there", str(path), expected="a hospital's folder", code="missing-file")
        )
    if folder.is_file() and folder.suffix.lower() in EXCEL:
        from sevenday.files.book import read_book

        return read_book(folder)
    if not folder.is_dir():
        raise InputError(
            Fault("not a folder", str(path), expected="a hospital's folder", code="missing-file")
        )
    faults = Faults([])
    files = {file.name: file for file in folder.iterdir() if file.suffix in (".csv", ".toml")}
    settings: dict[str, Any] = {}
    if "hospital.toml" in files:
        settings = read_settings(files["hospital.toml"], faults)
    hospital = assemble(folder.name, settings, files, faults)
    if faults.found:
        raise InputError(*faults.found)
    return hospital
