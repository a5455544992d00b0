"""`sevenday import`: a workbook as people make it, to a folder, after saying what it holds."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sevenday.cli.common import Format
from sevenday.cli.output import emit
from sevenday.errors import Fault, InputError
from sevenday.reports.render.page import Page, Table

if TYPE_CHECKING:
    from sevenday.files.spreadsheets import Statement, Understood

Book = Annotated[Path, typer.Argument(help="a workbook (.xlsx, .xls), or a CSV file")]
SheetName = Annotated[
    str | None, typer.Option("--sheet", help="the sheet (default: all that are not hidden)")
]
Year = Annotated[
    int | None, typer.Option(min=1990, max=2100, help="the first date's, where no title says it")
]
Shifts = Annotated[Path | None, typer.Option(help="a shifts.csv, for codes without times")]
Yes = Annotated[bool, typer.Option("--yes", help="take the doubtful readings as shown")]
Folder = Annotated[Path | None, typer.Option("--out", help="write a hospital's folder here")]

HEADS = {
    "understood": "Understood",
    "codes": "Codes",
    "taken_as": "Taken as",
    "asked": "To be agreed",
    "not_understood": "Not understood",
    "not_read": "Seen, and not read",
}


def import_(
    book: Book,
    sheet: SheetName = None,
    year: Year = None,
    shifts: Shifts = None,
    yes: Yes = False,
    out: Folder = None,
    format: Format = None,
) -> None:
    """Show what a workbook is understood to say; with --out, write it as a hospital's folder.

    A reading that is doubtful is asked about, or refused where nobody can be asked.
    """
    from sevenday.files import write
    from sevenday.files.spreadsheets import understand

    found = understand(book, sheet, year, shifts)
    faults, written = found.faults, None
    doubtful = bool(found.asked) and not yes and not faults
    if doubtful and format in (None, "text") and sys.stdin.isatty():
        emit(page_of(found, ""), found.to_dict(), format, None)
        doubtful = not all(typer.confirm(f"{one}?", err=True) for one in found.asked)
    if doubtful:
        faults = tuple(_doubt(one) for one in found.asked)
    if found.hospital is not None and out is not None and not faults:
        try:
            written = str(write(found.hospital, out))
        except InputError as error:
            faults = error.faults
    if faults:
        end = "Nothing is written: see what is wrong."
    else:
        end = _next_step(written) if written else "Nothing is written without --out FOLDER."
    page = page_of(found, end)
    if faults and format == "html":  # a page stands by itself; in text they follow on stderr
        page = page.with_more(*map(str, faults))
    emit(page, found.to_dict() | {"written": written}, format, None)
    if faults:
        raise InputError(*faults)


def _next_step(written: str) -> str:
    """That a folder is written, and what may be asked of it: a sheet names no contract."""
    check = f"sevenday check {written} --contract england-2016"
    return f"Written to {written}. Next: {check}, or another of `sevenday contracts`."


def _doubt(one: "Statement") -> Fault:
    """A reading that nobody agreed to."""
    expected = "--yes where that is right; else write the cell so that it says one thing"
    return Fault(f"doubtful: {one.says}", one.where, None, "", "", expected, code="unclear-cell")


def page_of(found: "Understood", end: str) -> Page:
    """What was understood as a page, a table for each kind of thing."""
    tables = [
        Table(
            HEADS[name],
            ("where", "what"),
            [(one.where, one.says) for one in group],
        )
        for name, group in found.groups.items()
        if group
    ]
    return Page(found.book, (*tables, *found.left_out_words, end))
