"""`sevenday roll`: a template to a dated rota."""

import csv
from typing import Annotated

import typer

from sevenday.cli.common import Folder, Format, TableOut
from sevenday.cli.output import BINARY, checked_format, emit, write
from sevenday.reports.render.page import Page, Table

Weeks = Annotated[int | None, typer.Option(min=1, max=520, help="how many (default: the cycle)")]


def roll(path: Folder, weeks: Weeks = None, format: Format = None, out: TableOut = None) -> None:
    """Roll a hospital's templates out to a dated rota: as text, that of a rota.csv."""
    from sevenday.files import duties_by_date, read, rota_text
    from sevenday.model.roll import roll as roll_out

    hospital = read(path)
    rota = roll_out(hospital, weeks)
    text = rota_text(rota, hospital.cells)
    binary = out is not None and out.suffix.lower() in BINARY
    if checked_format(format, out) == "text" and not binary:
        write(text, out)
        return
    header, *rows = map(tuple, csv.reader(text.splitlines()))
    page = Page(hospital.name or "Rota", (Table("The rota", header, rows),))
    emit(page, {"rota": duties_by_date(rota, hospital.cells)}, format, out)
