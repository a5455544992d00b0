"""`sevenday exceptions`: what exception reports do to pay, time off and fines; a board's report."""

from datetime import date
from typing import Annotated

import typer

from sevenday.cli.common import Contract, Folder, Format, Known, Out, contract_named, terms_of
from sevenday.cli.output import emit

On = Annotated[
    str | None, typer.Option(help="the rules of this date for every report (default: its own)")
]
Board = Annotated[bool, typer.Option("--board", help="counts for a board, that name nobody")]
FILE = "exceptions.csv"


def exceptions(
    path: Folder,
    contract: Contract = None,
    on: On = None,
    known: Known = None,
    board: Board = False,
    format: Format = None,
    out: Out = None,
) -> None:
    """Work out what each report of exceptions.csv leads to, by the rules of its date.

    Exit 1 where a report is fined.
    """
    from sevenday.files import read
    from sevenday.pay.board_report import board_report
    from sevenday.pay.exception_reports import exceptions as outcomes
    from sevenday.reports.pages.exceptions import board_page, exceptions_page

    hospital = read(path)
    wanted = contract_named(path, contract, hospital)
    terms = terms_of(path, wanted, on, known, date.today())
    found = outcomes(hospital, terms, path / FILE, terms.on if on else None)
    if board:
        counts = board_report(found)
        emit(board_page(counts, hospital.name), counts, format, out)
    else:
        emit(exceptions_page(found, hospital.name), found, format, out)
    if found.fined:
        raise typer.Exit(1)
