"""Read a hospital: a folder, or the workbook that stands for one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sevenday.errors import Fault, InputError
from sevenday.files.folder import READ_HERE, assemble
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
    there = sorted(folder.iterdir())
    files = {name_of(file): file for file in there if file.suffix.lower() in (".csv", ".toml")}
    settings: dict[str, Any] = {}
    if "hospital.toml" in files:
        settings = read_settings(files["hospital.toml"], faults)
    hospital = assemble(folder.name, settings, files, faults)
    if faults.found:
        books = [file.name for file in there if file.suffix.lower() in EXCEL]
        raise InputError(*(_with_import(fault, books) for fault in faults.found))
    return hospital


def name_of(file: Path) -> str:
    """The name that a file is known by: Rota.CSV is rota.csv."""
    small = file.name.lower()
    return small if small in READ_HERE or small == "template.csv" else file.name


def _with_import(fault: Fault, books: list[str]) -> Fault:
    """A missing file's fault, with the workbook of the folder that may hold it."""
    if fault.code not in ("missing-rota", "missing-file") or not books:
        return fault
    how = f"{fault.expected}; sevenday import {books[0]} --out FOLDER makes them of a workbook"
    return replace(fault, expected=how)
