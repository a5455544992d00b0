"""`sevenday import`: a workbook as people make it, to a folder, after saying what it holds."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Format
from sevenday.cli.output import emit
from sevenday.errors import InputError
from sevenday.reports.render.page import Page, Table

if TYPE_CHECKING:
    from sevenday.files.spreadsheets import Understood

Book = Annotated[Path, typer.Argument(help="a workbook, .xlsx")]
SheetName = Annotated[
    str | None, typer.Option("--sheet", help="the sheet (default: all that are not hidden)")
]
Year = Annotated[
    int | None, typer.Option(min=1990, max=2100, help="the first date's, where no title says it")
]
Shifts = Annotated[Path | None, typer.Option(help="a shifts.csv, for codes without times")]
Folder = Annotated[Path | None, typer.Option("--out", help="write a hospital's folder here")]

HEADS = {
    "understood": "Understood",
    "codes": "Codes",
    "taken_as": "Taken as",
    "not_understood": "Not understood",
    "not_read": "Seen, and not read",
}


def import_(
    book: Book,
    sheet: SheetName = None,
    year: Year = None,
    shifts: Shifts = None,
    out: Folder = None,
    format: Format = None,
) -> None:
    """Show what a workbook is understood to say; with --out, write it as a hospital's folder."""
    from sevenday.files import write
    from sevenday.files.spreadsheets import understand

    found = understand(book, sheet, year, shifts)
    faults, written = found.faults, None
    if found.hospital is not None and out is not None:
        try:
            written = str(write(found.hospital, out))
        except InputError as error:
            faults = error.faults
    if faults:
        end = "Nothing is written: see what is wrong."
    else:
        end = f"Written to {written}." if written else "Nothing is written without --out FOLDER."
    emit(page_of(found, end), found.to_dict() | {"written": written}, format, None)
    if faults:
        raise InputError(*faults)


def page_of(found: "Understood", end: str) -> Page:
    """What was understood as a page, a table for each kind of thing."""
    tables = [
        Table(HEADS[name], ("where", "what"), [(said.where, said.says) for said in group])
        for name, group in found.groups.items()
        if group
    ]
    return Page(found.book, (*tables, end))
