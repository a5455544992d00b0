"""What the commands share: reading the input, and one page as text, JSON or HTML."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Page, Table, as_html
from sevenday.reports.render.text import as_text

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.model import Hospital

Folder = Annotated[Path, typer.Argument(help="a hospital's folder")]
Contract = Annotated[str | None, typer.Option(help="a contract's id (default: the hospital's)")]
On = Annotated[str | None, typer.Option(help="the date in force (default: the rota's first)")]
Known = Annotated[str | None, typer.Option(help="ignore what was announced after this date")]
Format = Annotated[str, typer.Option("--format", help="text, json or html")]
Out = Annotated[Path | None, typer.Option("--out", help="write to this file")]
Use = Annotated[str | None, typer.Option(help="rota or template, where there are both")]

BOUND = (".pdf", ".xlsx")
"""Ends of files that are neither text nor JSON."""


def load(
    path: Path, contract: str | None, on: str | None, known: str | None
) -> "tuple[Hospital, Terms]":
    """Read a hospital and the contract that it is asked about, on the date in force.

    The date is `on`, else for an offer the day that it was made, else the rota's first date, else
    `starts`, else today (FORMS.md). A contract may be one of the folder's `offers`, by its name.
    Raises InputError for whatever is wrong in either.
    """
    from sevenday.files import read

    hospital = read(path)
    wanted = contract or hospital.contract
    if not wanted:
        what = "no contract is named"
        how = 'contract = "england-2016" in hospital.toml, or --contract'
        raise InputError(Fault(what, f"{path}", expected=how))
    day = (hospital.rota.first if hospital.rota else hospital.starts) or date.today()
    return hospital, terms_of(path, wanted, on, known, day)


def terms_of(path: Path, id: str, on: str | None, known: str | None, otherwise: date) -> "Terms":
    """A contract, or one of the folder's `offers` by its name, on the date in force.

    The date is `on`, else for an offer the day that it was made, else `otherwise`.
    """
    from sevenday.contracts import contract as read_contract

    own = path / "offers" / f"{id}.toml"
    terms = read_contract(own if own.is_file() else id, on, known)
    return terms if on or terms.contract.offered else terms.at(otherwise)


def emit(page: Page, data: dict[str, Any], format: str, out: Path | None) -> None:
    """Write a page in the form asked for, to a file or to standard output.

    A file that ends in .pdf or .xlsx is written as that, whatever the form.
    """
    if out is not None and out.suffix.lower() in BOUND:
        write_bytes(_bound(page, out), out)
        return
    if format == "json":
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    elif format == "html":
        text = as_html(page)
    elif format == "text":
        text = as_text(page, sys.stdout.isatty() and out is None)
    else:
        raise InputError(Fault("no such format", "", None, "--format", format, "text, json, html"))
    write(text, out)


def _bound(page: Page, out: Path) -> bytes:
    """The page as a PDF or a workbook. Raises InputError where the extra is not installed."""
    if out.suffix.lower() == ".xlsx":
        from sevenday.reports.render.xlsx import page_as_workbook

        return page_as_workbook(page)
    from sevenday.reports.render.pdf import page_as_pdf

    made = page_as_pdf(page)
    if made is None:
        raise InputError("a PDF needs Typst: pip install 'sevenday[pdf]'")
    return made


def write(text: str, out: Path | None) -> None:
    """Write text to a file, or to standard output where none is named."""
    if out is None:
        sys.stdout.write(text)
        return
    write_bytes(text.encode(), out)


def write_bytes(made: bytes, out: Path) -> None:
    """Write a file. Raises InputError where it cannot be written."""
    try:
        out.write_bytes(made)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        where = "a file in a folder that is there"
        raise InputError(Fault(what, str(out), expected=where)) from None


__all__ = [
    "Contract",
    "Folder",
    "Format",
    "Known",
    "On",
    "Out",
    "Page",
    "Table",
    "Use",
    "as_text",
    "emit",
    "load",
    "terms_of",
    "write",
]
